"""Read text the way rules look at it: one form for what looks the same, and what had to be undone to get there."""

from bot.moderation.text.mixing import disguised_words
from bot.moderation.text.plain import Plain, Trick
from bot.moderation.text.reading import normalise, read
from bot.moderation.text.words import is_word, stands_alone

__all__ = ["Plain", "Trick", "disguised_words", "is_word", "normalise", "read", "stands_alone"]
