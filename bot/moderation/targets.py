"""Whom one may act on by hand."""

from bot.access import may_act_on
from bot.call import Call, Person
from bot.errors import Refused
from bot.moderation.model import MAX_REASON, is_person


def check_target(call: Call, person: Person) -> None:
    """Raise Refused for who is nobody, for oneself, and for somebody of equal or higher access."""
    if not is_person(person):
        raise Refused("moderation-not-a-person")
    if person.member == call.person.member:
        raise Refused("moderation-yourself")
    if not may_act_on(call.access, person.access):
        raise Refused("moderation-equal", who=person.named)


def check_reason(reason: str) -> None:
    """Raise Refused for a reason that is too long."""
    if len(reason) > MAX_REASON:
        raise Refused("moderation-reason-too-long", length=len(reason), most=MAX_REASON)
