"""Checks what was written for the training: form, balance, no doubles, nothing of evaluation sets.

python training/check.py [--gold ../shared/gold]
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from written import everything

ROOT = Path(__file__).resolve().parent
TYPES_FILE = ROOT.parent / "src/dateline/lexicons/plover/types.toml"
KEYS = {"text", "events", "none"}
EVENT_KEYS = {"anchor", "type", "mode", "actor", "recipient", "aux", "nth"}
AUX = {"historical", "future", "hypothetical", "negated"}
RUN = 8
LEAST_OF_TYPE, LEAST_OF_MODE, LEAST_EMPTY, LEAST = 120, 15, 1000, 3000
# Built by hand from other texts of the same folder, so it only repeats them; and the texts, without
# any marks, that the real reports in `news` are from (their licence allows it).
LEFT_OUT = ("neardup", "g_news_en_wikinews")


def types() -> dict[str, list[str]]:
    """The PLOVER types with their modes."""
    kinds = tomllib.loads(TYPES_FILE.read_text("utf-8"))["type"]
    return {kind["id"]: [mode["id"] for mode in kind.get("modes", [])] for kind in kinds}


def faults_of(row: dict, kinds: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with the form of one sentence."""
    text = row["text"]
    if set(row) - KEYS:
        yield f"has unknown keys {sorted(set(row) - KEYS)}"
    for word in row.get("none", []):
        if word not in text:
            yield f"does not hold the word {word!r}"
    for event in row["events"]:
        yield from faults_of_event(event, text, kinds)


def faults_of_event(event: dict, text: str, kinds: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with the form of one event."""
    if set(event) - EVENT_KEYS:
        yield f"has an event with unknown keys {sorted(set(event) - EVENT_KEYS)}"
    if text.count(event["anchor"]) < event.get("nth", 1):
        yield f"does not hold the anchor {event['anchor']!r}"
    if event["type"] not in kinds:
        yield f"has the unknown type {event['type']}"
    elif event.get("mode") and event["mode"] not in kinds[event["type"]]:
        yield f"has the unknown mode {event['type']}/{event['mode']}"
    if set(event.get("aux", [])) - AUX:
        yield f"has unknown auxiliary modes {event['aux']}"
    for who in (*event.get("actor", []), *event.get("recipient", [])):
        if who not in text:
            yield f"does not hold the participant {who!r}"


def runs(text: str) -> set[str]:
    """The runs of eight words in a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def shared(texts: list[str], gold: Path) -> Iterator[str]:
    """Runs of eight words that a sentence shares with an evaluation set."""
    ours = {run: text for text in texts for run in runs(text)}
    for path in sorted(gold.rglob("*.jsonl")):
        if any(name in path.name for name in LEFT_OUT):
            continue
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line).get("text")
                for run in runs(text) & ours.keys() if isinstance(text, str) else ():
                    yield f"shares {run!r} with {path.name}: {ours[run]}"


def balance(found: list[dict], kinds: dict[str, list[str]]) -> Iterator[str]:
    """Types and modes of which there are too few."""
    events = [event for row in found for event in row["events"]]
    by_type = Counter(event["type"] for event in events)
    by_mode = Counter((event["type"], event.get("mode", "")) for event in events)
    for kind, modes in kinds.items():
        if by_type[kind] < LEAST_OF_TYPE:
            yield f"only {by_type[kind]} events of {kind}, {LEAST_OF_TYPE} wanted"
        for mode in modes:
            if by_mode[kind, mode] < LEAST_OF_MODE:
                yield f"only {by_mode[kind, mode]} events of {kind}/{mode}, {LEAST_OF_MODE} wanted"
    empty = sum(not row["events"] for row in found)
    if empty < LEAST_EMPTY:
        yield f"only {empty} sentences without event, {LEAST_EMPTY} wanted"
    if len(found) < LEAST:
        yield f"only {len(found)} sentences, {LEAST} wanted"
    print(f"{len(found)} sentences, {empty} without event, {len(events)} events")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(by_type.items())))


def main() -> int:
    """Print every fault; 1 if there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent.parent / "shared/gold")
    gold = parser.parse_args().gold
    kinds, faults, seen, found = types(), [], {}, []
    for where, row in everything(more=True):
        found.append(row)
        faults += [f"{where} {fault}" for fault in faults_of(row, kinds)]
        key = " ".join(re.findall(r"\w+", row["text"].lower()))
        if key in seen:
            faults.append(f"{where} says the same as {seen[key]}")
        seen[key] = where
    faults += balance(found, kinds)
    if gold.is_dir():
        faults += shared([row["text"] for row in found], gold)
    else:
        print(f"{gold} is not there: nothing was compared with evaluation sets")
    print("\n".join(faults) or "no faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
