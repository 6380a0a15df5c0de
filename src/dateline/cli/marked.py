"""A report with its marks: what was coded of it, in its own words, with a legend below.

Each mark stands in square brackets with its label: `[sent c1]` is the anchor of the first claim,
`[said cue c1 q1]` the words by which a claim and a quote are told. Spans that are the same are
marked once. On a terminal marks are coloured too; the text is the same in a pipe.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dateline.cli.output import COLUMNS, shown
from dateline.model import Query
from dateline.record import View

Row = Mapping[str, Any]
STYLES = {
    "claim": "bold underline cyan",
    "source": "green",
    "cue": "yellow",
    "quote": "italic",
    "assessment": "underline magenta",
}
LETTERS = {"claims": "c", "quotes": "q", "assessments": "s"}
STARTS = {"claims": "anchor.start", "quotes": '"start"', "assessments": "content.start"}
LEGEND = {
    "claims": ("id", "type", "actor", "anchor", "recipient", "says who", "sure"),
    "quotes": ("id", "source"),
    "assessments": ("id", "kind", "source"),
}
KEY = {
    "claim": "the words that carry a happening",
    "source": "who says so",
    "cue": "by which words",
    "quote": "what is said",
    "assessment": "what somebody makes of things",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, what it is, and the labels of the rows it belongs to."""

    start: int
    end: int
    what: str
    labels: tuple[str, ...]

    @property
    def closing(self) -> str:
        """What closes the mark."""
        role = f"{self.what} " if self.what in ("source", "cue") else ""
        return f" {role}{' '.join(self.labels)}]"


def marked(view: View, row: Row) -> Iterator[Text]:
    """The text of a report with its marks, then what each label stands for."""
    found = [(label, table, one) for table in LETTERS for label, one in labelled(view, table, row)]
    marks = merged(spans for label, table, one in found for spans in spans_of(label, table, one))
    yield written(row["text"], marks)
    if not marks:
        return
    yield Text()
    yield from key(marks)
    yield Text()
    for label, table, one in found:
        cells = (COLUMNS[table][name](one) for name in LEGEND[table])
        yield Text(f"{label:<5}" + "  ".join(filter(None, cells)))


def labelled(view: View, table: str, row: Row) -> Iterator[tuple[str, Row]]:
    """The rows of a table that a report has, in text order, with a label each."""
    sql = f"SELECT * FROM {table} WHERE document = ? ORDER BY {STARTS[table]}, id"  # noqa: S608 - ours
    for number, one in enumerate(view.ask(Query(sql=sql, parameters=(row["id"],))), 1):
        yield f"{LETTERS[table]}{number}", one


def spans_of(label: str, table: str, row: Row) -> Iterator[Mark]:
    """The spans that a row marks."""
    if table == "claims":
        yield mark(row["anchor"], "claim", label)
        told = row["attribution"]
    else:
        told = row
        said = row if table == "quotes" else row["content"]
        yield mark(said, table.removesuffix("s"), label)
    yield mark(told["cue"], "cue", label)
    for who in told["source"]:
        yield mark(who, "source", label)


def mark(span: Row, what: str, label: str) -> Mark:
    """A span as a mark; one without a place has no length."""
    start, end = span["start"], span["end"]
    return Mark(start or 0, end or 0, what, (label,))


def merged(marks: Iterator[Mark]) -> list[Mark]:
    """Each span once, with all its labels; those of no length are left out."""
    held: dict[tuple[int, int, str], list[str]] = {}
    for one in marks:
        if one.start < one.end:
            held.setdefault((one.start, one.end, one.what), []).extend(one.labels)
    return [Mark(*place, tuple(dict.fromkeys(labels))) for place, labels in held.items()]


def written(text: str, marks: Sequence[Mark]) -> Text:
    """The text with the marks in it: wider ones around narrower ones."""
    order = list(STYLES)
    opening = sorted(marks, key=lambda m: (m.start, -m.end, -order.index(m.what)))
    rank = {id(one): at for at, one in enumerate(opening)}
    stops = sorted({place for one in marks for place in (one.start, one.end)} | {len(text)})
    out, at = Text(), 0
    alive: list[Mark] = []
    for stop in stops:
        out.append(shown(text[at:stop]), style=" ".join(STYLES[one.what] for one in alive))
        for one in sorted(alive, key=lambda m: -rank[id(m)]):
            if one.end == stop:
                out.append(one.closing, style="dim")
                alive.remove(one)
        for one in opening:
            if one.start == stop:
                out.append("[", style="dim")
                alive.append(one)
        at = stop
    return out


def key(marks: Sequence[Mark]) -> Iterator[Text]:
    """What the colours and brackets mean, of those that occur."""
    seen = {one.what for one in marks}
    for what, meaning in KEY.items():
        if what in seen:
            letter = {"source": "source c", "cue": "cue c", "assessment": "s"}.get(what, what[0])
            yield Text.assemble((f"{what:<12}", STYLES[what]), f"{f'[... {letter}1]':<17}{meaning}")
