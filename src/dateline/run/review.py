"""Deciding on events: accept, correct, reject, merge, split, undo; seen at once, never overwritten.

An event is decided on as it was shown: who decides names its revision, and is told when another
analyst has changed it meanwhile.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import ConflictError, NotFoundError, StaleError, UsageError
from dateline.model import Claim, Correction, Lexicon, Query
from dateline.model.ontology import Ontology
from dateline.record import Record, View, corrected, from_row, to_row
from dateline.record.journal import CORRECTION, JUDGEMENT, UNDO, VERDICT
from dateline.run.deciding import Decision, to_undo
from dateline.run.views import merging_of

TELL = "tell"  # the kind of a change by which a claim comes to be
KINDS = ("accept", "correct", "reject", "merge", "split")
VERDICTS = {"accept": "accepted", "reject": "rejected"}
PEOPLE = ("actor", "recipient", "attendee")
DEGREES = {"latitude": 90, "longitude": 180}  # how far from the equator and from Greenwich
FOLLOWS_TYPE = ("type", "mode", "context")
LONGEST_REASON = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an analyst decides.

    `events` are the events decided on, two or more to merge; `revisions` says as what they were
    seen (none given: whatever they are now). `claims` are those that leave an event in a split, or
    the ones to accept, correct or reject when not all of the event's are meant. `fields` gives the
    values that a correction sets, under the names and in the form of a claim's fields.
    """

    kind: str
    events: tuple[str, ...]
    user: str
    why: str = ""
    revisions: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Which decision an analyst takes back; none given: the last that holds."""

    number: int | None
    user: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The number of a decision, and the events that its claims are in now."""

    number: int
    events: tuple[str, ...]

    @property
    def event(self) -> str:
        """The first of the events."""
        return self.events[0]


def settle(record: Record, view: View, lexicon: Lexicon, change: Change, at: str) -> Settled:
    """Write a decision down, and have the view show it.

    Raises:
        NotFoundError: if an event or claim is not there.
        ConflictError: if an event is not as it was seen.
        UsageError: if the decision says nothing that could be done.
    """
    if change.kind not in KINDS or not change.events:
        raise UsageError(
            f"there is no decision {change.kind!r}" if change.events else "no event was named",
            why=f"decisions are {', '.join(KINDS)}, on events", fix="give one of them, and an id",
            code="decide/no-kind",
        )  # fmt: skip
    check_reason(change.why)
    done = None
    while done is None:
        done = tried(record, view, lexicon, change, at)
    number, events = done
    catch_up(record, view, lexicon)
    claims = [key for event in events for key in claims_of(view, event)]
    return Settled(number=number, events=tuple(events_of(view, claims)))


def check_reason(why: str) -> None:
    """Check that a reason is short enough to be kept.

    Raises:
        UsageError: if it is not.
    """
    if len(why) > LONGEST_REASON:
        raise UsageError(
            "the reason is too long",
            why=f"it has {len(why):,} characters, and {LONGEST_REASON:,} are kept",
            fix="say it shorter, or name a document that says it", code="decide/wrong-value",
        )  # fmt: skip


def tried(
    record: Record, view: View, lexicon: Lexicon, change: Change, at: str
) -> tuple[int, list[dict[str, Any]]] | None:
    """Write a decision down; its number, and the events as they were before it.

    None if somebody decided in between, perhaps on something else: it has to be looked at again.
    """
    catch_up(record, view, lexicon)
    events = [checked_event(view, key, change) for key in dict.fromkeys(change.events)]
    kind, body = said(view, change, events, lexicon)
    about = {"event": events[0]["id"], "revision": events[0]["revision"], "why": change.why}
    told = {**body, **about}
    with suppress(StaleError):
        return record.journal.append(kind, told, user=change.user, at=at, after=view.last), events
    return None


def undo(
    record: Record, view: View, lexicon: Lexicon, undoing: Undoing, at: str
) -> tuple[Decision, tuple[str, ...]]:
    """Take a decision back, and have the view show it.

    Returns:
        The decision, and the events that its claims are in now.
    """
    check_reason(undoing.why)
    taken = to_undo(record, undoing.number)
    body: dict[str, Any] = {"undoes": taken.seq, "why": undoing.why}
    if taken.telling is not None:  # it leaves its event, which is another one without it
        catch_up(record, view, lexicon)
        events = [{"id": event} for event in events_of(view, taken.claims)]
        claims = [key for event in events for key in claims_of(view, event)]
        body["beside"] = sorted(set(claims).difference(taken.claims))
    record.journal.append(UNDO, body, user=undoing.user, at=at)
    catch_up(record, view, lexicon)
    now_at = view.carried()
    return taken, tuple(events_of(view, [now_at.get(key, key) for key in taken.claims]))


