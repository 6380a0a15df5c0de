"""The commands that import: into a record, into a folder, again, and with mistakes."""

import json
from pathlib import Path

import pytest

from dateline.cli.imports import Target
from dateline.cli.main import run as call
from dateline.lexicon import Imported
from dateline.record import Record

DATA = Path(__file__).resolve().parents[1] / "lexicon" / "data"


@pytest.fixture
def record(tmp_path) -> str:
    made = tmp_path / "mine.dateline"
    assert call(["init", str(made)]) == 0
    return str(made)


def test_wrong_lines_become_problems_of_the_record_and_the_rest_is_in(record, capsys):
    assert call(["places", "import", str(DATA / "KG.txt"), "--record", record]) == 3
    assert "now 4 places" in capsys.readouterr().err
    call(["problems", "--record", record, "--nl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["origin"].rpartition(":")[2], row["code"]) for row in rows] == [
        ("6", "import/bad-line"), ("7", "import/bad-line"), ("8", "import/bad-line"),
    ]  # fmt: skip


def test_a_second_run_says_that_the_file_is_in(tmp_path, capsys):
    once = ["actors", "import", str(DATA / "wikidata.json"), "--into", str(tmp_path / "lex")]
    errors = tmp_path / "errors.jsonl"
    assert call([*once, "--errors", str(errors)]) == 3
    assert json.loads(errors.read_text())["code"] == "import/bad-line"
    assert call(once) == 0
    assert "is in already" in capsys.readouterr().err


def test_an_import_into_a_record_with_decisions_says_what_becomes_of_them(record, capsys):
    body = {"verdict": "same", "pairs": [["c-1", "c-2"]], "why": ""}
    Record.open(Path(record)).journal.append("judgement", body, user="ann", at="2026-01-01")
    call(["places", "import", str(DATA / "KG.txt"), "--record", record])
    assert "what was decided (1) is then carried over" in capsys.readouterr().err


def test_an_import_of_nothing_does_not_ask_to_code_again(record, tmp_path, capsys):
    wrong = tmp_path / "XX.txt"
    wrong.write_text("x" + "\t" * 18 + "\n", encoding="utf-8")
    assert call(["places", "import", str(wrong), "--record", record]) == 3
    err = capsys.readouterr().err
    assert "was imported" in err
    assert "codes again" not in err


def test_an_interrupted_import_says_how_to_go_on(tmp_path, capsys):
    def work(*_: object) -> Imported:
        raise KeyboardInterrupt

    assert Target(None, tmp_path, None, "none").take(tmp_path / "x", "actors", work) == 130
    assert "run the same command again to go on" in capsys.readouterr().err


def test_actors_lists_unless_something_else_is_named(record, capsys):
    assert call(["actors", "--record", record]) == 0
    assert call(["actors", "Putin", "--record", record]) == 0
    assert capsys.readouterr().out.strip() in ("", "[]")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["import", "nothing.json"], "cannot read nothing.json"),
        (["import", str(DATA / "KG.txt")], "cannot tell the actors"),
        (["import", str(DATA / "actors.csv"), "--format", "wikidate"], "did you mean"),
        (["import", str(DATA / "actors.csv"), "--progress", "loud"], "no progress 'loud'"),
        (["import", str(DATA / "actors.csv"), "--into", "x"], "cannot both be"),
    ],
)
def test_mistakes_are_told_in_three_lines(record, capsys, arguments, what):
    assert call(["actors", *arguments, "--record", record]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert what in "\n".join(lines)
    assert [line.partition(":")[0] for line in lines] == ["error", "why", "do"]


def test_a_missing_file_is_told(capsys):
    assert call(["actors", "import"]) == 2
    assert "Missing argument 'FILE'" in capsys.readouterr().err
