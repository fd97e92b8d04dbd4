"""What processes that share a database tell each other to look at anew."""

from enum import StrEnum


class Topic(StrEnum):
    """Something that is held in memory, or waited for."""

    WORK = "work"  # a job or a delivery was written
    SETTINGS = "settings"
    COMMUNITIES = "communities"  # with their spaces
    MEMBERS = "members"
    BLOCKLISTS = "blocklists"
    SPAM = "spam"  # what moderators taught the classifier
    RAIDS = "raids"  # who is held
