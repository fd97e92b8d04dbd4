"""One interaction on the pretended Discord, from the person's press to the bot's answers."""

import time
from dataclasses import dataclass, field

from .world import EPHEMERAL, Channel, Json, User, snowflake

DEADLINE = 3.0  # seconds that Discord waits for the acknowledgement

# Kinds of acknowledgement
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL = 4, 5, 6, 7, 9


class Refusal(Exception):
    """An answer of the API other than success."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass
class Exchange:
    """An interaction: what was acknowledged, shown and followed up."""

    kind: int
    user: User
    channel: Channel
    source: Json | None = None
    id: int = field(default_factory=snowflake)
    started: float = field(default_factory=time.monotonic)
    callback: Json | None = None
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    placeholder_removed: bool = False

    @property
    def token(self) -> str:
        return f"token-{self.id}"

    @property
    def private(self) -> bool:
        """Whether only the person sees the first answer."""
        return bool(self.original and self.original["flags"] & EPHEMERAL)

    @property
    def modal(self) -> Json | None:
        """The form that opened."""
        return self.callback["data"] if self.callback and self.callback["type"] == MODAL else None

    @property
    def texts(self) -> list[str]:
        """What the bot answered, in order; a placeholder says nothing."""
        shown = [self.original] if self.original and self.original is not self.source else []
        return [m["content"] for m in (*shown, *self.followups) if m["content"]]

    def acknowledge(self, callback: Json) -> None:
        """Take the acknowledgement. Raises Refusal for a late or a second one."""
        if self.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - self.started > DEADLINE:
            raise Refusal(404, 10062, "Unknown interaction")
        self.callback = callback

    def first(self) -> Json:
        """Give the message that @original means. Raises Refusal when there is none."""
        if self.original is None:
            raise Refusal(404, 10008, "Unknown Message")
        return self.original
