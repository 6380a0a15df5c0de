"""The screen of help: keys, settings, what can be filtered by, and what each error means."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

import dateline
from dateline.serve.doors import READER
from dateline.serve.example import bundled
from dateline.serve.show import page

router = APIRouter(include_in_schema=False, dependencies=[READER])

KEYS: Mapping[str, Mapping[str, str]] = {
    "Everywhere": {
        "/": "search", "?": "all keys of the screen", "1 … 7": "the screens, from left to right",
        "g h, g e, g t": "start (home), events, timeline", "g m, g n": "map, network",
        "g s, g r": "sources, review", "y": "copy the link to this view",
        "Esc": "close, leave the field",
    },
    "Events": {
        "j, k": "next row, row before", "Enter": "open the event", "o": "open its document",
        "x": "select the row", "e": "export the selected, or all of the list, as CSV",
        "n": "next page",
    },
    "Event": {
        "a": "accept", "c": "correct", "x": "reject", "s": "split", "m": "merge",
        "y": "copy the citation", "[, ]": "event before, next event of the list",
    },
    "Document": {
        "j, k": "next sentence, sentence before", "m": "marks on and off",
        "Enter": "open the event beside the sentence",
    },
    "Timeline and map": {"arrows": "move", "+, -": "nearer, farther", "t": "today (timeline)"},
    "Network": {"arrows": "move in the matrix", "Enter": "open the dyad", "g": "as a graph"},
    "Review": {
        "a": "accept", "Ctrl+Enter": "save", "x": "reject", "Space": "skip", "u": "undo",
        "1 … 9": "field", "d": "show differences",
    },
}  # fmt: skip
FILTERS: Mapping[str, tuple[str, str]] = {
    "type": ("one of the 16 PLOVER types", "type=AID"),
    "mode": ("the mode of a type", "mode=arrest"),
    "quad": ("the class", "quad=material conflict"),
    "standing": ("reported, claimed, disputed, denied, planned", "standing=denied"),
    "status": ("machine, reviewed, adjudicated; rejected ones only if asked for", "status=machine"),
    "grain": ("how exact the date is: day, week, month, quarter, year, decade, none", "grain=day"),
    "place_grain": (
        "how closely the place is known: site, city, admin2, admin1, country, region, none",
        "place_grain=city",
    ),
    "id": ("the event itself", "id=e-7k2m9q4d"),
    "country": ("ISO 3166 alpha-3 of a place where it happened", "country=UKR"),
    "outlet": ("who published a report of it", "outlet=Example Courier"),
    "source": ("who is cited for it", "source=South Korean officials"),
    "kind": ("outlet, named, official, media or anonymous source", "kind=anonymous"),
    "contradiction": ("the field in which sources disagree", "contradiction=quantity"),
    "document": ("id of a report of it", "document=d-q5s3jd47igacfbre"),
    "actor": ("who did it: id, country code, or part of a name", "actor=PRK"),
    "recipient": ("to whom: id, country code, or part of a name", "recipient=Ukraine"),
    "attendee": ("who was present: id, country code, or part of a name", "attendee=Li Qiang"),
    "dyad": ("two parties, in either direction", "dyad=RUS~UKR"),
    "place": ("part of the name of a place", "place=Pyongyang"),
    "bbox": ("west, south, east, north in degrees", "bbox=20,44,41,53"),
    "after": ("not over before that day", "after=2025-10-01"),
    "before": ("not begun after that day", "before=2025-10-31"),
    "began": ("begun on that day, or from one to another", "began=2025-10-01~2025-10-07"),
    "min_reports": ("at least so many independent reports", "min_reports=2"),
    "contradicted": ("whether sources disagree", "contradicted=true"),
    "q": ("words of a sentence that tells of it, or of a name", "q=missile"),
}
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
type Told = list[tuple[bool, str]]  # pieces of a text, and whether each is code


@router.get("/help")
def help_(request: Request) -> Response:
    """Keys, settings, filters and errors."""
    return page(request, "help.html", keys=KEYS, filters=FILTERS, errors=errors())


@cache
def errors() -> tuple[tuple[str, tuple[tuple[str, list[Told]], ...]], ...]:
    """The reference of errors: sections, in each the codes, of each its paragraphs."""
    places = (bundled("errors.md"), Path(dateline.__file__).parents[2] / "docs/reference/errors.md")
    found = next((place for place in places if place.exists()), None)
    if found is None:
        return ()
    sections = []
    for part in re.split(r"^## ", found.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        codes = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
        told = ((head.strip(), text) for head, _, text in (one.partition("\n") for one in codes))
        sections.append((title.strip(), tuple((head, paragraphs(text)) for head, text in told)))
    return tuple(sections)


def paragraphs(text: str) -> list[Told]:
    """The paragraphs of a text with code in backticks; links are their words."""
    plain = (LINK.sub(r"\1", " ".join(one.split())) for one in text.strip().split("\n\n"))
    return [
        [(bool(place % 2), piece) for place, piece in enumerate(CODE.split(one)) if piece]
        for one in plain
        if one
    ]
