"""Judgements by command: what is said holds, is kept with its reason, and can be taken back."""

import json
from pathlib import Path

import pytest

from dateline.cli.main import run as call
from dateline.cli.options import lexicon_of
from dateline.model import (
    Basis,
    Claim,
    Coding,
    Document,
    Grain,
    Kind,
    Participant,
    Quantity,
    Sentence,
    When,
    content_id,
)
from dateline.record import Record
from dateline.run import open_view

AT = "2026-01-01T00:00:00+00:00"


def who(name: str, country: str) -> tuple[Participant, ...]:
    return (Participant(name=name, id=content_id("a", name), kind=Kind.STATE, country=country),)


def coding(doc: Document, count: int, coder: str = "k-1", type_: str = "AID") -> Coding:
    day = When(first="2024-03-01", last="2024-03-01", grain=Grain.DAY, basis=Basis.STATED)
    claim = Claim(
        id=content_id("c", doc.id, coder), document=doc.id, outlet=doc.outlet,
        published=doc.published,
        sentence=Sentence(number=1, text=doc.text, start=0, end=len(doc.text)), type=type_,
        anchor=doc.span(5, 9), actor=who("Chad", "TCD"), when=day, pattern="aid.send",
        recipient=who("Mali", "MLI") if count < 500 else who("Niger", "NER"),
        quantity=(Quantity(low=count, high=count, unit="troops"),),
    )  # fmt: skip
    return Coding(document=doc.id, coder=coder, claims=(claim,))


@pytest.fixture
def record(tmp_path: Path) -> str:
    """Three claims: 100 and 300 troops to Mali, 900 to Niger."""
    made = Record.create(tmp_path / "small.dateline")
    counts = (100, 300, 900)
    docs = [
        Document.of(f"Chad sent {count} troops.", origin=str(count), outlet="One", published=day)
        for day, count in zip(("2024-03-02", "2024-03-03", "2024-03-04"), counts, strict=True)
    ]
    with made.lock():
        (batch,) = made.add(docs)
        made.start_run("k-1", "stamp", AT)
    made.commit(batch.id, "k-1", [coding(d, n) for d, n in zip(docs, counts, strict=True)])
    return str(made.path)


