"""Welcomes and rules, from the update to the answer, on a database in memory."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Access
from bot.content import Button, Choice, Mention
from bot.ids import AccountRef, MemberId, Platform
from bot.onboarding.model import WELCOME_MAX, Arrival, OnboardingSettings, fill_welcome
from bot.onboarding.service import MAX_TOGETHER, TOGETHER, OnboardingService
from bot.settings import SettingsBook
from bot.texts import plain, say
from bot.updates import Actor, MemberJoined
from handlers.onboarding import SHOWN_VERSIONS, OnboardingHandlers
from storage.database import Database
from storage.kernel import SqlSettings
from storage.onboarding import SqlOnboarding
from tests.core.kernel import ADA, ANNA, GROUP, MAX, SPACE, Kernel, actor
from tests.fakes import FakeClock
from tests.fakes_events import RememberingOutbox

SECOND = timedelta(seconds=1)
ADMINS = say("refused-access", "en", access=Choice("admin"))


class World(Kernel):
    """The kernel with the real handlers of onboarding."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.outbox = RememberingOutbox()
        self.book = SettingsBook(SqlSettings(), {"onboarding": OnboardingSettings})
        self.service = OnboardingService(SqlOnboarding(), database, self.outbox, self.book, self.directory)
        self.serve(OnboardingHandlers(self.service))
        self.joined = 0

    async def join(self, *names: str) -> None:
        """Let people come, one after another."""
        for name in names:
            self.joined += 1
            who = actor(name)
            call_at = self.clock.now()
            await self.arrive(MemberJoined(f"join-{self.joined}", call_at, SPACE, GROUP, who))

    async def arrive(self, update: MemberJoined) -> None:
        """Tell onboarding that somebody came, as the dispatcher does."""
        call = await self.reception.call_of(update)
        await self.service.on_joined(call, update)

    def welcomes(self) -> list[str]:
        """Give each welcome as it stands now."""
        return [self.outbox.shown[k].text if k in self.outbox.shown else s.text for k, s in self._sent()]
