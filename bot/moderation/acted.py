"""What became of what was done about people on the platforms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ids import SpaceRef
from bot.ports import Tx


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the latest act for a sanction: `outcome` is None while it is under way, `until` its own end."""

    id: int
    outcome: str | None
    finished: datetime | None
    until: datetime | None = None


class Acts(Protocol):
    """Know what was done, and stop what is not."""

    async def latest(self, tx: Tx, space: SpaceRef, key: str) -> Carried | None:
        """Read the latest act in a space whose key begins so."""

    async def stop(self, tx: Tx, space: SpaceRef, key: str, now: datetime) -> bool:
        """Stop the latest ban in a space whose key begins so, where it is still held and was to be the first there;
        another one that is held goes out now, before what undoes it. Tell whether it was stopped."""
