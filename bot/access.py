"""The ladder of access, from anybody to the owner."""

from enum import IntEnum


class Access(IntEnum):
    """What somebody may do in a community; each step includes those below it."""

    EVERYONE = 0
    MEMBER = 10
    TRUSTED = 20
    MODERATOR = 30
    ADMIN = 40
    OWNER = 50

    @property
    def key(self) -> str:
        """Give the catalogue's variant name, such as `moderator`."""
        return self.name.lower()


def may_act_on(actor: Access, target: Access) -> bool:
    """Tell whether one may act on another: nobody acts on somebody of equal or higher access.

    EVERYONE, MEMBER and TRUSTED count as equals here: they differ in trust, not in rank.
    """
    return actor >= Access.MODERATOR and actor > target
