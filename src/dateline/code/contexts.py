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

    def of(self, parse: Parse, sentence: int, own: tuple[str, ...]) -> tuple[str, ...]:
        """The pattern's own contexts, then those that the sentence's paragraph speaks of."""
        paragraph = parse.paragraphs[sentence] if parse.paragraphs else sentence
        found = dict.fromkeys(own)
        for k, (first, last) in enumerate(parse.sentence_tokens):
            same = parse.paragraphs[k] == paragraph if parse.paragraphs else k == sentence
            if same:
                found.update(dict.fromkeys(self.spoken_of(parse, first, last)))
        return tuple(found)

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
