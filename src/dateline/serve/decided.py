"""What was decided, in words for a page; and the verdict that holds on each claim."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analyse.wording import amount, days, person, place, thing
from dateline.model import Correction, Query
from dateline.record import View
from dateline.run.deciding import Decision, waiting

FOLLOW = ("quad", "intensity", "cameo")
WORDS = {"same": "judged to be one event", "different": "split off", "corrected": "corrected",
         "told": "written down by hand"}  # fmt: skip
READ = {
    "actor": person, "recipient": person, "attendee": person, "place": place, "quantity": amount,
    "item": thing,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A field of a claim: what it was and what it is, in words."""

    claim: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision or an undoing: its number, who, when, why, and what was said."""

    number: int
    at: str
    user: str
    said: str
    why: str
    event: str
    before: str
    state: str
    can_undo: bool
    changes: tuple[Changed, ...]


def told(view: View, found: Sequence[Decision]) -> list[Told]:
    """Decisions and undoings, in their order."""
    states = waiting(view, found)
    return [
        Told(
            number=one.seq, at=one.at, user=one.user, said=said(one), why=one.why,
            event=one.event, before="" if one.undoes else one.revision,
            state=f"undone by {one.undone}" if one.undone else states.get(one.seq, ""),
            can_undo=one.undone is None and one.undoes is None,
            changes=tuple(changes(one.changes)),
        )
        for one in found
    ]  # fmt: skip


def said(one: Decision) -> str:
    """A decision in a few words."""
    if one.undoes:
        return f"took back decision {one.undoes}"
    if not one.changes:
        return WORDS.get(one.verdict, one.verdict)
    first: dict[str, Changed] = {}
    for change in changes(one.changes):
        first.setdefault(change.field, change)
    parts = (f"{name}: {one.old or 'nothing'} → {one.new or 'nothing'}"
             for name, one in first.items())  # fmt: skip
    return f"corrected {'; '.join(parts)}"


def changes(some: Sequence[Correction]) -> Iterator[Changed]:
    """Corrections in words; what merely follows from the type is left out."""
    for one in some:
        if one.field not in FOLLOW:
            old, new = (in_words(one.field, json.loads(value)) for value in (one.old, one.new))
            yield Changed(claim=one.claim, field=one.field, old=old, new=new)


def in_words(field: str, value: Any) -> str:  # noqa: ANN401 - plain JSON values
    """A value of a field in words."""
    if field in READ:
        return "; ".join(READ[field](one) for one in value or ())
    if field == "when":
        return days(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def types_of(view: View, claims: Sequence[str]) -> Mapping[str, str]:
    """The types that the machine gave some claims."""
    sql = "SELECT id, type FROM machine WHERE list_contains(?, id)"
    rows = view.ask(Query(sql=sql, parameters=(list(claims),)))
    return {row["id"]: row["type"] for row in rows}
