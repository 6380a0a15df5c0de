"""What every request shares: answers that are kept, and views that take the place of others."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ConflictError
from dateline.model import Query
from dateline.run import Change, freeze, now, open_view, settle
from dateline.serve import Desk, create_app, reply, warm
from dateline.serve import shelf as shelves
from dateline.serve.frozen import MOST, Freezer
from dateline.serve.rebuild import AFTER_FAILURE, Rebuild

EVENTS = Query(sql="SELECT id, revision FROM events ORDER BY id")


def counting(number: int) -> Query:
    return Query(sql=f"SELECT {number} AS n FROM range(100)")


def opened(path: Path) -> list[str]:
    """The files of views that this process holds open, deleted ones as well."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            told = str(one.readlink())
        except OSError:
            continue
        if told.startswith(str(path / "serve")):
            found.append(told)
    return found


def put_anew(path: Path) -> None:
    """Put another view in the place of one, as building does."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(path.read_bytes())
    fresh.replace(path)


def accepting(key: str, user: str, seen: str = "") -> Change:
    return Change(kind="accept", events=(key,), user=user, revisions={key: seen} if seen else {})


@pytest.fixture
def held(record: Path) -> Iterator[Desk]:
    desk = Desk(record)
    yield desk
    desk.shelf.view.close()


@pytest.mark.parametrize(
    "path", ["/events", "/timeline.json", "/map.json", "/network.json?view=matrix"]
)
def test_what_a_screen_asks_first_is_known_before_anybody_asks(held: Desk, path: str) -> None:
    asyncio.run(warm(held))
    known = list(held.shelf.answers)
    status, _ = asyncio.run(reply(create_app(held), path, "localhost"))
    assert status == 200
    assert known
    assert set(held.shelf.answers) == set(known)


def test_the_same_question_is_answered_once(held: Desk) -> None:
    assert held.ask(EVENTS) is held.ask(EVENTS)
    assert held.shelf.ask_within(EVENTS, 0) is held.ask(EVENTS)


def test_a_large_answer_is_given_but_not_kept(held: Desk) -> None:
    million = Query(sql="SELECT i, i * 2 AS j FROM range(1000000) AS r(i)")
    assert len(held.ask(million)) == 1_000_000
    assert held.shelf.known(million) is None
    assert held.shelf.size < shelves.LARGEST


def test_kept_answers_are_bounded_by_their_size(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = held.shelf
    one = shelf.ask(counting(0))
    each = shelf.size
    monkeypatch.setattr(shelves, "BYTES", 10 * each)
    for number in range(1, 10):
        shelf.ask(counting(number))
    assert shelf.known(counting(0)) is one
    for number in range(10, 30):
        shelf.ask(counting(number))
        assert shelf.size <= 10 * each
        assert shelf.size == sum(size for _, size in shelf.answers.values())
    assert shelf.known(counting(29)) is not None
    assert shelf.known(counting(5)) is None


def test_kept_answers_are_bounded_by_their_number(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "ANSWERS", 3)
    for number in range(5):
        held.ask(counting(number))
    assert [held.shelf.known(counting(n)) is not None for n in range(5)] == [False] * 2 + [True] * 3


def test_who_is_refused_because_of_another_sees_what_the_other_decided(held: Desk) -> None:
    key, seen = held.ask(EVENTS)[0].values()
    with open_view(held.record, held.lexicon) as view:
        settle(held.record, view, held.lexicon, accepting(key, "elsewhere"), now())
    with pytest.raises(ConflictError):
        held.decide(accepting(key, "here", seen))
    (told,) = (row for row in held.ask(EVENTS) if row["id"] == key)
    assert told["revision"] != seen


def test_views_that_others_take_the_place_of_are_let_go(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.serve.desk.LOOK_AGAIN", 0.0)
    desk = Desk(record)
    desk.ask(EVENTS)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the file that lists is one of them
    for _ in range(6):
        old = desk.shelf.view
        put_anew(desk.record.view_path)
        assert desk.ask(EVENTS)
        assert desk.shelf.view is not old
    del old
    assert len(opened(record)) == 1
    assert len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208 - as above


def test_a_view_is_read_to_the_end_by_whoever_began(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.serve.desk.LOOK_AGAIN", 0.0)
    desk = Desk(record)
    with desk.reading() as view:
        put_anew(desk.record.view_path)
        desk.ask(EVENTS)
        assert len(opened(record)) == 2
        assert view.ask(EVENTS) == desk.ask(EVENTS)
    assert len(opened(record)) == 1


def test_few_snapshots_are_held_open(record: Path) -> None:
    desk = Desk(record)
    keys = [row["id"] for row in desk.ask(EVENTS)]
    freezer, names = Freezer(desk), []
    for key in keys[: MOST + 2]:
        desk.decide(accepting(key, "somebody"))
        frozen, _ = freeze(desk.record, desk.lexicon, message="", user="local", at=now())
        names.append(frozen.id)
    for name in names:
        assert freezer.at(name).ask(EVENTS)
    assert len(freezer.held) == MOST
    assert len([one for one in opened(record) if "/at-" in one]) == MOST


@pytest.fixture
def build() -> Callable[[Path], Rebuild]:
    def built(path: Path) -> Rebuild:
        rebuild = Rebuild(path)
        assert rebuild.ask(coding=False)
        waiter: Any = rebuild._waiter
        waiter.join(60)
        return rebuild

    return built


def test_a_build_leaves_no_process_behind(record: Path, build: Callable[[Path], Rebuild]) -> None:
    others = set(children())
    rebuild = build(record)
    assert not rebuild.failed
    assert set(children()) <= others


def test_a_build_that_cannot_begin_has_failed(
    record: Path, build: Callable[[Path], Rebuild], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", full)
    rebuild = build(record)
    assert rebuild.failed
    assert rebuild.wait(coding=False) == AFTER_FAILURE


def children() -> list[str]:
    """The processes that this one has started, but for the one that keeps count of resources."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(told[1]) == os.getpid() and "resource_tracker" not in command:
            found.append(f"{told[0]} {command}")
    return found
