"""Tell how alike two texts are, whatever numbers, links and signs were changed in them."""

import re

# Letters, of a text without what is made up anew for each copy, that make it more than chatter.
ENOUGH_LETTERS, ENOUGH_WITH_LINKS = 16, 8
ENOUGH_ALONE = 8  # … that one person hardly writes again and again: `да, понял` to three people are answers
DIFFERENT = 4  # letters; fewer are laughter (ахахах), or somebody leaning on a key
READ = 2_000  # characters that are compared
GRAM = 3  # letters
# Where one word of a text is changed, and links and numbers with it, some of these stay.
MARKS = 4  # words by which a text is found again: its longest ones
PUNCTUATION = ".,!?…:;()[]\"'«»“”*_~-–—"

_MADE_UP = re.compile(r"(?:https?://|www\.)\S{1,2000}|[@#]\w{1,100}|(?<!\S)\S{1,100}\.\w{2,20}/\S{0,2000}")
_WORD = re.compile(r"[^\W\d_]+")

# What many say at once, about one and the same thing. Written as rules read it.
_SAID_BY_MANY = """
    ok okay yes no yep nope thanks thank you thx so much very lot a the and all everyone everybody welcome hello
    hi hey good great nice morning evening night day afternoon congrats congratulations happy birthday
    anniversary new year cheers bye see lol wow cool agreed exactly same here me too i to for of best wishes
    wish well done talk meetup condolences sorry loss deserved proud loved enjoyed interesting awesome
    amazing was is it this that we my from with your
    ок окей да нет ага угу спасибо спс благодарю большое огромное вам тебе очень всем все всех привет
    приветствую здравствуйте добро пожаловать добрый доброе доброй утро утра день вечер ночи поздравляю
    поздравляем с днем рождения др новым годом праздником удачи успехов пока класс супер круто отлично ура
    согласен согласна поддерживаю плюс и за я мы тоже точно именно счастья здоровья любви успеха радости всего
    самого лучшего наилучшего желаю желаем поздравления молодец молодцы красавчик соболезную соболезнования
    держитесь держись крепитесь сил терпения отличная отличный прекрасная прекрасный замечательный доклад
    митап встречу релизом победой было интересно тебя вас
"""
_CHATTER = frozenset(_SAID_BY_MANY.split())


def marks_of(text: str) -> list[str]:
    """Choose the words by which a text is found again. Cheap: it is done for every message."""
    longest = sorted(text.split(), key=len)[-MARKS:]
    return [word for said in longest if (word := said.strip(PUNCTUATION)).isalpha()]


def shape_of(text: str, links: tuple[str, ...] = ()) -> frozenset[str]:
    """Give what a text is compared by: its threes of letters. Chatter has no shape; a bare link has itself."""
    words = _WORD.findall(_MADE_UP.sub(" ", text[:READ]))
    telling = sum(len(word) for word in words if word not in _CHATTER)
    if telling < (ENOUGH_WITH_LINKS if links else ENOUGH_LETTERS):
        return frozenset(links)
    letters = "".join(words)
    if len(set(letters)) < DIFFERENT:
        return frozenset(links)
    return frozenset(letters[n : n + GRAM] for n in range(len(letters) - GRAM + 1))


def is_telling(text: str) -> bool:
    """Tell whether a short text is more than an answer that one gives several people."""
    letters = "".join(word for word in _WORD.findall(text) if word not in _CHATTER)
    return len(letters) >= ENOUGH_ALONE and len(set(letters)) >= DIFFERENT


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Say how alike two shapes are, from 0 to 1 (Sørensen and Dice)."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0
