"""Golden cases: short texts with the claims that they should yield, one TOML file each."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dateline.evaluate.gold import Record
from dateline.evaluate.measures import percent, prf
from dateline.model import Claim, Coding, Document, Span

ALWAYS = ("type", "anchor", "actor", "recipient", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text and its claims in text order; `xfail` says why it fails as yet."""

    name: str
    text: str
    claims: tuple[Record, ...]
    published: str | None = None
    xfail: str = ""

    @property
    def document(self) -> Document:
        """The text as a document."""
        return Document.of(self.text, origin=self.name, published=self.published)


def read_cases(folder: Path) -> list[Case]:
    """The cases of a folder, by name."""
    return [read_case(path) for path in sorted(folder.glob("*.toml"))]


def read_case(path: Path) -> Case:
    """One case; an actor, recipient or source that is left out is empty."""
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Case(
        name=path.stem,
        text=said["text"],
        claims=tuple(
            {"actor": [], "recipient": [], "source": "", **claim} for claim in said["claim"]
        ),
        published=said.get("published"),
        xfail=said.get("xfail", ""),
    )


def texts(spans: Iterable[Span]) -> list[str]:
    """The words of spans as they stand."""
    return [span.text or "" for span in spans]


FIELDS: Mapping[str, Callable[[Claim], object]] = MappingProxyType(
    {
        "type": lambda claim: claim.type,
        "anchor": lambda claim: claim.anchor.text,
        "actor": lambda claim: texts(claim.actor),
        "recipient": lambda claim: texts(claim.recipient),
        "source": lambda claim: ", ".join(texts(claim.attribution.source)),
        "attendee": lambda claim: texts(claim.attendee),
        "kind": lambda claim: claim.attribution.kind.value,
        "mode": lambda claim: claim.mode,
        "place": lambda claim: [place.name for place in claim.place],
        "when": lambda claim: f"{claim.when.first}/{claim.when.last}",
        "factuality": lambda claim: claim.factuality.value,
        "aux": lambda claim: [aux.value for aux in claim.aux],
    }
)


def shown(claim: Claim, fields: Iterable[str] = ALWAYS) -> Record:
    """A claim in the form of a golden case."""
    return {field: FIELDS[field](claim) for field in fields}


def told(case: Case, coding: Coding) -> list[Record]:
    """The claims of a coding in text order, each with the fields that the case asks for.

    `type`, `anchor`, `actor`, `recipient` and `source` are always asked for; the others where
    any claim of the case states them. A case may give a whole phrase as anchor ("went on
    strike"): a claim anchored at a part of it then counts as anchored at the phrase.
    """
    more = [field for field in FIELDS if any(field in claim for claim in case.claims)]
    fields = dict.fromkeys((*ALWAYS, *more))
    claims = sorted(coding.claims, key=lambda claim: (claim.anchor.start or 0, claim.type))
    rows = [shown(claim, fields) for claim in claims]
    for row, wanted in zip(rows, case.claims, strict=False):
        if row["anchor"] in wanted["anchor"]:
            row["anchor"] = wanted["anchor"]
    return rows


def measure(cases: Sequence[Case], codings: Iterable[Coding]) -> Record:
    """F1 of claims (type and anchor), and the share of cases that are right in every field."""
    hits = said = wanted = right = 0
    for case, coding in zip(cases, codings, strict=True):
        got = told(case, coding)
        keys = [(claim["type"], claim["anchor"]) for claim in case.claims]
        hits += sum((claim["type"], claim["anchor"]) in keys for claim in got)
        said += len(got)
        wanted += len(case.claims)
        right += got == list(case.claims)
    return {
        "claim": prf(hits, said, wanted)["f1"],
        "right": percent(right, len(cases)),
        "n": len(cases),
    }
