"""One door for every update: order, once each, moderation first, and the boundary where faults become answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.access import Access
from bot.ids import ChatRef, MessageRef, Platform, SpaceRef
from bot.texts import say
from bot.updates import (
    AccessChanged,
    BotAdded,
    ChatMigrated,
    CommandInvoked,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    ReactionChanged,
    Update,
)
from storage.database import Database
from tests.core.kernel import (
    ANNA,
    ANONYMOUS,
    CHANNEL,
    GROUP,
    MAX,
    SERVER,
    SPACE,
    Answers,
    Kernel,
    actor,
    posted,
    private,
)
from tests.core.stubs import SECRET
from tests.fakes import NOON, FakeClock

SECOND = timedelta(seconds=1)


@pytest.fixture
def kernel(memory: Database, clock: FakeClock) -> Kernel:
    return Kernel(memory, clock)


def checked(text: str, number: str, *, chat: ChatRef = GROUP, space: SpaceRef = SPACE) -> CommandInvoked:
    return CommandInvoked(number, NOON, space, chat, ANNA, f"check {text}", message=MessageRef(chat, number))


async def test_an_update_told_twice_is_handled_once_and_closed_both_times(kernel: Kernel) -> None:
    first, second = await kernel.hand(checked("hello", "1")), await kernel.hand(checked("hello", "1"))
    assert (first.said, second.said) == (["hello"], [])
    assert (first.closed, second.closed) == (1, 1)
    assert kernel.ran == ["hello"]


async def test_one_number_on_two_platforms_or_of_two_kinds_is_two_updates(kernel: Kernel) -> None:
    await kernel.hand(checked("a", "1"))
    discord = actor("anna", platform=Platform.DISCORD)
    await kernel.hand(replace(checked("b", "1", chat=CHANNEL, space=SERVER), actor=discord))
    await kernel.hand(posted(ANNA, "thanks", "1", NOON))
    assert (kernel.ran, kernel.observer.seen) == (["a", "b"], ["thanks"])


async def test_the_updates_of_one_chat_are_handled_in_order(kernel: Kernel) -> None:
    answers = Answers()
    for number in range(20):
        await kernel.submit(checked(f"n{number}", str(number)), answers)
    await kernel.dispatcher.settle()
    assert kernel.ran == answers.said == [f"n{n}" for n in range(20)]


async def test_a_chat_that_takes_long_holds_no_other_one_up(kernel: Kernel) -> None:
    gate, heard = asyncio.Event(), asyncio.Event()

    class Slow(Answers):
        async def done(self) -> None:
            await gate.wait()

    class Quick(Answers):
        async def done(self) -> None:
            heard.set()

    await kernel.submit(checked("slow", "1"), Slow())
    await kernel.submit(checked("behind", "2"), Answers())
    await kernel.submit(checked("quick", "3", chat=CHANNEL, space=SERVER), Quick())
    await heard.wait()
    assert sorted(kernel.ran) == ["quick", "slow"]
    gate.set()
    await kernel.dispatcher.settle()
    assert kernel.ran == ["behind"]


async def test_a_fault_shows_its_number_and_nothing_else(kernel: Kernel, capsys: pytest.CaptureFixture[str]) -> None:
    heard = await kernel.command(ANNA, "check fault")
    incident = heard.text.rsplit(" ", 1)[1]
    assert heard.text == say("fault", "en", incident=incident)
    assert (len(incident), heard.closed, kernel.dispatcher.faults) == (8, 1, 1)
    logged = capsys.readouterr().out
    assert incident in logged
    assert SECRET in logged
    assert (await kernel.command(ANNA, "check still here")).text == "still here"


async def test_a_refusal_is_an_answer_with_its_hints_and_no_fault(kernel: Kernel) -> None:
    heard = await kernel.command(ANNA, "check refuse")
    assert heard.said == ["I understood everything up to here, but not this: this\na hint"]
    assert heard.replies[0].private
    assert kernel.dispatcher.faults == 0


async def test_what_a_platform_refuses_is_said_without_its_details_and_is_no_fault(kernel: Kernel) -> None:
    heard = await kernel.command(ANNA, "check platform")
    assert heard.text == say("platform-refused", "en")
    assert kernel.dispatcher.faults == 0


async def test_a_handler_may_answer_nothing(kernel: Kernel) -> None:
    heard = await kernel.command(ANNA, "check nothing")
    assert (heard.said, heard.closed) == ([], 1)


async def test_an_answer_that_cannot_be_sent_is_a_fault_and_the_update_is_closed(kernel: Kernel) -> None:
    answers = Answers(broken=True)
    await kernel.submit(checked("hello", "1"), answers)
    await kernel.dispatcher.settle()
    assert (answers.closed, kernel.dispatcher.faults) == (1, 1)


async def test_one_person_is_answered_in_their_language_and_everybody_in_the_chats(kernel: Kernel) -> None:
    await kernel.command(ANNA, "help")
    space = kernel.directory.space(SPACE)
    assert space is not None
    async with kernel.database.begin() as tx:
        await kernel.directory.save_space(tx, replace(space, locale="ru"))
    assert (await kernel.command(ANNA, "help")).locales == ["ru"]
    held = kernel.directory.held(space.community, ANNA.account)
    assert held is not None
    async with kernel.database.begin() as tx:
        await kernel.directory.save_member(tx, replace(held, locale="en"))
    assert (await kernel.command(ANNA, "help")).locales == ["ru"]
    assert (await kernel.command(ANNA, "check refuse")).locales == ["en"]


# Moderation comes first


async def test_a_message_that_is_stopped_reaches_nobody_else(kernel: Kernel) -> None:
    await kernel.write(ANNA, "hello")
    await kernel.write(ANNA, "spam thanks")
    assert kernel.observer.seen == []
    await kernel.command(MAX, "event new")
    await kernel.write(MAX, "spam")
    assert (await kernel.write(MAX, "tomorrow 19:00")).said != []
    assert kernel.ran == []


async def test_a_message_that_is_judged_but_let_be_goes_on(kernel: Kernel) -> None:
    kernel.guard.stops = False
    await kernel.write(ANNA, "spam thanks")
    assert kernel.observer.seen == ["spam thanks"]


async def test_the_words_of_a_command_pass_the_same_rules(kernel: Kernel) -> None:
    heard = await kernel.command(ANNA, "check spam")
    assert (heard.said, heard.closed, kernel.ran) == ([], 1, [])
    assert kernel.guard.looked == ["/check spam"]
    assert (await kernel.command(ANNA, "check", options={"text": "spam"})).text == "spam"


async def test_an_edited_message_is_looked_at_again_and_observed_by_nobody(kernel: Kernel) -> None:
    await kernel.hand(MessageEdited(posted(ANNA, "now spam, thanks", "5", NOON)))
    assert (kernel.guard.looked, kernel.observer.seen) == (["now spam, thanks"], [])


async def test_what_is_said_in_private_or_by_nobody_in_person_is_not_judged(kernel: Kernel) -> None:
    await kernel.write(ANNA, "hello")
    kernel.guard.looked.clear()
    await kernel.write(ANNA, "spam", chat=private(ANNA))
    await kernel.write(ANONYMOUS, "spam")
    assert kernel.guard.looked == []


# Observers and the others


async def test_observers_see_what_they_want_and_may_answer(kernel: Kernel) -> None:
    assert (await kernel.write(ANNA, "hello")).said == []
    assert (await kernel.write(ANNA, "thanks a lot")).said == ["noted"]
    assert (await kernel.write(ANNA, "thanks", chat=private(ANNA))).text == say("private-hello", "en")
    assert kernel.observer.seen == ["thanks a lot"]


async def test_an_ordinary_message_of_somebody_known_asks_no_database_and_is_noted(kernel: Kernel) -> None:
    await kernel.write(ANNA, "first")
    await kernel.directory.flush()
    await kernel.database.close()
    home = kernel.directory.community_of(SPACE)
    assert home is not None
    later = NOON + 5 * SECOND
    heard = await kernel.write(ANNA, "second", at=later)
    held = kernel.directory.held(home, ANNA.account)
    assert held is not None
    assert kernel.directory.last_wrote(home, held.id) == later
    assert (heard.closed, kernel.dispatcher.faults) == (1, 0)


async def test_newcomers_are_told_to_onboarding_and_bots_are_not(kernel: Kernel) -> None:
    for number, who in enumerate((ANNA, ANONYMOUS)):
        await kernel.hand(MemberJoined(str(number), NOON, SPACE, GROUP, who))
    assert kernel.arrivals.came == ["anna"]


async def test_a_deleted_message_is_told_to_those_who_ask_where_its_community_is_known(kernel: Kernel) -> None:
    await kernel.write(ANNA, "hello")
    home = kernel.directory.community_of(SPACE)
    for number, space in enumerate((SPACE, SERVER, None)):
        await kernel.hand(MessageDeleted(str(number), NOON, space, GROUP, MessageRef(GROUP, "77")))
    assert kernel.deleted == [(home, "77")]


async def test_a_chat_that_moved_is_the_same_community(kernel: Kernel) -> None:
    await kernel.write(ANNA, "hello")
    home = kernel.directory.community_of(SPACE)
    new = SpaceRef(Platform.TELEGRAM, "-100777")
    for number in "12":  # the platform tells it twice
        await kernel.hand(ChatMigrated(number, NOON, SPACE, new))
    assert kernel.directory.community_of(new) == home != kernel.directory.community_of(SPACE)


async def test_a_community_begins_with_what_the_platform_hints_at(kernel: Kernel) -> None:
    await kernel.hand(BotAdded("1", NOON, SPACE, GROUP, "Питонисты", "ru-RU", "Asia/Almaty"))
    home = kernel.directory.community_of(SPACE)
    assert home is not None
    community = kernel.directory.community(home)
    assert (community.name, community.locale, community.zone) == ("Питонисты", "ru", "Asia/Almaty")


async def test_a_form_is_a_command_with_its_fields(kernel: Kernel) -> None:
    heard = await kernel.hand(FormSubmitted("1", NOON, SPACE, GROUP, ANNA, "check", {"text": "from a form"}))
    assert heard.text == "from a form"


@pytest.mark.parametrize(
    "update",
    [
        MemberLeft("1", NOON, SPACE, GROUP, ANNA),
        ReactionChanged("1", NOON, SPACE, GROUP, ANNA, MessageRef(GROUP, "1"), ("👍",)),
        AccessChanged("1", NOON, SPACE, actor("anna", Access.ADMIN)),
    ],
    ids=lambda u: type(u).__name__,
)
async def test_what_nobody_acts_on_yet_is_closed_without_a_word(kernel: Kernel, update: Update) -> None:
    heard = await kernel.hand(update)
    assert (heard.said, heard.closed, kernel.dispatcher.faults) == ([], 1, 0)
