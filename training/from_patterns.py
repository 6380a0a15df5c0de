"""Turns the test sentences of the lexicon's patterns into training sentences.

Each `yes` sentence is an event at the word that the pattern fires on; a `no` sentence on which no
pattern fires holds none. Run it with Dateline installed, before `train.py`:

    python training/from_patterns.py
"""

import json
from pathlib import Path

from dateline.code import PatternIndex
from dateline.code.coder import best_by_anchor
from dateline.lexicon import load
from dateline.model import Pattern, Reading
from dateline.run import Tryout

OUT = Path(__file__).resolve().parent / "sentences" / "patterns.jsonl"


def row_of(reading: Reading, index: PatternIndex, pattern: Pattern, *, must: bool) -> dict | None:
    """A test sentence as a training sentence; None where it would teach nothing certain."""
    parse = reading.parse
    fired = index.fire(reading)
    own = next((one for one in fired if one.pattern.id == pattern.id), None)
    text = parse.doc.text
    if must and own is None:
        return None
    if not must:
        words = {word.split()[0] for word in (*pattern.verb, *pattern.noun)}
        near = [t.text for t in parse.tokens if t.lemma in words and text.count(t.text) == 1]
        return None if fired else {"text": text, "events": [], "none": near[:1]}
    events = []
    for one in best_by_anchor(fired):
        told = own if one.frame.anchor == own.frame.anchor else one
        word = parse.tokens[told.frame.anchor].text
        nth = 1 + sum(t.text == word for t in parse.tokens[: told.frame.anchor])
        event = {"anchor": word, "type": told.pattern.type, "mode": told.pattern.mode}
        events.append({**event, "nth": nth} if nth > 1 else event)
    return {"text": text, "events": events}


def main() -> None:
    """Write one line a sentence, each sentence once."""
    lexicon = load()
    tryout = Tryout.build(lexicon)
    cases = [(p, s, True) for p in lexicon.patterns for s in p.yes]
    cases += [(p, s, False) for p in lexicon.patterns for s in p.no]
    found: dict[str, dict] = {}
    readings = tryout.readings([sentence for _, sentence, _ in cases])
    for (pattern, sentence, must), reading in zip(cases, readings, strict=True):
        row = row_of(reading, tryout.patterns, pattern, must=must)
        if row is not None:
            found.setdefault(sentence, row)
    lines = [json.dumps(row, ensure_ascii=False) for row in found.values()]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
