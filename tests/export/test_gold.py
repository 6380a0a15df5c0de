"""What was reviewed as gold, and the coder scored on it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline.lexicon import load
from dateline.model import Query
from dateline.record import Record
from dateline.run import Change, open_view, settle

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = "2026-01-02T03:04:05+00:00"
IN_ORDER = (
    "SELECT m.event AS id, min(c.anchor.start) AS begins FROM claims AS c JOIN members AS m "
    "ON m.claim = c.id GROUP BY m.event ORDER BY begins"
)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    """A record of one report, of which nobody has seen anything."""
    folder = tmp_path_factory.mktemp("gold")
    lines = (EXAMPLES / "reports.jsonl").read_text("utf-8").splitlines()
    (folder / "one.jsonl").write_text(lines[0] + "\n", "utf-8")
    run(command, "code", folder / "one.jsonl", "--record", folder / "one.dateline")
    return folder / "one.dateline"


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    """A record that a test may decide on."""
    return shutil.copytree(coded, tmp_path / "one.dateline")


def run(command: str, *arguments: object) -> str:
    done = subprocess.run(
        [command, *map(str, arguments)], check=True, capture_output=True, text=True, timeout=300
    )
    return done.stdout


def accept(record: Path, leaving: int, rejecting: int = 0) -> list[str]:
    """Accept the events of a record in the order of the text; gives those left at the end."""
    held, lexicon = Record.open(record), load()
    with open_view(held, lexicon) as view:
        events = [row["id"] for row in view.ask(Query(sql=IN_ORDER))]
        for i, key in enumerate(events[: len(events) - leaving]):
            kind = "reject" if i < rejecting else "accept"
            settle(held, view, lexicon, Change(kind=kind, events=(key,), user="a"), AT)
        left = events[len(events) - leaving :]
        sql = "SELECT claim FROM members WHERE list_contains(?, event)"
        return [row["claim"] for row in view.ask(Query(sql=sql, parameters=(left,)))]


def test_gold_reaches_to_the_first_claim_that_nobody_has_seen(record: Path, command: str) -> None:
    assert run(command, "export", "gold", "--record", record) == ""
    unseen = accept(record, leaving=1)
    told = run(command, "export", "gold", "--record", record).splitlines()
    (row,) = [json.loads(line) for line in told]
    assert row["gold"]
    assert not set(unseen) & {claim["id"] for claim in row["gold"]}
    assert 0 < row["annotated_until"] < len(row["text"])
    for claim in row["gold"]:
        anchor = claim["anchor"]
        assert row["text"][anchor["start"] : anchor["end"]] == anchor["text"]
        assert anchor["start"] < row["annotated_until"]


@pytest.mark.parametrize(("rejecting", "right"), [(0, True), (1, False)])
def test_the_coder_is_scored_on_what_was_reviewed(
    record: Path, command: str, tmp_path: Path, rejecting: int, right: bool
) -> None:
    accept(record, leaving=0, rejecting=rejecting)
    gold = tmp_path / "gold.jsonl"
    run(command, "export", "gold", "-o", gold, "--record", record)
    told = json.loads(run(command, "evaluate", "claims", gold, "--json"))
    assert told["missing"] == []
    assert told["claim"]["r"] == 100
    assert (told["claim"]["p"] == 100) is right
    assert (told["whole"]["f1"] == 100) is right
