"""The shapes of the stages: a stage can live in any package, as long as it fits one of these.

A stage is a frozen dataclass with `__call__`, built from `(lexicon, options)`; it is pure (same
input, same output), and it can be pickled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.model.claim import Claim, Coding, Participant
from dateline.model.event import Event, Judgement
from dateline.model.text import Document, Parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A noun phrase that may take part in something.

    `first` to `last` is its half-open token range (title kept, leading article and relative
    clause left out), `head` its head token. `who` is its reading; `is_actor` says whether it is
    somebody who can act in public affairs. `also` holds the others that a plural stands for
    ("both nations"). `by_place`: it is named by a place that stands for it ("*Moscow*").
    """

    first: int
    last: int
    head: int
    who: Participant
    is_actor: bool = False
    also: tuple[Participant, ...] = ()
    by_place: bool = False


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A parsed document with its mentions, in text order; `by_head` finds one by head token."""

    parse: Parse
    mentions: tuple[Mention, ...] = ()
    by_head: Mapping[int, Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a classifier makes of a word: its likeliest type and mode.

    `probability` is that the type is right, calibrated on sentences held out of the training;
    `is_event`: the type is likelier than no event at all. `actor` and `recipient` hold the words
    of the sentence that take part with a probability of a fifth at least, each with it; `read` are
    the words that it has seen, so that of others nothing is known.
    """

    type: str
    mode: str
    probability: float
    is_event: bool
    actor: Mapping[int, float] = field(default_factory=dict)
    recipient: Mapping[int, float] = field(default_factory=dict)
    read: range = range(0)


class Classifier(Protocol):
    """Words of a parse to event types; a word that cannot be judged is left out."""

    def __call__(self, parse: Parse, words: Sequence[int], /) -> Mapping[int, Judged]: ...


class Parser(Protocol):
    """Text to tokens and sentences, many documents at a time."""

    def __call__(self, docs: Sequence[Document], /) -> Iterable[Parse]: ...


class Reader(Protocol):
    """Noun phrases to mentions: who could take part, and who that is."""

    def __call__(self, parse: Parse, /) -> Reading: ...


class Coder(Protocol):
    """What happened: claims with anchor, type, mode, roles and items."""

    def __call__(self, reading: Reading, /) -> list[Claim]: ...


class Attributor(Protocol):
    """Who says so and how surely; quotes; assessments."""

    def __call__(self, reading: Reading, claims: Sequence[Claim], /) -> Coding: ...


class Resolver(Protocol):
    """Where, when and how many, for every claim of a coding."""

    def __call__(self, reading: Reading, coding: Coding, /) -> Coding: ...


class Merger(Protocol):
    """Claims to events; the result does not depend on the order of the claims.

    It works in steps, so that a record larger than memory can be merged, and a part of it anew:
    which claims belong together, where documents have their words from, the event of each group.
    """

    def components(
        self, claims: Iterable[Claim], judgements: Sequence[Judgement] = (), /
    ) -> Iterable[Sequence[Sequence[str]]]:
        """The ids of the claims of each event, each claim in one.

        Events come in components: no claim of one component is like any of another's, so that a
        component merged by itself gives the same events.
        """
        ...

    def origins(self, documents: Mapping[str, Document], /) -> Mapping[str, Sequence[str]]:
        """Where each document has its words from; with one in common two are one report."""
        ...

    def events(
        self, groups: Iterable[Sequence[Claim]], origins: Mapping[str, Sequence[str]], /
    ) -> Iterable[Event]:
        """The event of each group of claims."""
        ...
