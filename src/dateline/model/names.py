"""The form in which names of people and bodies are compared, word by word.

Letters and digits count, hyphens, apostrophes and dots between words do not, nor do accents of
Latin letters. Letters of other scripts are never taken for Latin ones that look alike.
"""

import re
from unicodedata import combining, normalize

WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?|[^\W_]+")
LAST_LATIN = "\u024f"


def fold(word: str) -> str:
    """A word without case, dots and Latin accents.

    >>> fold("Erdoğan"), fold("U.S.")
    ('erdogan', 'us')
    """
    lower = word.casefold()
    if lower.isascii():
        return lower.replace(".", "") if "." in lower else lower
    plain = []
    for letter in lower:
        parts = normalize("NFD", letter)
        plain.append(parts[0] if parts[0] <= LAST_LATIN and len(parts) > 1 else letter)
    return "".join(c for c in plain if c != "." and not (combining(c) and c < "\u0370"))


def words_in(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their offsets."""
    return [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]


def name_key(name: str) -> str:
    """A name as its folded words, parted by one space.

    >>> name_key("Recep Tayyip Erdoğan"), name_key("Kim Jong-un")
    ('recep tayyip erdogan', 'kim jong un')
    """
    return " ".join(fold(word) for word, _, _ in words_in(name))
