"""Read Telegram's HTML as Telegram does. https://core.telegram.org/bots/api#html-style"""

import re
from html import unescape

from .model import Json
from .refusal import Refusal

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAG = re.compile(r"<(/?)([A-Za-z0-9-]*)((?:\s[^<>]*)?)>")
# The only names known; every number is.
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
HREF = re.compile(r'href="([^"]*)"')
WEB = re.compile(r"https?://[^\s.]+\.\S+$|tg://\S+$")
USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Json]]:
    """Give the text and its entities. Raises Refusal for what Telegram does not parse."""
    text, entities = "", []
    opened: list[tuple[str, str, str]] = []  # tag, attributes, text before it
    at = 0
    while at < len(source):
        if source[at] != "<":
            end = source.find("<", at)
            end = len(source) if end < 0 else end
            text += REFERENCE.sub(lambda found: unescape(found.group()), source[at:end])
            at = end
            continue
        tag = TAG.match(source, at)
        if tag is None:
            raise _broken(f"Unclosed start tag at byte offset {_bytes(source, at)}")
        closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        if not closing:
            if name not in TAGS or (name == "span" and 'class="tg-spoiler"' not in attributes):
                raise _broken(f'Unsupported start tag "{name}" at byte offset {_bytes(source, at)}')
            opened.append((name, attributes, text))
        else:
            if not opened:
                raise _broken(f"Unexpected end tag at byte offset {_bytes(source, at)}")
            wanted, attributes, before = opened.pop()
            if name and name != wanted:
                where = _bytes(source, at)
                raise _broken(f'Unmatched end tag at byte offset {where}, expected "</{wanted}>", found "</{name}>"')
            entities += _entity(wanted, attributes, before, text)
        at = tag.end()
    if opened:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return _trimmed(text, entities)


def _entity(tag: str, attributes: str, before: str, text: str) -> list[Json]:
    length = units(text) - units(before)
    if not length:
        return []
    entity: Json = {"type": TAGS[tag], "offset": units(before), "length": length}
    if tag == "a":
        found = HREF.search(attributes)
        url = unescape(found.group(1)) if found else text[len(before) :]
        if not WEB.match(url):
            return []  # not an address: nothing is linked
        if user := USER_LINK.match(url):
            return [entity | {"type": "text_mention", "user_id": int(user.group(1))}]
        entity["url"] = url
    return [entity]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shown = text.strip()
    shift, size = units(text) - units(text.lstrip()), units(shown)
    kept = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, size)
        if start < end:
            kept.append(entity | {"offset": start, "length": end - start})
    return shown, kept


def _bytes(source: str, at: int) -> int:
    return len(source[:at].encode())


def _broken(what: str) -> Refusal:
    return Refusal(400, f"Bad Request: can't parse entities: {what}")
