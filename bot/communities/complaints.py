"""Tell a community's admins, in words and once, what did not work and what would help."""

from collections.abc import Callable, Collection
from typing import TypeAlias, assert_never

import structlog

from bot.acts import Act, Ban, ChatAct, Close, Delete, Kick, PauseJoins, Release, Reopen, Restrict, Slow, Unban, Unreact
from bot.communities.directory import Directory
from bot.communities.model import Space
from bot.content import Choice, Code, Doc, Inline, Para, Text, doc, msg
from bot.deliveries import Outbox, lane_of
from bot.ids import AccountRef, ChatRef, CommunityId
from bot.jobs import MAX_ATTEMPTS, Job
from bot.ports import Tx
from bot.updates import Right

Desk: TypeAlias = Callable[[CommunityId], ChatRef | None]
"""Where a community's admins read the log, if anywhere."""

log = structlog.get_logger()


class Complaints:
    """Write complaints to the outbox."""

    def __init__(self, outbox: Outbox, directory: Directory, desk: Desk) -> None:
        self._outbox = outbox
        self._directory = directory
        self._desk = desk

    async def refused(self, tx: Tx, act: Act, key: str) -> None:
        """Say in the chat that an act was forbidden there."""
        if isinstance(act, Delete | Unreact):
            return  # a message that outlived its time limit is nobody's news
        space = self._directory.space(act.space)
        if space is None:
            return
        if isinstance(act, PauseJoins):
            once = f"refused:pause:{act.space.platform}:{act.space.id}"
            desk = self._desk(space.community) or space.chat
            await self._tell(tx, space.community, desk, doc(msg("raid-pause-refused")), once)
            return
        if isinstance(act, Close | Reopen | Slow):
            told = doc(msg("chat-act-refused", act=Choice(_deed(act)), chat=self._title(act.chat)))
            await self._tell(tx, space.community, act.chat, told, key)
            return
        verb = _verb(act)
        if not isinstance(act, Kick | Unban) and act.batch:
            once = f"refused:{verb}:{act.space.platform}:{act.space.id}:{act.batch}"
            await self._tell(tx, space.community, space.chat, doc(msg("act-refused-many", act=Choice(verb))), once)
            return
        member = self._directory.held(space.community, act.account)
        name = Text(member.name if member else act.account.id)
        platform = Choice(act.space.platform)
        if act.aside is not None:
            told = doc(
                msg("act-refused-aside", act=Choice(verb), who=name, chat=self._title(space.chat), platform=platform)
            )
            await self._tell_aside(tx, space, act.aside, told, key)
            return
        told = doc(msg("act-refused", act=Choice(verb), who=name, platform=platform))
        await self._tell(tx, space.community, space.chat, told, key)

    async def taken_back(self, tx: Tx, act: Act, to: AccountRef, locale: str, key: str) -> None:
        """Say to somebody that what they were told was done about them did not come about."""
        if isinstance(act, Restrict | Kick | Ban) and (space := self._directory.space(act.space)) is not None:
            told = doc(msg("act-taken-back", act=Choice(_verb(act)), chat=self._title(space.chat)))
            await self._outbox.send(tx, to, told, locale=locale, key=key)

    async def _tell_aside(self, tx: Tx, space: Space, aside: AccountRef, told: Doc, key: str) -> None:
        desk = self._desk(space.community)
        if desk is not None:
            await self._tell(tx, space.community, desk, told, key)
            return
        await self._outbox.send(tx, aside, told, locale=self._directory.community(space.community).locale, key=key)

    async def undelivered(self, tx: Tx, chat: ChatRef, outcome: str, key: str) -> None:
        """Say elsewhere that a message did not arrive in a chat."""
        community = self._owner(chat)
        desk = None if community is None else self._other(community, chat)
        if community is None or desk is None:
            log.error("nobody can be told that a chat is lost", chat=chat.id, outcome=outcome)
            return
        log_chat = self._desk(community)
        spoken_to = {lane_of(space.chat) for space in self._directory.spaces(community)}
        only_log = log_chat is not None and lane_of(log_chat) == lane_of(chat) and lane_of(chat) not in spoken_to
        name = "log-undelivered" if only_log else "message-undelivered"
        told = doc(msg(name, why=Choice(outcome), chat=self._title(chat)))
        await self._tell(tx, community, desk, told, key)

    async def astray(self, tx: Tx, topic: ChatRef, key: str) -> None:
        """Say that a message for a topic had to go to the whole chat."""
        community = self._owner(topic)
        if community is not None:
            desk = self._desk(community) or ChatRef(topic.platform, topic.id)
            await self._tell(tx, community, desk, doc(msg("topic-lost", chat=self._title(topic))), key)

    async def parked(self, tx: Tx, job: Job, incident: str) -> None:
        """Say that planned work failed for good."""
        desk = self._desk(job.community) or self._other(job.community, None)
        if desk is not None:
            told = doc(msg("job-parked", tries=MAX_ATTEMPTS, incident=Code(incident)))
            await self._tell(tx, job.community, desk, told, f"parked:{job.id}:{incident}")

    async def powerless(self, tx: Tx, space: Space, lost: Collection[Right], key: str, *, there: bool) -> bool:
        """Say which rights were taken in a space, and how to give them back: there, or in another chat; False where
        there is none."""
        desk = space.chat if there else self._other(space.community, space.chat)
        if desk is None:
            return False
        said = [
            msg("rights-lost", right=Choice(right), chat=self._title(space.chat)) for right in Right if right in lost
        ]
        blocks = [Para(line) for line in (*said, msg("rights-give", platform=Choice(space.ref.platform)))]
        await self._tell(tx, space.community, desk, Doc(tuple(blocks)), key)
        return True

    async def _tell(self, tx: Tx, community: CommunityId, chat: ChatRef, told: Doc, key: str) -> None:
        space = next((s for s in self._directory.spaces(community) if lane_of(s.chat) == lane_of(chat)), None)
        locale = (space.locale if space else None) or self._directory.community(community).locale
        await self._outbox.send(tx, chat, told, locale=locale, key=key)

    def _owner(self, chat: ChatRef) -> CommunityId | None:
        """Find whose chat it is: one of its spaces, where it is spoken to, or where its log is kept."""
        for space in self._directory.spaces():
            log_chat = self._desk(space.community)
            known = {space.ref.id, space.chat.id, log_chat.id if log_chat else ""}
            if space.ref.platform == chat.platform and chat.id in known:
                return space.community
        return None

    def _other(self, community: CommunityId, lost: ChatRef | None) -> ChatRef | None:
        """Choose a chat that is not the lost one: where the log is kept, or any that the community has."""
        chats = [self._desk(community), *(s.chat for s in self._directory.spaces(community))]
        return next((c for c in chats if c is not None and (lost is None or lane_of(c) != lane_of(lost))), None)

    def _title(self, chat: ChatRef) -> Inline:
        titles = (s.title for s in self._directory.spaces() if chat.id in (s.ref.id, s.chat.id))
        return Text(next(titles, "") or chat.id)


def _deed(act: ChatAct) -> str:
    match act:
        case Close():
            return "close"
        case Reopen():
            return "reopen"
        case Slow():
            return "slow"
        case _:
            assert_never(act)


def _verb(act: Restrict | Release | Kick | Ban | Unban) -> str:
    match act:
        case Restrict():
            return "mute"
        case Release():
            return "unmute"
        case Kick():
            return "kick"
        case Ban():
            return "ban"
        case Unban():
            return "unban"
        case _:
            assert_never(act)
