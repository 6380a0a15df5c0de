"""The stages in their order: what they promise together."""

import pickle
from dataclasses import asdict, dataclass
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import StageMissingError, UsageError
from dateline.lexicon import load
from dateline.model import Coding, Document
from dateline.run import STAGES, Pipeline, Settings, pipeline_of, read_settings

REPORT = """SEOUL, March 4 (Wire) - North Korea sent about 3,000 troops to Russia on Sunday.

Talks Continue

“We will not stay silent,” said Park Min, a spokesman for the defence ministry. The parade was
attended by guests from China. The step could change the balance of power in the region.
"""


@cache
def pipeline() -> Pipeline:
    return pipeline_of(Settings(), load())


def coded(text: str, published: str | None = "2024-03-04") -> Coding:
    doc = Document.of(text, origin="t", published=published, outlet="Test Outlet")
    return next(iter(pipeline()([doc])))


def spans(node: object):
    if isinstance(node, dict):
        if isinstance(node.get("start"), int) and isinstance(node.get("end"), int):
            yield node["start"], node["end"], node["text"]
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from spans(value)


def test_the_stages_have_these_names():
    assert set(STAGES) == {
        "spacy.v1",
        "actors.v1",
        "dictionary.v1",
        "hybrid.v1",
        "cues.v1",
        "places-times.v1",
        "rules.v1",
    }


def test_a_stage_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(StageMissingError) as told:
        pipeline_of(Settings(coder="dictionery.v1"), load())
    assert "did you mean 'dictionary.v1'" in str(told.value)


def test_an_unknown_setting_is_an_error_with_the_nearest_name():
    with pytest.raises(UsageError) as told:
        read_settings({"name": "x", "schema": 1, "codr": "dictionary.v1"})
    assert "did you mean 'coder'" in str(told.value)


def test_the_default_pipeline_pickles_and_codes_the_same():
    again = pickle.loads(pickle.dumps(pipeline()))
    doc = Document.of(REPORT, origin="t", published="2024-03-04", outlet="Test Outlet")
    assert list(again([doc])) == list(pipeline()([doc]))


def test_the_same_text_gives_the_same_coding():
    assert coded(REPORT) == coded(REPORT)


def test_company_does_not_change_a_coding():
    doc = Document.of(REPORT, origin="t", published="2024-03-04", outlet="Test Outlet")
    other = Document.of("Police arrested two men in Lagos.", origin="u")
    alone = next(iter(pipeline()([doc])))
    assert list(pipeline()([other, doc, other]))[1] == alone


def test_every_span_quotes_its_text():
    coding = coded(REPORT)
    assert coding.claims
    assert coding.quotes
    found = list(spans(asdict(coding)))
    assert len(found) > 10
    assert [(a, b) for a, b, text in found if REPORT[a:b] != text] == []


def test_headings_and_datelines_code_nothing():
    heading = REPORT.index("Talks Continue")
    coding = coded(REPORT)
    for a, b, _ in spans(asdict(coding)):
        assert not (a < heading + 14 and heading < b)


def test_an_unknown_publication_date_is_never_guessed():
    (claim,) = coded("Police arrested two men in Lagos.", published=None).claims
    assert (claim.when.first, claim.when.last) == (None, None)


@dataclass(frozen=True)
class Failing:
    """A coder that cannot code."""

    def __call__(self, reading):
        raise KeyError(reading.parse.doc.origin)


def test_a_stage_that_fails_becomes_a_problem_of_its_document():
    broken = Pipeline(
        parser=pipeline().parser, reader=pipeline().reader, coder=Failing(),
        attributor=pipeline().attributor, resolver=pipeline().resolver, stamp="k-x",
    )  # fmt: skip
    (coding,) = broken([Document.of("Police arrested two men.", origin="t")])
    assert [problem.code for problem in coding.problems] == ["code/error"]
    assert coding.claims == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_no_text_breaks_a_run_and_every_span_is_exact(text):
    mixed = f"{text}\nRebels “attacked {text[:20]} the town, he said.\n{text[::-1]}"
    doc = Document.of(mixed, origin="t", published="2024-03-04")
    (coding,) = pipeline()([doc])
    assert [p for p in coding.problems if p.code.endswith("/error")] == []
    for a, b, said in spans(asdict(coding)):
        assert doc.text[a:b] == said
