"""Golden cases: how they are read and compared."""

from pathlib import Path

import pytest

from dateline.evaluate.golden import Case, measure, read_case, read_cases, told
from dateline.evaluate.stages import pipeline

CASES = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture
def coded():
    def claims(case: Case):
        return told(case, next(pipeline()([case.document])))

    return claims


def case(text: str, *claims: dict[str, object], **more: str) -> Case:
    return Case(name="x", text=text, claims=claims, **more)


def test_what_a_case_leaves_out_is_empty(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('text = "T"\n[[claim]]\ntype = "AID"\nanchor = "sent"\n', encoding="utf-8")
    wanted = {"type": "AID", "anchor": "sent", "actor": [], "recipient": [], "source": ""}
    assert read_case(path).claims == (wanted,)


def test_a_field_that_a_case_does_not_state_is_not_compared(coded):
    plain = {"type": "ACCUSE", "anchor": "condemned"}
    assert "when" not in coded(case("Germany condemned Syria.", plain))[0]
    dated = {**plain, "when": "2025-03-10/2025-03-10"}
    got = coded(case("Germany condemned Syria on Monday.", dated, published="2025-03-12"))
    assert got[0]["when"] == "2025-03-10/2025-03-10"


def test_an_anchor_may_be_given_as_a_phrase(coded):
    phrase = "condemned Syria"
    assert coded(case("Germany condemned Syria.", {"anchor": phrase}))[0]["anchor"] == phrase
    assert coded(case("Germany condemned Syria.", {"anchor": "Syria"}))[0]["anchor"] == "condemned"


def test_cases_are_measured_by_claim_and_as_a_whole():
    text = "Germany condemned Syria."
    right = {
        "type": "ACCUSE", "anchor": "condemned", "actor": ["Germany"], "recipient": ["Syria"],
        "source": "",
    }  # fmt: skip
    cases = [case(text, right), case(text, {**right, "actor": ["Syria"]}), case(text)]
    figures = measure(cases, pipeline()([one.document for one in cases]))
    # claims: two of three predicted, two of two wanted
    assert figures == {"claim": 80.0, "right": 33.3, "n": 3}


def test_every_event_type_has_two_cases_and_there_are_cases_without_claims():
    cases = read_cases(CASES)
    types = [claim["type"] for one in cases for claim in one.claims]
    for kind in pipeline().coder.ontology.types:
        assert types.count(kind) >= 2, kind
    assert sum(not one.claims for one in cases) >= 5
