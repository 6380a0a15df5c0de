"""How names sound: letters made alike that transcriptions differ in."""

import re
from functools import lru_cache

NUMERAL = re.compile(r"[ivx]{1,4}")
SERVANT = re.compile(r"abd(?:[aeuo]l)?(?=[a-z]{4})|abd(?:[aeuo]l)?$")  # of "Abdul-Rahman"
WITHOUT = re.compile("(?<=\\w)['\u2019\u02bb](?=\\w)")  # the apostrophes that a name may lack
MUHAMMAD = re.compile(r"m[aou]h?a?m+[aeu]d")
SAME = (
    (re.compile(r"kh|k|q|c(?![eih])"), "k"), (re.compile(r"ph"), "f"), (re.compile(r"[sc]h"), "s"),
    (re.compile(r"w"), "v"), (re.compile(r"z"), "s"), (re.compile(r"j"), "i"),
    (re.compile(r"[aeiouy]+"), "a"), (re.compile(r"(?<=.)h"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word with the letters made alike that transcriptions differ in.

    >>> sound("mohammed") == sound("muhamad"), sound("sergei") == sound("sergey")
    (True, True)
    """
    if MUHAMMAD.fullmatch(word):
        return "mamad"
    for pattern, made in SAME:
        word = pattern.sub(made, word)
    return word
