"""Who gives what to whom."""

from dateline.analyse import transfers
from dateline.model import Contradiction, EventItem, EventQuantity


def number(unit, low, high=None, item=None, text=""):
    text = text or f"{low} {unit}"
    return EventQuantity(text=text, start=0, end=len(text), unit=unit, item=item, low=low,
                         high=high or low, best=low)  # fmt: skip


def told(rows):
    return {(r["giver"], r["receiver"], r["what"]): (r["low"], r["best"], r["high"]) for r in rows}


def test_numbers_add_up_as_intervals(ask, event, scope):
    made = [
        event("a", actor=["PRK"], recipient=["RUS"], quantity=(number("troops", 10_000, 15_000),),
              contradictions=(Contradiction(field="quantity.troops"),), reports=2),
        event("b", actor=["PRK"], recipient=["RUS"], quantity=(number("troops", 500),)),
        event("c", actor=["PRK"], recipient=["RUS"],
              quantity=(EventQuantity(text="troops", start=0, end=6, unit="troops"),)),
    ]  # fmt: skip
    (row,) = ask(made, transfers(scope()))
    assert (row["low"], row["best"], row["high"]) == (10_500, 10_500, 15_500)
    assert (row["events"], row["reports"], row["unstated"], row["disputed"]) == (3, 4, 1, 1)
    assert row["event_ids"] == ["e-a", "e-b", "e-c"]


def test_an_item_is_named_once_with_its_number_and_class(ask, event, scope):
    drone = EventItem(text="drones", start=0, end=6, name="drone", class_="drone")
    oil = EventItem(text="oil", start=0, end=3, name="oil", class_="fuel")
    made = [event("a", actor=["CHN"], recipient=["MLI"], item=(drone, oil),
                  quantity=(number("drones", 20, item="drone"),))]  # fmt: skip
    rows = ask(made, transfers(scope()))
    assert told(rows) == {("CHN", "MLI", "drone"): (20, 20, 20), ("CHN", "MLI", "oil"): (None,) * 3}
    assert [row["class"] for row in rows] == ["drone", "fuel"]


def test_a_number_of_givers_is_no_gift(ask, event, scope, who):
    crowd = who("dozens of countries")
    made = [event("a", actor=[crowd], recipient=["MLI"],
                  quantity=(number("countries", 24, text="dozens of countries"),))]  # fmt: skip
    (row,) = ask(made, transfers(scope()))
    assert (row["what"], row["low"]) == ("not stated", None)


def test_a_joint_gift_stands_under_both_and_says_so(ask, event, scope):
    made = [event("a", actor=["CHN", "RUS"], recipient=["MLI"], quantity=(number("tonnes", 40),))]
    rows = ask(made, transfers(scope()))
    assert [(r["giver"], r["low"], r["joint"]) for r in rows] == [("CHN", 40, 1), ("RUS", 40, 1)]


def test_aid_alone_counts_unless_another_type_is_asked_for(ask, event, scope):
    made = [event("a", "COOPERATE", actor=["CHN"], recipient=["MLI"])]
    none, one = ask(made, transfers(scope()), transfers(scope(type="cooperate")))
    assert (len(none), len(one)) == (0, 1)
