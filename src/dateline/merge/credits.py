"""A document in, the news agency that it is credited to out: "(Reuters) -", "By AP", a last line.

An agency's dispatch that several outlets carry, each cut and headed in its own way, is still one
report. "Reuters contributed to this report" is no credit: the report is the outlet's own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from dateline.model import Document, Lexicon

PREFIX = "wire."
HEAD = 300
LINES = 3


@dataclass(frozen=True, slots=True)
class Wires:
    """The names of news agencies, each with the forms it is credited by, and how to find them."""

    names: Mapping[str, str]
    opening: re.Pattern[str] | None = None
    line: re.Pattern[str] | None = None

    @classmethod
    def build(cls, lexicon: Lexicon) -> Self:
        """Take the agencies of a lexicon: its word lists `wire.NAME`."""
        lists = {key: words for key, words in lexicon.words.items() if key.startswith(PREFIX)}
        return cls.of({key.removeprefix(PREFIX): words for key, words in lists.items()})

    @classmethod
    def of(cls, agencies: Mapping[str, tuple[str, ...]]) -> Self:
        """Make the patterns for agencies and their forms."""
        names = {form.casefold(): name for name, forms in agencies.items() for form in forms}
        if not names:
            return cls({})
        either = "|".join(re.escape(form) for form in sorted(names, key=len, reverse=True))
        return cls(
            names,
            re.compile(rf"\(\s*({either})\s*\)\s*[-–—:]", re.IGNORECASE),
            re.compile(
                r"^\W*(?:by|from|source:?|credit:?|copyright|\(c\)|©|\d{4}|the|\s|[-–—.,])*"
                rf"({either})\b(?:news agency|all rights reserved|staff|writers?|\d{{4}}|\W)*$",
                re.IGNORECASE,
            ),
        )

    def of_document(self, doc: Document) -> str | None:
        """The agency that a document is credited to; None for an outlet's own report."""
        if self.opening is None or self.line is None:
            return None
        for field in (doc.author, doc.outlet):
            if field and (found := self.line.match(field)):
                return self.names[found[1].casefold()]
        if found := self.opening.search(doc.text[:HEAD]):
            return self.names[found[1].casefold()]
        lines = [line.strip() for line in doc.text.strip().splitlines() if line.strip()]
        if len(lines) > LINES:
            for line in (*lines[:LINES], *lines[-LINES:]):
                if found := self.line.match(line):
                    return self.names[found[1].casefold()]
        return None
