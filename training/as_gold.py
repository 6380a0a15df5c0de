"""Invented reports as gold that `dateline evaluate claims` reads: types, anchors and roles.

    python training/as_gold.py training/reports/d.jsonl training/reports/h.jsonl > own.jsonl
    dateline evaluate claims own.jsonl

Where, when, how many and who says so are not marked in them, so those figures say nothing.
"""

import argparse
import json
import re
from pathlib import Path


def main() -> None:
    """Print every report of some files as a gold record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    for file in parser.parse_args().files:
        for line in file.read_text("utf-8").splitlines():
            print(json.dumps(gold_of(json.loads(line)), ensure_ascii=False))


def gold_of(report: dict) -> dict:
    """A report with its text, three sentences a paragraph, and its claims by their offsets."""
    text, gold = "", []
    for number, sentence in enumerate(report["sentences"]):
        text += ("\n" if number % 3 == 0 else " ") if text else ""
        start, text = len(text), text + sentence["text"]
        where = {"number": number + 1, "start": start, "end": len(text)}
        gold += [claim_of(claim, sentence["text"], where) for claim in sentence["claims"]]
    about = {name: report[name] for name in ("id", "published", "outlet", "title")}
    return {**about, "set": "claims", "annotated_until": len(text), "text": text, "gold": gold}


def claim_of(claim: dict, text: str, sentence: dict) -> dict:
    """A claim as gold has it; a participant is looked for nearest to the anchor."""
    anchor = nth_place(text, claim["anchor"], claim.get("nth", 1))
    found = {"start": anchor[0], "end": anchor[1], "text": claim["anchor"]}
    people = {
        role: [
            {**moved(nearest(text, who, anchor[0]), sentence["start"]), "text": who,
             "country": "", "sector": []}
            for who in claim[role]
        ]
        for role in ("actor", "recipient")
    }  # fmt: skip
    return {
        "k": "claim", "sentence": sentence, "anchor": {**found, **moved(anchor, sentence["start"])},
        "type": claim["type"], "mode": claim["mode"], **people, "attendee": [], "place": [],
        "when": {"resolved": ""}, "quantity": [], "item": [], "factuality": claim["factuality"],
        "aux": claim["aux"], "attribution": {"kind": "outlet", "source": [], "cue": None},
    }  # fmt: skip


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, as whole words."""
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def nth_place(text: str, words: str, nth: int) -> tuple[int, int]:
    """The nth place of words."""
    return places(text, words)[nth - 1]


def nearest(text: str, words: str, at: int) -> tuple[int, int]:
    """The place of words that is nearest to an offset."""
    return min(places(text, words), key=lambda place: abs(place[0] - at))


def moved(place: tuple[int, int], by: int) -> dict:
    """A place in a sentence as one in the text."""
    return {"start": place[0] + by, "end": place[1] + by}


if __name__ == "__main__":
    main()
