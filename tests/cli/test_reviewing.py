"""Review in the terminal: keys and their Enter on standard input, plain text on standard output."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.main import run as call
from dateline.cli.options import lexicon_of
from dateline.model import Query
from dateline.record import Record
from dateline.run import history, open_view

type Typing = Callable[..., str]


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be decided on."""
    return shutil.copytree(coded, tmp_path / "examples.dateline")


@pytest.fixture
def typing(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Typing:
    """Types lines into a review; gives what was said."""

    def typed(*lines: str, query: str = "", more: tuple[str, ...] = (), code: int = 0) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        asked = [query] if query else []
        assert call(["review", *asked, "--record", str(record), *more]) == code
        said = capsysbinary.readouterr()
        return (said.out + said.err).decode()

    return typed


def decided(record: Path) -> list[tuple[str, str]]:
    return [(one.verdict, one.why) for one in history(Record.open(record))]


def claims_in(said: str) -> list[str]:
    return re.findall(r"^(c-[a-z2-7]+)  ", said, re.MULTILINE)


def test_every_claim_is_seen_once_and_skipping_decides_nothing(
    typing: Typing, record: Path
) -> None:
    said = typing(*[" "] * 60, query="type:ASSAULT")
    opened = Record.open(record)
    with open_view(opened, lexicon_of(opened)) as view:
        (count,) = view.ask(Query(sql="SELECT count(*) AS n FROM claims WHERE type = 'ASSAULT'"))
    assert len(claims_in(said)) == len(set(claims_in(said))) == count["n"]
    assert "The queue is at its end." in said
    assert "0 decisions made" in said
    assert not decided(record)


def test_accept_reject_undo_and_correct_as_on_the_page(typing: Typing, record: Path) -> None:
    said = typing("a", "x", "no event", "u", "2", "Norway", "misread", "q", query="type:PROTEST")
    first, second, third, again, *_ = claims_in(said)
    assert second == again != third
    assert len({first, second, third}) == 3
    assert "decision 2: accepted" in said
    assert "decision 3 is taken back" in said
    assert "decision 5: corrected" in said
    assert "2 decisions made" in said
    verdicts = [verdict for verdict, _ in decided(record)]
    assert verdicts[:2] == ["accepted", "rejected"]
    assert ("rejected", "no event") in decided(record)
    assert decided(record)[-1][1] == "misread"


def test_several_fields_are_corrected_with_c(typing: Typing, record: Path) -> None:
    said = typing("c", 'type=AID mode= actor="South Korea" when=2020-01-02', "read again", "q")
    key = claims_in(said)[0]
    opened = Record.open(record)
    with open_view(opened, lexicon_of(opened)) as view:
        (claim,) = view.ask(Query(sql="SELECT * FROM told WHERE id = ?", parameters=(key,)))
    assert (claim["type"], claim["when"]["first"]) == ("AID", "2020-01-02")
    assert [(who["name"], who["country"]) for who in claim["actor"]] == [("South Korea", "KOR")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [(("1", "DANCE", ""), "there is no type 'DANCE'"), (("u",), "there is nothing to undo"),
     (("c", "colour=red"), "there is no field 'colour'"), (("c", 'actor="'), "No closing"),
     (("z",), "there is no key 'z'"), (("7", "many", ""), "a quantity has several parts"),
     (("?",), "the last decision of this sitting"), (("c", ""), "a c x Space u")],
)  # fmt: skip
def test_mistakes_are_told_and_the_claim_stays(
    typing: Typing, record: Path, lines: tuple[str, ...], told: str
) -> None:
    said = typing(*lines, "q")
    assert told in said
    assert len(claims_in(said)) == 1
    assert not decided(record)


def test_the_anchor_is_bracketed_and_the_claims_of_an_event_are_told(typing: Typing) -> None:
    said = typing("q", query="type:AID troops", more=("--order", "reports"))
    assert "North Korea has [sent] " in said
    assert "one of 3 claims of e-" in said


def test_an_end_of_input_leaves_and_an_unknown_order_is_refused(typing: Typing) -> None:
    assert "0 decisions made" in typing()
    assert "Nothing waits." in typing(query="type:AID country:ZZZ")
    assert "there is no order 'beauty'" in typing(more=("--order", "beauty"), code=2)
