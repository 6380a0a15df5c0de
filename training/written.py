"""All that was written for the training, sentence by sentence: single sentences, and reports."""

import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CLAIM_KEYS = ("anchor", "type", "mode", "actor", "recipient", "aux", "nth")


def written() -> Iterator[tuple[str, dict]]:
    """Every sentence with where it stands: `text`, `events`, and the words that are `none`."""
    for path in sorted((ROOT / "sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield f"{path.name}:{number}", json.loads(line)
    for where, report in reports():
        for number, sentence in enumerate(report["sentences"], start=1):
            yield f"{where}, sentence {number}", row_of(sentence)


def reports() -> Iterator[tuple[str, dict]]:
    """Every invented report with where it stands."""
    for path in sorted((ROOT / "reports").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            yield f"{path.name}:{report['id']}", report


def row_of(sentence: dict) -> dict:
    """A sentence of a report in the form of a single sentence."""
    claims = [{k: claim[k] for k in CLAIM_KEYS if k in claim} for claim in sentence["claims"]]
    return {"text": sentence["text"], "events": claims, "none": sentence["none"]}
