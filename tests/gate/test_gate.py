"""The gate holds, and it does what it says."""

from pathlib import Path

import pytest

from dateline.evaluate import gate
from dateline.evaluate.gate import Held

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold"
GOLDEN = ROOT / "tests" / "golden"
BASELINE = gate.read_baseline(ROOT / gate.BASELINE)
FLOORS = Held("a" * 64, 10, {"root": 50.0, "quad": 60.0})


@pytest.mark.slow
@pytest.mark.parametrize("name", gate.CHECKS)
def test_every_figure_is_at_its_floor_or_above(name):
    now = gate.measured(name, GOLD, GOLDEN)
    if now is None:
        pytest.skip(f"the gold of {name} is not here")
    assert gate.faults(name, BASELINE.get(name), now) == []


def test_every_check_has_floors():
    assert BASELINE.keys() == gate.CHECKS.keys()
    for name, check in gate.CHECKS.items():
        assert set(BASELINE[name].figures) == set(check.figures)


def test_a_lowered_figure_fails():
    now = Held("a" * 64, 10, {"root": 49.0, "quad": 60.0})
    assert gate.faults("plv", FLOORS, now) == ["plv: root is 49.0, its floor 50.0"]


def test_a_figure_a_little_under_its_floor_passes():
    assert gate.faults("plv", FLOORS, Held("a" * 64, 10, {"root": 49.6, "quad": 61.0})) == []


def test_a_figure_that_is_gone_fails():
    assert "quad is 0.0" in gate.faults("plv", FLOORS, Held("a" * 64, 10, {"root": 50.0}))[0]


def test_another_corpus_fails_whatever_the_figures():
    for now in (Held("b" * 64, 10, {"root": 99.0}), Held("a" * 64, 9, {"root": 99.0})):
        assert "the corpus is not the one" in gate.faults("plv", FLOORS, now)[0]


def test_a_check_without_floors_fails():
    assert "no floors" in gate.faults("plv", None, FLOORS)[0]


def test_an_update_raises_and_does_not_lower():
    now = Held("b" * 64, 12, {"root": 45.0, "quad": 66.0})
    assert gate.raised(FLOORS, now) == Held("b" * 64, 12, {"root": 50.0, "quad": 66.0})


def test_a_lower_floor_has_to_be_allowed():
    now = Held("b" * 64, 12, {"root": 45.0, "quad": 66.0})
    assert gate.raised(FLOORS, now, allow_regression=True) == now


def test_an_update_from_the_command_line_keeps_a_floor_and_says_what_lies_under_it(tmp_path):
    baseline, cases = tmp_path / "baseline.json", tmp_path / "golden"
    cases.mkdir()
    right = 'text = "Estonia is a member of NATO."\nclaim = []\n'
    wrong = '[[claim]]\ntype = "AID"\nanchor = "member"\n'
    told: list[str] = []
    call = ["--only", "golden", "--golden", str(cases), "--baseline", str(baseline)]
    (cases / "one.toml").write_text(right, encoding="utf-8")
    assert gate.main([*call, "--update"], told.append) == 0
    assert gate.main(call, told.append) == 0
    (cases / "one.toml").write_text(right.replace("claim = []\n", wrong), encoding="utf-8")
    assert gate.main(call, told.append) == 1
    assert gate.main([*call, "--update"], told.append) == 1
    assert gate.read_baseline(baseline)["golden"].figures["right"] == 100
    assert "right is 0.0, its floor 100.0" in told[-1]
    assert gate.main([*call, "--update", "--allow-regression"], told.append) == 0
    assert gate.read_baseline(baseline)["golden"].figures["right"] == 0


def test_gold_that_is_not_here_is_passed_over(tmp_path):
    told: list[str] = []
    call = ["--only", "plv", "--gold", str(tmp_path), "--baseline", str(tmp_path / "none.json")]
    assert gate.main(call, told.append) == 0
    assert told == ["plv: its gold is not here\n"]
