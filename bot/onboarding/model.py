"""What a welcome says, and which rules are in force."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from bot.content import Button, Code, Inline, Mention, Row
from bot.ids import MemberId
from bot.settings import Section

WELCOME_MAX = 2000  # characters: with names and buttons it stays one message on either platform

_PLACEHOLDER = re.compile(r"(\{(?:name|mention|community|rules|members)\})")
_BUTTON = re.compile(r"\[([^\]\n]{1,60})\]\((https://[^\s()]{1,500})\)")


class OnboardingSettings(Section):
    """How newcomers are received. `welcome_texts` holds the community's own welcome by language."""

    welcome: bool = True
    welcome_texts: dict[str, str] = Field(default_factory=dict, repr=False)


class Step(StrEnum):
    """A step of a newcomer's path."""

    JOINED = "joined"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules."""

    version: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody to be greeted."""

    member: MemberId
    mention: Mention


def welcome_text(texts: dict[str, str], locale: str) -> str | None:
    """Choose the community's own welcome for a language; one in another language is better than none."""
    return texts.get(locale) or next(iter(texts.values()), None)


def fill_welcome(
    template: str, arrivals: tuple[Arrival, ...], *, community: str, members: int
) -> tuple[Inline, tuple[Button, ...]]:
    """Fill a welcome's placeholders and take its link buttons out.

    Names stay literal wherever they stand, and only `{mention}` notifies.
    """
    links = tuple(Button(label, url=url) for label, url in _BUTTON.findall(template))
    parts: list[Inline] = []
    for piece in _PLACEHOLDER.split(_BUTTON.sub("", template).strip()):
        match piece:
            case "{name}":
                parts.append(_names(arrivals, notify=False))
            case "{mention}":
                parts.append(_names(arrivals, notify=True))
            case "{community}":
                parts.append(community)
            case "{rules}":
                parts.append(Code("/rules"))
            case "{members}":
                parts.append(str(members))
            case _:
                parts.append(piece)
    return Row(tuple(parts)), links


def _names(arrivals: tuple[Arrival, ...], *, notify: bool) -> Inline:
    parts: list[Inline] = []
    for number, arrival in enumerate(arrivals):
        if number:
            parts.append(", ")
        parts.append(Mention(arrival.mention.name, arrival.mention.accounts, notify))
    return Row(tuple(parts))
