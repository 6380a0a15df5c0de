"""All that is trained on: single sentences, and whole reports by their sentences."""

import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# The files of invented reports that the encoder is measured and calibrated on.
MEASURED = ("d.jsonl", "h.jsonl")
CLAIM_KEYS = ("anchor", "type", "mode", "actor", "recipient", "aux", "nth")


def everything(*, more: bool = False) -> Iterator[tuple[str, dict]]:
    """Every sentence that is trained on or measured with, and where it stands.

    With `more` also those that the shipped encoder was not trained on.
    """
    yield from sentences()
    for folder in ("reports", "news", *(["more"] if more else [])):
        yield from sentences_of_reports(folder)


def sentences() -> Iterator[tuple[str, dict]]:
    """Every single sentence with where it stands: `text`, `events`, words that are `none`."""
    for path in sorted((ROOT / "sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield f"{path.name}:{number}", json.loads(line)


def sentences_of_reports(folder: str) -> Iterator[tuple[str, dict]]:
    """Every sentence of whole reports, invented or ("news") real, in the form of a single one."""
    for path in sorted((ROOT / folder).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            for number, sentence in enumerate(report["sentences"], start=1):
                claims = [{k: c[k] for k in CLAIM_KEYS if k in c} for c in sentence["claims"]]
                row = {"text": sentence["text"], "events": claims, "none": sentence["none"]}
                yield f"{path.name}:{report['id']}, sentence {number}", row


def is_measured(where: str) -> bool:
    """Whether a sentence is of the invented reports that are measured with, not trained on."""
    return where.startswith(MEASURED)
