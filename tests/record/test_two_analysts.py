"""Two analysts decide on one claim, in any order: no decision is made on what has changed.

`DATELINE_SCHEDULES=10000 pytest tests/record/test_two_analysts.py` tries so many orders.
"""

import os

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from dateline.errors import StaleError
from dateline.record import Journal
from dateline.record.journal import ENTRIES

AT = "2026-01-01T00:00:00+00:00"
SCHEDULES = int(os.environ.get("DATELINE_SCHEDULES", "150"))
ANALYSTS = st.sampled_from(["ada", "ben"])


class Analysts(RuleBasedStateMachine):
    """Each looks, thinks, and decides on what was seen; coding goes on meanwhile."""

    def __init__(self, journals: list[Journal], count: list[int]) -> None:
        super().__init__()
        self.journals = dict(zip(["ada", "ben"], journals, strict=True))
        self.start = journals[0].newest()
        self.last = journals[0].last()
        self.seen = {"ada": self.start, "ben": self.start}
        self.held = self.start
        self.accepted: list[int] = []
        self.count = count

    @rule(who=ANALYSTS)
    def look(self, who: str) -> None:
        self.seen[who] = self.journals[who].newest()

    @rule(who=ANALYSTS, value=st.sampled_from(["AID", "ASSAULT"]))
    def correct(self, who: str, value: str) -> None:
        body = {"claim": "c-1", "type": value, "seen": self.seen[who]}
        try:
            number = self.journals[who].append(
                "correction", body, at=AT, user=who, after=self.seen[who]
            )
        except StaleError:
            assert self.seen[who] != self.held
            return
        assert self.seen[who] == self.held
        self.held = self.seen[who] = number
        self.accepted.append(number)

    @rule()
    def code(self) -> None:
        self.journals["ada"].append("run", {"coder": "k-1"}, at=AT)

    def teardown(self) -> None:
        query = sa.select(ENTRIES).where(ENTRIES.c.seq > self.last, ENTRIES.c.kind == "correction")
        with self.journals["ben"].engine.connect() as connection:
            rows = connection.execute(query.order_by(ENTRIES.c.seq)).all()
        assert [row.seq for row in rows] == self.accepted
        before = [self.start, *self.accepted]
        assert all(f'"seen": {seq}' in row.body for seq, row in zip(before, rows, strict=False))
        self.count[0] += 1


@pytest.mark.slow
def test_no_decision_is_made_on_what_has_changed(journal_url):
    journals = [Journal(journal_url), Journal(journal_url)]
    for journal in journals:
        if journal_url.startswith("sqlite"):
            sa.event.listen(
                journal.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF")
            )
            journal.engine.dispose()
    count = [0]
    run_state_machine_as_test(
        lambda: Analysts(journals, count),
        settings=settings(
            max_examples=SCHEDULES, stateful_step_count=10, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert count[0] >= SCHEDULES
    assert list(journals[0].faults()) == []
    print(f"{count[0]} schedules on {journals[0].engine.dialect.name}")
