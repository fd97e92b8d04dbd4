"""The catalogue and the code say the same: no text is missing, none is left over, and both languages take the same."""

from collections.abc import Set
from dataclasses import fields
from itertools import chain

import pytest

from bot.access import Access
from bot.carried import Origin
from bot.commands import Kind
from bot.content import Choice
from bot.events.model import Format, Plan
from bot.events.reminders import Moment
from bot.events.seats import Answer, Outcome
from bot.moderation.model import APPEALABLE, Action, Step
from bot.moderation.model import Kind as CaseKind
from bot.moderation.queue.model import ABOUT_APPEAL, ABOUT_MESSAGE, NoAppeal, Objection, Ruling, TicketKind
from bot.moderation.rules import RULES
from bot.moderation.settings import RuleSettings
from bot.moderation.spam.classifier import TAUGHT
from bot.moderation.spam.concepts import PRIORS
from bot.recognition.model import Category, Cause
from bot.sections import SECTIONS
from bot.settings import shown_fields
from bot.texts import languages, say
from bot.when import WhenProblem, ZoneProblem
from tests.core.catalogue import PLURALS, Named, catalogue, code
from tests.docs.pages import command_table

TABLE = command_table()
EN = catalogue("en")
LISTED = {name: model for name, model in SECTIONS.items() if model.listed}
# What every rule has is described once; what one has of its own, by its name.
RULE_SETTINGS = {
    f"{'' if f in RuleSettings.model_fields else f'{rule.name}-'}{f.replace('_', '-')}"
    for rule in RULES
    for f in shown_fields(rule.settings_type)
}

# Every f-string in the code that names texts, with what it can become. A new one has to be written down here.
FAMILIES: dict[str, Set[str]] = {
    # `wrong` is asked about a single word, of whatever kind the option is.
    "argument-bad-": {kind for kind in Kind if not kind.spaced and kind not in (Kind.LINES, Kind.FILE)},
    "argument-when-": set(WhenProblem),
    "zone-": set(ZoneProblem),
    # Any command may be declared for any of them; EVERYONE needs no words.
    "help-access-": {a.key for a in Access if a > Access.EVERYONE},
    "menu-": {group.replace("_", "-") for group in TABLE.groups},
    "settings-": set(LISTED),
    "setting-": {f"{name}-{f.replace('_', '-')}" for name, model in LISTED.items() for f in shown_fields(model)},
    "queue-no-": set(Objection),
    "queue-appeal-no-": set(NoAppeal),
    "setting-rule-": RULE_SETTINGS,
    "event-answer-": set(Outcome),
    "event-button-": set(Answer),
    "event-button-reminders-": {"on", "off"},
    "event-change-": {f.name for f in fields(Plan)},
    "event-field-": {"going", "maybe"},
    "event-reminder-": set(Moment),
}
BUILT = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
DECLARED = set(
    chain.from_iterable(
        (c.key, f"{c.key}-example", *(c.option_key(o) for o in c.options)) for c in TABLE.commands.values()
    )
)
# Texts in which each language takes a value of its own, made for it.
OWN_VALUE = {"event-repeat"}
# Where a preposition asks for the genitive, Russian has two forms: «от 1 человека», «от 2 человек», «от 5 человек».
GENITIVE = {("top-line", "givers"), ("moderation-remedy-you", "days")}

# Every value by which a text chooses, where an enumeration of the code's is what it chooses from.
CHOICES: dict[tuple[str, str], Set[str]] = {
    ("access-name", "access"): {a.key for a in Access},
    ("refused-access", "access"): {a.key for a in Access},
    ("event-format", "format"): set(Format),
    ("moderation-forwards-detail", "origin"): set(Origin),
    ("moderation-did", "action"): set(CaseKind),
    ("moderation-kind", "kind"): set(CaseKind),
    ("moderation-measure", "action"): set(Action),
    ("moderation-rule-state", "state"): {"on", "off", "dry"},
    ("moderation-spam-sign", "sign"): {*PRIORS, TAUGHT},
    ("moderation-step", "step"): set(Step) - {Step.OPENED},  # a case's first line says more than that
    ("moderation-did-you", "action"): APPEALABLE,
    ("queue-button", "ruling"): set(Ruling),
    ("queue-decided", "ruling"): set(Ruling),
    ("queue-outcome", "ruling"): set(ABOUT_MESSAGE),
    ("queue-appeal-outcome", "ruling"): set(ABOUT_APPEAL),
    ("queue-appeal-outcome", "kind"): APPEALABLE,
    ("queue-came-from", "kind"): set(TicketKind) - {TicketKind.APPEAL},
    ("recognition-category", "category"): set(Category),
    ("top-title", "category"): {*Category, "any"},
    ("why-correction", "cause"): set(Cause),
}


