"""The analyses as a user meets them: in every form, with charts, with mistakes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from dateline.cli.main import run as call
from dateline.cli.measuring import warn

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("dyads", "attendance", "transfers")


@pytest.fixture(scope="module")
def record(tmp_path_factory, command) -> str:
    made = tmp_path_factory.mktemp("cli") / "examples.dateline"
    done = subprocess.run(
        [command, "code", str(ROOT / "examples"), "--record", str(made)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return str(made)


@pytest.fixture(scope="module")
def empty(tmp_path_factory, command) -> str:
    made = tmp_path_factory.mktemp("cli") / "empty.dateline"
    subprocess.run([command, "init", str(made)], capture_output=True, check=True)
    return str(made)


@pytest.fixture
def run(capsys):
    """Runs a command in this process."""

    def called(*arguments: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        code = call(list(arguments))
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return called


def items(run, *arguments: str) -> list[dict]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["items"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_analysis_gives_the_same_rows_in_every_form(run, record, name):
    rows = items(run, name, "-r", record)
    assert rows
    lines = run(name, "-r", record, "--nl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    cells = list(csv.DictReader(io.StringIO(run(name, "-r", record, "--csv", "--events").stdout)))
    assert [row["event_ids"].split() for row in cells] == [row["event_ids"] for row in rows]
    assert "event_ids" not in run(name, "-r", record, "--table").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_figure_leads_back_to_events_that_are_there(run, record, name):
    known = {row["id"] for row in items(run, "events", "-r", record)}
    for row in items(run, name, "-r", record):
        assert row["event_ids"]
        assert set(row["event_ids"]) <= known
        assert len(row["event_ids"]) == row["events"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_chart_is_drawn_and_rows_come_only_if_asked_for(run, record, name, tmp_path):
    done = run(name, "-r", record, "--plot", str(tmp_path / "c.svg"))
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "c.svg").read_text("utf-8").rstrip().endswith("</svg>")
    done = run(name, "-r", record, "--plot", str(tmp_path / "c.png"), "--csv")
    assert done.stdout.count("\n") > 1
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_empty_record_has_nothing_to_tell_and_nothing_to_draw(run, empty, name, tmp_path):
    assert items(run, name, "-r", empty) == []
    done = run(name, "-r", empty, "--plot", str(tmp_path / "c.svg"))
    assert done.returncode == 2
    told_in_three_lines(done, "nothing to draw")
    assert "ask more widely" in done.stderr
    assert not (tmp_path / "c.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--per", "mnth"], "did you mean 'month'"),
        (["--between", "states"], "country, actor, sector"),
        (["--after", "2024-02-31"], "is not a day"),
        (["--between", "actr"], "did you mean 'actor'"),
        (["--standing", "denyed"], "did you mean 'denied'"),
        (["--type", "AIDD"], "did you mean 'AID'"),
        (["--mode", "arest"], "did you mean 'arrest'"),
        (["--type", "AID", "--mode", "arrest"], "there is no mode 'arrest'"),
        (["--country", "XXQ"], "there is no country 'XXQ'"),
        (["--country", "Ukraine"], "did you mean 'UKR'"),
        (["--after", "2024-02-01", "--before", "2024-01-01"], "no day is in that time"),
        (["--plot", "chart.pdf"], "charts are svg or png"),
        (["--plot", "no/such/folder/c.svg"], "cannot write"),
        (["--json", "--csv"], "a result has one form"),
        (["--fields", "nobody"], "there is no field 'nobody'"),
    ],
)
def test_a_mistake_is_told_in_three_lines(run, record, arguments, said):
    told_in_three_lines(run("dyads", "-r", record, *arguments), said)


def told_in_three_lines(done, said):
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["error", "why", "do"]
    assert said in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_no_rows_have_the_header_of_rows_and_a_sentence(run, record, empty, name):
    for more in ([], ["--per", "year"]):
        full = run(name, "-r", record, "--csv", *more)
        none = run(name, "-r", empty, "--csv", *more)
        assert none.stdout == full.stdout.splitlines(keepends=True)[0]
        assert "no event answers the question" in none.stderr
        assert "no event answers" not in full.stderr


def test_a_trend_says_no_zeros_and_warns_where_much_has_no_date(run, record, capsys):
    done = run("trend", "-r", record, "--per", "month", "--after", "2025-10-01", "--csv")
    assert " 0\n" not in done.stderr
    assert "; 0 " not in done.stderr
    warn(4, 8, "month")
    assert capsys.readouterr().err == ""
    warn(5, 8, "month")
    said = "5 of 13 events have no date as fine as a month: the trend is of the other 8 alone"
    assert capsys.readouterr().err.strip() == said


@pytest.mark.parametrize("show", ["triads", "whole"])
def test_a_view_without_a_chart_is_refused(run, record, show, tmp_path):
    chart = tmp_path / "n.svg"
    done = run("network", "-r", record, "--show", show, "--plot", str(chart))
    told_in_three_lines(done, f"there is no chart of --show {show}")
    assert not chart.exists()


@pytest.mark.parametrize("option", ["--plot", "--graphml", "--gexf"])
def test_a_file_that_cannot_be_written_is_told_with_its_option(run, record, option, tmp_path):
    folder = tmp_path / "folder.svg"
    folder.mkdir()
    for path in (folder, tmp_path / "none" / "c.svg"):
        done = run("network", "-r", record, option, str(path))
        told_in_three_lines(done, f"give another path with {option}\n")


@pytest.mark.parametrize("table", ["events", "claims", "sources"])
def test_a_list_refuses_what_does_not_exist(run, record, table):
    told_in_three_lines(run(table, "-r", record, "--type", "AIDD"), "did you mean 'AID'")
    told_in_three_lines(run(table, "-r", record, "--country", "XXQ"), "no country 'XXQ'")
    assert run(table, "-r", record, "--type", "aid", "--country", "tur").returncode == 0


def test_events_without_a_period_are_counted_and_said(run, record):
    done = run("dyads", "-r", record, "--per", "month", "--json")
    lost = json.loads(done.stdout)["meta"]["unplaced"]
    assert lost > 0
    assert f"{lost} events have no date as fine as a month" in done.stderr


def test_fields_are_shown_as_in_the_whole_table(run, record):
    done = run("transfers", "-r", record, "--csv", "--actor", "PRK", "--fields", "what,high")
    assert done.stdout == "what,high\ntroops,15000\n"


def test_a_trend_says_what_it_rests_on(run, record, empty, tmp_path):
    done = run("trend", "-r", record, "--per", "year", "--json", "--plot", str(tmp_path / "t.png"))
    told = json.loads(done.stdout)
    summary = told["meta"]["trend"]
    assert summary["documents"] == 16
    assert summary["events"] == sum(len(r["event_ids"]) for r in told["items"] if r["documents"])
    assert summary["low"] < summary["change"] < summary["high"]
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")
    assert "95% interval" in run("trend", "-r", record, "--per", "year", "--csv").stderr
    done = run("trend", "-r", empty, "--csv")
    assert (done.returncode, done.stdout.strip()) == (0, "")
    assert done.stderr.startswith("no report read has a publication date")


@pytest.mark.parametrize("show", ["parties", "ties", "triads", "whole"])
def test_a_network_is_shown_from_each_side_and_leads_to_events(run, record, show):
    known = {row["id"] for row in items(run, "events", "-r", record)}
    rows = items(run, "network", "--show", show, "-r", record)
    assert rows
    assert all(row["event_ids"] and set(row["event_ids"]) <= known for row in rows)
    assert run("network", "--show", show, "-r", record, "--table", "--per", "year").returncode == 0


@pytest.mark.parametrize("more", [[], ["--each"], ["--per", "year"]])
def test_a_network_is_written_for_other_programs(run, record, tmp_path, more):
    files = tmp_path / "n.graphml", tmp_path / "n.gexf"
    done = run("network", "-r", record, "--graphml", str(files[0]), "--gexf", str(files[1]), *more)
    assert (done.returncode, done.stdout) == (0, "")
    one, other = nx.read_graphml(files[0]), nx.read_gexf(files[1])
    assert set(one) == set(other)
    assert one.number_of_edges() == other.number_of_edges() > 20
    assert one.is_directed() == ("--each" in more)
    assert ("betweenness" in one.nodes["RUS"]) == (not more)


def test_a_network_is_drawn_and_an_empty_one_is_none(run, record, empty, tmp_path):
    chart = tmp_path / "n.svg"
    assert run("network", "-r", record, "--plot", str(chart)).returncode == 0
    assert "European Union" in chart.read_text("utf-8")
    assert items(run, "network", "-r", empty) == []
    assert run("network", "-r", empty, "--plot", str(chart)).returncode == 2
    done = run("network", "-r", record, "--show", "nodes")
    told_in_three_lines(done, "there is no view of the network 'nodes'")
    assert "parties, ties" in done.stderr


def test_the_parade_shows_who_stood_with_whom(run, record):
    rows = items(run, "attendance", "-r", record, "--attendee", "To Lam", "--type", "MOBILIZE")
    beside = {name for row in rows if row["beside"] for name in (row["one"], row["other"])}
    assert {"Li Qiang (CHN)", "Dmitry Medvedev (RUS)", "To Lam (VNM)"} <= beside
    assert all("To Lam (VNM)" in (row["one"], row["other"]) for row in rows)


def test_the_troops_are_a_transfer_whose_reports_disagree(run, record):
    (row,) = items(run, "transfers", "-r", record, "--actor", "PRK")
    assert (row["receiver"], row["what"]) == ("RUS", "troops")
    assert (row["low"], row["high"], row["disputed"]) == (10_000, 15_000, 1)


def test_other_commands_do_not_load_what_analyses_need():
    heavy = ("matplotlib", "statsmodels", "ruptures", "networkx", "rustworkx", "pandas")
    code = f"import sys, dateline.cli.main; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
