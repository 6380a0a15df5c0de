"""The training sentences: form, balance, no doubles, nothing shared with evaluation sets."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold"


def checked(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "training" / "check.py"), *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_sentences_are_sound_and_balanced():
    assert "no faults" in checked("--gold", "none")


@pytest.mark.slow
def test_the_sentences_share_no_run_of_eight_words_with_evaluation_sets():
    if not GOLD.is_dir():
        pytest.skip("the evaluation sets are not beside this checkout")
    assert "no faults" in checked("--gold", str(GOLD))


def test_the_real_reports_that_were_read_are_found_with_their_texts():
    if not GOLD.is_dir():
        pytest.skip("the evaluation sets are not beside this checkout")
    done = subprocess.run(
        [sys.executable, str(ROOT / "training" / "read_again.py"), "--texts", str(GOLD)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(reports) == 64
    for claim in (claim for report in reports for claim in report["gold"]):
        inside = claim["sentence"]
        assert inside["start"] <= claim["anchor"]["start"] < claim["anchor"]["end"] <= inside["end"]
