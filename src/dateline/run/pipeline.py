"""The stages in their order: documents in, codings out. Pure, but for what goes wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.model import (
    Attributor,
    Coder,
    Coding,
    Document,
    Parse,
    Parser,
    Problem,
    Reader,
    Resolver,
)


@dataclass(frozen=True)
class Pipeline:
    """All stages, put together. `stamp` is the id of the coder that they make."""

    parser: Parser
    reader: Reader
    coder: Coder
    attributor: Attributor
    resolver: Resolver
    stamp: str = ""

    def __call__(self, documents: Sequence[Document]) -> Iterator[Coding]:
        """Code documents, in the order given; whatever fails becomes a problem of its document."""
        for parse in self.parsed(documents):
            yield self.coded(parse)

    def parsed(self, documents: Sequence[Document]) -> Iterator[Parse]:
        """Parse documents together; one by one where that fails."""
        try:
            parses = list(self.parser(documents))
        except Exception as error:  # noqa: BLE001 - the document boundary
            if len(documents) == 1:
                yield Parse(doc=documents[0], problems=(problem(documents[0], "parse", error),))
                return
            parses = [parse for doc in documents for parse in self.parsed([doc])]
        yield from parses

    def coded(self, parse: Parse) -> Coding:
        """Code one parsed document."""
        empty = Coding(document=parse.doc.id, coder=self.stamp, problems=parse.problems)
        try:
            reading = self.reader(parse)
            coding = self.attributor(reading, self.coder(reading))
            coding = self.resolver(reading, coding)
        except Exception as error:  # noqa: BLE001 - the document boundary
            return replace(empty, problems=(*parse.problems, problem(parse.doc, "code", error)))
        return replace(coding, coder=self.stamp, problems=(*parse.problems, *coding.problems))


def problem(doc: Document, stage: str, error: Exception) -> Problem:
    """What went wrong with a document, as a row."""
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    where = f" (line {frames.tb_lineno} of {frames.tb_frame.f_code.co_name})" if frames else ""
    what = f"{type(error).__name__}: {error}{where}"
    return Problem(
        document=doc.id, origin=doc.origin, stage=stage, code=f"{stage}/error", what=what
    )
