"""A text in, its words by temporal class out: one letter a word, so that rules can be patterns.

"Oct. 10, 2025" becomes `M.2,Y`; words that tell nothing of time are `_`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.model import Lexicon

WORD = re.compile(
    r"\d+(?:st|nd|rd|th|s)\b|['’]\d0s\b|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|['’]s\b"
    r"|[^\W\d_]\d\b|[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*|\S"
)
# Letter of a class, by the list it comes from; a later list gives way to an earlier one.
LETTERS = {
    "now": "R", "then": "X", "holidays": "H", "months": "M", "short_months": "m",
    "weekdays": "d", "weekday_plurals": "D", "short_weekdays": "b", "ordinals": "o",
    "numbers": "n", "decades": "E", "vague": "q", "articles": "a", "the": "t", "of": "f",
    "in": "I", "on": "@", "units": "u", "unit_plurals": "U", "quarters": "Q", "periods": "P",
    "centuries": "C", "quarter_names": "W", "before": "l", "past": "J", "after": "x",
    "told_before": "i", "told_after": "j", "this": "h", "same": "z", "recent": "r", "part": "y",
    "earlier": "e", "later": "L", "part_nouns": "B", "ago": "g", "before_that": "K",
    "hence": "G", "days": "T", "nights": "N", "day_parts": "p", "clock_words": "k",
    "halves": "c", "zones": "Z", "seasons": "s", "fiscal": "F", "calendar_year": "F",
    "every": "V", "sets": "v", "old": "A", "anniversaries": "A", "more": "w",
}  # fmt: skip
PUNCTUATION = {
    "-": "-", "–": "-", "\u2011": "-", "—": "-", ",": ",", ".": ".", ":": ":", "/": "/",
    "'s": "'", "’s": "'",
}  # fmt: skip
# Names of times must be written with a capital; what is short or ambiguous needs neighbours.
CAPITALS = frozenset("MmdDbH")
YEARS = (1000, 2199)
YEAR_DIGITS = 4
DAY_DIGITS = 2
PAD = "_"


class Phrase(NamedTuple):
    """A listed word or phrase: its words, its class and value."""

    words: tuple[str, ...]
    letter: str
    value: str


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of a stretch of text: `letters[k]` is the class of the word at `spans[k]`.

    `values[k]` is what it counts for, if its class has values.
    """

    text: str
    letters: str
    spans: list[tuple[int, int]]
    values: dict[int, str]

    def said(self, k: int) -> str:
        """A word as it stands, in lower case; "" before the first."""
        if k < 0:
            return ""
        start, end = self.spans[k]
        return self.text[start:end].lower()

    def follows(self, k: int) -> str:
        """The character right after a word."""
        end = self.spans[k][1]
        return self.text[end : end + 1]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The listed words by their first word, the longest phrase first."""

    starts: Mapping[str, Sequence[Phrase]]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "TimeWords":
        """Read the `time.` lists of the lexicon."""
        starts: dict[str, list[Phrase]] = {}
        for name, letter in LETTERS.items():
            for entry in lexicon.words.get(f"time.{name}", ()):
                word, _, value = entry.partition("=")
                parts = tuple(word for word in WORD.findall(word) if word != ".")
                starts.setdefault(parts[0], []).append(Phrase(parts, letter, value))
        for phrases in starts.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))
        return cls(starts)

    def scan(self, text: str, start: int, end: int) -> Scan:
        """The words of a stretch of text with their classes."""
        marks = [match.span() for match in WORD.finditer(text, start, end)]
        found = [text[one:two].lower() for one, two in marks]
        letters: list[str] = []
        spans: list[tuple[int, int]] = []
        values: dict[int, str] = {}
        i, n = 0, len(found)
        while i < n:
            said, span, taken = found[i], marks[i], 1
            if said in self.starts or not said.isalpha():
                letter, value, taken = self.classify(found, i, bold=text[span[0]].isupper())
                if letter != PAD:
                    values[len(letters)] = value
                    span = span[0], marks[i + taken - 1][1]
                letters.append(letter)
            else:
                letters.append(PAD)
            spans.append(span)
            i += taken
        return Scan(text, "".join(letters), spans, values)

    def classify(self, found: Sequence[str], i: int, *, bold: bool) -> tuple[str, str, int]:
        """The class of a word, its value, and how many words it takes up."""
        said = found[i]
        for words, letter, value in self.starts.get(said, ()):
            size = len(words)
            if (size == 1 or tuple(found[i : i + size]) == words) and (
                bold or letter not in CAPITALS
            ):
                return letter, value, size
        return plain(said)


def plain(said: str) -> tuple[str, str, int]:
    """The class of a word that no list has: a number, a mark, or nothing."""
    if said[0].isdecimal() or said[-1].isdecimal() or said[0] in "'’":
        return numeral(said)
    return PUNCTUATION.get(said, PAD), "", 1


def numeral(said: str) -> tuple[str, str, int]:
    """The class of a word with digits: a year, a day, an ordinal, a decade or a number."""
    if said in PUNCTUATION:
        return PUNCTUATION[said], "", 1
    if said[-1] == "s":
        digits = said.strip("'’s")
        return ("E" if digits.endswith("0") else PAD), digits, 1
    if said[-1].isalpha():
        return "O", said[:-2], 1
    if not said.isdecimal():
        return ("#" if said[0].isdecimal() else PAD), said.replace(",", ""), 1
    if len(said) == YEAR_DIGITS and YEARS[0] <= int(said) <= YEARS[1]:
        return "Y", said, 1
    return ("2" if len(said) <= DAY_DIGITS else "#"), said, 1