def catch_up(record: Record, view: View, lexicon: Lexicon) -> bool:
    """Have a view show what was decided since, by whom ever; whether there was anything."""
    if record.journal.newest() == view.last:
        return False
    view.catch_up(merging_of(record, lexicon))
    return True


def checked_event(view: View, key: str, change: Change) -> dict[str, Any]:
    """The row of an event, if it is as it was seen."""
    rows = view.ask(Query(sql="SELECT * FROM all_events WHERE id = ?", parameters=(key,)))
    if not rows:
        raise NotFoundError(
            f"there is no event {key} in this record", why="none has that id, or it was merged",
            fix="list them with: dateline events",
        )  # fmt: skip
    seen = change.revisions.get(key, rows[0]["revision"])
    if seen != rows[0]["revision"]:
        raise ConflictError(
            f"the event {key} has changed since you saw it",
            why=f"it was {seen} and is {rows[0]['revision']} now",
            fix="look at what it says now, and decide again",
        )
    return rows[0]


def said(
    view: View, change: Change, events: Sequence[Mapping[str, Any]], lexicon: Lexicon
) -> tuple[str, dict[str, Any]]:
    """The kind of entry that a decision makes in the journal, and what it says."""
    claims = [claims_of(view, event) for event in events]
    if change.kind == "merge":
        return JUDGEMENT, {"verdict": "same", "pairs": joined(claims, events)}
    if change.kind == "split":
        return JUDGEMENT, {"verdict": "different", "pairs": parted(claims[0], change, events[0])}
    if change.kind == "correct":
        chosen = change.claims or tuple(claims[0])
        told = [from_row(row, Claim) for row in rows_of(view, chosen)]
        changes = list(changes_of(told, change, Ontology.of(lexicon)))
        if not changes:
            raise UsageError(
                "nothing would change", why="the event says that already",
                fix="give another value, or accept the event", code="decide/nothing",
            )  # fmt: skip
        return CORRECTION, {"changes": changes}
    meant = ruled(change, [key for some in claims for key in some])
    return VERDICT, {"verdict": VERDICTS[change.kind], "claims": meant}


def ruled(change: Change, whole: Sequence[str]) -> list[str]:
    """The claims that are accepted or rejected: those named, else all of the events'.

    Raises:
        NotFoundError: if one that is named is in none of them.
    """
    for key in change.claims:
        if key not in whole:
            raise NotFoundError(
                f"the event {change.events[0]} has no claim {key}",
                why="none has that id, or it is in another event now",
                fix=f"list them with: dateline show {change.events[0]}",
            )  # fmt: skip
    return list(change.claims or whole)


