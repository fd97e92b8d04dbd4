"""Read files that people sent."""

import telegram

from bot.errors import Gone
from bot.updates import Attached

from .errors import translated


def attached(message: telegram.Message) -> tuple[Attached, ...]:
    """List the files that came with a command: its own, or that of the message it answers."""
    answered = message.reply_to_message
    documents = (message.document, answered.document if answered is not None else None)
    return tuple(Attached(d.file_name or "", d.file_id, d.file_size or 0) for d in documents if d is not None)


class TelegramFiles:
    """The Files port."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def fetch(self, ref: str, limit: int) -> bytes:
        """Read a file by its id. Telegram gives bots files of up to 20 MB."""
        with translated():
            file = await self._bot.get_file(ref)
            if file.file_path is None:
                raise Gone("Telegram no longer has the file")
            if (file.file_size or 0) > limit:
                return bytes(limit + 1)  # too long, whatever it says
            return bytes(await file.download_as_bytearray())
