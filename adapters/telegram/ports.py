"""What the core asks of Telegram, over one bot."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

import telegram

from bot.access import Access
from bot.errors import Forbidden, Gone, Migrated, Rejected
from bot.ids import AccountRef, Platform, SpaceRef
from bot.pace import Pace
from bot.ports import Clock, Features, Ports, Standing
from bot.updates import Actor, MemberJoined

from .errors import translated
from .files import TelegramFiles
from .messenger import TelegramMessenger
from .moderator import LONGEST, TelegramModerator
from .people import ANONYMOUS_ADMIN, Names, access_of, account_of, actor_of, is_admin, is_muted, is_present
from .premises import TelegramPremises

ACCESS_FOR = timedelta(minutes=5)  # how long somebody's rights are remembered, unless an update changes them
KNOWN_ACCESS = 50_000
SUPERGROUPS = -(10**12)  # their ids lie below, those of ordinary groups above
DELETABLE_FOR = timedelta(hours=48)  # https://core.telegram.org/bots/api#deletemessage


class TelegramRoster:
    """The Roster port. Rights are remembered for a while; `forget` when an update changes them."""

    def __init__(self, bot: telegram.Bot, clock: Clock, names: Names) -> None:
        self._bot = bot
        self._clock = clock
        self._names = names
        self._known: OrderedDict[tuple[str, str], tuple[Access, datetime]] = OrderedDict()

    async def access(self, space: SpaceRef, account: AccountRef) -> Access:
        """Say what the chat's own rights make of somebody."""
        known = self._known.get((space.id, account.id))
        if known is not None and self._clock.now() - known[1] < ACCESS_FOR:
            return known[0]
        try:
            access = await self._ask(space.id, account)
        except Migrated as moved:
            access = await self._ask(moved.to.id, account)
        self._known[space.id, account.id] = (access, self._clock.now())
        if len(self._known) > KNOWN_ACCESS:
            self._known.popitem(last=False)
        return access

    async def _ask(self, chat_id: str, account: AccountRef) -> Access:
        try:
            with translated():
                if int(account.id) < 0:
                    return await self._ask_channel(chat_id, account)
                return access_of(await self._bot.get_chat_member(int(chat_id), int(account.id)))
        except (Gone, Forbidden):
            return Access.EVERYONE

    async def _ask_channel(self, chat_id: str, account: AccountRef) -> Access:
        """Give the channel that a group belongs to the say of its admins, who write as it; any other has none."""
        chat = await self._bot.get_chat(int(chat_id))
        return Access.ADMIN if int(account.id) in (chat.linked_chat_id, chat.id) else Access.EVERYONE

    def forget(self, space: SpaceRef, account: AccountRef | None = None) -> None:
        """Ask again next time, about somebody or about everybody."""
        if account is not None:
            self._known.pop((space.id, account.id), None)
        else:
            self._known = OrderedDict((k, v) for k, v in self._known.items() if k[0] != space.id)

    async def find(self, space: SpaceRef, name: str) -> Actor | None:
        """Find somebody by user name among those seen, for Telegram lets no bot look one up; by numeric id, anybody
        whom Telegram knows."""
        if name.isdecimal():
            return await self._find_id(space, int(name))
        me = self._bot.bot
        return actor_of(me) if name.lower() == (me.username or "").lower() else self._names.find(name)

    async def _find_id(self, space: SpaceRef, user_id: int) -> Actor | None:
        try:
            with translated():
                member = await self._bot.get_chat_member(int(space.id), user_id)
        except (Gone, Forbidden, Rejected):
            return None  # nobody, or nobody that a bot without rights is told about
        return actor_of(member.user)

    async def standing(self, space: SpaceRef, account: AccountRef) -> Standing:
        """Ask how somebody stands in a chat. Channels, which write under an id below zero, cannot be asked about."""
        if int(account.id) < 0:
            raise Forbidden("Telegram does not tell a bot which channels are banned")
        if int(space.id) > SUPERGROUPS:
            raise Forbidden("an ordinary group knows neither bans nor restrictions")
        with translated():
            member = await self._bot.get_chat_member(int(space.id), int(account.id))
        if is_admin(member):
            raise Forbidden("no mute or ban reaches an admin, so that nothing can be told of one")
        return Standing(is_present(member), is_muted(member), isinstance(member, telegram.ChatMemberBanned))

    async def team(self, space: SpaceRef) -> Sequence[Actor]:
        """List who moderates a chat. An anonymous administrator is not named: that would give them away."""
        with translated():
            found = await self._bot.get_chat_administrators(int(space.id))
        team = []
        for member in found:
            access = access_of(member)
            if member.user.is_bot or access < Access.MODERATOR:
                continue
            if isinstance(member, telegram.ChatMemberOwner | telegram.ChatMemberAdministrator) and member.is_anonymous:
                team.append(Actor(account_of(ANONYMOUS_ADMIN), "", access=access, person=False))
            else:
                team.append(actor_of(member.user, access))
        return team

    async def missed(self, space: SpaceRef, since: datetime) -> Sequence[MemberJoined]:
        """List nobody: Telegram keeps updates for 24 hours and tells them by itself."""
        return ()


def make_ports(
    bot: telegram.Bot, messenger: TelegramMessenger, roster: TelegramRoster, pace: Pace, clock: Clock
) -> Ports:
    """Put Telegram's ports together."""
    features = Features(
        edit_interval=timedelta(seconds=2), max_restriction=LONGEST, max_ban=LONGEST, deletable_for=DELETABLE_FOR
    )
    moderator, files, premises = TelegramModerator(bot, clock), TelegramFiles(bot), TelegramPremises(bot)
    return Ports(Platform.TELEGRAM, features, messenger, moderator, roster, pace, files=files, premises=premises)
