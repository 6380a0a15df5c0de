"""Events by id, and what became of those that are there no more."""

from typing import Any

from dateline.errors import NotFoundError
from dateline.model import Query, content_id
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
    """What became of an event, and where it is now; None if nothing is known of it.

    The id of an event is made of its smallest claim's, which is still in an event.
    """
    for old, now in view.carried().items():
        if content_id("e", old) == key:
            event = holding(view, now)
            return f"its reports were coded by another coder; it is now {event}", event
    for row in view.ask(Query(sql="SELECT id FROM machine", parameters=())):
        if content_id("e", row["id"]) == key:
            event = holding(view, row["id"])
            return f"it was merged into {event}", event
    return None


def holding(view: View, claim: str) -> str:
    """The id of the event that a claim is in."""
    sql = "SELECT event FROM members WHERE claim = ?"
    return str(view.ask(Query(sql=sql, parameters=(claim,)))[0]["event"])
