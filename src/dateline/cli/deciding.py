"""Saying that claims are one event or are not, taking it back, and what was said so far."""

from collections.abc import Sequence
from typing import Annotated

import typer

from dateline.cli.clock import now
from dateline.cli.grouped import grouped
from dateline.cli.options import Output, RecordOption, lexicon_of, open_record
from dateline.cli.output import emit, note, shown
from dateline.errors import UsageError
from dateline.model import Query
from dateline.record import Record, View
from dateline.run import Decision, decide, decisions, history, open_view, waiting
from dateline.run import undo as take_back
from dateline.run.moved import event_row, holding

WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept.")]
UserOption = Annotated[
    str, typer.Option("--user", envvar="DATELINE_USER", metavar="NAME", help="Who decides.")
]
COLUMNS = {
    "number": lambda row: str(row["number"]),
    "at": lambda row: row["at"],
    "user": lambda row: shown(row["user"]),
    "verdict": lambda row: row["verdict"],
    "state": lambda row: row["state"],
    "claims": lambda row: " ".join(row["claims"]),
    "why": lambda row: shown(row["why"]),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(merge)
    app.command()(split)
    app.command()(undo)
    app.command()(grouped(log))


def merge(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="Events or claims that are one event.")
    ],
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Say that events, or claims, are one event. It holds whatever the comparison says.

    Example: `dateline merge e-2qk3... e-7xw4... --why "the same shelling"`
    """
    held = open_record(record)
    with view_of(held) as view:
        found = list(dict.fromkeys(event_of(view, key) for key in ids))
        types = list(dict.fromkeys(event_row(view, key)["type"] for key in found))
        first, *others = dict.fromkeys(claim for key in ids for claim in claims_of(view, key))
    if len(found) == 1:
        raise UsageError(
            "there is nothing to merge",
            why=f"all that was named is the event {found[0]}",
            fix="name two events or claims: dateline merge e-... e-...",
            code="decide/already-one",
        )
    pairs = [(first, claim) for claim in others]
    number = decide(held, "same", pairs, why=why, user=user, at=now())
    with view_of(held) as view:
        event = event_row(view, event_of(view, first))
        note(f"decision {number}: they are one event, {event['id']}")
        if len(types) > 1:
            note(
                f"they were of different types, {' and '.join(types)}; the event is {event['type']}"
            )


def split(
    ids: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="Claims that are another event.")
    ],
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Say that claims are not of the event that they are in. They leave it together.

    Example: `dateline split c-5mdw... --why "another raid, a day later"`
    """
    held = open_record(record)
    with view_of(held) as view:
        leaving = [claim_of(view, key) for key in ids]
        event = event_of(view, leaving[0])
        whole = claims_of(view, event)
    staying = [key for key in whole if key not in leaving]
    strangers = [key for key in leaving if key not in whole]
    if strangers or not staying:
        raise UsageError(
            f"cannot split the event {event}",
            why=f"{strangers[0]} is not in it" if strangers else "no claim would stay in it",
            fix=f"name some of its claims: dateline show {event}",
            code="decide/cannot-split",
        )
    pairs = [(one, other) for one in leaving for other in staying]
    number = decide(held, "different", pairs, why=why, user=user, at=now())
    with view_of(held) as view:
        parts = dict.fromkeys(event_of(view, key) for key in (*staying, *leaving))
        note(f"decision {number}: the events are now {', '.join(parts)}")


def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="Number of the decision; else the last.")
    ] = None,
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Take a decision back. It stays in the journal, as does the undoing."""
    held = open_record(record)
    with view_of(held) as view:
        before = {one.seq: events_with(view, one) for one in decisions(held)}
    taken = take_back(held, number, why=why, user=user, at=now())
    note(f"undone: decision {taken.seq} ({taken.verdict}: {' '.join(claims_in(taken))})")
    with view_of(held) as view:
        changed = events_with(view, taken) != before[taken.seq]
    if not changed:
        note(f"no event changes by it: {unchanged_because(held, taken)}")


def events_with(view: View, decision: Decision) -> list[list[str]]:
    """The claims of each event that holds a claim of a decision."""
    carried = view.carried()
    claims = [carried.get(key, key) for key in claims_in(decision)]
    sql = "SELECT claims FROM events WHERE list_has_any(claims, ?)"
    return sorted(sorted(row["claims"]) for row in view.ask(Query(sql=sql, parameters=(claims,))))


def unchanged_because(record: Record, taken: Decision) -> str:
    """Why the events are as they were without a decision."""
    named = set(claims_in(taken))
    others = [
        str(one.seq) for one in decisions(record)
        if one.undone is None and named & set(claims_in(one))
    ]  # fmt: skip
    if others:
        return f"what holds of the same claims is said by {', '.join(others)} too"
    return "the comparison says the same, or its claims wait"


def log(
    key: Annotated[
        str, typer.Argument(metavar="[ID]", help="Only what was decided of a claim or event.")
    ] = "",
    record: RecordOption = None,
    *,
    output: Output,
) -> None:
    """List what was decided and undone, by whom, when and why."""
    held = open_record(record)
    found = history(held)
    with view_of(held) as view:
        states = waiting(view, found)
        if key:
            now_at, wanted = view.carried(), set(claims_of(view, key))
            found = [one for one in found if wanted & {now_at.get(k, k) for k in claims_in(one)}]
    rows = [
        {"number": one.seq, "at": one.at, "user": one.user, "verdict": one.verdict,
         "claims": claims_in(one), "why": one.why, "undone": one.undone,
         "state": "undone" if one.undone else states.get(one.seq, "" if one.undoes else "holds")}
        for one in found
    ]  # fmt: skip
    emit(rows, columns=COLUMNS, form=output.form)


def tell_waiting(record: Record, view: View) -> None:
    """Say how many decisions wait, if any do."""
    count = len(waiting(view, decisions(record)))
    if count:
        note(
            f"{count} decision{'s wait: they name' if count > 1 else ' waits: it names'} claims "
            f"of an earlier coder; see: dateline log --record {record.path}"
        )


def view_of(record: Record) -> View:
    """The view of a record as its decisions now have it."""
    return open_view(record, lexicon_of(record))


def claims_in(decision: Decision) -> Sequence[str]:
    """The claims that a decision is on, each once."""
    return list(dict.fromkeys(key for pair in decision.pairs for key in pair))


def claim_of(view: View, key: str) -> str:
    """The id of a claim, if it is one.

    Raises:
        NotFoundError: if there is no such claim.
        UsageError: if it is the id of something else.
    """
    if not key.startswith("c-"):
        raise no_id(key, "not the id of a claim", "the ids of claims begin with c-")
    return str(view.one("claims", key)["id"])


def claims_of(view: View, key: str) -> list[str]:
    """The ids of the claims that an id of an event or claim means, smallest first.

    Raises:
        NotFoundError: if there is none.
        UsageError: if it is the id of something else.
    """
    if key.startswith("e-"):
        return sorted(event_row(view, key)["claims"])
    if not key.startswith("c-"):
        raise no_id(key, "neither an event nor a claim", "their ids begin with e- and c-")
    return [claim_of(view, key)]


def no_id(key: str, what: str, why: str) -> UsageError:
    """What is said about an id of the wrong kind."""
    fix = "see an event with its claims: dateline show e-..."
    return UsageError(f"{key!r} is {what}", why=why, fix=fix, code="cli/no-id")


def event_of(view: View, key: str) -> str:
    """The id of the event that a claim is in; of an event its own."""
    if key.startswith("e-"):
        return str(event_row(view, key)["id"])
    return holding(view, claims_of(view, key)[0])
