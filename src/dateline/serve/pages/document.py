"""The screen of one report: its text by numbered sentences, and all that was coded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.analyse import details
from dateline.analyse.marking import (
    SHAPES,
    Mark,
    Piece,
    by_range,
    marks_of_assessment,
    marks_of_claim,
    marks_of_quote,
    pieces,
)
from dateline.analyse.passages import Line, passages
from dateline.analyse.wording import day, doubt, heading, people
from dateline.errors import NotFoundError, UsageError
from dateline.merge.copies import CONTAINED, containment, runs_of
from dateline.model import Document
from dateline.parse.layout import Layout
from dateline.record import from_row
from dateline.run import NewClaim
from dateline.run.telling import words_in
from dateline.serve.desk import Desk
from dateline.serve.doors import ANALYST, READER
from dateline.serve.forms import PARTS, Form, Typed, changed, with_done
from dateline.serve.options import known_names, options_of
from dateline.serve.show import desk_of, page, user_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
Row = Mapping[str, Any]
HEADING = 90  # characters
# An event of which nothing is known yet.
NOTHING: Row = {
    "type": "", "mode": "", "when": {"first": None, "last": None, "grain": None},
    **dict.fromkeys(PARTS, ()),
}  # fmt: skip
CODED = {"claims": marks_of_claim, "quotes": marks_of_quote, "assessments": marks_of_assessment}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the page: its number if it has one, where it starts, its text, if it is lit."""

    number: int | None
    start: int
    pieces: Sequence[Piece]
    lit: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page."""

    kind: str
    lines: Sequence[Sentence]


@router.get("/docs/{key}")
def document(request: Request, key: str, e: str = "") -> Response:
    """A report, with one event marked out where `e` names one."""
    return page(request, "document.html", **shown(desk_of(request), report(request, key), e))


@router.post("/docs/{key}/tell", dependencies=[ANALYST])
def tell(request: Request, key: str, typed: Form) -> Response:
    """Write down an event that the report tells and the coder did not find, and show it."""
    desk, doc = desk_of(request), report(request, key)
    try:
        done = desk.tell(told_in(desk, doc, typed, user_of(request)))
    except UsageError as error:
        said = f"{error.what}: {error.why}; {error.fix}"
        return page(
            request, "document.html", 400, **{**shown(desk, doc), "typed": typed, "told": said}
        )
    return RedirectResponse(with_done(f"/events/{done.event}", done.number), 303)


def told_in(desk: Desk, doc: Row, typed: Typed, user: str) -> NewClaim:
    """What the form says of a report.

    Raises:
        UsageError: if its words do not stand there.
    """
    words = typed.get("words")
    at = [int(value) for value in (typed.get("start"), typed.get("end")) if value.isdecimal()]
    start, end = at if len(at) == 2 else (0, 0)  # noqa: PLR2004 - both
    nth = typed.get("nth")
    if " ".join(doc["text"][start:end].split()) != " ".join(words.split()) or nth:
        start, end = words_in(doc["text"], words, int(nth) if nth.isdecimal() else None)
    fields = changed(typed, NOTHING, known_names(desk), spans=False)
    kind, mode = fields.pop("type", ""), fields.pop("mode", "")
    return NewClaim(
        document=doc["id"], start=start, end=end, type=kind, mode=mode, user=user,
        why=typed.get("why"), fields=fields,
    )  # fmt: skip


def report(request: Request, key: str) -> Row:
    """The report with an id.

    Raises:
        NotFoundError: if there is none.
    """
    rows = desk_of(request).ask(details.one("documents", key))
    if not rows:
        raise NotFoundError(
            f"there is no report {key} in this record", why="none has that id",
            fix="find it by its outlet: /sources",
        )  # fmt: skip
    return rows[0]


def shown(desk: Desk, doc: Row, e: str = "") -> dict[str, Any]:
    """What the screen shows of a report."""
    key = doc["id"]
    coded = {table: desk.ask(details.in_report(table, key)) for table in CODED}
    cards = desk.ask(details.events_in(key))
    lit_card = next((card for card in cards if card["id"] == e), None)
    lit = frozenset(lit_card["told"] if lit_card else ())
    url = doc["url"] or ""
    return {
        "doc": doc, "cards": cards, "lit": lit, "lit_event": lit_card,
        "lit_title": title_of(desk, e) if lit_card else "", "shapes": SHAPES,
        "paragraphs": blocks(desk, doc, coded, lit), "quotes": coded["quotes"],
        "assessments": coded["assessments"], "kin": kin(desk, doc), "people": people,
        "problems": desk.ask(details.problems_of(key)), "words_of_score": doubt,
        "day": day(doc["published"]) if doc["published"] else "",
        "first_line": opening(doc), "read_only": desk.read_only, "typed": None, "told": "",
        "url": url if url.startswith(("http://", "https://")) else "",
        "options": {} if desk.read_only else options_of(desk, coded["claims"]),
        "nothing": NOTHING,
    }  # fmt: skip


def opening(doc: Row) -> str:
    """The first words of a report, to be its heading where it has no title."""
    line = str(doc["text"]).strip().partition("\n")[0]
    return f"{line[:HEADING].rsplit(' ', 1)[0]} …" if len(line) > HEADING else line or doc["origin"]


def title_of(desk: Desk, event: str) -> str:
    """An event in one line."""
    return heading(desk.ask(details.one("events", event))[0])


def blocks(
    desk: Desk, doc: Row, coded: Mapping[str, Sequence[Row]], lit: frozenset[str]
) -> list[Block]:
    """The paragraphs of a report, each sentence with its marks."""
    laid = Layout.build(desk.lexicon.words).pieces(from_row(doc, Document))
    known = [
        (row["sentence"]["number"], row["sentence"]["start"], row["sentence"]["end"])
        for rows in coded.values() for row in rows
    ]  # fmt: skip
    found = passages(doc["text"], [(one.start, one.end, one.kind.value) for one in laid], known)
    marks = [one for table, mark in CODED.items() for row in coded[table] for one in mark(row)]
    lines = [line for paragraph in found for line in paragraph.lines]
    touching = iter(by_range(marks, [(line.start, line.end) for line in lines]))
    return [
        Block(one.kind, [sentence(doc["text"], line, next(touching), lit) for line in one.lines])
        for one in found
    ]  # fmt: skip


def sentence(text: str, line: Line, marks: Sequence[Mark], lit: frozenset[str]) -> Sentence:
    """A line of a report with its marks."""
    told = any(one.row in lit for one in marks)
    return Sentence(line.number, line.start, pieces(text, line.start, line.end, marks), told)


def kin(desk: Desk, doc: Row) -> list[dict[str, Any]]:
    """Reports of the same origin: copies by the words they share, or marked so by their input."""
    runs = runs_of(doc["text"])
    found = []
    for row in desk.ask(details.kin(doc["id"])):
        share = containment(runs, runs_of(row["text"]))
        pair = (row["syndicated_from"] == doc["id"], doc["syndicated_from"] == row["id"])
        if share >= CONTAINED or any(pair):
            found.append({**row, "share": share, "syndicated": any(pair)})
    return sorted(found, key=lambda row: (-row["share"], row["id"]))
