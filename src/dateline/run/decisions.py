"""What analysts decided of a record: which claims are one event, which are not; all of it undoable.

Nothing in the journal is changed. A later judgement on the same two claims goes before an earlier
one; an undoing takes one decision back, and undoing that is deciding again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.errors import NotFoundError
from dateline.model import Judgement
from dateline.record import Entry, Record, View, carried_over

JUDGEMENT, UNDO = "judgement", "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An analyst's decision: its number in the journal, and what was said of which claims.

    `undone` is the number of the entry that took it back; an undoing `undoes` another.
    """

    seq: int
    at: str
    user: str
    verdict: str
    pairs: tuple[tuple[str, str], ...]
    why: str
    undone: int | None = None
    undoes: int | None = None


def decisions(record: Record) -> list[Decision]:
    """All decisions, oldest first, those undone as well."""
    undone = {int(entry.body["undoes"]): entry.seq for entry in record.journal.entries(UNDO)}
    found = (decision_of(entry) for entry in record.journal.entries(JUDGEMENT))
    return [replace(one, undone=undone.get(one.seq)) for one in found]


def history(record: Record) -> list[Decision]:
    """All decisions and the undoings of them, which are on the same claims, oldest first."""
    found = {one.seq: one for one in decisions(record)}
    for entry in record.journal.entries(UNDO):
        taken = found[int(entry.body["undoes"])]
        found[entry.seq] = Decision(
            seq=entry.seq, at=entry.at, user=entry.user, verdict=f"undo of {taken.seq}",
            pairs=taken.pairs, why=entry.body.get("why", ""), undoes=taken.seq,
        )  # fmt: skip
    return [found[seq] for seq in sorted(found)]


def decision_of(entry: Entry) -> Decision:
    """An entry of the journal as the decision it is."""
    body = entry.body
    pairs = body.get("pairs") or [(body["left"], body["right"])]
    return Decision(
        seq=entry.seq, at=entry.at, user=entry.user, verdict=body["verdict"],
        pairs=tuple((left, right) for left, right in pairs), why=body.get("why", ""),
    )  # fmt: skip


def judgements_of(record: Record) -> list[Judgement]:
    """What holds of pairs of claims: the last decision on each pair that was not undone."""
    return carried_over(
        [
            Judgement(left=left, right=right, verdict=one.verdict, user=one.user, why=one.why)
            for one in decisions(record)
            if one.undone is None
            for left, right in one.pairs
        ]
    )


def waiting(view: View, found: Sequence[Decision]) -> dict[int, str]:
    """The decisions that do not hold whole, by number: `waiting`, or `waiting in part`.

    They name claims of an earlier coder that the coder that holds did not make.
    """
    holding = [one for one in found if one.undone is None and one.undoes is None]
    lost = view.lost(key for one in holding for pair in one.pairs for key in pair)
    states: dict[int, str] = {}
    for one in holding:
        gone = [pair for pair in one.pairs if lost & set(pair)]
        if gone:
            states[one.seq] = "waiting" if len(gone) == len(one.pairs) else "waiting in part"
    return states


def decide(
    record: Record, verdict: str, pairs: Iterable[Sequence[str]], *, why: str, user: str, at: str
) -> int:
    """Write down that the claims of each pair are the `same` event or `different` ones.

    Returns:
        The number of the decision, by which it can be undone.
    """
    body: dict[str, Any] = {"verdict": verdict, "pairs": [list(pair) for pair in pairs], "why": why}
    return record.journal.append(JUDGEMENT, body, at=at, user=user)


def undo(record: Record, seq: int | None, *, why: str, user: str, at: str) -> Decision:
    """Take a decision back, the last that holds when none is named.

    Raises:
        NotFoundError: if there is no such decision, or it was undone before.
    """
    holding = [one for one in decisions(record) if one.undone is None]
    chosen = [one for one in holding if seq in (None, one.seq)]
    if not chosen:
        told = ", ".join(str(one.seq) for one in holding)
        raise NotFoundError(
            "there is nothing to undo" if seq is None else f"there is no decision {seq} to undo",
            why=f"the decisions that hold are {told}" if told else "no decision holds",
            fix="see them with: dateline log",
            code="decide/nothing-to-undo",
        )
    record.journal.append(UNDO, {"undoes": chosen[-1].seq, "why": why}, at=at, user=user)
    return chosen[-1]
