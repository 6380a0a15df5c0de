"""Counts which words carry events in the training sentences: whom to ask the classifier about.

Prints two word lists for `src/dateline/lexicons/en/words/classifier.toml`: `code.seldom`, words of
patterns that tell a happening in fewer than `SELDOM` of their sentences, and `code.often`, words
without a pattern that do so in at least `OFTEN`. Run it with the program's own environment.

    python training/words.py > src/dateline/lexicons/en/words/classifier.toml
"""

import json
from collections import Counter
from pathlib import Path

from dateline.code.second import may_tell
from dateline.evaluate.stages import lexicon, pipeline
from dateline.model import Document

ROOT = Path(__file__).resolve().parent
SELDOM, OFTEN, LEAST = 0.25, 0.35, 2
HEAD = """# Which words the event classifier is asked about; made by training/words.py, which says how.
"""


def counted() -> tuple[Counter[str], Counter[str]]:
    """How often each lemma stands in a training sentence, and how often it carries an event."""
    rows = [
        json.loads(line)
        for path in sorted((ROOT / "sentences").glob("*.jsonl"))
        if path.name != "patterns.jsonl"
        for line in path.read_text("utf-8").splitlines()
    ]
    documents = [Document.of(row["text"], origin=str(i)) for i, row in enumerate(rows)]
    stand, tell = Counter[str](), Counter[str]()
    for row, parse in zip(rows, pipeline().parsed(documents), strict=True):
        anchors = {e["anchor"].split()[0] for e in row["events"]}
        for token in parse.tokens:
            if may_tell(token):
                stand[token.lemma] += 1
                tell[token.lemma] += parse.doc.text[token.start : token.end] in anchors
    return stand, tell


def listed(name: str, words: list[str]) -> str:
    """A word list as TOML."""
    lines, line = [], " "
    for word in sorted(words):
        if len(line) + len(word) + 4 > 118:
            lines.append(line)
            line = " "
        line += f' "{word}",'
    return f'"{name}" = [\n' + "\n".join([*lines, line]) + "\n]\n"


def main() -> None:
    """Print the two lists."""
    stand, tell = counted()
    held = lexicon()
    anchors = {word.lower().split()[0] for one in held.patterns for word in one.verb}
    anchors |= {word.lower().split()[-1] for one in held.patterns for word in one.noun}
    share = {word: tell[word] / count for word, count in stand.items() if count >= LEAST}
    print(HEAD + listed("code.seldom", [w for w in anchors & share.keys() if share[w] < SELDOM]))
    print(listed("code.often", [w for w in share.keys() - anchors if share[w] >= OFTEN]), end="")


if __name__ == "__main__":
    main()
