"""Undo digits and signs that stand for letters: c4sino, k@zino, п0рно, 3аработок, $ale. Never 4pm, b2b, v3, 10к."""

import re

_LETTER = r"[^\W\d_]"
# One sign between letters, a 0, @ or $ that ends a word, or a sign at the front of a long one.
_CANDIDATE = re.compile(
    rf"[0-9@$](?:(?<={_LETTER}.)(?:[0-9@$]?{_LETTER}|(?<=[0@$])[0@$]?(?![\w@$]))|(?<=[3460$])(?<![\w@$#/.,+-].){_LETTER}{{3}})"
)
_TOKEN = re.compile(r"(?:[^\W_]|[@$])+")
_CYRILLIC = re.compile("[а-яіїєґ]")
_LATIN = re.compile("[a-z]")
_TO_CYRILLIC = str.maketrans("013469@$", "оизчбяас")
_TO_LATIN = str.maketrans("013457@$", "oieastas")
_HEX = re.compile(r"[0-9a-f]{6,}")
_HOST_GOES_ON = re.compile(r"[.-]\w")
_LEAST_LETTERS = 3  # of a word in which a sign may stand for a letter
_LEAST_AFTER_DIGIT = 4  # letters, so that 4pm, 5кг, 3days stay what they are
_STRONG = re.compile("[@$]")  # no number has these: к@з1н0
_SIGN = re.compile("[0-9@$]+")


def may_be_leet(text: str) -> bool:
    """Tell whether a text may have signs in the place of letters, so that looking closer is worth it."""
    return _CANDIDATE.search(text) is not None


def unleet(text: str) -> tuple[str, bool]:
    """Write signs that stand for letters as these letters, one for one; True when there were any."""
    parts: list[str] = []
    done = 0
    known: dict[tuple[str, str], str] = {}  # who hides words mostly hides the same ones over and over
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token.isalpha() or ("@" in token and _HOST_GOES_ON.match(text, found.end())):
            continue  # the latter is an address: name@example.org
        before = text[found.start() - 1] if found.start() else " "
        plain = known.get((token, before)) or known.setdefault((token, before), _undo(token, before))
        if plain != token:
            parts += (text[done : found.start()], plain)
            done = found.end()
    return "".join((*parts, text[done:])), bool(parts)


def _undo(token: str, before: str) -> str:
    signs = list(_SIGN.finditer(token))
    letters = len(token) - sum(len(sign[0]) for sign in signs)
    if letters < _LEAST_LETTERS or len(signs) > letters or _HEX.fullmatch(token):
        return token
    if len(signs) * 2 > letters + 1 and not _STRONG.search(token):
        return token
    for sign in signs:
        run = sign[0]
        if (len(run) > 1 and len(set(run)) > 1) or len(run) > 2:
            return token
        if sign.start() == 0 and not _starts_word(run, letters, before):
            return token
        if sign.end() == len(token) and not (run in ("0", "@", "$") and letters > len(run) + 1):
            return token
    cyrillic, latin = _CYRILLIC.search(token) is not None, _LATIN.search(token) is not None
    if cyrillic == latin:
        return token
    return token.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)


def _starts_word(run: str, letters: int, before: str) -> bool:
    if before in "#/.,+-" or run == "@" or len(run) > 1:
        return False
    return letters >= (_LEAST_LETTERS if run == "$" else _LEAST_AFTER_DIGIT)
