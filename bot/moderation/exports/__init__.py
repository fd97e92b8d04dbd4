"""Read what people exported from a chat, one message at a time: a file may be larger than the memory."""

from bot.moderation.exports.opening import FORMATS, UnknownExport, read_export
from bot.moderation.exports.told import Bad, Told

__all__ = ["FORMATS", "Bad", "Told", "UnknownExport", "read_export"]
