"""A phrase that stands by itself, which no parser has seen: its letters, its head, its name."""

from collections.abc import Sequence

from dateline.resolve.phrases import Hit

AFTER_HEAD = ("of", "for", "in", "from", "at", "who", "on", "to", "with", "by", "against", "near")
INSIDE = ("'", "’", "\u02bb")


def mended(text: str) -> str:
    """A phrase whose letters were read in another encoding than written in ("PeÃ±a"), mended.

    Lists of names that went through a spreadsheet are often so.
    """
    for encoding in () if text.isascii() else ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def head_of(
    words: Sequence[tuple[str, int, int]], names: Sequence[Hit], agents: Sequence[Hit]
) -> tuple[int, int]:
    """The head word of a bare phrase: the last before "of" and the like, inside a known word."""
    for i, (word, _, _) in enumerate(words[1:], start=1):
        if word in AFTER_HEAD and not any(
            hit.start < words[i][1] < hit.end for hit in (*names, *agents)
        ):
            return words[i - 1][1], words[i - 1][2]
    return words[-1][1], words[-1][2]


def written_from(text: str, words: Sequence[tuple[str, int, int]], start: int) -> int:
    """Where a name begins that apostrophes part ("Mata'afa"), from the start of its last part."""
    starts = {end: begin for _, begin, end in words}
    while text[start].islower() and text[:start].endswith(INSIDE) and start - 1 in starts:
        start = starts[start - 1]
    return start
