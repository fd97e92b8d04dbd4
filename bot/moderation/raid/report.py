"""The one message about a raid, which follows it until nobody is held any more."""

from bot.audience import Audience, People
from bot.call import Call, Community
from bot.commands import action
from bot.content import Button, Buttons, Choice, Doc, Field, Inline, Joined, Node, Para, Span, Style, Time, Title, msg
from bot.deliveries import Outbox
from bot.moderation.casebook import log_chat
from bot.moderation.raid.model import Decision, Fate, Raid, Tally
from bot.moderation.raid.store import RaidStore
from bot.moderation.rules.raid import RaidSettings
from bot.moderation.settings import Settings
from bot.ports import Tx

NAMED = 10  # names that the message shows: the first ones
SHOWN = tuple(Fate)


class RaidReport:
    """Write it, and write it anew, in the transaction of the change."""

    def __init__(
        self, store: RaidStore, outbox: Outbox, audience: Audience, people: People, settings: Settings
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._audience = audience
        self._people = people
        self._settings = settings
        self._first: dict[int, Inline] = {}  # of each raid, once so many names are known: they are not read again

    async def send(self, tx: Tx, call: Call, raid: Raid) -> None:
        """Tell the moderators of a raid: where the log is kept, else in the chat."""
        to, locale = log_chat(self._settings, raid.community), call.community.locale
        if to is None and not call.private:
            to, locale = call.chat, call.chat_locale
        elif to is None:
            chats = await self._audience.chats(tx, raid.community)
            if not chats:
                return
            to, locale = chats[0].chat, chats[0].locale
        document, buttons = await self._told(tx, raid, call.community)
        key = _subject(raid)
        await self._outbox.send(tx, to, document, locale=locale, key=key, buttons=buttons, subject=key)

    async def show(self, tx: Tx, raid: Raid, community: Community) -> None:
        """Tell how the raid stands."""
        document, buttons = await self._told(tx, raid, community)
        await self._outbox.show(tx, _subject(raid), document, buttons)

    async def tally(self, tx: Tx, raid: Raid) -> Tally:
        """Count who came and what became of them."""
        return Tally(raid.counts if raid.counts is not None else await self._store.count(tx, raid.id))

    async def _told(self, tx: Tx, raid: Raid, community: Community) -> tuple[Doc, Buttons]:
        tally = await self.tally(tx, raid)
        state = Choice("over" if raid.ended else "on")
        blocks: list[Node] = [Title(msg("raid-tried" if raid.dry else "raid-title", state=state))]
        blocks.append(Para(await self._why(tx, raid)))
        blocks.append(Field(msg("raid-since"), Time(raid.began, community.zone, full=True)))
        if raid.ended:
            blocks.append(Field(msg("raid-over-at"), Time(raid.ended, community.zone, full=True)))
        if raid.dry:
            blocks.append(Para(msg("raid-would", count=tally.came)))
            return Doc(tuple(blocks)), ()
        blocks.append(Field(msg("raid-came"), str(tally.came)))
        counts = (("raid-held", tally.held), ("raid-left", tally.left), ("raid-banned", tally.banned))
        blocks += [Field(msg(key), str(count)) for key, count in (*counts, ("raid-freed", tally.freed)) if count]
        names = await self._names(tx, raid)
        if names is not None:
            more = tally.came - NAMED
            shown = msg("raid-and-more", names=names, count=more) if more > 0 else names
            blocks.append(Field(msg("raid-first"), shown))
        if raid.decided_by is not None and raid.decision is not None:
            who = await self._people.load(tx, raid.community, {raid.decided_by})
            named: Inline = who[raid.decided_by].named if raid.decided_by in who else msg("moderation-somebody")
            blocks.append(Para(msg("raid-decided", what=Choice(raid.decision), who=named)))
        if tally.waiting:
            hold = self._settings.of(raid.community, RaidSettings).hold_time
            blocks.append(Para(msg("raid-what-next", hold=Span(hold))))
        return Doc(tuple(blocks)), _buttons(raid, tally)

    async def _why(self, tx: Tx, raid: Raid) -> Inline:
        if raid.by is None:
            return msg("raid-cause", cause=Choice(raid.cause))
        who = await self._people.load(tx, raid.community, {raid.by})
        named: Inline = who[raid.by].named if raid.by in who else msg("moderation-somebody")
        return msg("raid-by-hand", who=named)

    async def _names(self, tx: Tx, raid: Raid) -> Inline | None:
        if raid.id in self._first:
            return self._first[raid.id] if raid.finished is None else self._first.pop(raid.id)
        first = await self._store.of_raid(tx, raid.id, SHOWN, NAMED) if raid.finished is None else []
        if not first:
            return None
        people = await self._people.load(tx, raid.community, {n.member for n in first})
        names = Joined(tuple(people[m].named for m in dict.fromkeys(n.member for n in first) if m in people))
        if len(first) == NAMED:
            self._first[raid.id] = names
        return names


def _subject(raid: Raid) -> str:
    return f"raid:{raid.id}"


def _buttons(raid: Raid, tally: Tally) -> Buttons:
    rows = []
    if tally.waiting:
        rows.append((Button(msg("raid-button-in"), action("raid", raid.id, Decision.LET_IN), Style.SUCCESS),))
        rows.append((Button(msg("raid-button-ban"), action("raid", raid.id, Decision.BAN), Style.DANGER),))
    if raid.on:
        rows.append((Button(msg("raid-button-end"), action("raid", raid.id, Decision.END)),))
    return tuple(rows)
