"""Which events an analysis counts, in which periods, and what counts as one party.

Every analysis begins with the SQL of `Scope.chosen`: one row an event, with its period, its quad
class and its intensity on PLOVER's conflict-cooperation scale.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dateline.analyse.search import Search
from dateline.errors import UsageError, did_you_mean
from dateline.model import EventType, Query, Standing

PERIODS: Mapping[str, str] = {
    "day": "strftime(day, '%Y-%m-%d')",
    "week": "strftime(day, '%G-W%V')",
    "month": "strftime(day, '%Y-%m')",
    "quarter": "strftime(day, '%Y') || '-Q' || quarter(day)",
    "year": "strftime(day, '%Y')",
}
NAME = "coalesce(nullif(p.name, ''), p.text)"
PARTIES: Mapping[str, str] = {
    "country": f"CASE WHEN p.sector[1] = 'IGO' THEN {NAME} ELSE coalesce(p.country, {NAME}) END",
    "actor": f"{NAME} || CASE WHEN p.country IS NULL OR p.kind = 'state' THEN '' "
    "ELSE ' (' || p.country || ')' END",
    "sector": f"coalesce(p.country, {NAME}) || coalesce(' ' || p.sector[1], '')",
}
HAPPENED = "standing NOT IN ('denied', 'planned')"
ANY = "any"
Parameters = tuple[object, ...]


def scale_of(types: Iterable[EventType]) -> tuple[Mapping[str, Any], ...]:
    """PLOVER's quad class and intensity for each type and mode, as rows for a query."""
    return tuple(
        {"type": kind.id, "mode": mode, "quad": kind.quad, "intensity": score}
        for kind in types
        for mode, score in [
            ("", kind.intensity),
            *((m.id, kind.intensity if m.intensity is None else m.intensity) for m in kind.modes),
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which events count, in which periods, between what kind of parties.

    Without a standing in `search` all count but the denied and the planned, which nobody says
    have happened; the standing `any` takes these in. An event belongs to the period of its first
    day; one whose date is missing or coarser than the period belongs to none and is not counted
    (see `unplaced`). `per` is one of `PERIODS` or empty for the whole time. `between` is one of
    `PARTIES`: countries (who has none stands by name, and so do bodies of several governments and
    their officers, who act for no country), actors, or countries with their sector.

    Raises:
        UsageError: if the period, the kind of party, the standing or a day does not exist.
    """

    search: Search = field(default_factory=Search)
    per: str = ""
    between: str = "country"
    scale: tuple[Mapping[str, Any], ...]

    def __post_init__(self) -> None:
        """Check the choices."""
        choice("period", self.per or "day", PERIODS, "--per")
        choice("party", self.between, PARTIES, "--between")
        standings = [one.value for one in Standing]
        choice("standing", self.search.standing or ANY, [*standings, ANY], "--standing")
        for option, day in (("--after", self.search.after), ("--before", self.search.before)):
            checked(day, option)

    @property
    def where(self) -> tuple[str, Parameters]:
        """The condition on events, with its parameters."""
        search = self.search
        own = replace(search, standing="" if search.standing == ANY else search.standing)
        terms = list(own.terms("events"))
        conditions = [sql for sql, _ in terms]
        if not search.standing:
            conditions.append(HAPPENED)
        return " AND ".join(conditions) or "true", tuple(v for _, values in terms for v in values)

    def chosen(self, *, unplaced: bool = False) -> tuple[str, Parameters]:
        """One row an event that counts: `day`, `period`, `quad`, `intensity` beside its fields.

        The intensity is that of the event's type and mode in the lexicon. With `unplaced` the
        events that no period takes are given instead.
        """
        condition, parameters = self.where
        grains = f"'{"', '".join(PERIODS)}'"
        fits = (
            f"list_position([{grains}], dated.grain) <= list_position([{grains}], '{self.per}')"
            if self.per
            else "true"
        )
        placed = f"coalesce(day IS NOT NULL AND {fits}, false)" if self.per else "true"
        period = PERIODS[self.per] if self.per else "''"
        sql = (
            "WITH scale AS (SELECT unnest(?, recursive := true)), dated AS (SELECT *, "  # noqa: S608
            'TRY_CAST("when".first AS DATE) AS day, "when".grain AS grain, '
            f"support.independent AS reports FROM events WHERE {condition}), "
            f"chosen AS (SELECT dated.*, {period} AS period, coalesce(m.quad, t.quad) AS quad, "
            "coalesce(m.intensity, t.intensity) AS intensity FROM dated "
            "LEFT JOIN scale m ON m.type = dated.type AND m.mode = dated.mode "
            "LEFT JOIN scale t ON t.type = dated.type AND t.mode = '' "
            f"WHERE {'NOT ' if unplaced else ''}{placed})"
        )
        return sql, (list(self.scale), *parameters)

    def parties(self, roles: str, name: str = "") -> tuple[str, Parameters]:
        """The SQL of a list of distinct parties, those alone that match a name or country."""
        kept = f"list_filter({roles}, lambda p: {NAME} IS NOT NULL)"
        parameters: Parameters = ()
        if name:
            kept = f"list_filter({roles}, lambda p: p.name ILIKE ? OR p.country = ?)"
            parameters = (f"%{name}%", name.upper())
        return (
            f"list_distinct(list_transform({kept}, lambda p: {PARTIES[self.between]}))",
            parameters,
        )


def unplaced(scope: Scope, needs: str) -> Query:
    """How many events fall into no period: their date is missing, or coarser than the period.

    `needs` is the condition on the events that the analysis can use at all.
    """
    sql, parameters = scope.chosen(unplaced=True)
    sql += f" SELECT count(*) AS events FROM chosen WHERE {needs}"  # noqa: S608 - ours
    return Query(sql=sql, parameters=parameters, columns=("events",))


def choice(what: str, value: str, names: Iterable[str], option: str) -> None:
    """Check that a choice is one of those there are."""
    if value not in names:
        raise UsageError(
            f"there is no {what} {value!r}",
            why=f"there are {', '.join(names)}{did_you_mean(value, names)}",
            fix=f"give one of them with {option}",
            code=f"analyse/no-{what}",
        )


def checked(day: str, option: str) -> None:
    """Check that a day, if one is given, is in the calendar."""
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError as error:
        raise UsageError(
            f"{day!r} is not a day", why=f"{option} takes an ISO date: {error}",
            fix=f"give year, month and day: {option} 2024-03-01", code="analyse/no-date",
        ) from error  # fmt: skip
