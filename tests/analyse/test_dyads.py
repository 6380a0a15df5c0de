"""Who to whom: what counts, in which period, with what sign; nothing lost, nothing doubled."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.analyse import PERIODS, SIDED, dyads, unplaced
from dateline.errors import UsageError
from dateline.model import Grain, Standing

COUNTRIES = ["CHN", "MLI", "NER", "PRK", "RUS", "TCD"]


def test_cooperation_conflict_and_intensity_are_those_of_type_and_mode(ask, event, scope):
    rows = ask(
        [
            event("a", "AID", actor=["CHN"], recipient=["MLI"], reports=3),
            event("b", "ASSAULT", actor=["CHN"], recipient=["MLI"]),
            event("c", "CONSULT", actor=["CHN"], recipient=["MLI"], mode="visit"),
        ],
        dyads(scope()),
    )
    (row,) = rows
    scale = {(one["type"], one["mode"]): one["intensity"] for one in scope().scale}
    intensities = [scale["AID", ""], scale["ASSAULT", ""], scale["CONSULT", "visit"]]
    assert (row["actor"], row["recipient"]) == ("CHN", "MLI")
    assert (row["events"], row["reports"]) == (3, 5)
    assert (row["cooperation"], row["conflict"]) == (2, 1)
    assert row["net"] == pytest.approx(sum(intensities))
    assert row["mean"] == pytest.approx(sum(intensities) / 3, abs=0.01)
    assert row["event_ids"] == ["e-a", "e-b", "e-c"]


def test_every_pair_of_an_event_counts_and_two_of_one_country_once(ask, event, scope, who):
    rows = ask(
        [event("a", actor=["CHN", who("Li Qiang", "CHN"), "RUS"], recipient=["MLI", "NER"])],
        dyads(scope()),
    )
    assert [(r["actor"], r["recipient"], r["events"]) for r in rows] == [
        ("CHN", "MLI", 1), ("CHN", "NER", 1), ("RUS", "MLI", 1), ("RUS", "NER", 1),
    ]  # fmt: skip


def test_parties_are_countries_actors_or_sectors(ask, event, scope, who):
    made = [event("a", actor=[who("Li Qiang", "CHN")], recipient=["MLI"]),
            event("b", actor=[who("rebels")], recipient=["MLI"])]  # fmt: skip

    def actors(between: str) -> list[str]:
        return [row["actor"] for row in ask(made, dyads(scope(between=between)))]

    assert actors("country") == ["CHN", "rebels"]
    assert actors("actor") == ["Li Qiang (CHN)", "rebels"]
    (row, _) = ask(made, dyads(scope(between="sector")))
    assert row["recipient"] == "MLI GOV"


def test_officers_of_international_bodies_do_not_act_for_their_country(ask, event, scope, who):
    chief = replace(who("Ana Sousa", "PRT"), sector=("IGO", "ELI"))
    made = [event("a", actor=[chief], recipient=["MLI"]),
            event("b", actor=[who("Rui Costa", "PRT")], recipient=["MLI"])]  # fmt: skip
    assert [row["actor"] for row in ask(made, dyads(scope()))] == ["Ana Sousa", "PRT"]


def test_what_did_not_happen_is_left_out_unless_asked_for(ask, event, scope):
    made = [event(one.value, actor=["CHN"], recipient=["MLI"], standing=one) for one in Standing]
    everything, happened, denied = ask(
        made, dyads(scope(standing="any")), dyads(scope()), dyads(scope(standing="denied"))
    )
    assert everything[0]["events"] == len(Standing)
    assert set(happened[0]["event_ids"]) == {"e-reported", "e-claimed", "e-disputed"}
    assert denied[0]["event_ids"] == ["e-denied"]


def test_filters_hold_for_the_pair_and_not_for_the_event_alone(ask, event, scope):
    made = [event("a", actor=["CHN", "RUS"], recipient=["MLI", "NER"], day="2024-03-01"),
            event("b", "ASSAULT", actor=["CHN"], recipient=["MLI"], day="2024-05-01")]  # fmt: skip
    one, other, late = ask(
        made, dyads(scope(actor="CHN", recipient="niger")), dyads(scope(type="assault")),
        dyads(scope(after="2024-04-01", before="2024-05-01")),
    )  # fmt: skip
    assert [(r["actor"], r["recipient"]) for r in one] == [("CHN", "NER")]
    assert [r["event_ids"] for r in other] == [r["event_ids"] for r in late] == [["e-b"]]


@pytest.mark.parametrize(
    ("per", "label"),
    [("day", "2024-12-30"), ("week", "2025-W01"), ("month", "2024-12"), ("quarter", "2024-Q4"),
     ("year", "2024")],
)  # fmt: skip
def test_an_event_is_in_the_period_of_its_first_day(ask, event, scope, per, label):
    (row,) = ask([event("a", actor=["CHN"], recipient=["MLI"], day="2024-12-30")],
                 dyads(scope(per)))  # fmt: skip
    assert row["period"] == label


def test_a_date_coarser_than_the_period_is_in_none_and_is_counted_as_such(ask, event, scope):
    made = [event("a", actor=["CHN"], recipient=["MLI"], day="2024-01-01", grain=Grain.YEAR),
            event("b", actor=["CHN"], recipient=["MLI"], day=None),
            event("c", actor=["CHN"], day=None)]  # fmt: skip
    rows, lost, by_year = ask(
        made, dyads(scope("month")), unplaced(scope("month"), SIDED), dyads(scope("year"))
    )
    assert rows == []
    assert lost == [{"events": 2}]
    assert [row["event_ids"] for row in by_year] == [["e-a"]]


def test_what_a_party_does_to_itself_can_be_left_out(ask, event, scope, who):
    made = [event("a", "COERCE", actor=["CHN"], recipient=[who("Ai", "CHN")])]
    with_own, without = ask(made, dyads(scope()), dyads(scope(), foreign=True))
    assert (len(with_own), len(without)) == (1, 0)


@pytest.mark.parametrize("wrong", [{"per": "mnth"}, {"between": "state"}, {"standing": "true"}])
def test_a_choice_that_is_none_is_refused_with_those_there_are(scope, wrong):
    with pytest.raises(UsageError, match="there is no") as caught:
        scope(**wrong)
    assert "there are" in caught.value.why
    assert caught.value.code.startswith("analyse/no-")


events_of = st.lists(
    st.tuples(
        st.sampled_from(["AID", "ASSAULT", "CONSULT", "ACCUSE"]),
        st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=3, unique=True),
        st.dates(min_value=date(2023, 11, 1),
                 max_value=date(2025, 2, 1)),
        st.integers(1, 4),
    ),
    max_size=25,
)  # fmt: skip
slow = settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def build(event, drawn):
    return [
        event(f"{i:03}", kind, actor=actors, recipient=recipients, day=day.isoformat(), reports=n)
        for i, (kind, actors, recipients, day, n) in enumerate(drawn)
    ]


@given(drawn=events_of, per=st.sampled_from(list(PERIODS)))
@slow
def test_sums_over_periods_are_the_total(ask, event, scope, drawn, per):
    total, parts = ask(build(event, drawn), dyads(scope()), dyads(scope(per)))
    for row in total:
        own = [r for r in parts if (r["actor"], r["recipient"]) == (row["actor"], row["recipient"])]
        for figure in ("events", "reports", "cooperation", "conflict"):
            assert sum(r[figure] for r in own) == row[figure]
        assert sum(r["net"] for r in own) == pytest.approx(row["net"])
        assert sorted(one for r in own for one in r["event_ids"]) == sorted(row["event_ids"])
    assert sum(row["events"] for row in total) == sum(len(a) * len(r) for _, a, r, _, _ in drawn)


@given(drawn=events_of)
@slow
def test_pairs_without_direction_hold_the_events_of_both_directions(ask, event, scope, drawn):
    directed, mutual = ask(build(event, drawn), dyads(scope()), dyads(scope(), mutual=True))
    told: dict[tuple[str, str], set[str]] = {}
    for row in directed:
        pair = tuple(sorted((row["actor"], row["recipient"])))
        told.setdefault(pair, set()).update(row["event_ids"])
    assert {(r["one"], r["other"]): set(r["event_ids"]) for r in mutual} == told
    assert all(row["events"] == len(row["event_ids"]) for row in mutual)
