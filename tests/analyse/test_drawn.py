"""What the drawings are made from, on made-up facts whose counts are known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import duckdb
import pytest

from dateline.analyse.arrangement import blocks, plane, shifts
from dateline.analyse.browse import Filter
from dateline.analyse.cells import Zoom, cells, countries, placed
from dateline.analyse.lanes import BINS, LANES, Lanes, extent, finest, gathered, starts
from dateline.analyse.pairs import around, between_two, busiest, quarters, ties, totals
from dateline.analyse.unusual import unusual
from dateline.errors import UsageError
from dateline.model import Query

LISTS = (
    "actors", "actor_parties", "actor_countries", "actor_names", "recipients", "recipient_parties",
    "recipient_countries", "recipient_names", "countries", "places",
)  # fmt: skip
TEXTS = ("id", "type", "quad", "first", "last", "grain", "place", "place_grain", "status")
NUMBERS = ("intensity", "latitude", "longitude", "independent")
ALL = Filter()


class Facts:
    """A table of facts, of rows that say what differs from a plain event."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.connection = duckdb.connect()
        columns = [*(f"{name} VARCHAR[]" for name in LISTS), *(f"{name} VARCHAR" for name in TEXTS),
                   *(f"{name} DOUBLE" for name in NUMBERS)]  # fmt: skip
        self.connection.execute(f"CREATE TABLE facts ({', '.join(columns)})")
        for number, row in enumerate(rows):
            told = self.whole(number, row)
            marks = ", ".join("?" for _ in told)
            self.connection.execute(
                f"INSERT INTO facts ({', '.join(told)}) VALUES ({marks})", list(told.values())
            )

    @staticmethod
    def whole(number: int, row: dict[str, Any]) -> dict[str, Any]:
        day = row.get("first", "2024-01-01")
        told = {
            **{name: [] for name in LISTS}, "id": f"e-{number:04}", "type": "CONSULT",
            "quad": "verbal cooperation", "first": day, "last": day, "grain": "day",
            "status": "machine", "intensity": 1.0, "independent": 1, "place": None,
            "place_grain": None, "latitude": None, "longitude": None, **row,
        }  # fmt: skip
        for side in ("actor", "recipient"):
            for name in ("parties", "countries"):
                told[f"{side}_{name}"] = told[f"{side}s"]
        return told

    def ask(self, query: Query) -> list[dict[str, Any]]:
        answer = self.connection.execute(query.sql, list(query.parameters))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def deed(actors: str, recipients: str, **more: Any) -> dict[str, Any]:
    return {"actors": actors.split(), "recipients": recipients.split(), **more}


def fight(actors: str, recipients: str, **more: Any) -> dict[str, Any]:
    return deed(actors, recipients, quad="material conflict", type="ASSAULT", **more)


DEALINGS = Facts(
    [
        *(deed("USA", "GBR") for _ in range(3)),
        fight("GBR", "USA"),
        deed("USA GBR", "GBR USA"),  # told both ways: once without direction, twice with
        deed("RUS", "CHN BLR"),
        deed("RUS", "RUS"),  # what a party does to itself
        fight("USA", ""),  # nobody on the other side
        deed("USA", "GBR", status="rejected"),
    ]
)