def named() -> list[Named]:
    """List the places that name texts outright."""
    return [n for n in code().named if n.keys]


def test_both_languages_have_the_same_texts() -> None:
    assert languages() == ("en", "ru")
    assert set(catalogue("ru")) ^ set(EN) == set()


def test_every_text_that_the_code_names_is_there() -> None:
    assert [(n.where, key) for n in named() for key in n.keys if key not in EN] == []


def test_every_text_that_is_built_from_a_pattern_is_there() -> None:
    assert sorted((BUILT | DECLARED) - set(EN)) == []


def test_no_text_is_left_over() -> None:
    parts = set(chain.from_iterable(e.parts for e in EN.values()))
    assert sorted(set(EN) - code().strings - BUILT - DECLARED - parts) == []


def test_every_pattern_in_the_code_is_written_down_and_none_that_is_no_longer_there() -> None:
    built = {start for start in code().families if any(key.startswith(start) for key in EN)}
    assert {start: sorted(code().families.get(start, ())) for start in built ^ set(FAMILIES)} == {}


def test_both_languages_take_the_same_values() -> None:
    ru = catalogue("ru")
    different = {key: (e.variables, ru[key].variables) for key, e in EN.items() if e.variables != ru[key].variables}
    assert different.keys() == OWN_VALUE
    assert all(different[key] == ({"en"}, {"ru"}) for key in OWN_VALUE)


def test_every_value_a_text_needs_is_given_where_it_is_named_and_nothing_more() -> None:
    wrong = []
    for place in named():
        needed = [EN[key].variables for key in place.keys if key in EN]
        if place.values is not None and set().union(*needed) != place.values:
            wrong.append((place.where, place.keys, set().union(*needed) ^ place.values))
    assert wrong == []


def test_a_russian_text_has_every_form_where_a_number_chooses() -> None:
    short = set()
    for key, entry in catalogue("ru").items():
        plural = {value for value, variants in EN[key].selects.items() if "one" in variants}
        plural |= {value for value, variants in entry.selects.items() if variants & (PLURALS - {"other"})}
        short |= {(key, v) for v in plural if not entry.selects.get(v, set()) >= {"one", "few", "many"}}
    assert short == GENITIVE
    assert all(catalogue("ru")[key].selects[value] == {"one", "other"} for key, value in GENITIVE)


def test_both_languages_know_the_same_variants_where_no_number_chooses() -> None:
    ru = catalogue("ru")
    words = {k: {v: s for v, s in e.selects.items() if "one" not in s} for k, e in EN.items()}
    assert [(k, v) for k, by_value in words.items() for v, s in by_value.items() if ru[k].selects.get(v) != s] == []


@pytest.mark.parametrize("place", CHOICES, ids="-".join)
def test_a_text_knows_everything_it_may_have_to_choose_from(place: tuple[str, str]) -> None:
    key, value = place
    for locale in languages():
        assert catalogue(locale)[key].selects[value] == CHOICES[place]


@pytest.mark.parametrize("locale", languages())
@pytest.mark.parametrize("number", [0, 1, 2, 5, 11, 21, 1_000_000])
def test_every_text_can_be_said_with_every_variant(locale: str, number: int) -> None:
    for key, entry in catalogue(locale).items():
        for pick in range(max([1, *(len(s) for s in entry.selects.values())])):
            values = {}
            for name in entry.variables:
                variants = sorted(entry.selects.get(name, ()))
                worded = variants and "one" not in variants
                values[name] = Choice(variants[pick % len(variants)]) if worded else number
            text = say(key, locale, **values)
            assert text.strip(), key
            assert "**" not in text, f"{key}: {text}"
            assert text.count("`") == 0 or key.endswith("-example"), f"{key}: {text}"


@pytest.mark.parametrize("locale", languages())
def test_what_discord_shows_beside_a_command_fits(locale: str) -> None:
    described = DECLARED - {f"{c.key}-example" for c in TABLE.commands.values()}
    assert [key for key in described if len(say(key, locale)) > 100] == []
