"""The signs of spam that have a name: what is looked for, and what it is worth before any message was learned from.

What is worth something beforehand speaks about kinds of spam that no corpus of ours holds; fitting corrects it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Together:
    """A sign that is there when words of all these kinds are. Each group is letters of the lexicon, one is enough."""

    name: str
    groups: tuple[str, ...]
    prior: float


@dataclass(frozen=True, slots=True)
class Near:
    """A sign that is there when kinds of words follow each other as the expression says; it is linear and bounded."""

    name: str
    pattern: re.Pattern[str]
    prior: float


def _near(name: str, prior: float, pattern: str) -> Near:
    return Near(name, re.compile(pattern), prior)


TOGETHER = (
    Together("earning", ("Z",), 0.6),
    Together("earning-contact", ("Z", "WL+"), 0.9),
    Together("recruiting-earning", ("RP", "Z"), 0.9),
    Together("remote-earning", ("U", "Z"), 0.6),
    Together("teaching-earning", ("E", "ZIC"), 0.5),
    Together("invest", ("I",), 0.2),
    Together("invest-earning", ("IC", "Z"), 0.7),
    Together("crypto-given", ("C", "GK"), 0.4),
    Together("gambling", ("B",), 0.7),
    Together("gambling-bonus", ("B", "bGK"), 0.8),
    Together("bonus", ("b",), 0.4),
    Together("adult", ("X",), 0.7),
    Together("illegal", ("F",), 0.7),
    Together("illegal-contact", ("F", "W@/sK"), 0.7),
    Together("prize", ("G",), 0.3),
    Together("prize-link", ("G", "/K@"), 0.5),
    Together("urgent-offer", ("Y", "ZGBIRC"), 0.3),
    Together("account-link", ("V", "/", "VYGK"), 0.6),
    Together("promotion", ("S",), 0.3),
    Together("promotion-contact", ("S", "W@/sL"), 0.5),
    Together("loan", ("O",), 0.4),
    Together("loan-contact", ("O", "WLn"), 0.5),
    Together("trust-me", ("J", "ICZB"), 0.6),
    Together("selling-contact", ("s", "WL@"), 0.4),
    Together("money-contact", ("$M", "WL"), 0.4),
    Together("recruiting-contact", ("RP", "WL"), 0.4),
    Together("profile", ("l",), 0.4),
    Together("profile-lure", ("l", "XxZIM$WG"), 0.8),
    Together("vote-link", ("v", "/"), 1.0),
    Together("cure", ("h",), 0.3),
    Together("cure-contact", ("h", "/W@LbK"), 0.6),
    Together("computers", ("q",), -0.7),
    Together("computers-hiring", ("q", "R"), -0.5),
    Together("gathering", ("m",), -0.6),
    Together("question", ("?",), -0.6),
)
NEAR = (
    _near("amount", 0.2, r"[Na](?:[$M]|\+[$M])|[$M][Na]"),
    _near("pay-per-time", 0.7, r"(?:[Na][$M]|[$M][Na]).{0,4}[TH]|[TH].{0,3}(?:[Na][$M]|[$M][Na])"),
    _near("few-hours", 0.6, r"N.{0,4}H.{0,4}T"),
    _near("no-experience", 0.5, r"n.?E|E.?n|E.?E"),
    _near("adults-only", 0.6, r"a[+o]|[+]a"),
    _near("write-privately", 0.5, r"W.{0,4}L|L.{0,3}W|W.{0,3}\+.{0,3}L"),
    _near("write-plus", 0.5, r"W.{0,3}\+(?![Na])|\+(?![Na]).{0,3}[WL]"),
    _near("go-there", 0.4, r"[KW].{0,5}[/@]|[/@].{0,3}K"),
    _near("digital-assets", 0.8, r"D.{0,2}[AC]"),
    _near("adult-pictures", 0.9, r"X.{0,4}x|x.{0,4}X"),
    _near("recruiting", 0.3, r"R.{0,5}P|P.{0,3}R"),
    _near("earning-at-once", 0.5, r"Z.{0,4}(?:n.{0,2}[EI]|[UTY])"),
)
# What the message looks like rather than what it says.
SHAPES: Mapping[str, float] = {
    "link": 0.2,
    "links": 0.3,
    "known-site": -0.8,
    "hidden-link": 0.3,
    "invite": 0.7,
    "shortener": 0.6,
    "referral": 0.6,
    "bot": 0.4,
    "mentions": 0.3,
    "emoji": 0.2,
    "emoji-many": 0.5,
    "emoji-list": 0.4,
    "pointing": 0.5,
    "money-emoji": 0.5,
    "capitals": 0.3,
    "exclaiming": 0.2,
    "mixed-alphabets": 1.8,
    "digits-for-letters": 0.8,
    "fancy-letters": 0.9,
    "invisible": 0.6,
    "spaced-letters": 0.6,
    "phone": 0.4,
    "hashtags": 0.3,
    "forwarded": 0.3,
    "everyone": 0.3,
    "greeting-all": 0.3,
    "reply": -0.7,
    "code": -0.8,
    "short": -1.5,
    "brief": -0.4,
    "media-only": 0.0,
}
PRIORS: Mapping[str, float] = {
    **{t.name: t.prior for t in TOGETHER},
    **{n.name: n.prior for n in NEAR},
    **SHAPES,
}


_BITS = {kind: 1 << place for place, kind in enumerate(sorted({k for t in TOGETHER for g in t.groups for k in g}))}
_ANY = -1


def _masks(groups: tuple[str, ...]) -> tuple[int, int, int]:
    masks = [sum(_BITS[kind] for kind in set(group)) for group in groups]
    first, second, third = masks + [_ANY] * (3 - len(masks))
    return first, second, third


_MASKS = tuple((t.name, *_masks(t.groups)) for t in TOGETHER)
_PATTERNS = tuple((n.name, n.pattern.search) for n in NEAR)


def concepts(kinds: str) -> list[str]:
    """Name the signs in a message, given the kinds of its words in order."""
    if not kinds.strip("."):
        return []
    there = sum([_BITS.get(kind, 0) for kind in set(kinds)])
    found = [name for name, first, second, third in _MASKS if there & first and there & second and there & third]
    found += [name for name, search in _PATTERNS if search(kinds)]
    return found
