"""Decisions on events: seen at once, and as building the view again would show them."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ConflictError, NotFoundError, UsageError
from dateline.lexicon import load
from dateline.model import (
    BY_HAND,
    Basis,
    Claim,
    Coding,
    Document,
    Grain,
    Kind,
    Lexicon,
    Participant,
    Quantity,
    Query,
    Sentence,
    When,
    content_id,
)
from dateline.record import Record, View, from_row
from dateline.run import (
    Change,
    NewClaim,
    Undoing,
    decisions,
    history,
    open_view,
    settle,
    tell,
    undo,
)

AT = "2026-01-01T00:00:00+00:00"
TABLES = ("events", "all_events", "facts", "members", "claims", "actors")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def who(name: str, country: str) -> tuple[Participant, ...]:
    return (Participant(name=name, id=content_id("a", name), kind=Kind.STATE, country=country),)


def claim(doc: Document, number: int) -> Claim:
    """One of six happenings, on three days between three states."""
    day = f"2024-03-{1 + 10 * (number % 3):02}"
    return Claim(
        id=content_id("c", doc.id), document=doc.id, outlet=doc.outlet, published=doc.published,
        sentence=Sentence(number=1, text=doc.text, start=0, end=len(doc.text)), type="AID",
        anchor=doc.span(5, 9), actor=who("Chad", "TCD"), pattern="aid.send",
        recipient=who("Mali", "MLI") if number % 2 else who("Niger", "NER"),
        when=When(first=day, last=day, grain=Grain.DAY, basis=Basis.STATED),
        quantity=(Quantity(low=100 + number, high=100 + number, unit="troops"),),
    )  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record.create(tmp_path / "small.dateline")
    docs = [
        Document.of(f"Chad sent {i} troops.", origin=str(i), outlet=f"Outlet {i % 4}",
                    published="2024-03-04")
        for i in range(24)
    ]  # fmt: skip
    with made.lock():
        (batch,) = made.add(docs)
    made.start_run("k-1", "stamp", AT)
    codings = [
        Coding(document=doc.id, coder="k-1", claims=(claim(doc, i),)) for i, doc in enumerate(docs)
    ]
    made.commit(batch.id, "k-1", codings)
    return made


def in_order(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its lists sorted: what is gathered by a database has no order of its own."""
    return {k: sorted(v, key=str) if isinstance(v, list) else v for k, v in row.items()}


def tables(view: View) -> dict[str, list[str]]:
    """Everything that a view shows, in an order of its own."""
    return {
        name: sorted(
            json.dumps(in_order(row), sort_keys=True, default=str)
            for row in view.ask(Query(sql=f"SELECT * FROM {name}", parameters=()))
        )
        for name in TABLES
    }  # fmt: skip


def built_anew(record: Record, lexicon: Lexicon) -> dict[str, list[str]]:
    shutil.rmtree(record.path / "serve")
    with open_view(record, lexicon) as view:
        return tables(view)


def rows(view: View, sql: str = "SELECT * FROM all_events ORDER BY id") -> list[dict[str, Any]]:
    return view.ask(Query(sql=sql, parameters=()))


def changes(view: View, dice: random.Random) -> Change:
    """Something that can be decided now."""
    events = rows(view)
    one, other = dice.sample(events, 2)
    kind = dice.choice(["accept", "reject", "correct", "merge", "split"])
    if kind == "split" and len(one["claims"]) < 2:
        kind = "accept"
    general = dice.choice("ABC")
    fields = dice.choice([
        {"type": "COERCE", "mode": "arrest"}, {"place": [{"name": "Bamako", "country": "MLI"}]},
        {"actor": [{"name": f"General {general}", "id": f"a-{general}", "kind": "person"}]},
        {"when": {"first": "2024-05-01", "last": "2024-05-01", "grain": "day"}},
    ])  # fmt: skip
    return Change(
        kind=kind, events=(one["id"], other["id"]) if kind == "merge" else (one["id"],),
        user=dice.choice(["ann", "bob"]), revisions={one["id"]: one["revision"]},
        claims=tuple(one["claims"][:1])
        if kind == "split" or (kind in ("accept", "reject") and dice.random() < 0.5) else (),
        fields=fields if kind == "correct" else {},
    )  # fmt: skip


def told_by_hand(record: Record, view: View, lexicon: Lexicon, dice: random.Random) -> None:
    """A claim of some report that the coder did not make: dated like others, or not at all."""
    row = dice.choice(rows(view, "SELECT * FROM documents ORDER BY id"))
    doc = from_row(row, Document)
    number = dice.randrange(12)
    made = claim(doc, number)
    made = replace(
        made, id=content_id("c", BY_HAND, doc.id, str(number)), coder=BY_HAND,
        anchor=doc.span(0, 4 + number), type=dice.choice(["AID", "AID", "COERCE"]),
        when=made.when if dice.random() < 0.7 else When(),
        attendee=who(f"Guest {number % 3}", "FRA"),
    )  # fmt: skip
    asked = NewClaim(
        document=doc.id, start=0, end=4, type=made.type, user=dice.choice(["ann", "bob"])
    )
    tell(record, view, lexicon, made, asked, AT)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_laid_over_a_view_is_what_building_it_again_gives(
    record: Record, lexicon: Lexicon, seed: int
) -> None:
    dice = random.Random(seed)
    with open_view(record, lexicon) as view:
        for _ in range(14):
            if dice.random() < 0.3 and any(not one.undone for one in decisions(record)):
                undo(record, view, lexicon, Undoing(number=None, user="ann"), AT)
                continue
            try:
                if dice.random() < 0.3:
                    told_by_hand(record, view, lexicon, dice)
                else:
                    settle(record, view, lexicon, changes(view, dice), AT)
            except UsageError as told:
                assert told.code in ("decide/nothing", "tell/already")  # noqa: PT017
        shown = tables(view)
    with open_view(record, lexicon) as view:
        assert tables(view) == shown, "laid over all at once"
    assert built_anew(record, lexicon) == shown


