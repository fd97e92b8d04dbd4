"""Turn a message into features: its words and their pieces as numbers, and the signs that have a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

from bot.moderation.spam.concepts import concepts
from bot.moderation.spam.lexicon import BULLETS, KINDS, MONEY, POINTING
from bot.moderation.text import Plain, Trick, normalise
from bot.updates import MessagePosted

BUCKETS = 1 << 17  # numbers that words and pieces of words are counted under
HEAD, TAIL = 1000, 500  # characters looked at, of the beginning and of the end
MAX_WORD = 32  # characters of one word looked at
STEM = 5  # letters that words of one meaning mostly share, in Russian and in English
PIECE = 4  # letters of a piece of a word

_TOKEN = re.compile(
    r"(?:https?://|www\.|t\.me/)\S+|@\w+|[^\W_]+(?:['’][^\W\d_]+)?|[" + MONEY + r"]|[+➕]|\?|[👇👉➡]"
)
_FANCY = re.compile("[\U0001d400-\U0001d7ff\u1d00-\u1d7f\u2460-\u24ff\uff21-\uff5a\U0001f130-\U0001f189Ꭰ-Ᏼ]{2}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\u203c\u2049]")
_PHONE = re.compile(r"(?<![\w/.])\+?\d[\d ()\-]{8,16}\d(?![\w/])")
_INVITE = re.compile(r"t\.me/(?:\+|joinchat)|discord(?:\.gg|(?:app)?\.com/invite)/|chat\.whatsapp\.com|wa\.me/")
_SHORTENER = re.compile(
    r"(?:bit\.ly|tinyurl\.com|clck\.ru|goo\.gl|is\.gd|cutt\.ly|t\.ly|urlz\.fr|vk\.cc|goo\.su|rb\.gy|page\.link|"
    r"lanza\.me|shorturl\.at|u\.to|ow\.ly|tiny\.cc)/"
)
_REFERRAL = re.compile(r"[?&/](?:ref|start|startapp|invite|promo|aff|r)=?[\w-]{0,40}=?\w")
_BOT = re.compile(r"@\w{2,40}bot\b|t\.me/\w{2,40}bot\b")
_GREETING = re.compile(r"\W{0,8}(?:всем (?:привет|добр|доброг)|привет\w{0,12},? (?:всем|друз|всех|дорог|нов)|"
                       r"добр\w{2,3} (?:день|времени|вечер|утр)|здравствуйте|дня доброго|hello,? (?:every|all|guys|dear|"
                       r"brother|friend)|hi,? (?:every|all|guys)|hey,? (?:every|guys|all)|attention|congrat|dear )")  # fmt: skip
# Where people link to when they talk; what else is there is no sign of anything.
_KNOWN = re.compile(
    r"(?://|\b)(?:www\.|docs\.|gist\.|en\.|ru\.|m\.|forms\.)?(?:github\.com|gitlab\.com|youtube\.com|youtu\.be|habr\.com|"
    r"stackoverflow\.com|wikipedia\.org|google\.com|reddit\.com|medium\.com|twitter\.com|x\.com|python\.org|pypi\.org|"
    r"npmjs\.com|docs\.rs|crates\.io|mozilla\.org|microsoft\.com|apple\.com|yandex\.ru|arxiv\.org|linkedin\.com|"
    r"ycombinator\.com|vc\.ru|hh\.ru|zoom\.us|spotify\.com|notion\.so|figma\.com|amazon\.com|wildberries\.ru|ozon\.ru|"
    r"dzen\.ru|rutube\.ru|readthedocs\.io|cloudflare\.com|steampowered\.com|imgur\.com|tenor\.com)(?:[/?:]|$|\s)"
)
_EVERYONE = re.compile(r"@(?:everyone|here|all)\b")
_TRICKS = {
    Trick.HOMOGLYPHS: "mixed-alphabets",
    Trick.LEET: "digits-for-letters",
    Trick.SPACED: "spaced-letters",
    Trick.INVISIBLE: "invisible",
    Trick.BIDI: "invisible",
    Trick.COMBINING: "fancy-letters",
}
_CACHED = 20_000  # words


@dataclass(frozen=True, slots=True)
class Look:
    """What the classifier is told of a message: its text, as written and read, and what comes with it."""

    plain: Plain
    links: int = 0  # links hidden behind other text
    mentions: int = 0
    media: bool = False
    forwarded: bool = False
    reply: bool = False


def look_at(message: MessagePosted, plain: Plain) -> Look:
    """Take from a message what is looked at; `plain` is its text, with quotes and hidden links."""
    return Look(
        plain,
        len(message.links),
        len(message.mentioned),
        message.media is not None,
        message.forwarded,
        message.reply_to is not None,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of: each word once, neighbouring pairs of words once, and the signs that have a name."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    signs: tuple[str, ...]


def take_apart(look: Look) -> Parts:
    """Find everything in a message that has a weight. Linear in what is looked at, which is bounded."""
    text, plain = _cut(look.plain.original), _cut(look.plain.text)
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    kinds: list[str] = []
    before = "^"
    for token in _TOKEN.findall(plain):
        word, stem, kind = _know(token[:MAX_WORD])
        kinds.append(kind)
        if word:
            words[word] = None
            pairs[f"{before} {stem}"] = None
            before = stem
    signs = concepts("".join(kinds))
    signs += _shapes(look, text, plain, kinds)
    return Parts(tuple(words), tuple(pairs), tuple(signs))


def word_features(word: str) -> list[int]:
    """Number a word, its stem and its pieces."""
    numbers = [_number("w" + word)]
    if word[0].isalpha():
        framed = f"<{word}>"
        numbers.append(_number("s" + word[:STEM]))
        numbers += [_number("p" + framed[i : i + PIECE]) for i in range(len(framed) - PIECE + 1)]
    return numbers


def pair_feature(pair: str) -> int:
    """Number two neighbouring words."""
    return _number("n" + pair)


def _number(feature: str) -> int:
    return crc32(feature.encode()) & (BUCKETS - 1)


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


@lru_cache(_CACHED)
def _know(token: str) -> tuple[str, str, str]:
    """Give the word a token counts as (empty for none), its stem, and its kinds as letters of the lexicon."""
    first = token[0]
    if first in MONEY:
        return "$", "$", "$"
    if first in "+➕":
        return "+", "+", "+"
    if first == "?":
        return "", "", "?"
    if first in POINTING:
        return "", "", "p"
    if first == "@":
        return "@", "@", "@"
    if "/" in token or token.startswith("www."):
        host = token.split("://")[-1].removeprefix("www.").split("/")[0]
        return f"/{host}", "/", "/"
    if first.isdigit():
        return _amount(token)
    return token, token[:STEM], _kind(token)


def _amount(token: str) -> tuple[str, str, str]:
    digits = len(token) - len(token.lstrip("0123456789"))
    rest = token[digits:]
    if (kind := _kind(token)) != ".":
        return token, token[:STEM], kind
    if rest and _kind(rest) not in ("M", "o", "H", "T"):
        return token, token[:STEM], "N"
    letter = "a" if token[:digits] in ("18", "20", "21") else "N"
    return "0" * min(digits, 6) + rest, "0", letter + (_kind(rest) if rest else "")


def _kind(word: str) -> str:
    kinds = _lexicon()
    found = kinds.get("=" + word)
    for length in range(min(len(word), 12), 2, -1):
        if found:
            break
        found = kinds.get(word[:length])
    return found or "."


@cache
def _lexicon() -> dict[str, str]:
    """Give the kind of each entry, read as messages are; where two kinds name a word the first has it."""
    entries: dict[str, str] = {}
    for kind, listed in KINDS.items():
        for entry in listed.split():
            whole = "=" if entry[0] == "=" else ""
            entries.setdefault(whole + normalise(entry.removeprefix("=")), kind)
    return entries


def _shapes(look: Look, text: str, plain: str, kinds: list[str]) -> Iterator[str]:
    words = len(kinds)
    if words < 4:
        yield "short"
    elif words < 8:
        yield "brief"
    if look.reply:
        yield "reply"
    if look.forwarded:
        yield "forwarded"
    if look.links:
        yield "hidden-link"
    if look.media and not words:
        yield "media-only"
    links = kinds.count("/")
    if links:
        yield from _links(plain, links)
    if "@" in plain:
        yield from _mentions(look, plain, kinds)
    if "`" in text:
        yield "code"
    if text.count("!") >= 3:
        yield "exclaiming"
    if text.count("#") >= 3:
        yield "hashtags"
    if sum(map(str.isupper, text)) > max(12, 0.5 * sum(map(str.isalpha, text))):
        yield "capitals"
    if _PHONE.search(text):
        yield "phone"
    if _GREETING.match(plain):
        yield "greeting-all"
    for trick in look.plain.tricks:
        yield _TRICKS[trick]
    if not text.isascii():
        yield from _beyond_ascii(text, words)


def _links(plain: str, links: int) -> Iterator[str]:
    known = len(_KNOWN.findall(plain))
    if known:
        yield "known-site"
    if links <= known:
        return
    yield "link"
    if links - known >= 3:
        yield "links"
    if _INVITE.search(plain):
        yield "invite"
    if _SHORTENER.search(plain):
        yield "shortener"
    if _REFERRAL.search(plain):
        yield "referral"


def _mentions(look: Look, plain: str, kinds: list[str]) -> Iterator[str]:
    if max(kinds.count("@"), look.mentions) >= 4:
        yield "mentions"
    if _BOT.search(plain):
        yield "bot"
    if _EVERYONE.search(plain):
        yield "everyone"


def _beyond_ascii(text: str, words: int) -> Iterator[str]:
    emoji = _EMOJI.findall(text)
    if len(emoji) >= 3:
        yield "emoji"
        if len(emoji) >= 6 and len(emoji) * 5 > words:
            yield "emoji-many"
        if sum(map(BULLETS.__contains__, emoji)) >= 3:
            yield "emoji-list"
    if any(map(POINTING.__contains__, emoji)):
        yield "pointing"
    if any(map(MONEY.__contains__, emoji)):
        yield "money-emoji"
    if _FANCY.search(text):
        yield "fancy-letters"
