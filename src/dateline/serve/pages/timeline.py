"""The timeline: events and independent reports over time, in lanes."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse.browse import Filter
from dateline.analyse.lanes import (
    BINS,
    LANES,
    SINGLE,
    Lanes,
    after,
    extent,
    finest,
    gathered,
    starts,
)
from dateline.serve.doors import READER
from dateline.serve.drawing import Screen, Sheet, apart, many
from dateline.serve.links import query_string
from dateline.serve.names import labels
from dateline.serve.shelf import Shelf
from dateline.serve.show import desk_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
PERIODS = (("", "as fine as fits"), *((per, f"{per}s") for per in BINS))
FAR_OFF = 3
SHORTEST = 31  # days
EXTENT = ("first", "last", "low", "high")
WORDS: Mapping[str, str] = {
    "type": "type", "quad": "class", "actor": "actor", "recipient": "recipient", "dyad": "dyad",
    "country": "country of the place",
}  # fmt: skip


@router.get("/timeline")
@router.get("/timeline.json")
def timeline(request: Request) -> Response:
    """The screen, its data, or its table."""
    return SCREEN.answer(request)


def drawn(request: Request, asked: Filter) -> dict[str, Any]:
    """Lanes of bins, single events where they are few, and a sentence on the whole."""
    desk, asks = desk_of(request), request.query_params
    shelf = desk.shelf
    told = shelf.ask(extent(asked))[0]
    first, last = span(asked, told)
    if first is None or last is None:
        return {"lanes": [], "days": [], "events": [], "summary": undated(told["events"])}
    scope = Lanes(
        filter=asked, first=first, last=last, by=asks.get("lanes") or "type",
        per=finest(first, last, asks.get("per", "")), between=asks.get("between") or "country",
    )  # fmt: skip
    days = list(starts(first, last, scope.per))
    lanes = gathered(shelf.ask(scope.bins()), days)
    singles = single(shelf, scope, sum(lane["events"] for lane in lanes))
    names = labels(desk, {part for lane in lanes for part in lane["lane"].split("~")})
    quads = {one.id: one.quad for one in desk.ontology.types.values()}
    for lane in lanes:
        lane["label"] = " – ".join(names.get(part, part) for part in lane["lane"].split("~"))
        lane["quad"] = quads.get(lane["lane"], lane["lane"] if scope.by == "quad" else "")
        lane["query"] = of_lane(asked, scope, lane["lane"])
    found = {
        "lanes": lanes, "days": [day.isoformat() for day in days], "per": scope.per,
        "end": after(days[-1], scope.per).isoformat(), "by": scope.by, "events": singles,
        "first": first.isoformat(), "last": last.isoformat(),
        "whole": [told["first"], told["last"]],
        "asked": bool(asked.values("after") or asked.values("before")),
    }  # fmt: skip
    coarse = shelf.ask(scope.coarse())[0]["events"]
    return {**found, "summary": summary(found, coarse, told)}


def span(asked: Filter, told: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days at the ends: those asked for, else those of all events but the far off.

    A report of today that recalls a battle of 1415 would press all others into a corner. Far off
    is what lies more than three times the middle half's length before or after it (Tukey 1977,
    "Exploratory data analysis").
    """
    begins, ends = asked.values("after"), asked.values("before")
    if not told["dated"] and not (begins and ends):
        return None, None
    day = date.fromisoformat
    first = max(map(day, begins)) if begins else far(told, "first", "low", max)
    last = min(map(day, ends)) if ends else far(told, "last", "high", min)
    return first, max(first, last)


def far(told: Mapping[str, Any], end: str, quarter: str, pick: Callable[[int, int], int]) -> date:
    """An end of all events, or three lengths of their middle half beyond it, what is nearer."""
    numbers = {key: date.fromisoformat(told[key]).toordinal() for key in EXTENT}
    length = max(numbers["high"] - numbers["low"], SHORTEST)
    beyond = numbers[quarter] + FAR_OFF * (length if end == "last" else -length)
    return date.fromordinal(min(max(pick(numbers[end], beyond), 1), date.max.toordinal()))


