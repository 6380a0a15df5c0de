"""Sentences that hold no event in; how many claims are made of them all the same.

The sets mark different things: the tests of PETRARCH sentences of which its coder should make
nothing, India Police Events which of five deeds of the police a sentence tells. A sentence without
one may hold other events; so claims of the police are counted by themselves, also where the police
use force: a coder that makes no claims errs nowhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import percent, prf
from dateline.evaluate.stages import pipeline
from dateline.model import Claim, Document

NEEDS = ("noevents|sents",)
WORDS = 3  # a sentence has at least so many; "This story is from" is cut off
POLICE = "COP"
FORCE = frozenset(("KILL", "ARREST", "FORCE"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence at `[start, end)`, with its labels and the claims made of it."""

    start: int
    end: int
    labels: frozenset[str]
    claims: tuple[Claim, ...] = ()

    @property
    def has_police(self) -> bool:
        """Whether a claim has the police as an actor."""
        return any(POLICE in who.sector for claim in self.claims for who in claim.actor)


def eventless(records: Iterable[Record]) -> Measured:
    """Claims made in 100 sentences without events, how many of 100 hold one or more, and police.

    All records with marked sentences are coded. `police` is precision, recall and F1 of sentences
    in which the police act, among those with a deed of force and those without any deed.
    """
    rows = [row for row in records if any(marked(row))]
    documents = [Document.of(row["text"], origin=str(row["id"])) for row in rows]
    quiet: list[Marked] = []
    force: list[Marked] = []
    predicted = []
    for row, coding in zip(rows, pipeline()(documents), strict=True):
        found = list(with_claims(marked(row), coding.claims))
        quiet += (without := [one for one in found if not one.labels])
        force += [one for one in found if not FORCE.isdisjoint(one.labels)]
        told = [claim.anchor.text for one in without for claim in one.claims]
        predicted.append({"id": row["id"], "claims": told})
    caught, alarms = (sum(one.has_police for one in some) for some in (force, quiet))
    figures = {
        "claims_in_100": percent(sum(len(one.claims) for one in quiet), len(quiet)),
        "sentences_with_claims": percent(sum(bool(one.claims) for one in quiet), len(quiet)),
        "sentences_with_police": percent(alarms, len(quiet)),
        "police": prf(caught, caught + alarms, len(force)),
        "n": len(quiet),
        "documents": len(rows),
    }
    return Measured(figures, predicted)


def with_claims(sentences: Iterable[Marked], claims: Sequence[Claim]) -> Iterator[Marked]:
    """Sentences with the claims whose anchors stand in them."""
    for one in sentences:
        inside = [c for c in claims if one.start <= (c.anchor.start or 0) < one.end]
        yield Marked(one.start, one.end, one.labels, tuple(inside))


def marked(row: Record) -> Iterator[Marked]:
    """The sentences of a record that are marked; offsets are half-open ranges of code points."""
    text, gold = str(row["text"]), row["gold"]
    if gold.get("noevents"):
        yield Marked(0, len(text), frozenset())
    end = 0
    for sentence in gold.get("sents", ()):
        start = text.find(sentence["text"], end)
        if start < 0:
            continue
        end = start + len(sentence["text"])
        if sentence["labels"] or len(sentence["text"].split()) >= WORDS:
            yield Marked(start, end, frozenset(sentence["labels"]))