@pytest.fixture
def run(capsys):
    def called(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = call(list(arguments))
        return (code, *capsys.readouterr())

    return called


def events(record: str) -> list[tuple[str, ...]]:
    held = Record.open(Path(record))
    with open_view(held, lexicon_of(held)) as view:
        return sorted(tuple(sorted(row["claims"])) for row in view.rows("events"))


def code_anew(record: str, *, type_: str = "AID") -> None:
    """Have another coder make the same claims, or claims of another type, with ids of its own."""
    held = Record.open(Path(record))
    with held.lock():
        held.start_run("k-2", "stamp", AT)
    (batch,) = held.batches()
    docs = held.documents_of(batch.id)
    held.commit(batch.id, "k-2", [coding(d, int(d.origin), coder="k-2", type_=type_) for d in docs])


def ids(run, record: str) -> list[str]:
    _, out, _ = run("events", "-r", record, "--nl", "--fields", "id,claims")
    rows = [json.loads(line) for line in out.splitlines()]
    return [row["id"] for row in sorted(rows, key=lambda row: -len(row["claims"]))]


def test_merge_joins_what_comparison_keeps_apart_and_undo_parts_it(run, record):
    before = events(record)
    assert len(before) == 2
    pair, single = ids(run, record)
    code, _, err = run("merge", pair, single, "--why", "one convoy", "--user", "ann", "-r", record)
    assert (code, len(events(record))) == (0, 1)
    assert "they are one event, e-" in err
    (row,) = json.loads(run("log", "-r", record, "--json")[1])["items"]
    assert (row["user"], row["why"], row["verdict"]) == ("ann", "one convoy", "same")
    shown = run("show", ids(run, record)[0], "--why", "-r", record)[1]
    assert "judged the same by ann" in shown
    assert "one convoy" in shown
    code, _, err = run("undo", "--user", "bob", "--why", "two convoys", "-r", record)
    assert code == 0
    assert "no event changes" not in err
    assert events(record) == before
    row, undoing = json.loads(run("log", pair, "-r", record, "--json")[1])["items"]
    assert (row["undone"], row["state"]) == (undoing["number"], "undone")
    assert undoing["verdict"] == f"undo of {row['number']}"
    assert (undoing["user"], undoing["why"]) == ("bob", "two convoys")


def test_split_parts_what_comparison_joins_and_the_last_word_on_a_pair_holds(run, record):
    left, right = next(claims for claims in events(record) if len(claims) == 2)
    assert run("split", right, "-r", record)[0] == 0
    assert len(events(record)) == 3
    assert run("merge", left, right, "-r", record)[0] == 0
    assert (left, right) in events(record)
    assert run("undo", "-r", record)[0] == 0
    assert len(events(record)) == 3


def test_show_prints_every_term_and_the_numbers_over_time(run, record):
    out = run("show", ids(run, record)[0], "--why", "-r", record)[1]
    assert "+7, 4.5 is enough" in out
    for term in ("+3.0  actor      Chad", "+2.0  recipient  Mali", "+2.0  when       2024-03-01"):
        assert term in out
    assert "over time   troops: 2024-03-02 100; 2024-03-03 300" in out
    assert "disagree on quantity.troops: 100 (1); 300 (1)" in out


def test_mistakes_are_said_in_three_lines(run, record):
    pair, single = ids(run, record)
    claim = events(record)[0][0]
    for code, *arguments in (
        (2, "merge", pair, pair), (2, "merge", "d-1", pair), (6, "merge", pair, "e-none"),
        (2, "split", pair), (6, "split", "c-none"), (6, "undo"), (6, "undo", "7"),
        (6, "log", "c-none"), (2, "split", *(c for claims in events(record) for c in claims)),
    ):  # fmt: skip
        got, _, err = run(*arguments, "-r", record)
        lines = [line.partition(":")[0] for line in err.strip().splitlines()]
        assert (got, lines) == (code, ["error", "why", "do"]), (arguments, err)
    assert claim
    assert single
    assert run("verify", "-r", record)[0] == 0


def test_a_decision_is_carried_over_to_another_coders_claims(run, record):
    before = events(record)
    run("merge", *ids(run, record), "--why", "one convoy", "--user", "ann", "-r", record)
    code_anew(record)
    (whole,) = events(record)
    assert not set(whole) & {claim for claims in before for claim in claims}
    (event,) = ids(run, record)
    (row,) = json.loads(run("log", event, "-r", record, "--json")[1])["items"]
    assert row["state"] == "holds"
    assert "judged the same by ann" in run("show", event, "--why", "-r", record)[1]
    assert run("split", whole[0], "-r", record)[0] == 0
    assert len(events(record)) > 1, "the last word holds, also over one that was carried over"


def test_a_decision_waits_where_another_coder_made_no_such_claim(run, record):
    run("merge", *ids(run, record), "-r", record)
    code_anew(record, type_="CONSULT")
    assert len(events(record)) == 2
    (row,) = json.loads(run("log", "-r", record, "--json")[1])["items"]
    assert row["state"] == "waiting"
    assert run("code", "-r", record, "--progress", "none")[0] == 0  # the shipped coder: no claims
    assert "1 decision waits: it names claims" in run("code", "-r", record)[2]
    assert "its claims wait" in run("undo", "-r", record)[2]
    states = [r["state"] for r in json.loads(run("log", "-r", record, "--json")[1])["items"]]
    assert states == ["undone", ""]


def test_an_undone_decision_is_listed_under_the_claims_of_another_coder(run, record):
    run("merge", *ids(run, record), "-r", record)
    code_anew(record)
    assert "no event changes" not in run("undo", "-r", record)[2]
    event = ids(run, record)[0]
    rows = json.loads(run("log", event, "-r", record, "--json")[1])["items"]
    assert [row["state"] for row in rows] == ["undone", ""]


def test_an_event_that_was_merged_away_is_told_with_the_one_it_is_in(run, record):
    old = ids(run, record)
    run("merge", *old, "-r", record)
    (event,) = ids(run, record)
    (gone,) = set(old) - {event}
    for command in (("show", gone), ("log", gone), ("merge", gone, event)):
        code, _, err = run(*command, "-r", record)
        assert code == 6
        assert f"it was merged into {event}" in err
    code_anew(record)
    (now,) = ids(run, record)
    assert f"it is now {now}" in run("show", event, "-r", record)[2]


def test_undoing_what_a_later_decision_says_too_is_told(run, record):
    claims = [claim for event in events(record) for claim in event]
    run("merge", *claims, "-r", record)
    first = json.loads(run("log", "-r", record, "--json")[1])["items"][0]["number"]
    run("split", claims[0], "-r", record)
    later = json.loads(run("log", "-r", record, "--json")[1])["items"][1]["number"]
    run("merge", *claims, "-r", record)
    err = run("undo", str(later), "-r", record)[2]
    assert f"what holds of the same claims is said by {first}, {later + 1} too" in err


def test_events_of_two_types_are_merged_with_a_note(run, record):
    held = Record.open(Path(record))
    doc = Document.of("Chad met Mali.", origin="500", outlet="One", published="2024-03-05")
    with held.lock():
        (batch,) = held.add([doc])
    held.commit(batch.id, "k-1", [coding(doc, 500, type_="CONSULT")])
    pair = ids(run, record)
    (met,) = (key for key in pair if "CONSULT" in run("show", key, "-r", record)[1])
    err = run("merge", next(key for key in pair if key != met), met, "-r", record)[2]
    assert "they were of different types, AID and CONSULT; the event is AID" in err


def test_a_place_given_by_name_lies_where_the_gazetteer_knows_it(run, record):
    code, _, err = run("fix", ids(run, record)[1], "place=Kursk", "--why", "so said", "-r", record)
    assert code == 0, err
    _, out, _ = run("events", "-r", record, "--nl", "--fields", "place")
    (place,) = (row["place"][0] for row in map(json.loads, out.splitlines()) if row["place"])
    assert (place["name"], place["country"], place["grain"]) == ("Kursk", "RUS", "city")
    assert 51 < place["latitude"] < 52


def test_an_event_that_the_coder_missed_is_told_kept_and_taken_back(
    record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    held = Record.open(Path(record))
    with open_view(held, lexicon_of(held)) as view:
        (doc,) = view.rows("documents", "WHERE text LIKE '%900%'")
    rain = Document.of("It rained for a week.", origin="rain")
    with held.lock():
        held.add([rain])
    assert call(["tell", rain.id, "rained", "type=MOBILIZE", "--record", record]) == 2
    assert "nobody takes part" in capsys.readouterr().err
    tell = ["tell", doc["id"], "troops", "type=MOBILIZE", "--record", record]
    assert call([*tell, "actor=Chad", "--why", "overlooked"]) == 0
    told = capsys.readouterr().err
    key = next(word for word in told.split() if word.startswith("c-"))
    with open_view(held, lexicon_of(held)) as view:
        claim = view.one("claims", key)
        (event,) = view.rows("events", "WHERE type = 'MOBILIZE'")
    assert (claim["coder"], claim["pattern"], claim["score"]) == ("by hand", "told by local", 1.0)
    (chad,) = claim["actor"]
    assert (chad["text"], chad["start"], chad["country"]) == ("Chad", 0, "TCD")
    assert (event["status"], event["claims"]) == ("reviewed", [key])
    assert call([*tell, "actor=Chad"]) == 2
    assert "tells MOBILIZE already" in capsys.readouterr().err
    assert call(["verify", "--record", record]) == 0
    assert call(["undo", "--record", record]) == 0
    with open_view(held, lexicon_of(held)) as view:
        assert not list(view.rows("events", "WHERE type = 'MOBILIZE'"))
    assert call([*tell, "actor=Chad"]) == 0, "what was taken back can be told again"


def test_an_own_claim_stays_when_another_coder_codes(record: str) -> None:
    held = Record.open(Path(record))
    (batch,) = held.batches()
    docs = held.documents_of(batch.id)
    assert (
        call(["tell", docs[0].id, "troops", "type=MOBILIZE", "actor=Chad", "--record", record]) == 0
    )
    held.start_run("k-2", "stamp", AT)
    held.commit(batch.id, "k-2", [coding(d, 100, "k-2", "COERCE") for d in docs])
    with open_view(held, lexicon_of(held)) as view:
        assert len(list(view.rows("events", "WHERE type = 'MOBILIZE'"))) == 1
        assert not list(view.rows("events", "WHERE type = 'AID'"))


@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        ("nowhere", ["type=AID"], "does not stand"),
        ("sent", [], "Missing argument"),
        ("sent", ["mode=x"], "no type of event"),
        ("sent", ["type=HELP"], "there is no type 'HELP'"),
        ("sent", ["type=PROTEST", "mode=x"], "has no mode"),
        ("sent", ["type=AID", "--nth", "2"], "does not stand"),
        ("sent", ["type=AID", "colour=red"], "there is no field"),
    ],
)
def test_what_cannot_be_told_is_said_and_nothing_is_written(
    record: str, capsys: pytest.CaptureFixture[str], words: str, more: list[str], code: str
) -> None:
    held = Record.open(Path(record))
    doc = held.documents_of(held.batches()[0].id)[0]
    assert call(["tell", doc.id, words, *more, "--record", record]) == 2
    assert code in capsys.readouterr().err
    assert not list(held.journal.entries("telling"))