def joined(
    claims: Sequence[Sequence[str]], events: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """Pairs that make several events one."""
    if len(events) == 1:
        raise UsageError(
            "there is nothing to merge", why=f"all that was named is the event {events[0]['id']}",
            fix="name two events: dateline merge e-... e-...", code="decide/already-one",
        )  # fmt: skip
    first, *others = (key for some in claims for key in some)
    return [(first, key) for key in others]


def parted(whole: Sequence[str], change: Change, event: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Pairs that part some claims from the rest of their event."""
    staying = [key for key in whole if key not in change.claims]
    strangers = [key for key in change.claims if key not in whole]
    if strangers or not staying or not change.claims:
        why = f"{strangers[0]} is not in it" if strangers else "no claim would stay in it"
        raise UsageError(
            f"cannot split the event {event['id']}",
            why=why if change.claims else "no claim was named",
            fix=f"name some of its claims: dateline show {event['id']}", code="decide/cannot-split",
        )  # fmt: skip
    return [(one, other) for one in change.claims for other in staying]


def changes_of(
    claims: Sequence[Claim], change: Change, ontology: Ontology
) -> Iterator[dict[str, str]]:
    """What a correction changes: claim, field, old and new value, those alone that differ."""
    for claim in claims:
        row = to_row(claim)
        wanted = {name: credited(name, value, change) for name, value in change.fields.items()}
        if set(wanted) & set(FOLLOWS_TYPE):
            wanted.update(following({**row, **wanted}, ontology))
        asked = [
            Correction(
                claim=claim.id, field=name, old=json.dumps(row.get(name)), new=json.dumps(value),
                user=change.user, why=change.why,
            )
            for name, value in wanted.items()
        ]  # fmt: skip
        right = to_row(corrected(claim, asked))
        if "place" in wanted:
            check_degrees(right["place"])
        for one in asked:
            if right[one.field] != row[one.field]:
                new = json.dumps(right[one.field], ensure_ascii=False)
                old = json.dumps(row[one.field], ensure_ascii=False)
                yield {"claim": claim.id, "field": one.field, "old": old, "new": new}


def check_degrees(places: Sequence[Mapping[str, Any]]) -> None:
    """Check that places lie on the earth.

    Raises:
        UsageError: if one has a latitude without a longitude, or degrees that there are not.
    """
    for place in places:
        given = {name: place[name] for name in DEGREES if place[name] is not None}
        beyond = [name for name, value in given.items() if abs(value) > DEGREES[name]]
        if beyond or len(given) == 1:
            name = beyond[0] if beyond else next(iter(given))
            most = DEGREES[name]
            raise UsageError(
                f"{place['name']!r} cannot lie there",
                why=f"its {name} is {given[name]:g}; there are {-most} to {most}" if beyond
                else f"it has a {name} alone",
                fix="give both in degrees, such as 50.45 and 30.52, or neither",
                code="decide/wrong-value",
            )  # fmt: skip


def credited(name: str, value: Any, change: Change) -> Any:  # noqa: ANN401 - plain JSON values
    """A corrected value; whoever or wherever it names says by whom it was corrected."""
    if name not in (*PEOPLE, "place") or not isinstance(value, list):
        return value
    told = f"{'told' if change.kind == TELL else 'corrected'} by {change.user}"
    return [{**one, "why": told} if isinstance(one, dict) else one for one in value]


def following(row: Mapping[str, Any], ontology: Ontology) -> dict[str, Any]:
    """What follows from type, mode and contexts: quad class, intensity, CAMEO code.

    Raises:
        UsageError: if there is no such type, or the type has no such mode.
    """
    name, mode = row["type"], row["mode"]
    kind = ontology.types.get(name)
    modes = [one.id for one in kind.modes] if kind else []
    if kind is None or (mode and mode not in modes):
        raise UsageError(
            f"there is no type {name!r}" if kind is None else f"{name} has no mode {mode!r}",
            why=f"there are {', '.join(ontology.types if kind is None else modes)}",
            fix="give one of them, or no mode", code="decide/no-type",
        )  # fmt: skip
    return {
        "quad": kind.quad,
        "intensity": ontology.intensity(name, mode),
        "cameo": ontology.to_cameo(name, mode, tuple(row["context"])),
    }


def claims_of(view: View, event: Mapping[str, Any]) -> list[str]:
    """The claims of an event, rejected ones as well, smallest first."""
    sql = "SELECT claim FROM members WHERE event = ? ORDER BY claim"
    return [row["claim"] for row in view.ask(Query(sql=sql, parameters=(event["id"],)))]


def rows_of(view: View, claims: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of claims as they are told now.

    Raises:
        NotFoundError: if one is not there.
    """
    sql = "SELECT * FROM told WHERE list_contains(?, id) ORDER BY id"
    rows = view.ask(Query(sql=sql, parameters=(list(claims),)))
    missing = set(claims) - {row["id"] for row in rows}
    if missing:
        raise NotFoundError(
            f"there is no claim {min(missing)} in this record", why="none has that id",
            fix="list them with: dateline claims",
        )  # fmt: skip
    return rows


def events_of(view: View, claims: Sequence[str]) -> list[str]:
    """The events that claims are in, in the order of the claims."""
    sql = "SELECT claim, event FROM members WHERE list_contains(?, claim)"
    found = {
        row["claim"]: row["event"] for row in view.ask(Query(sql=sql, parameters=(list(claims),)))
    }
    return list(dict.fromkeys(found[key] for key in claims if key in found))
