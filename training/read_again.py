"""Real reports that were read by the coding guide, as gold that `dateline evaluate claims` reads.

`readings/press.jsonl` holds offsets only: the texts are those of the news files among the
evaluation sets, which are not part of this project. To measure and choose by, never to train on.

    python training/read_again.py [--texts ../shared/gold] > press.jsonl
    dateline evaluate claims press.jsonl
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
READINGS = ROOT / "readings/press.jsonl"
OF_NOBODY = {"attendee": [], "place": [], "quantity": [], "item": [], "when": {"resolved": ""}}


def main() -> None:
    """Print every report that was read, with its text, as a gold record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=ROOT.parent.parent / "shared/gold")
    for record in records(parser.parse_args().texts):
        print(json.dumps(record, ensure_ascii=False))


def records(folder: Path) -> Iterator[dict]:
    """The reports with their texts, which are looked up in a folder of news files."""
    read = [json.loads(line) for line in READINGS.read_text("utf-8").splitlines()]
    for file in sorted({one["file"] for one in read}):
        wanted = {one["id"]: one for one in read if one["file"] == file}
        with (folder / file).open(encoding="utf-8") as lines:
            for text in map(json.loads, lines):
                if text["id"] in wanted:
                    yield gold_of(wanted[text["id"]], text)


def gold_of(read: dict, text: dict) -> dict:
    """One report as a gold record."""
    about = text["meta"]
    day = about["date"][:10]
    return {
        "id": read["id"], "set": "claims", "title": about.get("title"), "published": day,
        "outlet": about.get("outlet") or about.get("source"), "text": text["text"],
        "annotated_until": len(text["text"]),
        "gold": [claim_of(claim, text["text"]) for claim in read["claims"]],
    }  # fmt: skip


def claim_of(claim: dict, text: str) -> dict:
    """A claim as gold has it; where, when and how many were not read."""

    def span(at: list[int]) -> dict:
        return {"start": at[0], "end": at[1], "text": text[at[0] : at[1]]}

    people = {
        role: [{**span(at), "country": "", "sector": []} for at in claim[role]]
        for role in ("actor", "recipient")
    }
    said_by = {"kind": claim["kind"], "source": [span(at) for at in claim["source"]], "cue": None}
    return {
        "k": "claim", "sentence": span(claim["sentence"]), "anchor": span(claim["anchor"]),
        "type": claim["type"], "mode": claim["mode"], **people, "attribution": said_by,
        "factuality": claim["factuality"], "aux": claim["aux"], **OF_NOBODY,
    }  # fmt: skip


if __name__ == "__main__":
    main()
