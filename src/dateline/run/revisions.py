"""An event as it was: at each revision on which somebody decided something, and as it is now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.model import Lexicon, Query
from dateline.record import Record, View
from dateline.run.deciding import Decision, decided, history
from dateline.run.views import merging_of


def decisions_on(view: View, found: Sequence[Decision], claims: Sequence[str]) -> list[Decision]:
    """The decisions, and undoings, that name any of some claims."""
    now_at, wanted = view.carried(), set(claims)
    return [one for one in found if wanted & {now_at.get(key, key) for key in one.claims}]


def revisions(found: Sequence[Decision], event: str, now: str) -> list[str]:
    """The revisions of an event that can be shown: those decided on, then the one of now."""
    seen = [one.revision for one in found if one.event == event and one.revision and not one.undoes]
    return list(dict.fromkeys([*(rev for rev in seen if rev != now), now]))


def as_it_was(
    record: Record, view: View, lexicon: Lexicon, event: str, revision: str
) -> tuple[View, dict[str, Any]] | None:
    """The event at a revision that a decision was made on, and a view of the record as it was.

    None where no decision was made on such a revision, or coding has changed it since. Whoever asks
    closes the view.
    """
    found = history(record)
    at = next((one for one in found if (one.event, one.revision) == (event, revision)), None)
    if at is None:
        return None
    before = [
        replace(one, undone=one.undone if one.undone and one.undone < at.seq else None)
        for one in found if one.seq < at.seq
    ]  # fmt: skip
    named = list(dict.fromkeys(key for one in found for key in one.claims))
    merging = replace(merging_of(record, lexicon), decided=decided(before), since=lambda _: named)
    then = View(view.path)
    then.catch_up(merging)
    rows = then.ask(Query(sql="SELECT * FROM all_events WHERE id = ?", parameters=(event,)))
    if rows and rows[0]["revision"] == revision:
        return then, rows[0]
    then.close()
    return None
