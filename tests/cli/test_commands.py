"""The command line as a user meets it: lists, one thing whole, questions, exports, mistakes."""

import csv
import json
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.cli.main import run as call

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")


@pytest.fixture(scope="module")
def record(tmp_path_factory, command) -> str:
    made = tmp_path_factory.mktemp("cli") / "examples.dateline"
    done = subprocess.run(
        [command, "code", str(ROOT / "examples"), "--record", str(made)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "read 16 reports" in done.stderr
    return str(made)


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a command in this process; as a process of its own it says the same, later."""

    def called(*arguments: str, cwd: str = "") -> subprocess.CompletedProcess[str]:
        if cwd:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = call(list(arguments))
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return called


def asked(run, *arguments: str) -> str:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def said(done: subprocess.CompletedProcess[str], code: int) -> list[str]:
    """The three lines of an error."""
    assert done.returncode == code, (done.returncode, done.stderr)
    lines = done.stderr.strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["error", "why", "do"], done.stderr
    return lines


@pytest.mark.parametrize("table", LISTS)
def test_every_table_is_listed_in_every_form(run, record, table):
    rows = [json.loads(line) for line in asked(run, table, "-r", record).splitlines()]
    document = json.loads(asked(run, table, "-r", record, "--json"))
    assert document["items"] == rows
    assert document["meta"]["count"] == len(rows)
    assert len(rows) > 0 or table == "problems"
    for form in ("--csv", "--tsv", "--table"):
        assert asked(run, table, "-r", record, form).strip()


def test_a_list_is_narrowed_by_words_type_actor_and_date(run, record):
    rows = json.loads(asked(run, "events", "--type", "mobilize", "--actor", "PRK", "-r", record,
                            "--after", "2025-10-01", "--json"))["items"]  # fmt: skip
    assert rows
    assert {row["type"] for row in rows} == {"MOBILIZE"}
    assert all(any(who["country"] == "PRK" for who in row["actor"]) for row in rows)
    assert json.loads(asked(run, "claims", "zzzz", "-r", record, "--json"))["items"] == []


def test_limit_and_fields(run, record):
    out = asked(run, "claims", "-r", record, "-n", "2", "--fields", "id,type")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [list(row) for row in rows] == [["id", "type"]] * 2


def test_show_prints_an_event_with_its_sentences_and_reasons(run, record):
    events = json.loads(asked(run, "events", "-r", record, "--json"))["items"]
    big = max(events, key=lambda row: len(row["claims"]))
    out = asked(run, "show", big["id"], "-r", record, "--why")
    assert big["type"] in out
    assert out.count("says who") == len(big["claims"])
    assert "pattern" in out
    for key in (big["claims"][0], json.loads(
        asked(run, "quotes", "-r", record, "--json"))["items"][0]["id"]):  # fmt: skip
        assert key in asked(run, "show", key, "-r", record)


@pytest.mark.parametrize("table", ["assessments", "quotes", "actors"])
def test_show_prints_lines_for_people(run, record, table):
    for row in json.loads(asked(run, table, "-r", record, "--json"))["items"][:40]:
        out = asked(run, "show", row["id"], "-r", record)
        assert row["id"] in out
        assert "{" not in out
        assert "[" not in out.replace(row.get("sentence", {}).get("text", ""), "")
        for office in row.get("offices", ()):
            assert office["office"] in out


def test_show_of_what_is_not_there(run, record):
    said(run("show", "e-nothing", "-r", record), 6)
    said(run("show", "nothing", "-r", record), 2)


def test_query_answers_and_only_reads(run, record):
    sql = "SELECT type, count(*) AS n FROM claims GROUP BY type ORDER BY n DESC"
    rows = [json.loads(line) for line in asked(run, "query", sql, "-r", record).splitlines()]
    assert rows[0]["n"] >= rows[-1]["n"]
    said(run("query", "DROP TABLE claims", "-r", record), 2)
    said(run("query", "SELECT nonsense FROM claims", "-r", record), 2)


def test_stats_count_by_what_is_asked(run, record):
    rows = json.loads(asked(run, "stats", "--by", "type,year", "-r", record, "--json"))["items"]
    assert {"type", "year", "events", "claims", "reports"} == set(rows[0])
    lines = said(run("stats", "--by", "mnth", "-r", record), 2)
    assert "did you mean 'month'" in lines[1]


def test_verify_holds_and_finds_a_changed_byte(run, record, tmp_path):
    assert run("verify", "-r", record).returncode == 0
    copy = tmp_path / "copy.dateline"
    subprocess.run(["cp", "-r", record, str(copy)], check=True)
    part = next((copy / "codings").rglob("*.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(bytes(data))
    assert run("verify", "-r", str(copy)).returncode == 4


@pytest.mark.parametrize("table", LISTS)
def test_exports_say_the_same_in_each_format(run, record, table, tmp_path):
    lines = asked(run, "export", table, "-r", record).splitlines()
    rows = [json.loads(line) for line in lines]
    asked(run, "export", table, "-r", record, "-f", "parquet", "-o", str(tmp_path / "t.parquet"))
    stored = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert stored == rows
    asked(run, "export", table, "-r", record, "-f", "csv", "-o", str(tmp_path / "t.csv"))
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        flat = list(csv.DictReader(file))
    assert len(flat) == len(rows)
    package = json.loads((tmp_path / "t.csv.datapackage.json").read_text())
    names = [one["name"] for one in package["resources"][0]["schema"]["fields"]]
    if flat:
        assert names == list(flat[0])


def test_coding_again_records_nothing_twice(run, record):
    before = asked(run, "export", "claims", "-r", record)
    asked(run, "code", str(ROOT / "examples"), "-r", record)
    assert asked(run, "export", "claims", "-r", record) == before


def test_a_text_on_standard_input_is_coded(command, run, tmp_path):
    made = tmp_path / "in.dateline"
    text = "Police arrested two journalists in Lagos on Friday.\n"
    done = subprocess.run(
        [command, "code", "-", "--published", "2024-05-04", "--outlet", "Test", "-r", str(made)],
        input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(asked(run, "claims", "-r", str(made), "--json"))["items"]
    assert (row["type"], row["when"]["first"], row["outlet"]) == ("COERCE", "2024-05-03", "Test")


def test_dry_run_makes_nothing(run, tmp_path):
    made = tmp_path / "no.dateline"
    done = run("code", str(ROOT / "examples"), "-r", str(made), "--dry-run")
    assert done.returncode == 0
    assert "16 reports would be added" in done.stderr
    assert not made.exists()


def test_mistakes_are_told_in_three_lines(run, tmp_path):
    said(run("events", "-r", str(tmp_path / "none.dateline")), 6)
    said(run("events", cwd=str(tmp_path)), 6)
    said(run("code", "x.txt", "--published", "soon", "-r", str(tmp_path / "a.dateline")), 2)
    (tmp_path / "b.dateline").write_text("in the way")
    said(run("code", str(ROOT / "examples"), "-r", str(tmp_path / "b.dateline")), 2)
    assert run("evnts").returncode == 2


def test_two_forms_at_once_are_refused(run, record):
    said(run("claims", "-r", record, "--json", "--csv"), 2)


def test_init_says_what_to_do_next(run, tmp_path):
    done = run("init", str(tmp_path / "new.dateline"))
    assert done.returncode == 0
    assert "dateline code" in done.stderr
    assert run("events", "-r", str(tmp_path / "new.dateline")).returncode == 0


def test_a_broken_pipe_is_quiet(command, record):
    line = f'"{command}" export claims -r "{record}" | head -n 1'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_doctor_finds_this_machine_sound(run):
    out = asked(run, "doctor")
    assert "pinned" in out
    assert "WRONG" not in out


def test_explain_says_what_fired_and_what_lacked(run):
    sentence = "Police arrested two journalists."
    rows = json.loads(asked(run, "lexicon", "explain", sentence, "--json"))["items"]
    assert any(row["fired"] for row in rows)


def test_a_lexicon_layer_adds_replaces_and_is_checked(run, tmp_path):
    layer = tmp_path / "own.toml"
    layer.write_text('[[pattern]]\nid = "own.x"\ntype = "AIDD"\nverb = ["zap"]\nyes = ["A."]\n')
    done = run("lexicon", "check", "--lexicon", str(layer))
    assert done.returncode == 2
    assert "did you mean AID" in done.stderr


@pytest.mark.parametrize("name", ["code", "events", "show", "query", "export", "verify"])
def test_help_teaches(run, name):
    out = asked(run, name, "--help")
    assert "Usage" in out
    assert len(out.splitlines()) > 8


def test_the_parade_reports_are_one_event_and_disagree_on_one_figure(run, record):
    def events(kind: str) -> list[dict]:
        return json.loads(asked(run, "events", "--type", kind, "--actor", "PRK", "-r", record,
                                "--json"))["items"]  # fmt: skip

    parade = max(events("MOBILIZE"), key=lambda row: len(row["claims"]))
    assert parade["support"]["independent"] == 3
    assert parade["when"]["first"] == "2025-10-10"
    assert {"CHN", "RUS", "VNM"} <= {who["country"] for who in parade["attendee"]}
    (troops,) = [row for row in events("AID") if row["support"]["independent"] > 1]
    assert [one["field"] for one in troops["contradictions"]] == ["quantity.troops"]
    assert {one["value"] for one in troops["contradictions"][0]["values"]} == {"10,000", "15,000"}


def test_near_copies_count_as_one_report(run, record):
    rows = json.loads(asked(run, "events", "-r", record, "--json"))["items"]
    assert any(
        (row["support"]["documents"], row["support"]["independent"]) == (2, 1) for row in rows
    )
