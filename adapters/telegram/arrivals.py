"""Count an arrival once, however often Telegram tells it."""

from collections import OrderedDict
from datetime import datetime, timedelta

SAME = timedelta(seconds=60)  # a service message and a chat_member update this close tell the same
MANY = 20_000  # comings and goings remembered


class Arrivals:
    """Remember who came and went: told by a service message, by a chat_member update, or by both in any order."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[int, int, bool], datetime] = OrderedDict()

    def is_new(self, chat_id: int, user_id: int, at: datetime, *, came: bool) -> bool:
        """Tell whether somebody's coming (or going) has not been told yet."""
        last = self._last.get((chat_id, user_id, came))
        between = self._last.get((chat_id, user_id, not came))
        returned = last is not None and between is not None and last <= between <= at and last < at
        if last is not None and abs(at - last) <= SAME and not returned:
            return False
        self._last[chat_id, user_id, came] = at
        self._last.move_to_end((chat_id, user_id, came))
        if len(self._last) > MANY:
            self._last.popitem(last=False)
        return True