def of_lane(asked: Filter, scope: Lanes, lane: str) -> str:
    """The query string of the events in a lane, whatever their day."""
    name = LANES[scope.by][1]
    kept = asked
    for one in ("after", "before", "began", "grain", name):
        kept = kept.without(one)
    pairs = [*kept.pairs(), (name, lane), *(("grain", grain) for grain in scope.grains)]
    return query_string(Filter.parse(pairs))


def single(shelf: Shelf, scope: Lanes, events: int) -> list[list[str]]:
    """The events one by one where they are few: lane, day, id, type, class, who to whom."""
    if events > SINGLE:
        return []
    return [
        [row["lane"], row["day"], row["id"], row["type"], row["quad"] or "",
         " → ".join(", ".join(row[side]) or "–" for side in ("actor_names", "recipient_names"))]
        for row in shelf.ask(scope.single())
    ]  # fmt: skip


def undated(events: int) -> str:
    """What is said where nothing can be drawn."""
    if not events:
        return "No events: no event passes these filters."
    return f"Nothing to draw: {many(events, 'event')} pass these filters, but none has a date."


def summary(found: Mapping[str, Any], coarse: int, told: Mapping[str, Any]) -> str:
    """The drawing in words."""
    lanes, per, days = found["lanes"], found["per"], found["days"]
    whole = sum(lane["events"] for lane in lanes)
    what = WORDS[found["by"]]
    time = f"from {found['first']} to {found['last']}"
    if not lanes:
        out = [f"No event {time} has a date as fine as a {per}."]
    else:
        # An event of two actors stands in two lanes, so that their sum counts it twice.
        counted = many(whole, "event") if found["by"] in ("type", "quad") else "Events"
        out = [
            f"{counted} {time} by {per}, in {many(len(lanes), 'lane')} of {what}.",
            f"The busiest is {apart(lanes[0]['label'])} with {lanes[0]['events']:,}.",
        ]
        far = [(one[5], lane["label"], one) for lane in lanes for one in lane["bins"] if one[5]]
        if far:
            _, label, (number, events, _, _, usual, _) = max(far, key=lambda one: one[:2])
            out.append(
                f"{many(len(far), 'bin stands', 'bins stand')} out, most of all {apart(label)} in "
                f"the {named(days[number], per)}: {many(events, 'event')}, usually {usual:g}."
            )
    if [found["first"], found["last"]] != found["whole"] and not found["asked"]:
        out.append(f"The oldest begins {told['first']}, the latest {told['last']}: see all time.")
    if coarse:
        out.append(f"Dates coarser than a {per}: {many(coarse, 'event')}, not drawn.")
    if told["events"] > told["dated"]:
        out.append(f"No date given: {many(told['events'] - told['dated'], 'event')}.")
    return " ".join(out)


def named(day: str, per: str) -> str:
    """What a bin is called, by its first day.

    >>> named("2024-01-01", "week"), named("2024-01-01", "month"), named("2024-01-01", "year")
    ('week of 2024-01-01', 'month 2024-01', 'year 2024')
    """
    lengths = {"month": 7, "year": 4, "decade": 4}
    return f"{per} {'of ' if per == 'week' else ''}{day[: lengths.get(per, 10)]}"


def sheet(found: dict[str, Any]) -> Sheet:
    """A row for each bin with events."""
    rows = []
    for lane in found["lanes"]:
        for number, events, reports, conflict, usual, far in lane["bins"]:
            first = date.fromisoformat(found["days"][number])
            last = after(first, found["per"]) - timedelta(days=1)
            link = f"/events?{lane['query']}&began={first}~{last}"
            told = f"{far:g} spreads above {usual:g}" if far else ""
            when = str(first) if first == last else f"{first} to {last}"
            rows.append((lane["label"], (when, link), events, reports, conflict, told))
    per = found.get("per", "day")
    return Sheet(
        caption=f"Events by {per} and {WORDS[found.get('by', 'type')]}",
        columns=("Lane", per.capitalize(), "Events", "Independent reports", "Of conflict",
                 "Unusual"),
        rows=sorted(rows, key=lambda row: row[1], reverse=True),
    )  # fmt: skip


SCREEN = Screen(
    template="timeline.html", drawn=drawn, sheet=sheet, command="trend --per week",
    told={"lanes": WORDS, "periods": PERIODS},
)  # fmt: skip
