"""Single sentences through the stages: which lexicon entries fire on each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dateline.attribute import fired
from dateline.code import PatternIndex, explain
from dateline.lexicon import Matcher
from dateline.model import Document, Lexicon, Parser, Reader, Reading
from dateline.run.project import Settings
from dateline.run.stages import stage

SENTENCES_AT_ONCE = 500


@dataclass(frozen=True)
class Tryout:
    """Reads sentences with one lexicon."""

    parser: Parser
    reader: Reader
    patterns: PatternIndex
    lexicon: Lexicon

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Tryout":
        """Make the stages ready."""
        return cls(
            stage(Settings().parser).build(lexicon),
            stage(Settings().reader).build(lexicon),
            PatternIndex.build(lexicon),
            lexicon,
        )

    def readings(self, sentences: Sequence[str]) -> list[Reading]:
        """Each sentence as a document of its own."""
        documents = [Document.of(text, origin=f"sentence {i}") for i, text in enumerate(sentences)]
        return [self.reader(parse) for parse in self.parser(documents)]

    def __call__(self, sentences: Sequence[str]) -> list[frozenset[str]]:
        """The ids of the patterns, cues, hedges and views that fire on each sentence."""
        found: list[frozenset[str]] = []
        for start in range(0, len(sentences), SENTENCES_AT_ONCE):
            for reading in self.readings(sentences[start : start + SENTENCES_AT_ONCE]):
                here = {one.pattern.id for one in self.patterns.fire(reading)}
                found.append(frozenset(here | fired(reading, self.lexicon)))
        return found

    def explain(self, sentence: str) -> list[dict[str, Any]]:
        """Every pattern whose anchor word stands in a sentence, and what those lack that fail."""
        rows = [asdict(one) for one in explain(self.patterns, self.readings([sentence])[0])]
        return sorted(rows, key=lambda row: (row["start"], not row["fired"], row["pattern"]))


def matcher(lexicon: Lexicon) -> Matcher:
    """What `dateline.lexicon.check` tries test sentences with."""
    return Tryout.build(lexicon)
