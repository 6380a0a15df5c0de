"""An event and its claims in, every field with each value and the claims that give it, out.

Also who says what, and how the claims of an event answer where they contradict each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analyse.wording import (
    NO_DATE,
    NO_PLACE,
    NOBODY,
    amount,
    certainty,
    days,
    person,
    place,
    source,
    thing,
)

Row = Mapping[str, Any]
FIELD_WORDS = {"factuality": "whether it happened"}
CERTAIN, DENIED = ("CT+",), ("CT-", "PR-", "PS-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a field: in words, as codes, and by whom it is given.

    `claims` are the ids of the claims that give it, `sources` who says so in them. `id` is of an
    actor, `why` says how the words were read.
    """

    words: str
    code: str = ""
    id: str = ""
    why: str = ""
    as_told: str = ""
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an event; `missing` is what stands for a value where there is none.

    `machine` holds what the coder had written where an analyst corrected it.
    """

    name: str
    values: tuple[Value, ...]
    missing: str = ""
    machine: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim as a line of "who says what"."""

    claim: Row
    source: str
    kind: str
    certainty: str
    denies: bool
    hedges: bool
    numbers: tuple[str, ...]
    differs: tuple[str, ...]


def fields(event: Row, claims: Sequence[Row], machine: Row | None = None) -> list[Field]:
    """The fields of an event, each value with the claims and sources that give it.

    Args:
        event: The event as it now is.
        claims: Its claims, by which the values of type, mode and context are traced.
        machine: The event as the coder alone made it, where analysts corrected it.
    """
    now = values_of(event, claims)
    then = values_of(machine, claims) if machine else now
    found = []
    for name, values in now.items():
        changed = [one.words for one in values] != [one.words for one in then[name]]
        missing = NO_DATE if name == "when" else FIELDS.get(name, ("",))[0]
        if values or missing or changed:
            told = then[name] if changed else None
            found.append(Field(name=name, values=values, missing=missing, machine=told))
    return found


def values_of(event: Row, claims: Sequence[Row]) -> dict[str, tuple[Value, ...]]:
    """The values of every field of an event, in the order that they are read in."""
    found = {
        "type": (traced(event["type"], claims, lambda c: [c["type"]]),),
        "mode": tuple(
            traced(mode, claims, lambda c: [c["mode"]]) for mode in [event["mode"]] if mode
        ),
        "context": tuple(
            traced(one, claims, lambda c: c["context"]) for one in event["context"]
        ),
    }  # fmt: skip
    for name in ("actor", "recipient", "attendee"):
        found[name] = tuple(FIELDS[name][1](one) for one in event[name])
    when = event["when"]
    found["when"] = (dated(when),) if when["first"] else ()
    for name in ("place", "quantity", "item"):
        found[name] = tuple(FIELDS[name][1](one) for one in event[name])
    return found


def traced(value: str, claims: Sequence[Row], given: Callable[[Row], Sequence[str]]) -> Value:
    """A plain value with the claims that give it."""
    told = [claim for claim in claims if value in given(claim)]
    return Value(
        words=value.replace("_", " "), code=value, claims=tuple(one["id"] for one in told),
        sources=tuple(dict.fromkeys(source(one) for one in told)),
    )  # fmt: skip


def behind(one: Row) -> dict[str, Any]:
    """By whom a value is given, and the words that it was read from."""
    return {"claims": tuple(one.get("claims") or ()), "sources": tuple(one.get("sources") or ()),
            "as_told": one["text"] or ""}  # fmt: skip


def party(who: Row) -> Value:
    """A participant."""
    code = " ".join(filter(None, (who["country"], *(who["sector"] or ()))))
    return Value(
        words=person(who), code=code, id=who["id"] or "", why=who["why"] or "", **behind(who)
    )


def located(where: Row) -> Value:
    """A place, with how finely it is known."""
    parts = (where["grain"] or "", f"GeoNames {where['geonames']}" if where["geonames"] else "")
    return Value(
        words=place(where), code=" · ".join(filter(None, parts)), why=where["why"] or "",
        **behind(where),
    )  # fmt: skip


def dated(when: Row) -> Value:
    """A date, with whether a report states it."""
    basis = {"stated": "stated", "published": "the day of publication"}.get(when["basis"], "")
    code = " · ".join(filter(None, (when["grain"], basis)))
    return Value(words=days(when), code=code, **behind(when))


def counted(quantity: Row) -> Value:
    """A number, lowest to highest, with the one told most."""
    best, low, high = quantity.get("best"), quantity["low"], quantity["high"]
    told = f"most told {best:,.15g}" if best is not None and low != high else ""
    code = " · ".join(filter(None, (quantity["hedge"] or "", told)))
    return Value(words=amount(quantity), code=code, **behind(quantity))


def goods(item: Row) -> Value:
    """Equipment or goods."""
    return Value(words=thing(item), code=item["maker"] or "", **behind(item))


def sayings(event: Row, claims: Sequence[Row]) -> list[Saying]:
    """Who says what: the claims by source, those who say most first."""
    given: dict[str, list[str]] = {}
    for one in event["contradictions"]:
        for value in one["values"]:
            for key in value["claims"]:
                name = one["field"].removeprefix("quantity.")
                words = value["value"] if name == "factuality" else f"{name}: {value['value']}"
                given.setdefault(key, []).append(words)
    disputed = {one["field"].removeprefix("quantity.") for one in event["contradictions"]}
    found = [
        Saying(
            claim=claim, source=source(claim), kind=claim["attribution"]["kind"],
            certainty=certainty(claim), denies=claim["factuality"] in DENIED,
            hedges=claim["factuality"] not in (*CERTAIN, *DENIED),
            numbers=tuple(dict.fromkeys(
                amount(one) for one in claim["quantity"] if one["unit"] not in disputed
            )),
            differs=tuple(given.get(claim["id"], ())),
        )
        for claim in claims
    ]  # fmt: skip
    often: dict[str, int] = {}
    for one in found:
        often[one.source] = often.get(one.source, 0) + 1
    return sorted(found, key=lambda one: (-often[one.source], one.source))


def differing(event: Row, claims: Sequence[Row]) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """The contradictions: a field, then each of its values with the claims that give it."""
    held = {claim["id"]: claim for claim in claims}
    return [
        (FIELD_WORDS.get(one["field"], one["field"].replace("quantity.", "number of ")), [
            (value["value"], [held[key] for key in value["claims"] if key in held])
            for value in one["values"]
        ])
        for one in event["contradictions"]
    ]  # fmt: skip


FIELDS: Mapping[str, tuple[str, Callable[[Row], Value]]] = {
    "actor": (NOBODY, party),
    "recipient": ("", party),
    "attendee": ("", party),
    "place": (NO_PLACE, located),
    "quantity": ("", counted),
    "item": ("", goods),
}
