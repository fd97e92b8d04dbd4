"""What the guard remembers: the latest of everything, and no more than so much."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import TypeVar

from bot.ids import MessageRef
from bot.updates import MessagePosted

PARTS = 20  # of one album; Telegram's have ten at most

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(OrderedDict[K, V]):  # looked at several times for every message: what it inherits is not Python
    """Remember the latest; the oldest leave first. Write with `put` only."""

    __slots__ = ("_most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def put(self, key: K, value: V) -> None:
        """Remember something as the latest."""
        if key in self:
            self.move_to_end(key)
        self[key] = value
        if len(self) > self._most:
            self.popitem(last=False)


class Albums:
    """The parts of albums as they come: no part says which is the last."""

    def __init__(self, most: int) -> None:
        self._parts: Latest[tuple[str, str], list[MessageRef]] = Latest(most)
        self._condemned: Latest[tuple[str, str], None] = Latest(most)

    def note(self, message: MessagePosted) -> None:
        """Remember a part."""
        if message.album is None:
            return
        key = (message.chat.id, message.album)
        parts = self._parts.get(key)
        if parts is None:
            self._parts.put(key, [message.message])
        elif len(parts) < PARTS and message.message not in parts:
            parts.append(message.message)

    def condemn(self, message: MessagePosted) -> tuple[MessageRef, ...]:
        """Give the parts that go with this one; those still to come are condemned."""
        if message.album is None:
            return ()
        key = (message.chat.id, message.album)
        self._condemned.put(key, None)
        return tuple(ref for ref in self._parts.get(key) or () if ref != message.message)

    def is_condemned(self, message: MessagePosted) -> bool:
        """Tell whether an earlier part of the album was removed."""
        return message.album is not None and (message.chat.id, message.album) in self._condemned
