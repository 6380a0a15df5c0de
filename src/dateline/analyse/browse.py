"""Which events a page or an API call is about: the filters of a query string, as SQL on facts.

A name given twice means either value; different names have to hold together; a name with `-` before
it leaves out. `none` is a value where something may be missing. The same query string means the
same events on every screen.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.analyse.scope import checked
from dateline.errors import UsageError, did_you_mean

type Term = tuple[str, tuple[object, ...]]

NONE = "none"
REJECTED = "rejected"
CODE = re.compile(r"[A-Z]{3}")
WHOLE = re.compile(r"[0-9]{1,9}")  # what fits an INTEGER
ID = re.compile(r"[a-z]-[a-z2-7]{4,}")
PLAIN = ("type", "mode", "quad", "standing", "status", "grain", "place_grain", "id")
SIDES = ("actor", "recipient", "attendee")
LISTS: Mapping[str, str] = {
    "country": "countries",
    "outlet": "outlets",
    "source": "sources",
    "kind": "kinds",
    "contradiction": "contradictions",
    "document": "document_ids",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """The filters of a query string: triples of a name, a value, and whether it is left out.

    Raises:
        UsageError: (from `terms`) if there is no such filter, or a value cannot be one.
    """

    chosen: tuple[tuple[str, str, bool], ...] = ()

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """The filters among the pairs of a query string; other names and empty values are none."""
        found = (
            (name.removeprefix("-"), value.strip(), name.startswith("-")) for name, value in pairs
        )
        return cls(tuple(dict.fromkeys(one for one in found if one[0] in FILTERS and one[1])))

    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs of a query string."""
        return [(f"-{name}" if out else name, value) for name, value, out in self.chosen]

    def values(self, name: str) -> list[str]:
        """What a filter asks for, exclusions left aside."""
        return [value for key, value, out in self.chosen if key == name and not out]

    def without(self, name: str, value: str | None = None) -> "Filter":
        """The filter without one of its values, or without all of a name."""
        kept = (one for one in self.chosen if one[0] != name or value not in (None, one[1]))
        return Filter(tuple(kept))

    def adding(self, name: str, value: str) -> "Filter":
        """The filter with one value more."""
        return Filter(
            (*(one for one in self.chosen if one[:2] != (name, value)), (name, value, False))
        )

    def terms(self) -> Iterator[Term]:
        """Conditions on facts with their parameters, all of which have to hold."""
        either: dict[tuple[str, bool], list[Term]] = defaultdict(list)
        for name, value, out in self.chosen:
            either[name, out].append(FILTERS[name](name, value))
        for (name, out), some in either.items():
            joined = " AND " if name in ("after", "before") else " OR "
            sql = joined.join(f"({one})" for one, _ in some)
            yield f"NOT ({sql})" if out else f"({sql})", tuple(v for _, vs in some for v in vs)
        if not any(name == "status" and not out for name, _, out in self.chosen):
            yield f"status <> '{REJECTED}'", ()

    def where(self) -> Term:
        """The whole condition, with its parameters."""
        terms = list(self.terms())
        return " AND ".join(sql for sql, _ in terms), tuple(v for _, vs in terms for v in vs)


def plain(name: str, value: str) -> Term:
    """A column that holds one of a few words; types may be written small."""
    if value == NONE:
        return f"coalesce({name}, '') IN ('', '{NONE}')", ()
    return f"{name} = ?", (value.upper() if name == "type" else value,)


def listed(name: str, value: str) -> Term:
    """A column that holds a list of words."""
    column = LISTS[name]
    if value == NONE:
        return f"len({column}) = 0", ()
    return f"list_contains({column}, ?)", (value.upper() if name == "country" else value,)


def side(name: str, value: str) -> Term:
    """Somebody who takes part: by id, by country code, or by part of a name."""
    if value == NONE:
        return f"len({name}s) = 0", ()
    if ID.fullmatch(value):
        return f"list_contains({name}s, ?)", (value,)
    if CODE.fullmatch(value):
        return f"list_contains({name}_countries, ?)", (value,)
    return f"contains(lower(array_to_string({name}_names, chr(10))), lower(?))", (value,)