def test_a_correction_is_seen_at_once_with_what_follows_from_the_type(
    record: Record, lexicon: Lexicon
) -> None:
    with open_view(record, lexicon) as view:
        event = rows(view)[0]
        fields = {"type": "COERCE", "mode": "arrest"}
        change = Change(kind="correct", events=(event["id"],), user="ann", fields=fields)
        done = settle(record, view, lexicon, change, AT)
        (now,) = rows(view, f"SELECT * FROM facts WHERE id = '{done.event}'")
        assert (now["type"], now["mode"], now["quad"]) == ("COERCE", "arrest", "material conflict")
        assert now["status"] == "reviewed"
        assert now["intensity"] < 0
        machine = rows(view, f"SELECT type FROM machine WHERE id = '{event['claims'][0]}'")
        assert machine == [{"type": "AID"}], "what the coder made stays visible"
        undo(record, view, lexicon, Undoing(number=done.number, user="bob"), AT)
        assert rows(view)[0] == event


def test_two_analysts_who_agree_adjudicate_and_a_rejected_event_is_gone(
    record: Record, lexicon: Lexicon
) -> None:
    with open_view(record, lexicon) as view:
        key = rows(view)[0]["id"]
        for user, status in (("ann", "reviewed"), ("ann", "reviewed"), ("bob", "adjudicated")):
            settle(record, view, lexicon, Change(kind="accept", events=(key,), user=user), AT)
            assert rows(view)[0]["status"] == status
        settle(record, view, lexicon, Change(kind="reject", events=(key,), user="ann"), AT)
        assert key not in {row["id"] for row in rows(view, "SELECT id FROM events")}
        assert rows(view, f"SELECT status FROM facts WHERE id = '{key}'") == [
            {"status": "rejected"}
        ]
        held = {key for row in rows(view, "SELECT claims FROM events") for key in row["claims"]}
        assert held == {row["id"] for row in rows(view, "SELECT id FROM claims")}


def test_one_claim_alone_is_rejected_and_the_event_stays(record: Record, lexicon: Lexicon) -> None:
    with open_view(record, lexicon) as view:
        several = next(row for row in rows(view) if len(row["claims"]) > 1)
        one, *others = several["claims"]
        done = settle(
            record, view, lexicon,
            Change(kind="reject", events=(several["id"],), user="ann", claims=(one,)), AT,
        )  # fmt: skip
        (event,) = rows(view, f"SELECT * FROM events WHERE id = '{done.event}'")
        assert (event["id"], event["claims"]) == (several["id"], others)
        assert event["revision"] != several["revision"]
        assert rows(view, "SELECT claim FROM rejected") == [{"claim": one}]
        with pytest.raises(NotFoundError, match="has no claim c-none"):
            settle(
                record, view, lexicon,
                Change(kind="accept", events=(done.event,), user="ann", claims=("c-none",)), AT,
            )  # fmt: skip


def test_a_reason_has_an_end(record: Record, lexicon: Lexicon) -> None:
    with open_view(record, lexicon) as view:
        key = rows(view)[0]["id"]
        with pytest.raises(UsageError, match="too long"):
            settle(
                record, view, lexicon,
                Change(kind="reject", events=(key,), user="ann", why="x" * 2_001), AT,
            )  # fmt: skip


def test_who_decides_on_what_has_changed_meanwhile_is_told(
    record: Record, lexicon: Lexicon
) -> None:
    with open_view(record, lexicon) as ann, open_view(record, lexicon) as bob:
        event = rows(ann)[0]
        seen = {event["id"]: event["revision"]}
        accept = Change(kind="accept", events=(event["id"],), user="ann", revisions=seen)
        settle(record, ann, lexicon, accept, AT)
        reject = Change(kind="reject", events=(event["id"],), user="bob", revisions=seen)
        with pytest.raises(ConflictError, match="has changed since you saw it"):
            settle(record, bob, lexicon, reject, AT)
        assert rows(bob) == rows(ann), "and sees what it is now"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"type": "WAR"}, "decide/no-type"),
        ({"type": "AID", "mode": "arrest"}, "decide/no-type"),
        ({"anchor": {"text": "x"}}, "decide/no-field"),
        ({"actor": [{"name": "Chad", "country": "Tchad"}]}, "decide/wrong-value"),
        ({"when": {"grain": "fortnight"}}, "decide/wrong-value"),
        ({"actor": "Chad"}, "decide/wrong-value"),
        ({"aux": []}, "decide/nothing"),
    ],
)
def test_what_a_claim_cannot_say_is_refused_and_nothing_is_written(
    record: Record, lexicon: Lexicon, fields: dict[str, Any], code: str
) -> None:
    with open_view(record, lexicon) as view:
        key = rows(view)[0]["id"]
        change = Change(kind="correct", events=(key,), user="ann", fields=fields)
        with pytest.raises(UsageError) as told:
            settle(record, view, lexicon, change, AT)
        assert told.value.code == code
        assert history(record) == []
