"""Read a JSON file no deeper than an export goes: a parser that tells of each bracket the whole way to it would take
seconds and gigabytes over a small file of brackets within brackets."""

import re
from typing import BinaryIO

DEEPEST = 100  # brackets within brackets; the exports there are go no deeper than ten

_STRING = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'  # to its end, or to a backslash that is the last of what was read
_REST = re.compile(_STRING, re.DOTALL)
_TO_BRACKET = re.compile(rb'(?:[^"\[{\]}]|"' + _STRING + rb'")*+([\[{\]}])', re.DOTALL)
_TO_END = re.compile(rb'(?:[^"]|"' + _STRING + rb'")*+(?:"' + _STRING + rb"(\\?))?", re.DOTALL)


class Shallow:
    """A file that ends where it goes too deep; `too_deep` tells that it does."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._depth = 0
        self._quoted = False  # what was read ends within a string
        self._escaped = False  # … and with a backslash
        self.too_deep = False

    def read(self, size: int = -1) -> bytes:
        """Read on, to where it is too deep at most."""
        if self.too_deep:
            return b""
        data = self._file.read(size)
        if not data:
            return data
        place = self._string_end(data) if self._quoted else 0
        while (found := _TO_BRACKET.match(data, place)) is not None:
            place = found.end()
            self._depth += 1 if found[1] in b"[{" else -1
            if self._depth > DEEPEST:
                self.too_deep = True
                return data[: place - 1]
        if not self._quoted:
            end = _TO_END.match(data, place)
            assert end is not None
            self._quoted, self._escaped = end[1] is not None, bool(end[1])
        return data

    def _string_end(self, data: bytes) -> int:
        """Say where the string that began before goes on no more."""
        end = _REST.match(data, 1 if self._escaped else 0)
        assert end is not None
        mark = data[end.end() : end.end() + 1]
        self._quoted, self._escaped = mark != b'"', mark == b"\\"
        return end.end() + 1
