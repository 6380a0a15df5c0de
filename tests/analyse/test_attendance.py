"""Who stood with whom."""

from dateline.analyse import attendance


def pairs(rows):
    return {(r["one"], r["other"]): (r["beside"], r["hosted"]) for r in rows}


def test_guests_stand_beside_each_other_and_with_the_host(ask, event, scope):
    rows = ask([event("a", "MOBILIZE", actor=["PRK"], attendee=["CHN", "RUS"], reports=3)],
               attendance(scope()))  # fmt: skip
    assert pairs(rows) == {("CHN", "RUS"): (1, 0), ("CHN", "PRK"): (0, 1), ("PRK", "RUS"): (0, 1)}
    assert {(r["events"], r["reports"]) for r in rows} == {(1, 3)}
    assert all(row["event_ids"] == ["e-a"] for row in rows)


def test_two_hosts_are_no_pair_and_an_event_nobody_attends_has_none(ask, event, scope):
    rows = ask(
        [event("a", "CONSULT", actor=["PRK", "RUS"], attendee=["CHN"]),
         event("b", "CONSULT", actor=["PRK"], recipient=["RUS"])],
        attendance(scope()),
    )  # fmt: skip
    assert set(pairs(rows)) == {("CHN", "PRK"), ("CHN", "RUS")}


def test_a_state_and_its_own_are_no_pair(ask, event, scope, who):
    rows = ask(
        [event("a", "MOBILIZE", actor=["PRK", who("Kim Jong Un", "PRK")],
               attendee=["CHN", who("Li Qiang", "CHN"), who("Wang Yi", "CHN")])],
        attendance(scope(between="actor")),
    )  # fmt: skip
    assert ("Li Qiang (CHN)", "Wang Yi (CHN)") in pairs(rows)
    assert not {("China", "Li Qiang (CHN)"), ("Kim Jong Un (PRK)", "North Korea")} & set(
        pairs(rows)
    )
    assert ("China", "Kim Jong Un (PRK)") in pairs(rows)


def test_one_can_be_asked_for_as_guest_or_host(ask, event, scope):
    made = [event("a", "MOBILIZE", actor=["PRK"], attendee=["CHN", "RUS"])]
    guest, host = ask(made, attendance(scope(attendee="chn")), attendance(scope(attendee="PRK")))
    assert set(pairs(guest)) == {("CHN", "RUS"), ("CHN", "PRK")}
    assert set(pairs(host)) == {("CHN", "PRK"), ("PRK", "RUS")}


def test_pairs_are_counted_by_period(ask, event, scope):
    made = [event(day, "MOBILIZE", actor=["PRK"], attendee=["CHN"], day=day)
            for day in ("2024-01-05", "2024-01-09", "2024-02-01")]  # fmt: skip
    rows = ask(made, attendance(scope("month")))
    assert [(r["period"], r["events"]) for r in rows] == [("2024-01", 2), ("2024-02", 1)]
