"""Made-up reports and claims for the benchmarks: the same each time, none of them true.

Reports, 15 claims each, lie in three years. A few dyads and types have most of them, and one day in
thirty has ten times as many. Claims lack sides and dates as coded ones do. A tenth of the reports
are copies.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, batched
from pathlib import Path

from dateline.lexicon import load
from dateline.model import (
    Attribution,
    Basis,
    Claim,
    Coding,
    Document,
    Grain,
    Item,
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
from dateline.record import Record

CLAIMS, DAYS, WORDS = 15, 3 * 365, 300
START = date(2022, 1, 1)
TYPES = (
    "CONSULT", "ASSAULT", "ACCUSE", "SUPPORT", "AGREE", "COERCE", "REQUEST", "AID", "PROTEST",
    "THREATEN", "MOBILIZE", "SANCTION", "REJECT", "COOPERATE", "CONCEDE", "RETREAT",
)  # fmt: skip
QUADS = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "AGREE", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("AID", "COOPERATE", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("ACCUSE", "REQUEST", "THREATEN", "REJECT"), "verbal conflict"),
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"), "material conflict"),
}
BATCH, CODER = 2_000, "made"
GOODS = ("grain", "medicine", "drone")
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
    """The code of a country."""
    return codes()[number]


@cache
def codes() -> list[str]:
    """The codes of all countries, in an order of no meaning."""
    found = sorted(country.iso3 for country in load().countries)
    random.Random(1).shuffle(found)  # noqa: S311 - synthetic data
    return found


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
    dice = random.Random(f"place {number} {city}")  # noqa: S311 - synthetic data
    return Place(
        name=f"Town {city} of {state(number)}", country=state(number), geonames=f"{number}{city}",
        grain="city", latitude=dice.uniform(-50, 65), longitude=dice.uniform(-180, 180),
    )  # fmt: skip


def guests(happening: int) -> tuple[Participant, ...]:
    """Those present; one happening in eight has some."""
    dice = random.Random(f"guests {happening}")  # noqa: S311 - synthetic data
    count = dice.randint(1, 4) if happening % 8 == 0 else 0
    return tuple(participant(zipf(dice, STATES), dice.randrange(4)) for _ in range(count))


@dataclass(frozen=True)
class Made:
    """A record of so many reports, each part made from its number alone.

    So many claims on average tell of one happening.
    """

    reports: int
    tellings: float = 4

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
        happenings = int(self.reports * CLAIMS / self.tellings)
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
            quad=QUADS[kind], intensity=0.0, score=round(dice.random(), 3),
            attendee=guests(happening),
            item=(Item(name=whole.choice(GOODS)),) if kind == "AID" else (),
            attribution=Attribution(kind=dice.choice((SourceKind.OUTLET, SourceKind.OFFICIAL))),
            pattern="words.code." if dice.random() < RETOLD else "assault.one",
        )  # fmt: skip

    def claims(self) -> Iterator[Claim]:
        """All claims in order."""
        return (self.claim(number) for number in range(self.reports * CLAIMS))

    def reported(self, number: int) -> tuple[Document, list[Claim]]:
        """A report whose text is the sentences of its claims, and these."""
        told = [self.claim(i) for i in range(number * CLAIMS, (number + 1) * CLAIMS)]
        starts = list(accumulate((len(one.sentence.text) + 1 for one in told), initial=0))
        text = " ".join(one.sentence.text for one in told)
        doc = Document.of(text, origin=f"r{number}", outlet=told[0].outlet,
                          published=told[0].published)  # fmt: skip
        claims = [
            replace(
                one, document=doc.id, outlet=doc.outlet, published=doc.published,
                id=content_id("c", one.id), coder=CODER,
                anchor=Span(text=one.anchor.text, start=at, end=at + 7),
                sentence=Sentence(number=i + 1, text=one.sentence.text, start=at,
                                  end=at + len(one.sentence.text)),
            )
            for i, (one, at) in enumerate(zip(told, starts, strict=False))
        ]  # fmt: skip
        return doc, claims


def write(path: Path, made: Made) -> Record:
    """Make a record of made-up reports and their claims, through the same door as coding."""
    record = Record.create(path)
    for some in batched(range(made.reports), BATCH):
        told = [made.reported(number) for number in some]
        with record.lock():
            batches = record.add(doc for doc, _ in told)
        record.start_run(CODER, CODER, "2026-01-01T00:00:00+00:00")
        coded = {doc.id: claims for doc, claims in told}
        for batch in batches:
            codings = [
                Coding(document=key, coder=CODER, claims=tuple(coded[key]))
                for key in batch.documents
            ]
            record.commit(batch.id, CODER, codings)
    return record
