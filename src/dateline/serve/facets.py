"""The facets beside a list: values with counts, each a link that adds or removes it.

Counting has a budget of time. What does not fit into it is said to be not counted, with a link
that counts it without one.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.analyse.browse import NONE, Filter
from dateline.analyse.faceting import (
    FACETS,
    at_least,
    facet,
    listed_facets,
    plain_facets,
    values_of,
)
from dateline.serve.desk import Desk
from dateline.serve.links import leaving_out, link, toggled
from dateline.serve.names import countries
from dateline.serve.shelf import Rows, Shelf
from dateline.serve.words import MISSING

TITLES: Mapping[str, str] = {
    "type": "Event type (PLOVER)", "quad": "Class", "mode": "Mode", "standing": "Standing",
    "status": "Status", "actor": "Actor", "recipient": "Recipient",
    "country": "Country of the place", "outlet": "Outlet", "source": "Source",
    "kind": "Kind of source", "reports": "Independent reports", "contradicted": "Contradicted",
    "contradiction": "Disagreement on", "grain": "Date given to the",
}  # fmt: skip
OPEN = ("type", "standing", "actor", "country", "reports")
SHORT, LONG, ALL = 8, 30, 500
WHOLE = ("type", "quad", "standing", "status", "kind", "contradiction", "grain")
REPORTS = (2, 3, 5, 10)
AT_ONCE, PATIENCE = 0.15, 2.0  # seconds for all facets: with the list, and apart from it


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet; `count` is None where it was not counted."""

    value: str
    label: str
    count: int | None
    chosen: bool
    link: str
    out: str = ""
    quad: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A facet; `values` is None where counting took too long, `more` leads to all its values."""

    name: str
    title: str
    values: Sequence[Value] | None
    open: bool = False
    more: str = ""
    count: str = ""


def holds_lists(name: str) -> bool:
    """Whether a facet is over a column of lists, which takes longest."""
    return name in FACETS and FACETS[name][1]


def left(end: float) -> float:
    """The seconds until a time."""
    return end - time.monotonic()


@dataclass(slots=True)
class Counter:
    """Counts the facets of a filter, for so many seconds in all.

    `more` names the facets whose values are all wanted; those in `patient` have no limit. With
    `brief` the columns that hold lists, which take longest, are given only as far as they are
    known already.
    """

    desk: Desk
    asked: Filter
    seconds: float
    more: Sequence[str] = ()
    patient: Sequence[str] = ()
    sort: str = ""
    brief: bool = False
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        """Keep to one view."""
        self.shelf = self.desk.shelf

    def groups(self) -> list[Group]:
        """The facets in their order."""
        end = time.monotonic() + self.seconds
        together = self.together(end)
        return [
            self.group(name, together[name] if name in together else self.counted(name, end))
            for name in TITLES
        ]

    def together(self, end: float) -> dict[str, Rows | None]:
        """The facets that are counted over the same events, if it is done by then."""
        alike = [name for name in TITLES if not self.chosen(name) and not self.waits(name)]
        plain = [name for name in alike if name in FACETS and not holds_lists(name)]
        found: dict[str, Rows | None] = dict.fromkeys(alike)
        rows = self.shelf.ask_within(plain_facets(self.asked, plain, REPORTS), left(end))
        if rows is not None:
            found |= {name: values_of(name, rows) for name in plain}
            if "reports" in found:
                sums = {f"at_{n}": sum(row[f"at_{n}"] for row in rows) for n in REPORTS}
                found["reports"] = [sums]
        lists = [name for name in alike if holds_lists(name)]
        if self.asked.chosen and lists:
            query = listed_facets(self.asked, lists, LONG + 1)
            told = (
                self.shelf.known(query) if self.brief else self.shelf.ask_within(query, left(end))
            )
            if told is not None:
                found |= {name: [row for row in told if row["facet"] == name] for name in lists}
            return found
        return found | {name: self.counted(name, end) for name in lists}

    def counted(self, name: str, end: float) -> Rows | None:
        """The values of one facet; None if it is not done by then and nobody waits for it."""
        limit = ALL if name in self.more else LONG
        query = (
            at_least(self.asked, REPORTS) if name == "reports"
            else facet(self.asked, name, limit + 1)
        )  # fmt: skip
        if self.waits(name):
            return self.shelf.ask(query)
        if self.brief and holds_lists(name):
            return self.shelf.known(query)
        return self.shelf.ask_within(query, left(end))

    def chosen(self, name: str) -> bool:
        """Whether there is a filter on a facet's own values."""
        own = "min_reports" if name == "reports" else name
        return any(one[0] == own for one in self.asked.chosen)

    def waits(self, name: str) -> bool:
        """Whether a facet is waited for, however long it takes."""
        return name in self.patient or name in self.more

    def group(self, name: str, rows: Rows | None) -> Group:
        """A facet as it is shown."""
        limit = ALL if name in self.more else LONG if name in WHOLE else SHORT
        opened = name in OPEN or self.chosen(name) or name in self.more
        if rows is None:
            count = link(self.asked, count=name, sort=self.sort)
            return Group(name=name, title=TITLES[name], values=None, open=opened, count=count)
        if name == "reports":
            return Group(name=name, title=TITLES[name], values=self.reports(rows[0]), open=opened)
        values = [self.value(name, row) for row in rows[:limit]]
        cut = len(rows) > limit and name not in self.more
        more = link(self.asked, more=name, sort=self.sort) if cut else ""
        values += self.beside(name, values, cut=bool(more))
        return Group(name=name, title=TITLES[name], values=values, open=opened, more=more)

    def value(self, name: str, row: Mapping[str, object]) -> Value:
        """A counted value, with the links that take it in and leave it out."""
        told = row["value"]
        value = NONE if told is None else str(told).lower() if isinstance(told, bool) else str(told)
        count = int(str(row["events"])) if "events" in row else None
        label = str(row.get("label") or self.label(name, value))
        return Value(
            value, label, count, (name, value, False) in self.asked.chosen,
            link(toggled(self.asked, name, value), sort=self.sort),
            link(leaving_out(self.asked, name, value), sort=self.sort),
            self.quad(name, value),
        )  # fmt: skip

    def label(self, name: str, value: str) -> str:
        """What a value is called."""
        if value == NONE:
            return MISSING.get(name, NONE)
        if name == "country":
            return countries(self.desk).get(value, value)
        if name == "contradicted":
            return {"true": "yes, sources disagree", "false": "no"}.get(value, value)
        return value

    def quad(self, name: str, value: str) -> str:
        """The class that a value is of, where it is of one."""
        if name == "quad":
            return value
        kind = self.desk.ontology.types.get(value) if name == "type" else None
        return kind.quad if kind else ""

    def beside(self, name: str, counted: Iterable[Value], *, cut: bool) -> list[Value]:
        """Chosen values that the list does not reach, and types of which there are none."""
        there = {one.value for one in counted}
        wanted = [value for value in self.asked.values(name) if value not in there]
        if name == "type":
            wanted = [*dict.fromkeys((*wanted, *self.desk.ontology.types))]
        zero = {} if cut else {"events": 0}
        return [self.value(name, {"value": one, **zero}) for one in wanted if one not in there]

    def reports(self, row: Mapping[str, object]) -> list[Value]:
        """At least so many independent reports: one of these at a time."""
        rest = self.asked.without("min_reports")
        found = []
        for number in REPORTS:
            chosen = str(number) in self.asked.values("min_reports")
            to = rest if chosen else rest.adding("min_reports", str(number))
            count = int(str(row[f"at_{number}"]))
            found.append(
                Value(str(number), f"{number} or more", count, chosen, link(to, sort=self.sort))
            )
        return found
