"""Two parties: what they do to each other, quarter by quarter, and what has changed."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from dateline.analyse import measure
from dateline.analyse.browse import Filter
from dateline.analyse.listing import Page
from dateline.analyse.pairs import between_two, done_to, quarters, totals
from dateline.analyse.tally import grains
from dateline.model import period_end, period_start, periods
from dateline.serve.doors import READER
from dateline.serve.drawing import Screen, Sheet, events_link, many, share
from dateline.serve.links import query_string
from dateline.serve.names import labels
from dateline.serve.show import desk_of
from dateline.serve.words import when

router = APIRouter(include_in_schema=False, dependencies=[READER])
LATEST = 20


# The nearest to the function is the first to be tried.
@router.get("/network/{one}/{other}")
@router.get("/network/{one}/{other}.json")
def dyad(request: Request, one: str, other: str) -> Response:
    """The screen, its data, or its table."""
    names = labels(desk_of(request), (one, other))
    screen = Screen(
        template="dyad.html", drawn=partial(drawn, one=one, other=other), sheet=sheet,
        command="dyads --mutual --per quarter",
        told={"one": one, "other": other, "names": [names.get(key, key) for key in (one, other)]},
    )  # fmt: skip
    return screen.answer(request)


def drawn(request: Request, asked: Filter, one: str, other: str) -> dict[str, Any]:
    """Quarters with cooperation and conflict, both directions, changes, the latest events."""
    desk = desk_of(request)
    shelf = desk.shelf
    names = labels(desk, (one, other))
    both = between_two(asked, one, other)
    rows = shelf.ask(quarters(asked, one, other))
    listed = shelf.ask(Page(filter=both, limit=LATEST).query())[:LATEST]
    told: dict[str, Any] = {
        "one": one, "other": other, "labels": [names.get(key, key) for key in (one, other)],
        **shelf.ask(totals(both))[0], "quarters": filled(rows, both),
        "directed": [directed(shelf.ask, asked, *pair) for pair in ((one, other), (other, one))],
        "shifts": measure("shifts")(rows), "query": query_string(both),
        "path": f"/network/{quote(one, safe='')}/{quote(other, safe='')}",
        "latest": [
            {"id": row["id"], "type": row["type"], "quad": row["quad"], "first": row["first"],
             "when": when(row),
             "actor": ", ".join(row["actor_names"]), "recipient": ", ".join(row["recipient_names"])}
            for row in listed
        ],
    }  # fmt: skip
    return {**told, "summary": summary(told)}


def directed(ask: Any, asked: Filter, one: str, other: str) -> int:  # noqa: ANN401 - a method
    """How many events one party does to the other."""
    return int(ask(totals(done_to(asked, one, other)))[0]["events"])


def filled(rows: list[dict[str, Any]], asked: Filter) -> list[dict[str, Any]]:
    """All quarters from the first to the last, those without events too, with their link."""
    if not rows:
        return []
    told = {row["quarter"]: row for row in rows}
    out = []
    for label in periods(rows[0]["quarter"], rows[-1]["quarter"]):
        row = told.get(label, {})
        first, last = period_start(label), period_end(label) - timedelta(days=1)
        fine = [("grain", grain) for grain in grains("quarter")]
        kept = Filter.parse([*asked.without("grain").pairs(), *fine])
        out.append(
            {"quarter": label, "link": events_link(kept, began=f"{first}~{last}"),
             **{key: row.get(key, 0) for key in ("events", "reports", "cooperation", "conflict")}}
        )  # fmt: skip
    return out


def summary(told: Mapping[str, Any]) -> str:
    """Both parties in words: how much, from whom, of what class, and what has changed."""
    one, other = told["labels"]
    if not told["events"]:
        return f"No events between {one} and {other} pass these filters."
    both = told["cooperation"] + told["conflict"]
    days = list(dict.fromkeys(day for day in (told["first"], told["last"]) if day))
    dates = f" ({' to '.join(days)})" if days else ""
    forth, back = told["directed"]
    out = [
        f"{many(told['events'], 'event')} between {one} and {other}{dates}:",
        f"{forth:,} from {one}, {back:,} from {other};",
        f"{share(told['cooperation'], both)} cooperation,",
        f"{share(told['conflict'], both)} conflict.",
    ]
    if told["shifts"]:
        last = told["shifts"][-1]
        way = "up" if last["after"] > last["before"] else "down"
        out.append(
            f"The share of conflict went {way} from {round(100 * last['before'])} % to "
            f"{round(100 * last['after'])} % in {last['quarter']}."
        )
    elif told["quarters"]:
        out.append("No change in the share of conflict stands out.")
    if told["dated"] < told["events"]:
        out.append(f"No date given: {many(told['events'] - told['dated'], 'event')}.")
    return " ".join(out)


def sheet(found: dict[str, Any]) -> Sheet:
    """A row for each quarter."""
    rows = [
        ((row["quarter"], row["link"]), row["events"], row["reports"], row["cooperation"],
         row["conflict"], share(row["conflict"], row["cooperation"] + row["conflict"]))
        for row in reversed(found["quarters"])
    ]  # fmt: skip
    return Sheet(
        caption="Events by quarter; those with a date coarser than a quarter are left out",
        columns=("Quarter", "Events", "Independent reports", "Cooperation", "Conflict",
                 "Share of conflict"),
        rows=rows,
    )  # fmt: skip
