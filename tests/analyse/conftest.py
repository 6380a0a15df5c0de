"""Small records of made-up events, asked through the real view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from dateline.analyse import Scope, Search, scale_of
from dateline.lexicon import load
from dateline.model import (
    Basis,
    Claim,
    Coding,
    Document,
    Event,
    EventParticipant,
    EventWhen,
    Grain,
    Judgement,
    Kind,
    Lexicon,
    Query,
    Sentence,
    Span,
    Standing,
    Support,
    content_id,
)
from dateline.record import Merging, Record

NAMES = {"CHN": "China", "MLI": "Mali", "NER": "Niger", "PRK": "North Korea", "RUS": "Russia",
         "TCD": "Chad", "VNM": "Vietnam"}  # fmt: skip


def person(name: str, country: str | None = None) -> EventParticipant:
    """Somebody; three capitals alone are the state of that code."""
    state = name in NAMES
    return EventParticipant(
        name=NAMES.get(name, name), country=name if state else country,
        kind=Kind.STATE if state else Kind.PERSON, sector=("GOV",) if state else (),
        id=content_id("a", name),
    )  # fmt: skip


def made_event(  # noqa: PLR0913
    key: str, kind: str = "AID", *, actor: Iterable[Any] = (), recipient: Iterable[Any] = (),
    attendee: Iterable[Any] = (), day: str | None = "2024-03-01", grain: Grain = Grain.DAY,
    reports: int = 1, standing: Standing = Standing.REPORTED, **more: Any,
) -> Event:  # fmt: skip
    def people(given: Iterable[Any]) -> tuple[EventParticipant, ...]:
        return tuple(who if isinstance(who, EventParticipant) else person(who) for who in given)

    when = EventWhen(first=day, last=day, grain=grain if day else Grain.NONE, basis=Basis.STATED)
    return Event(
        id=f"e-{key}", revision="r", type=kind, actor=people(actor), recipient=people(recipient),
        attendee=people(attendee), when=when, standing=standing, claims=(f"c-{key}",),
        support=Support(documents=reports, independent=reports), **more,
    )  # fmt: skip


@pytest.fixture(scope="session")
def event() -> Callable[..., Event]:
    """Makes an event."""
    return made_event


@pytest.fixture(scope="session")
def who() -> Callable[..., EventParticipant]:
    """Makes a participant."""
    return person


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load()


@pytest.fixture(scope="session")
def scope(lexicon: Lexicon) -> Callable[..., Scope]:
    """Makes a scope; what is no field of it is a filter."""
    scale = scale_of(lexicon.types.values())

    def made(per: str = "", between: str = "country", **filters: str) -> Scope:
        return Scope(search=Search(**filters), per=per, between=between, scale=scale)

    return made


@dataclass(frozen=True)
class Given:
    """Gives events that are made already, each in the place of a claim that stands for it."""

    made: Sequence[Event]

    def components(
        self, claims: Iterable[Claim], _judgements: Sequence[Judgement] = (), /
    ) -> Iterator[list[list[str]]]:
        """A claim for each event."""
        kept = sorted(claim.id for claim in claims)
        assert len(self.made) <= len(kept)
        return ([[key]] for key in kept[: len(self.made)])

    def origins(self, _documents: Mapping[str, Document], /) -> Mapping[str, Sequence[str]]:
        """Nothing is a copy."""
        return {}

    def events(
        self, groups: Iterable[Sequence[Claim]], _origins: Mapping[str, Sequence[str]], /
    ) -> Iterator[Event]:
        """The event that each claim stands for."""
        return (self.made[int(claim.id.removeprefix("c-"))] for (claim,) in groups)


def standing_in(record: Record, count: int = 200) -> None:
    """Have a record hold so many claims that stand for events."""
    text = "It happened."
    doc = Document.of(text, origin="made")
    claims = tuple(
        Claim(
            id=f"c-{i:04}", document=doc.id, outlet=None, published=None, type="AID",
            sentence=Sentence(number=1, text=text, start=0, end=12),
            anchor=Span(text="happened", start=3, end=11),
        )
        for i in range(count)
    )  # fmt: skip
    with record.lock():
        (batch,) = record.add([doc])
    record.start_run("made", "made", "2026-01-01T00:00:00+00:00")
    record.commit(batch.id, "made", [Coding(document=doc.id, coder="made", claims=claims)])


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Asks a query of a record that holds some events, and documents of some days."""
    count = iter(range(100_000))
    record = Record.create(tmp_path_factory.mktemp("analyse") / "made.dateline")
    standing_in(record)

    def asked(events: Iterable[Event], *queries: Query, days: Iterable[str] = ()) -> Any:
        docs = [
            Document.of(f"report {i} of {day}", origin=f"r{i}", published=day)
            for i, day in enumerate(days)
        ]
        held = record if not docs else Record.create(record.path.with_name(f"d{next(count)}"))
        if docs:
            standing_in(held)
            with held.lock():
                held.add(docs)
        made = list(events)
        with held.view(Merging(Given(made), mark=f"{next(count)}")) as view:
            answers = [view.ask(query) for query in queries]
        return answers[0] if len(answers) == 1 else answers

    return asked
