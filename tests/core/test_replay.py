"""Running rules over the past, without a database."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Self

import pytest

from bot.content import Bold, Code, Row, Text, msg
from bot.ids import AccountRef, ChatRef, CommunityId, MemberId, MessageRef, Platform, SpaceRef
from bot.moderation.exports import Told
from bot.moderation.hindsight import Hindsight
from bot.moderation.marks import mark
from bot.moderation.measures import parse_measure
from bot.moderation.model import Action, Verdict
from bot.moderation.record import Record, facts_of, read_said, write_said
from bot.moderation.replay import AllOn, Instead, Past, Run
from bot.moderation.rules.base import Author, Seen
from bot.moderation.ruleset import Active
from bot.moderation.settings import Act, ModerationSettings, RuleSettings
from bot.permalinks import permalink
from bot.replay_tally import line_of
from bot.texts import plain
from bot.updates import Actor, MessagePosted

HERE = CommunityId(1)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
CHAT = ChatRef(Platform.TELEGRAM, "-100123")
NOBODY = Author()


class EchoSettings(RuleSettings):
    action: Act = "mute 10m"
    newcomers: bool = False  # only they


@dataclass
class EchoRule:
    """Mind what was said before, by anybody."""

    name: ClassVar[str] = "echo"
    settings_type: ClassVar[type[RuleSettings]] = EchoSettings

    def __post_init__(self) -> None:
        self.said: set[str] = set()

    def fresh(self) -> Self:
        return type(self)()

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        assert isinstance(settings, EchoSettings)
        again = seen.text in self.said
        self.said.add(seen.text)
        if not again or (settings.newcomers and seen.author.substance):
            return None
        return Verdict("echo", settings.measure, "again", Code(seen.text), 0.5)


class LogSettings(RuleSettings):
    action: Act = "log"


class LogRule(EchoRule):
    """The same, and only tell."""

    name: ClassVar[str] = "log"
    settings_type: ClassVar[type[RuleSettings]] = LogSettings

    def check(self, seen: Seen, settings: RuleSettings) -> Verdict | None:
        return Verdict("log", settings.measure, "", "") if "log" in seen.text else None


def posted(number: int, text: str, who: str = "anna", **more: Any) -> MessagePosted:
    actor = Actor(AccountRef(Platform.TELEGRAM, who), who)
    ref = MessageRef(CHAT, str(number))
    at = NOON + timedelta(seconds=number)
    return MessagePosted(str(number), at, SpaceRef(CHAT.platform, CHAT.id), CHAT, actor, ref, text)._replace(**more)


def recorded(number: int, text: str, author: Author = NOBODY, **more: Any) -> Record:
    message = posted(number, text, **more)
    facts = facts_of(message, author, edited=False)
    return Record(HERE, message.message, message.actor.account, author.member, message.at, text=text, facts=facts)


def test_every_rule_is_on_at_its_defaults_and_none_on_trial() -> None:
    settings = AllOn().of(HERE, EchoSettings)
    assert (settings.on, settings.dry_run, settings.action) == (True, False, "mute 10m")
    assert AllOn().of(HERE, ModerationSettings) == ModerationSettings()
    active = Active([EchoRule()], AllOn()).of(HERE)
    assert [rule.name for rule, _ in active] == ["echo"]


def test_a_run_remembers_nothing_of_what_came_before_it() -> None:
    rule = EchoRule()
    rule.said.add("hello")
    past = Past([rule], AllOn())
    assert past.judge(HERE, posted(1, "hello"), Author()) == []
    assert [v.rule for v in past.judge(HERE, posted(2, "Hello"), Author())] == ["echo"]
    assert rule.said == {"hello"}


def test_a_run_compares_a_change_with_the_rule_as_it_is() -> None:
    now = Instead(AllOn())
    changed = Instead(now, [EchoSettings(on=True, newcomers=True)])
    old = Author(MemberId(5), NOON, 9)
    run = Run(Past([EchoRule()], changed), Past([EchoRule()], now))
    for record in (recorded(1, "hi"), recorded(2, "hi", old), recorded(3, "hi"), recorded(4, "else")):
        run.look(record)
    run.look(replace(recorded(5, "hi"), text=None))  # forgotten meanwhile
    outcome = run.outcome
    assert (outcome.looked, len(outcome.caught), len(outcome.newly), len(outcome.spared)) == (4, 1, 0, 1)
    assert outcome.spared[0].record.message.id == "2"
    assert outcome.people == 1
    assert outcome.without({AccountRef(Platform.TELEGRAM, "anna")}).hits == []


def test_hindsight_gives_the_strictest_and_every_verdict() -> None:
    hindsight = Hindsight([EchoRule(), LogRule()], AllOn(), HERE)
    none, log, both = (hindsight.judge(Told(posted(n, t))) for n, t in ((1, "a"), (2, "log"), (3, "log")))
    assert none.measure is None
    assert log.measure is not None
    assert log.measure.action is Action.LOG
    assert both.measure == parse_measure("mute 10m")
    assert sorted(v.rule for v in both.verdicts) == ["echo", "log"]
    assert line_of(1, none, "en") == '{"n": 1, "action": "none", "verdicts": []}\n'
    assert '"action": "mute", "verdicts": [{"rule": "echo"' in line_of(3, both, "ru")


def test_every_chat_is_a_new_beginning_and_nobody_who_is_no_person_is_judged() -> None:
    hindsight = Hindsight([EchoRule()], AllOn(), HERE)
    assert hindsight.judge(Told(posted(1, "a"), "one")).measure is None
    assert hindsight.judge(Told(posted(2, "a"), "two")).measure is None
    assert hindsight.judge(Told(posted(3, "a"), "two")).measure is not None
    bot = posted(4, "a")._replace(actor=replace(posted(4, "a").actor, person=False))
    assert hindsight.judge(Told(bot, "two")).measure is None


def test_authors_are_new_and_earn_trust_as_they_would_live() -> None:
    hindsight = Hindsight([EchoRule()], Instead(AllOn(), [EchoSettings(on=True, newcomers=True)]), HERE)
    said = "this is what I have learnt about queues yesterday"
    assert hindsight.judge(Told(posted(1, said))).measure is None
    assert hindsight.judge(Told(posted(2, said))).measure is None  # anna has said something before
    assert hindsight.judge(Told(posted(3, said, "vera"))).measure is not None


def test_what_rules_said_is_read_back_strictest_first() -> None:
    verdicts = [
        Verdict("a", parse_measure("delete"), "why", msg("moderation-check-nothing"), 0.25),
        Verdict("b", parse_measure("ban"), "", "", 1.0, dry=True),
    ]
    written = [write_said(v, {"action": "x"}) for v in verdicts]
    said = read_said(replace(recorded(1, "a"), verdicts=written))
    assert [(s.rule, s.action, s.score, s.dry) for s in said] == [("b", "ban", 1.0, True), ("a", "delete", 0.25, False)]
    assert said[1].detail == msg("moderation-check-nothing")
    assert read_said(recorded(1, "a")) == []


@pytest.mark.parametrize(
    ("words", "detail", "bold"),
    [
        ("Visit the Casino!", Code("casino*"), ["Casino"]),
        (
            "a C4SINO, a cas\u200bino",
            msg("moderation-blocklist-detail", entry=Code("casino")),
            ["C4SINO", "cas\u200bino"],
        ),
        ("<b>no</b> free money", Row((Text("free money"), Code("no"))), ["no", "free money"]),
        ("nothing of it", Code("casino"), []),
        ("words", "words", []),
        ("aaaa", Code("*"), []),
    ],
)
def test_what_a_rule_names_is_marked_where_it_stands(words: str, detail: Any, bold: list[str]) -> None:
    marked = mark(words, detail)
    parts = marked.parts if isinstance(marked, Row) else (marked,)
    assert [plain(p, "en") for p in parts if isinstance(p, Bold)] == bold
    assert plain(marked, "en") == words


def test_a_message_has_the_address_its_platform_gives_it() -> None:
    ref = MessageRef(CHAT, "7")
    assert permalink(ref, None) == "https://t.me/c/123/7"
    assert permalink(MessageRef(CHAT._replace(topic="5"), "7"), None) == "https://t.me/c/123/5/7"
    assert permalink(MessageRef(ChatRef(Platform.TELEGRAM, "-55"), "7"), None) is None
    discord = MessageRef(ChatRef(Platform.DISCORD, "8"), "9")
    assert permalink(discord, SpaceRef(Platform.DISCORD, "1")) == "https://discord.com/channels/1/8/9"
    assert permalink(MessageRef(ChatRef(Platform.CONSOLE, "group"), "1"), None) is None
