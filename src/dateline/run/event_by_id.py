"""Events by id, and what became of those that are there no more."""

from typing import Any

from dateline.analyse.living import whereabouts
from dateline.errors import NotFoundError
from dateline.model import Query
from dateline.record import View


def event_row(view: View, key: str) -> dict[str, Any]:
    """The event with an id, also one that was rejected.

    Raises:
        NotFoundError: if there is none; it says which event holds its first claim now.
    """
    rows = view.ask(Query(sql="SELECT * FROM all_events WHERE id = ?", parameters=(key,)))
    if rows:
        return rows[0]
    told = became(view, key)
    if not told:
        return view.one("events", key)
    why, event = told
    raise NotFoundError(
        f"there is no {key} any more", why=why, fix=f"see it with: dateline show {event}"
    )


def became(view: View, key: str) -> tuple[str, str] | None:
    """What became of an event, and where it is now; None if it is nowhere."""
    for row in view.ask(whereabouts(key)):
        if row["event"] and row["reason"] == "merged":
            return f"it was merged into {row['event']}", row["event"]
        if row["event"]:
            told = f"its reports were coded by another coder; it is now {row['event']}"
            return told, row["event"]
    return None


def holding(view: View, claim: str) -> str:
    """The id of the event that a claim is in."""
    sql = "SELECT event FROM members WHERE claim = ?"
    return str(view.ask(Query(sql=sql, parameters=(claim,)))[0]["event"])
