"""In which field a happening lies: PLOVER contexts from the wording and the paragraph."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.model import Lexicon, Parse

LONGEST_PHRASE = 3


@dataclass(frozen=True)
class ContextIndex:
    """The words that tell each context, as lemmas or phrases of lemmas."""

    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "ContextIndex":
        """Index the context words of a lexicon."""
        index: dict[str, list[str]] = defaultdict(list)
        for context in lexicon.contexts.values():
            for word in context.words:
                index[word.lower()].append(context.id)
        return cls(words={word: tuple(ids) for word, ids in index.items()})

    def by_paragraph(self, parse: Parse, sentences: set[int]) -> dict[int, tuple[str, ...]]:
        """For each of some sentences the contexts that its paragraph speaks of, in text order."""
        wanted = {parse.paragraphs[k] for k in sentences}
        found: dict[int, dict[str, None]] = {number: {} for number in wanted}
        for number, (first, last) in zip(parse.paragraphs, parse.sentence_tokens, strict=True):
            if number in found:
                found[number].update(dict.fromkeys(self.spoken_of(parse, first, last)))
        return {k: tuple(found[parse.paragraphs[k]]) for k in sentences}

    def spoken_of(self, parse: Parse, first: int, last: int) -> list[str]:
        """The contexts whose words stand in a token range, in text order."""
        found: dict[str, None] = {}
        lemmas = [token.lemma for token in parse.tokens[first:last]]
        for i in range(len(lemmas)):
            for length in range(1, LONGEST_PHRASE + 1):
                ids = self.words.get(" ".join(lemmas[i : i + length]))
                if ids:
                    found.update(dict.fromkeys(ids))
        return list(found)
