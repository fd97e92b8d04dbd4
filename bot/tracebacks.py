"""Write tracebacks without what members said."""

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HIDDEN = "[…]"
SHORTEST = 3  # letters; a shorter word tells nothing, and would be found in every other word

_said: ContextVar[tuple[str, ...]] = ContextVar("what members said", default=())


@contextmanager
def unsaid(*texts: str) -> Iterator[None]:
    """Keep these texts, and each word of them, out of the messages of exceptions that are logged meanwhile.

    A library's exception often quotes what it could not take: `invalid literal for int(): 'my secret'`.
    """
    token = _said.set((*_said.get(), *texts))
    try:
        yield
    finally:
        _said.reset(token)


def hide_said(text: str) -> str:
    """Take out of a text what must not be said, in whatever case it is written."""
    for said in _said.get():
        parts = sorted({said, *said.split()}, key=len, reverse=True)
        pattern = "|".join(re.escape(part) for part in parts if len(part) >= SHORTEST)
        text = re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE) if pattern else text
    return text


def render_traceback(error: BaseException) -> str:
    """Write an exception with its causes: frames without local values, messages without what was said."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _lines(cause, seen)
        yield "which led to:" if error.__cause__ else "and then:"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):"
        yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    kind, message = type(error), hide_said(str(error))
    yield f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.") + (message and f": {message}")
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _lines(one, seen)
