"""Finds the words that hardly ever tell an event, about which the classifier need not be asked.

Prints `code.seldom` for `src/dateline/lexicons/en/words/code.toml`: anchors of patterns that carry
an event in fewer than `SELDOM` of the written sentences that they stand in. Run it with Dateline
installed:

    python training/words.py
"""

from collections import Counter

from written import everything

from dateline.code.second import anchors_of, may_tell
from dateline.evaluate.stages import lexicon, pipeline
from dateline.model import Document

SELDOM, LEAST, WIDTH = 0.05, 2, 126


def counted() -> tuple[Counter[str], Counter[str]]:
    """How often each lemma stands in a written sentence, and how often it carries an event."""
    rows = [row for where, row in everything() if not where.startswith("patterns.jsonl")]
    documents = [Document.of(row["text"], origin=str(i)) for i, row in enumerate(rows)]
    stand, tell = Counter[str](), Counter[str]()
    for row, parse in zip(rows, pipeline().parsed(documents), strict=True):
        anchors = {event["anchor"].split()[0] for event in row["events"]}
        for token in filter(may_tell, parse.tokens):
            stand[token.lemma] += 1
            tell[token.lemma] += parse.doc.text[token.start : token.end] in anchors
    return stand, tell


def main() -> None:
    """Print the list."""
    stand, tell = counted()
    line = " "
    print('"code.seldom" = [')
    for word in sorted(anchors_of(lexicon())):
        if stand[word] < LEAST or tell[word] >= SELDOM * stand[word]:
            continue
        if len(line) + len(word) + 4 > WIDTH:
            print(line)
            line = " "
        line += f' "{word}",'
    print(f"{line}\n]")


if __name__ == "__main__":
    main()
