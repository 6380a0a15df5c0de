"""Where a sentence may begin: what the parser may not overlook."""

from collections.abc import Sequence
from spacy.tokens import Doc
from spacy.vocab import Vocab


class Starts:
    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, docs: Sequence[Doc]) -> None:
        pass
