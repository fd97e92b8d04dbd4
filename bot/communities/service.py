"""What one may ask of the community itself: its language and zone, its settings, and one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.call import Call
from bot.communities.directory import Directory
from bot.communities.model import Member
from bot.errors import Refused
from bot.ports import Transactions, Tx
from bot.settings import Section, SettingsBook


@dataclass(frozen=True, slots=True)
class About:
    """A community in a few facts."""

    name: str
    chats: tuple[str, ...]
    members: int


class CommunityService:
    """Change and show what belongs to the community as a whole."""

    def __init__(self, transactions: Transactions, directory: Directory, settings: SettingsBook) -> None:
        self._transactions = transactions
        self._directory = directory
        self._settings = settings

    async def about(self, call: Call) -> About:
        """Give the community in a few facts."""
        spaces = self._directory.spaces(call.community.id)
        async with self._transactions.read() as tx:
            count = await self._directory.count(tx, call.community.id)
        return About(call.community.name, tuple(f"{s.title} ({s.ref.platform.title()})" for s in spaces), count)

    async def _member(self, tx: Tx, call: Call) -> Member:
        return await self._directory.load_member(tx, call.community.id, call.person.member)

    async def set_language(self, call: Call, locale: str, *, own: bool) -> None:
        """Choose a language: for oneself, or for the chat; an only chat's is the community's too."""
        async with self._transactions.begin() as tx:
            if own or call.space is None:
                await self._directory.save_member(tx, replace(await self._member(tx, call), locale=locale))
                return
            space = self._directory.space(call.space)
            assert space is not None
            await self._directory.save_space(tx, replace(space, locale=locale))
            if len(self._directory.spaces(call.community.id)) == 1:
                await self._directory.save_community(tx, replace(call.community, locale=locale))

    async def set_zone(self, call: Call, zone: ZoneInfo, *, own: bool) -> None:
        """Choose a time zone: for oneself, or for the community."""
        async with self._transactions.begin() as tx:
            if own or call.space is None:
                await self._directory.save_member(tx, replace(await self._member(tx, call), zone=zone.key))
                return
            await self._directory.save_community(tx, replace(call.community, zone=zone.key))

    def sections(self) -> Mapping[str, type[Section]]:
        """List the sections of settings."""
        return {name: model for name, model in self._settings.sections.items() if model.listed}

    def section(self, call: Call, name: str) -> tuple[Section, type[Section]]:
        """Give one section of the community's settings and its model. Refuses an unknown one."""
        model = self.sections().get(name.lower())
        if model is None:
            raise Refused("settings-unknown-section", section=name[:40], sections=", ".join(self.sections()))
        return self._settings.of(call.community.id, model), model

    async def change(self, call: Call, section: str, key: str, value: object) -> Section:
        """Change one setting. Refuses an unknown key, and a value out of range."""
        self.section(call, section)
        async with self._transactions.begin() as tx:
            return await self._settings.change(tx, call.community.id, section.lower(), {key: value})
