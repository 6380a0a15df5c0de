"""Time and peak memory of merging synthetic claims into events, by the size of the record.

Reports, 15 claims each, lie in three years. Four claims on average tell of one happening; a few
dyads and types have most of them, and one day in thirty has ten times as many. Claims lack sides
and dates as coded ones do. A tenth of the reports are copies. Each size runs in a process of its
own; claims are made anew when they are read, so that none but the merger's own memory counts.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from dateline.merge import Clustering, RulesMerger
from dateline.model import (
    Attribution,
    Basis,
    Claim,
    Document,
    Grain,
    Kind,
    Participant,
    Place,
    Quantity,
    Sentence,
    SourceKind,
    Span,
    When,
    content_id,
)

CLAIMS, TELLINGS, DAYS, WORDS = 15, 4, 3 * 365, 300
START = date(2022, 1, 1)
TYPES = (
    "CONSULT",
    "ASSAULT",
    "ACCUSE",
    "SUPPORT",
    "AGREE",
    "COERCE",
    "REQUEST",
    "AID",
    "PROTEST",
    "THREATEN",
    "MOBILIZE",
    "SANCTION",
    "REJECT",
    "COOPERATE",
    "CONCEDE",
    "RETREAT",
)
STATES, OUTLETS, VOCABULARY, COPY = 190, 200, 20_000, 10
# Shares as coded claims have them.
NO_ACTOR, NO_RECIPIENT, NO_DATE = 0.1, 0.3, 0.1
PLACED, COUNTED, STATED, RETOLD = 0.4, 0.2, 0.5, 0.03


@cache
def steps(count: int) -> list[float]:
    """Cumulated weights of a Zipf distribution."""
    return list(accumulate(1 / (rank + 1) for rank in range(count)))


def zipf(dice: random.Random, count: int) -> int:
    """A number below `count`, small ones more often."""
    return bisect(steps(count), dice.random() * steps(count)[-1])


@cache
def state(number: int) -> str:
    """A made-up country code."""
    return "".join(chr(65 + number // 26**power % 26) for power in (2, 1, 0))


@cache
def participant(number: int, person: int) -> Participant:
    """A state, or one of those who act for it."""
    name = f"{state(number)} {person}" if person else state(number)
    return Participant(
        name=name, id=content_id("a", name), kind=Kind.PERSON if person else Kind.STATE,
        country=state(number), sector=("GOV",),
    )  # fmt: skip


@cache
def place(number: int, city: int) -> Place:
    """One of the towns of a state."""
    return Place(
        name=f"Town {city}", country=state(number), geonames=f"{number}{city}", grain="city"
    )


@dataclass(frozen=True)
class Record:
    """A record of so many reports, each part made from its number alone."""

    reports: int

    def day(self, dice: random.Random) -> int:
        """A day; one in thirty has ten times as many."""
        busy = dice.random() < 10 / 39
        return dice.randrange(0, DAYS, 30) if busy else dice.randrange(DAYS)

    def document(self, number: int) -> Document:
        """A report; every tenth copies another and adds to it."""
        copied = number - 1 if number % COPY == COPY - 1 else number
        dice = random.Random(f"text {copied}")  # noqa: S311 - synthetic data
        words = " ".join(f"w{zipf(dice, VOCABULARY)}" for _ in range(WORDS))
        text = f"{words} report {number}"
        key = f"d-{number:08}"
        return Document(id=key, origin=key, sha256="", text=text, outlet=f"o{number % OUTLETS}")

    def claim(self, number: int) -> Claim:
        """A claim: one of its happening's tellings, with what tellings leave out."""
        happenings = self.reports * CLAIMS // TELLINGS
        dice = random.Random(number)  # noqa: S311 - synthetic data
        happening = dice.randrange(happenings)
        whole = random.Random(f"happening {happening}")  # noqa: S311 - synthetic data
        kind = TYPES[zipf(whole, len(TYPES))]
        one, two = zipf(whole, STATES), zipf(whole, STATES)
        day = self.day(whole)
        persons, city, count = whole.randrange(4), whole.randrange(5), whole.randrange(1, 500)
        told = (START + timedelta(days=day)).isoformat()
        after = (START + timedelta(days=day + 1)).isoformat()
        text = f"Telling {number} of happening {happening} of the {kind} kind."
        stated = dice.random() < STATED
        when = When(first=told if stated else after, last=told if stated else after,
                    grain=Grain.DAY, basis=Basis.STATED if stated else Basis.PUBLISHED)  # fmt: skip
        return Claim(
            id=f"c-{number:08}", document=f"d-{number // CLAIMS:08}", outlet=f"o{number % OUTLETS}",
            published=after, type=kind, anchor=Span(text=text[:7], start=0, end=7),
            sentence=Sentence(number=1, text=text, start=0, end=len(text)),
            actor=()
            if dice.random() < NO_ACTOR
            else (participant(one, dice.choice((0, persons))),),
            recipient=() if dice.random() < NO_RECIPIENT else (participant(two, 0),),
            place=(place(two, city),) if dice.random() < PLACED else (),
            when=When() if dice.random() < NO_DATE else when,
            quantity=(Quantity(low=count, high=count, unit="people"),)
            if dice.random() < COUNTED else (),
            attribution=Attribution(kind=dice.choice((SourceKind.OUTLET, SourceKind.OFFICIAL))),
            pattern="words.code." if dice.random() < RETOLD else "assault.one",
        )  # fmt: skip

    def claims(self) -> Iterator[Claim]:
        """All claims in order."""
        return (self.claim(number) for number in range(self.reports * CLAIMS))


def measured(reports: int) -> dict[str, float]:
    """Merge a record of so many reports, and say what it took."""
    record = Record(reports)
    began = time.process_time()
    for _ in record.claims():
        pass
    making = time.process_time() - began  # twice over, taken off below
    documents = {doc.id: doc for doc in map(record.document, range(reports))}
    began = time.process_time()
    clustering = Clustering()
    clustering.add(record.claims())
    groups = list(clustering.groups())
    grouped = time.process_time() - began - making
    nodes = len(clustering.nodes)
    began = time.process_time()
    told = ([record.claim(int(key[2:])) for key in group] for group in groups)
    merger = RulesMerger()
    events = sum(1 for _ in merger.events(told, merger.origins(documents)))
    assembled = time.process_time() - began - making
    began = time.process_time()
    extra = record.claim(reports * CLAIMS)
    clustering.add([extra])
    joined = time.process_time() - began
    return {
        "reports": reports, "claims": reports * CLAIMS, "signatures": nodes, "events": events,
        "group_s": round(grouped, 1), "assemble_s": round(assembled, 1),
        "total_s": round(grouped + assembled, 1), "add_one_ms": round(1000 * joined, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.inside:
        print(json.dumps(measured(said.reports[0])))
        return
    for reports in said.reports:
        command = [sys.executable, __file__, "--inside", "--reports", str(reports)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
