"""Who is cited for what, and a report with its marks."""

import json
import re
import subprocess

import pytest

from dateline.analyse import CITED_BY
from dateline.cli.main import run as call

TEXT = """\
Kenya sent food and tents to Malawi on Friday, Foreign Minister Alfred Mutua said.

"We will stay until the border is safe," Mutua said. Two sources said that Kenya killed \
a trader.

Analysts said the mission could weaken the government.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory, command):
    """A folder with a record of two reports of one text in two outlets."""
    made = tmp_path_factory.mktemp("cited")
    lines = [
        {"text": TEXT, "outlet": outlet, "published": day}
        for outlet, day in (("Lake News", "2023-03-11"), ("Hill Post", "2023-03-12"))
    ]
    reports = made / "reports.jsonl"
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    told = [command, "code", str(reports), "--record", str(made / "r.dateline")]
    assert subprocess.run(told, capture_output=True, check=False).returncode == 0
    return made


@pytest.fixture
def ask(home, capsys, monkeypatch):
    """Runs a command on the record, in this process."""
    monkeypatch.chdir(home)

    def asked(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        done = call(list(arguments))
        out, err = capsys.readouterr()
        assert done == code, err
        return err if code else out

    return asked


def rows(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_sources_count_claims_quotes_and_assessments(ask):
    by_name = {row["name"]: row for row in rows(ask("sources"))}
    minister = next(row for name, row in by_name.items() if "Mutua" in name)
    assert minister["kind"] == "named"
    assert minister["types"] == ["AID"]
    assert minister["outlets"] == ["Hill Post", "Lake News"]
    assert (minister["documents"], minister["first"], minister["last"]) == (
        2, "2023-03-11", "2023-03-12",
    )  # fmt: skip
    assert minister["quotes"] >= 2
    assert by_name["Two sources"]["anonymous"] == by_name["Two sources"]["cited"] > 0
    assert by_name["Analysts"]["assessments"] == 2


def test_every_row_adds_up_and_leads_back(ask):
    tables = {
        table: {row["id"]: row for row in rows(ask(table))}
        for table in ("claims", "quotes", "assessments", "documents")
    }
    for row in rows(ask("sources")):
        assert row["cited"] == row["claims"] + row["quotes"] + row["assessments"]
        assert row["cited"] == sum(row[k] for k in ("named", "official", "media", "anonymous"))
        for table in ("claims", "quotes", "assessments"):
            ids = row[f"{table[:-1]}_ids"]
            assert len(ids) == row[table]
            assert set(ids) <= set(tables[table])
        assert set(row["document_ids"]) <= set(tables["documents"])


@pytest.mark.parametrize("by", CITED_BY)
def test_sources_are_counted_by_each_field(ask, by):
    found = rows(ask("sources", "--by", by))
    assert found
    assert ask("sources", "--by", by, "--table").strip()


def test_sources_are_narrowed(ask):
    assert {row["kind"] for row in rows(ask("sources", "--kind", "anonymous"))} == {"anonymous"}
    assert len(rows(ask("sources", "mutua"))) == 1
    assert rows(ask("sources", "--outlet", "lake")) != rows(ask("sources"))
    assert all(row["documents"] == 1 for row in rows(ask("sources", "--before", "2023-03-11")))
    assert rows(ask("sources", "--after", "2023-03-13")) == []
    aid = rows(ask("sources", "--type", "aid", "--recipient", "MWI"))
    assert aid
    assert all(row["assessments"] == 0 and row["types"] in (["AID"], []) for row in aid)
    assert len(rows(ask("sources", "-n", "1"))) == 1


def test_sources_tell_a_mistake_in_three_lines(ask):
    for option, value in (("--kind", "oficiall"), ("--by", "kin")):
        lines = ask("sources", option, value, code=2).splitlines()
        assert [line.partition(":")[0] for line in lines] == ["error", "why", "do"]
        assert "did you mean" in lines[1]


def test_actors_are_those_who_are_cited_too(ask):
    known = {row["id"] for row in rows(ask("actors"))}
    assert {row["id"] for row in rows(ask("sources")) if row["id"]} <= known


def test_a_report_is_shown_with_its_marks(ask):
    (row, *_) = rows(ask("documents"))
    out = ask("show", row["id"])
    assert "\x1b" not in out
    claims = rows(ask("claims", "--document", row["id"]))
    assert f"[{claims[0]['anchor']['text']} c1]" in out
    assert "Mutua source" in out
    assert re.search(r"\[could cue s\d\]", out)
    for table in ("claims", "quotes", "assessments"):
        for one in rows(ask(table, "--document", row["id"])):
            assert one["id"] in out


def test_the_marks_taken_away_leave_the_text(ask):
    (row, *_) = rows(ask("documents"))
    out = ask("show", row["id"])
    shown = out.split("\n\n", 1)[1].split("\nclaim  ")[0]
    bare = re.sub(r" (?:(?:source|cue) )?[cqs]\d+(?: [cqs]\d+)*\]|\[", "", shown)
    assert bare.strip() == row["text"].strip()


def test_a_report_of_which_nothing_was_coded_is_shown_bare(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.txt").write_text("The weather was fine.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call(["code", "a.txt", "--record", "a.dateline"]) == 0
    capsys.readouterr()
    assert call(["documents"]) == 0
    assert call(["show", json.loads(capsys.readouterr().out)["id"]]) == 0
    assert capsys.readouterr().out.rstrip().endswith("\n\nThe weather was fine.")
