"""Saying that claims are one event or are not, taking it back, and what was said so far."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.grouped import grouped
from dateline.cli.options import Output, RecordOption, lexicon_of, open_record
from dateline.cli.output import emit, note, shown
from dateline.errors import UsageError
from dateline.model import Lexicon, Query
from dateline.record import Record, View
from dateline.run import (
    Change,
    Decision,
    Undoing,
    decisions,
    history,
    now,
    open_view,
    settle,
    waiting,
)
from dateline.run import undo as take_back
from dateline.run.event_by_id import event_row, holding

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
    held, lexicon = record_and_lexicon(record)
    with open_view(held, lexicon) as view:
        found = tuple(dict.fromkeys(event_of(view, key) for key in ids))
        types = list(dict.fromkeys(event_row(view, key)["type"] for key in found))
        change = Change(kind="merge", events=found, user=user, why=why)
        done = settle(held, view, lexicon, change, now())
        kind = event_row(view, done.event)["type"]
    note(f"decision {done.number}: they are one event, {done.event}")
    if len(types) > 1:
        note(f"they were of different types, {' and '.join(types)}; the event is {kind}")


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
    held, lexicon = record_and_lexicon(record)
    with open_view(held, lexicon) as view:
        leaving = tuple(claim_of(view, key) for key in ids)
        event = event_of(view, leaving[0])
        change = Change(kind="split", events=(event,), claims=leaving, user=user, why=why)
        done = settle(held, view, lexicon, change, now())
    note(f"decision {done.number}: the events are now {', '.join(done.events)}")


def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="Number of the decision; else the last.")
    ] = None,
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Take a decision back. It stays in the journal, as does the undoing."""
    held, lexicon = record_and_lexicon(record)
    with open_view(held, lexicon) as view:
        before = {one.seq: events_with(view, one) for one in decisions(held)}
        taken, _ = take_back(held, view, lexicon, Undoing(number=number, user=user, why=why), now())
        changed = events_with(view, taken) != before[taken.seq]
    note(f"undone: decision {taken.seq} ({taken.verdict}: {' '.join(taken.claims)})")
    if not changed:
        note(f"no event changes by it: {unchanged_because(held, taken)}")


def events_with(view: View, decision: Decision) -> list[list[str]]:
    """The claims of each event that holds a claim of a decision."""
    carried = view.carried()
    claims = [carried.get(key, key) for key in decision.claims]
    sql = "SELECT claims, revision FROM all_events WHERE list_has_any(claims, ?)"
    rows = view.ask(Query(sql=sql, parameters=(claims,)))
    return sorted([row["revision"], *sorted(row["claims"])] for row in rows)


def unchanged_because(record: Record, taken: Decision) -> str:
    """Why the events are as they were without a decision."""
    named = set(taken.claims)
    others = [
        str(one.seq) for one in decisions(record)
        if one.undone is None and named & set(one.claims)
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
    held, lexicon = record_and_lexicon(record)
    found = history(held)
    with open_view(held, lexicon) as view:
        states = waiting(view, found)
        if key:
            now_at, wanted = view.carried(), set(claims_of(view, key))
            found = [one for one in found if wanted & {now_at.get(k, k) for k in one.claims}]
    rows = [
        {"number": one.seq, "at": one.at, "user": one.user, "verdict": one.verdict,
         "claims": list(one.claims), "why": one.why, "undone": one.undone,
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


def record_and_lexicon(path: Path | None) -> tuple[Record, Lexicon]:
    """The record asked for, and its lexicon."""
    held = open_record(path)
    return held, lexicon_of(held)


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
