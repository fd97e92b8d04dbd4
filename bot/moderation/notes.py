"""Write down what moderators should know about somebody; nobody else is told."""

from bot.acts import Delete
from bot.call import Call, Person
from bot.content import Text
from bot.deliveries import Outbox
from bot.errors import Refused
from bot.moderation.casebook import Casebook, answered, new_case
from bot.moderation.model import MAX_REASON, Case, Kind, is_person
from bot.ports import Transactions


class NoteService:
    """Keep notes. A note is a case that does nothing."""

    def __init__(self, casebook: Casebook, transactions: Transactions, outbox: Outbox) -> None:
        self._casebook = casebook
        self._transactions = transactions
        self._outbox = outbox

    async def note(self, call: Call, person: Person, text: str) -> Case:
        """Note something about somebody, whatever their access. Refuses who is nobody, and too long a text."""
        if not is_person(person):
            raise Refused("moderation-not-a-person")
        if len(text) > MAX_REASON:
            raise Refused("moderation-note-too-long", length=len(text), most=MAX_REASON)
        said = answered(call, person.member)
        draft = new_case(
            call,
            Kind.NOTE,
            person.member,
            Text(text),
            by=call.person.member or None,
            evidence=said.text if said else None,
            message=said.ref if said else None,
            silent=True,
        )
        async with self._transactions.begin() as tx:
            case = await self._casebook.open(tx, call, draft)
            if call.message is not None and not call.private:  # everybody could read it there
                await self._outbox.perform(tx, Delete((call.message,)), f"note:{case.id}")
            return case
