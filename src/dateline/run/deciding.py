"""What analysts decided of a record: what is one event, what is wrong, what is right; all undoable.

Nothing in the journal is changed. A later decision on the same thing goes before an earlier one; an
undoing takes one decision back, and undoing that is deciding again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.errors import NotFoundError
from dateline.model import Claim, Correction, Decided, Judgement, Telling, Verdict
from dateline.record import Entry, Record, View, carried_over, from_row
from dateline.record.journal import CORRECTION, DECIDED, JUDGEMENT, TELLING, UNDO

CORRECTED, TOLD = "corrected", "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An analyst's decision: its number in the journal, and what was said of which claims.

    `verdict` is `same` or `different` (of `pairs`), `corrected` (by `changes`), `told` (a claim of
    the analyst's own, `telling`), `accepted` or `rejected`; `event` the event that was decided on,
    as it was at `revision`. `undone` is the number of the entry that took it back; an undoing
    `undoes` another.
    """

    seq: int
    at: str
    user: str
    verdict: str
    claims: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    changes: tuple[Correction, ...] = ()
    telling: Claim | None = None
    why: str = ""
    event: str = ""
    revision: str = ""
    undone: int | None = None
    undoes: int | None = None


def decisions(record: Record) -> list[Decision]:
    """All decisions, oldest first, those undone as well."""
    return [one for one in history(record) if one.undoes is None]


def history(record: Record, until: int | None = None) -> list[Decision]:
    """All decisions and the undoings of them, which are on the same claims, oldest first.

    With `until` those up to an entry of the journal, as they stood then.
    """
    found: dict[int, Decision] = {}
    for entry in record.journal.entries(*DECIDED):
        if until is not None and entry.seq > until:
            break
        if entry.kind != UNDO:
            found[entry.seq] = decision_of(entry)
            continue
        taken = found[int(entry.body["undoes"])]
        found[taken.seq] = replace(taken, undone=entry.seq)
        found[entry.seq] = replace(
            taken, seq=entry.seq, at=entry.at, user=entry.user, verdict=f"undo of {taken.seq}",
            why=entry.body.get("why", ""), undone=None, undoes=taken.seq, changes=(),
            telling=None, claims=(*taken.claims, *entry.body.get("beside", ())),
        )  # fmt: skip
    return list(found.values())


def decision_of(entry: Entry) -> Decision:
    """An entry of the journal as the decision it is."""
    body = entry.body
    about = {"event": body.get("event", ""), "revision": body.get("revision", "")}
    made = Decision(
        seq=entry.seq, at=entry.at, user=entry.user, verdict=body.get("verdict", CORRECTED),
        claims=tuple(body.get("claims", ())), why=body.get("why", ""), **about,
    )  # fmt: skip
    if entry.kind == JUDGEMENT:
        told = body.get("pairs") or [(body["left"], body["right"])]
        pairs = tuple((left, right) for left, right in told)
        named = dict.fromkeys(key for pair in pairs for key in pair)
        return replace(made, pairs=pairs, claims=tuple(named))
    if entry.kind == CORRECTION:
        changes = tuple(
            Correction(**change, user=entry.user, why=made.why) for change in body["changes"]
        )
        named = dict.fromkeys(one.claim for one in changes)
        return replace(made, changes=changes, claims=tuple(named))
    if entry.kind == TELLING:
        telling = from_row(body["claim"], Claim)
        return replace(made, verdict=TOLD, telling=telling, claims=(telling.id,))
    return made


def decided(found: Iterable[Decision]) -> Decided:
    """What holds: the decisions that were not undone."""
    holding = [one for one in found if one.undone is None and one.undoes is None]
    judgements = [
        Judgement(left=left, right=right, verdict=one.verdict, user=one.user, why=one.why)
        for one in holding
        for left, right in one.pairs
    ]
    return Decided(
        judgements=tuple(carried_over(judgements)),
        corrections=tuple(change for one in holding for change in one.changes),
        verdicts=tuple(
            Verdict(claim=claim, verdict=one.verdict, user=one.user, why=one.why)
            for one in holding
            if not one.pairs and not one.changes and one.telling is None
            for claim in one.claims
        ),
        tellings=tuple(
            Telling(claim=one.telling, user=one.user, why=one.why)
            for one in holding
            if one.telling is not None
        ),
    )


def judgements_of(record: Record) -> Sequence[Judgement]:
    """What holds of pairs of claims: the last decision on each pair that was not undone."""
    return decided(decisions(record)).judgements


def named_since(found: Sequence[Decision]) -> Callable[[int], Sequence[str]]:
    """What tells the claims that decisions and undoings after a number name."""

    def since(last: int) -> Sequence[str]:
        return list(dict.fromkeys(key for one in found if one.seq > last for key in one.claims))

    return since


def waiting(view: View, found: Sequence[Decision]) -> dict[int, str]:
    """The decisions that do not hold whole, by number: `waiting`, or `waiting in part`.

    They name claims of an earlier coder that the coder that holds did not make.
    """
    holding = [one for one in found if one.undone is None and one.undoes is None]
    lost = view.lost(key for one in holding for key in one.claims)
    states: dict[int, str] = {}
    for one in holding:
        named: Sequence[tuple[str, ...]] = one.pairs or [(key,) for key in one.claims]
        gone = [some for some in named if lost & set(some)]
        if gone:
            states[one.seq] = "waiting" if len(gone) == len(named) else "waiting in part"
    return states


def to_undo(record: Record, seq: int | None) -> Decision:
    """The decision that is to be taken back, the last that holds when none is named.

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
    return chosen[-1]
