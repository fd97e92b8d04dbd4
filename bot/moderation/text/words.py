"""Where words begin and end."""


def is_word(letter: str) -> bool:
    """Tell whether a character belongs to a word."""
    return letter.isalnum() or letter == "_"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is not part of a longer word."""
    before = start > 0 and is_word(text[start]) and is_word(text[start - 1])
    after = end < len(text) and is_word(text[end - 1]) and is_word(text[end])
    return not before and not after