def dyad(_: str, value: str) -> Term:
    """Two sides, in either order: `RUS~UKR`."""
    one, _, two = value.partition("~")
    if not one or not two:
        raise wrong("dyad", value, "two parties with ~ between them", "dyad=RUS~UKR")
    sql, parameters = [], []
    for first, second in ((one, two), (two, one)):
        left, right = side("actor", first), side("recipient", second)
        sql.append(f"({left[0]} AND {right[0]})")
        parameters += [*left[1], *right[1]]
    return " OR ".join(sql), tuple(parameters)


def place(_: str, value: str) -> Term:
    """Part of the name of a place."""
    if value == NONE:
        return "len(places) = 0", ()
    return "contains(lower(array_to_string(places, chr(10))), lower(?))", (value,)


def bbox(_: str, value: str) -> Term:
    """West, south, east, north in degrees; west may be greater than east, over the date line."""
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise wrong(
            "bbox", value, "four numbers: west,south,east,north", "bbox=20,44,41,53"
        ) from error
    across = "longitude BETWEEN ? AND ?" if west <= east else "(longitude >= ? OR longitude <= ?)"
    return f"latitude BETWEEN ? AND ? AND {across}", (south, north, west, east)


def after(_: str, value: str) -> Term:
    """Not over before that day."""
    return "last >= ?", (day(value, "after"),)


def before(_: str, value: str) -> Term:
    """Not begun after that day."""
    return "first <= ?", (day(value, "before"),)


def began(_: str, value: str) -> Term:
    """Begun on a day, or from one day to another: what a bin of the timeline holds."""
    first, _, last = value.partition("~")
    if not first:
        raise wrong("began", value, "a day, or two with ~ between them", "began=2024-01-01")
    return "first BETWEEN ? AND ?", (day(first, "began"), day(last or first, "began"))


def day(value: str, name: str) -> str:
    """A day as it is written in facts; `20240301` and `2024-W09-5` are days too."""
    checked(value, name)
    return date.fromisoformat(value).isoformat()


def min_reports(_: str, value: str) -> Term:
    """At least so many independent reports."""
    if not WHOLE.fullmatch(value):
        raise wrong("min_reports", value, "a whole number", "min_reports=2")
    return "independent >= ?", (int(value),)


def contradicted(_: str, value: str) -> Term:
    """Whether the claims of the event disagree."""
    if value not in ("true", "false"):
        raise wrong("contradicted", value, "true or false", "contradicted=true")
    return "contradicted = ?", (value == "true",)


def words(_: str, value: str) -> Term:
    """Words in a sentence that tells of the event, or in the name of who takes part."""
    told = "SELECT id FROM claims WHERE contains(lower(sentence.text), lower(?))"
    named = "array_to_string(actor_names || recipient_names || attendee_names || places, chr(10))"
    sql = (
        f"contains(lower({named}), lower(?)) OR id IN (SELECT event FROM members WHERE claim IN "  # noqa: S608 - ours
        f"({told}))"
    )
    return sql, (value, value)


def wrong(name: str, value: str, takes: str, example: str) -> UsageError:
    """What is said of a value that a filter cannot have."""
    return UsageError(
        f"{value!r} cannot be a value of {name}", why=f"{name} takes {takes}",
        fix=f"write, for example, {example}", code="browse/wrong-value",
    )  # fmt: skip


FILTERS: Mapping[str, Callable[[str, str], Term]] = {
    **dict.fromkeys(PLAIN, plain),
    **dict.fromkeys(LISTS, listed),
    **dict.fromkeys(SIDES, side),
    "dyad": dyad,
    "place": place,
    "bbox": bbox,
    "after": after,
    "before": before,
    "began": began,
    "min_reports": min_reports,
    "contradicted": contradicted,
    "q": words,
}


def known_filter(name: str) -> None:
    """Check that there is such a filter.

    Raises:
        UsageError: if there is none.
    """
    if name.removeprefix("-") not in FILTERS:
        raise UsageError(
            f"there is no filter {name!r}",
            why=f"there are {', '.join(FILTERS)}{did_you_mean(name, FILTERS)}",
            fix="name one of them", code="browse/no-filter",
        )  # fmt: skip
