"""The form in which place names are compared; the build of the place index uses it too.

Stands by itself, with the standard library alone: the build runs before Dateline is installed.
"""

from functools import lru_cache
from unicodedata import combining, normalize

LAST_LATIN = "\u024f"
# Hyphens and the like part words; the rest are apostrophes of all kinds, and the full stop.
JOINING = str.maketrans(
    "-\u2010\u2011\u2012\u2013\u2014/,\u00a0", " " * 9, "'\u2018\u2019`\u02bb\u02bc\u02b9."
)
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


def key(name: str) -> str:
    """A place name without case, accents, dots and hyphens; words are parted by one space.

    >>> key("P'yŏngyang-si"), key("St. Louis"), key("U.S.")
    ('pyongyang si', 'st louis', 'us')
    """
    return " ".join(part for word in name.split() if (part := word_key(word)))


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """The key of one word; a hyphen inside makes two of it."""
    lower = word.casefold().translate(JOINING)
    if not lower.isascii():
        apart = normalize("NFD", lower.translate(LETTERS))
        lower = "".join(c for c in apart if not combining(c))
    return " ".join(lower.split())


def is_latin(name: str) -> bool:
    """Whether a name has letters, and all of them are Latin.

    >>> is_latin("Kraków"), is_latin("Пхеньян"), is_latin("平壤"), is_latin(" ")
    (True, False, False, False)
    """
    letters = [c for c in normalize("NFD", name) if c.isalpha()]
    return bool(letters) and all(c <= LAST_LATIN or "\u1e00" <= c <= "\u1eff" for c in letters)
