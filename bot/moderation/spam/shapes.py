"""What a message looks like: links, emoji, capitals, disguises, and what comes with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.moderation.spam.lexicon import BULLETS, MONEY, POINTING
from bot.moderation.text import Plain, Trick
from bot.updates import MessagePosted

_FANCY = re.compile("[\U0001d400-\U0001d7ff\u1d00-\u1d7f\u2460-\u24ff\uff21-\uff5a\U0001f130-\U0001f189Ꭰ-Ᏼ]{2}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\u203c\u2049]")
# A date with a time, as in a log, is none.
_PHONE = re.compile(r"(?<![\w/.])(?!(?:19|20)\d\d-\d\d-\d\d)\+?\d[\d ()\-]{8,16}\d(?![\w/])")
_INVITE = re.compile(r"t\.me/(?:\+|joinchat)|discord(?:\.gg|(?:app)?\.com/invite)/|chat\.whatsapp\.com|wa\.me/")
_SHORTENER = re.compile(
    r"(?:bit\.ly|tinyurl\.com|clck\.ru|goo\.gl|is\.gd|cutt\.ly|t\.ly|urlz\.fr|vk\.cc|goo\.su|rb\.gy|page\.link|"
    r"lanza\.me|shorturl\.at|u\.to|ow\.ly|tiny\.cc)/"
)
_REFERRAL = re.compile(r"[?&](?:ref\w{0,8}|start(?:app)?|invite|promo|aff|r)=\w|/(?:ref|aff|invite)/\w")
_BOT = re.compile(r"@\w{2,40}bot\b|t\.me/\w{2,40}bot\b")
_GREETING = re.compile(
    r"\W{0,8}(?:всем (?:привет|добр)|привет\w{0,12},? (?:всем|друз|всех|дорог|нов)|"
    r"добр\w{2,3} (?:день|времени|вечер|утр)|здравствуйте|дня доброго|hello,? (?:every|all|guys|dear|brother|friend)|"
    r"hi,? (?:every|all|guys)|"
    r"hey,? (?:every|guys|all)|attention|congrat|dear )"
)
# Where people link to when they talk; what else is there is no sign of anything.
_KNOWN = re.compile(
    r"(?<![\w.-])(?:www\.|docs\.|gist\.|en\.|ru\.|m\.|forms\.)?(?:github\.com|gitlab\.com|youtube\.com|youtu\.be|habr\.com|"
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


def shapes(look: Look, text: str, plain: str, kinds: list[str]) -> Iterator[str]:
    """Name the signs in how a message looks; `kinds` are those of its words. Linear in what is given."""
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