def pairs_in(rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    return {(row["one"], row["other"]): (row["events"], row["conflict"]) for row in rows}


def test_ties_count_an_event_once_a_pair_and_leave_out_what_one_does_to_oneself() -> None:
    assert pairs_in(DEALINGS.ask(ties(ALL, "country"))) == {
        ("GBR", "USA"): (5, 1), ("BLR", "RUS"): (1, 0), ("CHN", "RUS"): (1, 0),
    }  # fmt: skip


def test_ties_with_direction_tell_who_does_it() -> None:
    assert pairs_in(DEALINGS.ask(ties(ALL, "country", mutual=False))) == {
        ("USA", "GBR"): (4, 0), ("GBR", "USA"): (2, 1), ("RUS", "CHN"): (1, 0),
        ("RUS", "BLR"): (1, 0),
    }  # fmt: skip


def test_ties_among_some_and_around_one() -> None:
    among = DEALINGS.ask(ties(ALL, "country", among=["USA", "GBR", "RUS"]))
    assert set(pairs_in(among)) == {("GBR", "USA")}
    near = DEALINGS.ask(around(ALL, "country", ["RUS"], 10))
    assert set(pairs_in(near)) == {("BLR", "RUS"), ("CHN", "RUS")}


def test_the_busiest_are_counted_by_events_not_by_pairs() -> None:
    rows = DEALINGS.ask(busiest(ALL, "country", 10))
    assert [(row["party"], row["events"], row["conflict"]) for row in rows] == [
        ("GBR", 5, 1), ("USA", 5, 1), ("BLR", 1, 0), ("CHN", 1, 0), ("RUS", 1, 0),
    ]  # fmt: skip


def test_a_pair_has_as_many_events_as_its_filter_finds() -> None:
    for row in DEALINGS.ask(ties(ALL, "country")):
        both = between_two(ALL, row["one"], row["other"])
        assert DEALINGS.ask(totals(both))[0]["events"] == row["events"]


def test_no_such_kind_of_party() -> None:
    with pytest.raises(UsageError, match="no party 'planet'"):
        ties(ALL, "planet")


def test_quarters_leave_out_coarser_dates() -> None:
    facts = Facts(
        [
            deed("USA", "GBR", first="2024-01-05"),
            fight("GBR", "USA", first="2024-03-31", grain="month"),
            fight("USA", "GBR", first="2024-04-01"),
            deed("USA", "GBR", first="2024-01-01", grain="year"),
        ]
    )
    rows = facts.ask(quarters(ALL, "USA", "GBR"))
    assert [(row["quarter"], row["cooperation"], row["conflict"]) for row in rows] == [
        ("2024-Q1", 1, 1), ("2024-Q2", 0, 1),
    ]  # fmt: skip


def test_a_share_of_conflict_that_changes_is_found_with_both_levels() -> None:
    calm = [{"quarter": f"2023-Q{n}", "cooperation": 80, "conflict": 20} for n in range(1, 5)]
    war = [{"quarter": f"2024-Q{n}", "cooperation": 20, "conflict": 80} for n in range(1, 5)]
    assert shifts([*calm, *war]) == [{"quarter": "2024-Q1", "before": 0.2, "after": 0.8}]
    assert shifts(calm) == []
    assert shifts([{"quarter": "2024-Q1", "cooperation": 0, "conflict": 0}] * 8) == []


def test_blocks_stand_together_and_who_cooperates_with_nobody_is_last() -> None:
    parties = [{"party": name, "events": count} for name, count in
               [("lone", 99), ("a", 5), ("x", 4), ("b", 3), ("y", 2)]]  # fmt: skip

    def tie(one: str, other: str, cooperation: int) -> dict[str, Any]:
        return {"one": one, "other": other, "events": 5, "cooperation": cooperation}

    order = blocks(parties, [tie("a", "b", 5), tie("x", "y", 5), tie("a", "lone", 0)])
    assert [(row["party"], row["group"]) for row in order] == [
        ("a", 1), ("b", 1), ("x", 2), ("y", 2), ("lone", 0),
    ]  # fmt: skip


def test_the_plane_is_the_same_each_time_and_keeps_within_its_bounds() -> None:
    rows = [{"one": "a", "other": name, "events": 2} for name in "bcdef"]
    found = plane("abcdef", rows)
    assert found == plane("abcdef", rows)
    assert all(0 <= value <= 1 for point in found.values() for value in point)
    assert len(set(found.values())) == 6
    assert plane([], []) == {}


def lanes(**more: Any) -> Lanes:
    told: dict[str, Any] = {"filter": ALL, "first": date(2024, 1, 1), "last": date(2024, 1, 31)}
    return Lanes(**told | {"per": "week"} | more)


def test_bins_begin_on_mondays_and_take_dates_that_are_fine_enough() -> None:
    facts = Facts(
        [
            deed("A", "B", first="2024-01-07", independent=3),
            deed("A", "B", first="2024-01-01"),
            fight("A", "B", first="2024-01-08"),
            deed("A", "B", first="2024-01-01", grain="month"),
            deed("A", "B", first="2024-02-01"),
        ]
    )
    rows = facts.ask(lanes().bins())
    assert [(r["lane"], r["bin"], r["events"], r["reports"], r["conflict"]) for r in rows] == [
        ("CONSULT", "2024-01-01", 2, 4, 0), ("ASSAULT", "2024-01-08", 1, 1, 1),
    ]  # fmt: skip
    assert facts.ask(lanes().coarse())[0]["events"] == 1
    assert [row["id"] for row in facts.ask(lanes().single())] == ["e-0001", "e-0000", "e-0002"]
    told = facts.ask(extent(ALL))[0]
    assert (told["first"], told["last"], told["dated"]) == ("2024-01-01", "2024-02-01", 5)


@pytest.mark.parametrize("by", LANES)
def test_every_kind_of_lane_can_be_asked(by: str) -> None:
    facts = Facts([deed("A", "B C", countries=["UKR"])])
    found = {row["lane"] for row in facts.ask(lanes(by=by).bins())}
    assert found == {
        "type": {"CONSULT"}, "quad": {"verbal cooperation"}, "actor": {"A"},
        "recipient": {"B", "C"}, "dyad": {"A~B", "A~C"}, "country": {"UKR"},
    }[by]  # fmt: skip
    assert facts.ask(lanes(by=by).single())


def test_what_began_in_a_bin_is_not_what_goes_on_in_it() -> None:
    facts = Facts([deed("A", "B", first="2023-12-30", last="2024-01-02"), deed("A", "B")])
    for value, events in (("2024-01-01~2024-01-07", 1), ("2023-12-30", 1), ("2023-01-01~", 0)):
        assert facts.ask(totals(Filter.parse([("began", value)])))[0]["events"] == events
    assert facts.ask(totals(Filter.parse([("after", "2024-01-01")])))[0]["events"] == 2
    for wrong in ("2024-01-01~x", "~", "soon"):
        with pytest.raises(UsageError, match=r"is not a day|cannot be a value of began"):
            totals(Filter.parse([("began", wrong)]))


def test_there_are_never_more_bins_than_can_be_drawn() -> None:
    assert finest(date(1, 1, 1), date(9999, 12, 31)) == "decade"
    assert finest(date(1500, 1, 1), date(2026, 9, 1)) == "year"
    assert finest(date(2010, 1, 1), date(2026, 9, 1), "day") == "week"
    assert finest(date(2024, 1, 1), date(2024, 1, 9), "month") == "month"
    ends = ((date(1, 1, 1), date(1, 2, 1)), (date(9999, 12, 1), date(9999, 12, 31)))
    for first, last in ends:
        for per in BINS:
            days = list(starts(first, last, per))
            assert days == sorted(set(days))
            assert 1 <= len(days) <= 32


def test_a_far_larger_bin_is_unusual_and_a_rise_of_few_is_not() -> None:
    assert unusual([4, 5, 4, 6, 5, 4, 5, 4, 5, 30, 5]) == {9: (5, 11.2)}
    assert unusual([0] * 20 + [4]) == {}
    assert unusual([0] * 20 + [5]) == {20: (0, 5.0)}
    assert unusual([50, 1, 1]) == {}
    days = list(starts(date(2024, 1, 1), date(2024, 1, 12), "day"))
    rows = [
        {"lane": "a", "bin": day.isoformat(), "events": 9 if day == days[-1] else 1,
         "reports": 1, "conflict": 0}
        for day in days
    ]  # fmt: skip
    (lane,) = gathered(rows, days)
    assert lane["events"] == 20
    assert lane["bins"][-1] == [11, 9, 1, 0, 1, 8.0]


TOWNS = Facts(
    [
        deed("A", "B", countries=["UKR"], places=["Kyiv"], place="Kyiv", place_grain="city",
             latitude=50.45, longitude=30.52),
        fight("A", "B", countries=["UKR"], places=["Kyiv Oblast"], place="Kyiv Oblast",
              place_grain="admin1", latitude=50.2, longitude=30.6),
        fight("A", "B", countries=["UKR"], places=["Ukraine"], place="Ukraine",
              place_grain="country", latitude=49.0, longitude=32.0),
        deed("A", "B", countries=["FJI"], places=["Suva"], place="Suva", place_grain="city",
             latitude=-18.1, longitude=178.4),
        deed("A", "B"),
    ]
)  # fmt: skip


def test_a_country_is_no_point_on_the_map() -> None:
    found = TOWNS.ask(cells(ALL, Zoom(0).size))
    names = ("x", "y", "events", "conflict", "areas")
    assert [tuple(row[name] for name in names) for row in found] == [
        (5, 8, 2, 1, 1), (29, -4, 1, 0, 0),
    ]  # fmt: skip
    told = TOWNS.ask(placed(ALL))[0]
    assert (told["events"], told["pointed"], told["nowhere"]) == (5, 3, 1)
    lands = TOWNS.ask(countries(ALL))
    assert [(row["country"], row["events"], row["coarse"]) for row in lands] == [
        ("UKR", 3, 1), ("FJI", 1, 0), (None, 1, 1),
    ]  # fmt: skip


def test_cells_halve_with_each_step_and_keep_to_what_is_in_view() -> None:
    assert [Zoom(level).size for level in (0, 1, 6, 99)] == [6, 3, 0.09375, 0.09375]
    assert len(TOWNS.ask(cells(ALL, Zoom(6).size))) == 3
    over_the_date_line = TOWNS.ask(cells(ALL, Zoom(3).size, "170,-30,-170,0"))
    assert [row["place"] for row in over_the_date_line] == ["Suva"]
