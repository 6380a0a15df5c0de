"""The screen of help: keys, settings, what can be filtered by, and what each error means."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

import dateline
from dateline.serve.doors import READER
from dateline.serve.example import bundled
from dateline.serve.filters import FILTERS
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
