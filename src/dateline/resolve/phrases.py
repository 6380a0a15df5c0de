"""A text in, the listed phrases in it out: names and agent words, longest first.

A phrase is compared word by word: letters and digits count, hyphens, apostrophes and dots between
them do not ("Kim Jong-un" is "Kim Jong Un", "U.S." is "US"), nor do accents of Latin letters.
Letters of other scripts are never taken for Latin ones that look alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.model.names import fold, words_in

GAPS = frozenset(
    (
        " ",
        "-",
        "'",
        "’",
        ".",
        ". ",
        "\u2011",
        "–",
        "\u00a0",
        "' ",
        "’ ",
        "\n",
        " & ",
        "/",
        ", Inc",
        " - ",
    )
)
END = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed phrase in a text, at `[start, end)`, with all that it may mean."""

    start: int
    end: int
    senses: tuple[Any, ...]


def fits_case(said: str, listed: str) -> bool:
    """Whether a word is written as boldly as the list has it.

    Acronyms must stand in capitals, names must begin with one; other words may stand either way.
    """
    if not listed[0].isupper():
        return True
    if len(listed) > 1 and listed.isupper():
        return said.isupper()
    return said[0].isupper()


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases with what each means; build it once, then scan any text in one pass.

    `cased` phrases must be written with their capitals.
    """

    cased: bool
    root: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, Any]], *, cased: bool) -> "PhraseIndex":
        """Index phrases, each with its sense; the same phrase may have several."""
        index = cls(cased=cased)
        for phrase, sense in phrases:
            written = [word for word, _, _ in words_in(phrase)]
            if not written:
                continue
            node = index.root
            for word in written:
                node = node.setdefault(fold(word), {})
            held = node.setdefault(END, [])
            if (tuple(written), sense) not in held:
                held.append((tuple(written), sense))
        return index

    def scan(self, text: str, words: Sequence[tuple[str, int, int]] | None = None) -> list[Hit]:
        """The longest phrases of a text from left to right; they do not overlap."""
        words = words_in(text) if words is None else words
        folded = [fold(word) for word, _, _ in words]
        found: list[Hit] = []
        root, i, n = self.root, 0, len(words)
        while i < n:
            node = root.get(folded[i])
            if node is None:
                i += 1
                continue
            best = self.longest(text, words, folded, i, node)
            if best is None:
                i += 1
            else:
                last, senses = best
                found.append(Hit(words[i][1], words[last - 1][2], senses))
                i = last
        return found

    def longest(
        self,
        text: str,
        words: Sequence[tuple[str, int, int]],
        folded: Sequence[str],
        first: int,
        node: dict[str, Any],
    ) -> tuple[int, tuple[Any, ...]] | None:
        """Where the longest phrase beginning at a word ends, and what it means."""
        best = None
        i = first
        while True:
            if END in node:
                senses = self.written_so(words, first, node[END])
                if senses:
                    best = (i + 1, senses)
            i += 1
            if i >= len(words):
                return best
            further: dict[str, Any] | None = node.get(folded[i])
            if further is None or text[words[i - 1][2] : words[i][1]] not in GAPS:
                return best
            node = further

    def written_so(
        self, words: Sequence[tuple[str, int, int]], first: int, held: Sequence[Any]
    ) -> tuple[Any, ...]:
        """The senses whose phrase is written as the text has it."""
        if not self.cased:
            return tuple(sense for _, sense in held)
        return tuple(
            sense
            for written, sense in held
            if all(fits_case(words[first + k][0], word) for k, word in enumerate(written))
        )


def plural_of(phrase: str) -> str:
    """The plural of a noun phrase, which is formed on its head.

    >>> plural_of("battery"), plural_of("member of parliament")
    ('batteries', 'members of parliament')
    """
    head, of, rest = phrase.partition(" of ")
    if not of:
        head, of, rest = phrase.partition("-in-")
    *before, last = head.split(" ")
    if last.endswith("man"):
        last = last[:-3] + "men"
    elif last == "child":
        last = "children"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("thief"):
        last = last[:-1] + "ves"
    else:
        last += "s"
    return " ".join((*before, last)) + of + rest
