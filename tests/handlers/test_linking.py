"""Joining chats and accounts, from the command to the answer, on a database in memory."""

import re
from datetime import timedelta

import pytest

from bot.access import Access
from bot.communities.linking import CODE_LIFETIME, MAX_WRONG, LinkService
from bot.content import Choice
from bot.ids import ChatRef, CommunityId, MessageRef, Platform, SpaceRef
from bot.texts import say
from bot.updates import Actor, CommandInvoked
from handlers.linking import LinkHandlers
from storage.database import Database
from storage.kernel import SqlSettings
from storage.linking import SqlLinks
from tests.core.kernel import ADA, ANNA, CHANNEL, GROUP, SERVER, SPACE, Answers, Kernel, actor, private
from tests.fakes import FakeClock
from tests.fakes_events import RememberingOutbox

SECOND = timedelta(seconds=1)
ADA_THERE = actor("ada#1", Access.ADMIN, platform=Platform.DISCORD)
ANNA_THERE = actor("anna#1", platform=Platform.DISCORD)
WRONG = "ZZZZ9999"


class World(Kernel):
    """The kernel with the real handlers of linking, and two communities: a Telegram group and a Discord server."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.outbox = RememberingOutbox()
        links = SqlLinks()
        joins = (SqlSettings(), links)
        service = LinkService(links, database, self.directory, self.directory, self.outbox, joins)
        self.serve(LinkHandlers(service))

    async def there(self, who: Actor, line: str, code: str | None = None) -> Answers:
        """Give a command on Discord."""
        return await self.command(who, line, chat=CHANNEL, options={"code": code} if code else {})

    async def join(self, code: str, space: SpaceRef) -> CommunityId:
        """Enter a code in a second Telegram group, and give the community that this has become part of."""
        chat = ChatRef(space.platform, space.id)
        line = f"link {code}"
        await self.hand(CommandInvoked("join", self.clock.now(), space, chat, ADA, line, message=MessageRef(chat, "1")))
        home = self.directory.community_of(space)
        assert home is not None
        return home

    async def linked(self) -> None:
        """Join the two communities."""
        await self.there(ADA_THERE, "link", code_in(await self.command(ADA, "link")))


def code_in(answers: Answers) -> str:
    """Find the code in an answer."""
    (code,) = re.findall(r"\b[A-Z2-9]{8}\b", answers.text)
    return str(code)


@pytest.fixture
async def world(memory: Database, clock: FakeClock) -> World:
    world = World(memory, clock)
    for who in (ADA, ANNA):
        await world.write(who, "hello")
    for who in (ADA_THERE, ANNA_THERE):
        await world.there(who, "me")
    return world


# Chats


async def test_a_code_is_offered_to_admins_alone_and_in_private(world: World) -> None:
    assert (await world.command(ANNA, "link")).text == say("refused-access", "en", access=Choice("admin"))
    offered = await world.command(ADA, "link")
    assert offered.replies[0].private
    assert f"/link {code_in(offered)} within 10 minutes" in offered.text


async def test_a_code_entered_in_the_other_chat_makes_both_one_community_and_both_are_told(world: World) -> None:
    code = code_in(await world.command(ADA, "link"))
    assert world.directory.community_of(SPACE) != world.directory.community_of(SERVER)
    told = await world.there(ADA_THERE, "link", code.lower())
    assert told.text.startswith("This chat is now part of “Hearth”.")
    assert not told.replies[0].private
    assert [t.split(".")[0] for t in world.outbox.to(GROUP)] == ["“Hearth” is now part of this community"]
    home = world.directory.community_of(SPACE)
    assert home is not None
    assert home == world.directory.community_of(SERVER)
    assert {s.ref for s in world.directory.spaces(home)} == {SPACE, SERVER}


async def test_a_code_works_once(world: World) -> None:
    code = code_in(await world.command(ADA, "link"))
    await world.there(ADA_THERE, "link", code)
    assert (await world.there(ADA_THERE, "link", code)).text == say("link-bad-code", "en")


async def test_somebody_known_in_both_chats_is_one_person_after_they_were_joined(world: World) -> None:
    second = SpaceRef(Platform.TELEGRAM, "-200")
    other = await world.directory.meet(second, ChatRef(Platform.TELEGRAM, "-200"), "Second")
    for who in (ADA, ANNA):
        await world.directory.identify(other, who, second, ranked=False)
    code = code_in(await world.command(ADA, "link"))
    home = await world.join(code, second)
    async with world.database.read() as tx:
        assert await world.directory.count(tx, home) == 2
    assert world.directory.community_of(second) == home == world.directory.community_of(SPACE)
    found = await world.directory.home_of(ANNA.account)
    assert found is not None
    assert found.id == home


async def test_a_code_is_good_for_ten_minutes(world: World) -> None:
    code, account = code_in(await world.command(ADA, "link")), code_in(await world.command(ANNA, "me link"))
    world.clock.advance(CODE_LIFETIME + SECOND)
    assert (await world.there(ADA_THERE, "link", code)).text == say("link-bad-code", "en")
    assert (await world.there(ANNA_THERE, "me link", account)).text == say("link-bad-code", "en")


async def test_a_new_code_takes_the_place_of_the_last_one(world: World) -> None:
    first = code_in(await world.command(ADA, "link"))
    await world.command(ADA, "link")
    assert (await world.there(ADA_THERE, "link", first)).text == say("link-bad-code", "en")


async def test_a_code_for_accounts_joins_no_chats_and_the_other_way_round(world: World) -> None:
    account = code_in(await world.command(ADA, "me link"))
    assert (await world.there(ADA_THERE, "link", account)).text == say("link-bad-code", "en")
    chat = code_in(await world.command(ADA, "link"))
    assert (await world.there(ANNA_THERE, "me link", chat)).text == say("link-bad-code", "en")


async def test_a_chat_cannot_be_joined_to_itself_or_from_a_private_chat(world: World) -> None:
    code = code_in(await world.command(ADA, "link"))
    assert (await world.command(ADA, f"link {code}")).text == say("link-same-community", "en")
    world.telegram.ranks["ada"] = Access.ADMIN
    assert (await world.command(ADA, f"link {WRONG}", chat=private(ADA))).text == say("link-in-chat-only", "en")


async def test_a_refused_code_is_not_used_up(world: World) -> None:
    code = code_in(await world.command(ADA, "link"))
    await world.command(ADA, f"link {code}")
    assert (await world.there(ADA_THERE, "link", code)).text.startswith("This chat is now part of")


async def test_guessing_ends_after_a_few_codes_and_may_go_on_later(world: World) -> None:
    code = code_in(await world.command(ADA, "link"))
    for _ in range(MAX_WRONG):
        assert (await world.there(ADA_THERE, "link", WRONG)).text == say("link-bad-code", "en")
    assert (await world.there(ADA_THERE, "link", code)).text == say("link-too-many", "en")
    assert (await world.there(ADA_THERE, "me link", code)).text == say("link-too-many", "en")
    world.clock.advance(CODE_LIFETIME)
    fresh = code_in(await world.command(ADA, "link"))
    assert (await world.there(ADA_THERE, "link", fresh)).text.startswith("This chat is now part of")


# Accounts


async def test_a_person_has_one_account_on_each_platform(world: World) -> None:
    await world.linked()
    await world.there(ANNA_THERE, "me link", code_in(await world.command(ANNA, "me link")))
    again = code_in(await world.command(ANNA, "me link"))
    refused = await world.there(ADA_THERE, "me link", again)
    assert refused.text == say("me-link-same-platform", "en")


async def test_two_accounts_become_one_person_and_both_sides_are_told(world: World) -> None:
    await world.linked()
    offered = await world.command(ANNA, "me link")
    assert offered.replies[0].private
    done = await world.there(ANNA_THERE, "me link", code_in(offered))
    assert done.text == say("me-link-done", "en", name="anna")
    assert world.outbox.to(ANNA.account) == [done.text]
    for profile in (await world.command(ANNA, "me"), await world.there(ANNA_THERE, "me")):
        assert profile.text.startswith("anna\n")
        assert "Telegram · anna" in profile.text
        assert "Discord · anna#1" in profile.text


async def test_a_person_has_one_access_on_the_platform_they_are_on_and_in_private_the_most(world: World) -> None:
    await world.linked()
    await world.there(ADA_THERE, "me link", code_in(await world.command(ADA, "me link")))
    plain = Actor(ADA.account, "ada", "ada", Access.MEMBER)
    assert "You are here as: member" in (await world.command(plain, "me")).text
    world.discord.ranks["ada#1"] = Access.OWNER
    assert "You are here as: owner" in (await world.command(plain, "me", chat=private(ADA))).text


async def test_accounts_of_two_communities_cannot_be_joined_before_these_are(world: World) -> None:
    code = code_in(await world.command(ANNA, "me link"))
    assert (await world.there(ANNA_THERE, "me link", code)).text == say("me-link-other-community", "en")


async def test_ones_own_code_is_for_the_other_side(world: World) -> None:
    code = code_in(await world.command(ANNA, "me link"))
    assert (await world.command(ANNA, f"me link {code}")).text == say("me-link-other-side", "en")
    await world.linked()
    assert (await world.there(ANNA_THERE, "me link", code)).text.startswith("Done")


async def test_accounts_of_one_platform_and_accounts_already_joined_are_refused(world: World) -> None:
    await world.linked()
    code = code_in(await world.command(ANNA, "me link"))
    assert (await world.command(ADA, f"me link {code}")).text == say("me-link-same-platform", "en")
    await world.there(ANNA_THERE, "me link", code)
    again = code_in(await world.command(ANNA, "me link"))
    assert (await world.there(ANNA_THERE, "me link", again)).text == say("me-link-same-person", "en")
