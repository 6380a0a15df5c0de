"""Sentences that hold no event in; how many claims are made of them all the same.

The sets mark different things: the tests of PETRARCH sentences of which its coder should make
nothing, India Police Events sentences without a deed of the police, which may hold other events.
"""

from collections.abc import Iterable, Iterator

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import percent
from dateline.evaluate.stages import pipeline
from dateline.model import Document

NEEDS = ("noevents|sents",)
WORDS = 3  # a sentence has at least so many; "This story is from" is cut off


def eventless(records: Iterable[Record]) -> Measured:
    """Claims made in 100 sentences without events, and how many of 100 hold one or more."""
    rows = [row for row in records if any(quiet(row))]
    documents = [Document.of(row["text"], origin=str(row["id"])) for row in rows]
    sentences = claims = loud = 0
    predicted = []
    for row, coding in zip(rows, pipeline()(documents), strict=True):
        anchors = [(claim.anchor.start or 0, claim.anchor.text) for claim in coding.claims]
        made = [
            [text for start, text in anchors if first <= start < last] for first, last in quiet(row)
        ]
        sentences += len(made)
        claims += sum(len(some) for some in made)
        loud += sum(bool(some) for some in made)
        predicted.append({"id": row["id"], "claims": [text for some in made for text in some]})
    figures = {
        "claims_in_100": percent(claims, sentences),
        "sentences_with_claims": percent(loud, sentences),
        "n": sentences,
        "documents": len(rows),
    }
    return Measured(figures, predicted)


def quiet(row: Record) -> Iterator[tuple[int, int]]:
    """Where the sentences without events stand in the text, as half-open ranges of code points."""
    text, gold = str(row["text"]), row["gold"]
    if gold.get("noevents"):
        yield 0, len(text)
    end = 0
    for sentence in gold.get("sents", ()):
        start = text.find(sentence["text"], end)
        if start < 0:
            continue
        end = start + len(sentence["text"])
        if not sentence["labels"] and len(sentence["text"].split()) >= WORDS:
            yield start, end
