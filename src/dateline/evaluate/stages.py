"""The stages that the tasks measure: the default settings with the shipped lexicon, made once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched

from dateline.lexicon import load
from dateline.model import Document, Lexicon, Parse, Reading
from dateline.run import Pipeline, Settings, pipeline_of

AT_ONCE = 64


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load()


@cache
def pipeline() -> Pipeline:
    """All stages of the default settings."""
    return pipeline_of(Settings(), lexicon())


@dataclass(slots=True)
class Reports:
    """Documents on their way through the stages; `failed` counts those that a stage fails on."""

    documents: Sequence[Document]
    failed: int = 0

    def each[T](self, work: Callable[[int, Reading], T]) -> Iterator[T | None]:
        """What `work` makes of each document (its number, and as read), in their order.

        It is None where that fails, as a run would have a problem there and no claims.
        """
        number = 0
        for batch in batched(self.documents, AT_ONCE):
            for parse in pipeline().parsed(batch):
                yield self.one(number, parse, work)
                number += 1

    def one[T](self, number: int, parse: Parse, work: Callable[[int, Reading], T]) -> T | None:
        """What `work` makes of one document."""
        try:
            return work(number, pipeline().reader(parse))
        except Exception:  # noqa: BLE001 - the document boundary, as in a run
            self.failed += 1
            return None
