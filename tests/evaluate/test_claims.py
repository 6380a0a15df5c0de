"""The claims task gives the figures of the scorer that comes with the hand-read reports."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate import evaluate_file
from dateline.evaluate.claims import score_claims

SCORER = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "claims" / "score.py"
TABLES = ("documents", "claims", "quotes", "assessments")
TEXT = (
    "Benin sent four trucks to Togo on Friday. “We thank Benin,” Togo's foreign minister said.\n\n"
    "Rebels attacked a convoy in Mali, officials in Bamako said. Analysts fear more attacks.\n"
)


@pytest.fixture(scope="module")
def scorer():
    if not SCORER.is_file():
        pytest.skip("the claims scorer is not here")
    spec = importlib.util.spec_from_file_location("claims_scorer", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def span(part: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(part)
    return {"text": part, "start": start, "end": start + len(part), **more}


def gold_claim(anchor: str, type_: str, sentence: tuple[int, int], **more: Any) -> dict[str, Any]:
    return {
        "k": "claim", "sentence": {"number": 1, "start": sentence[0], "end": sentence[1]},
        "anchor": span(anchor), "type": type_, "mode": "", "actor": [], "recipient": [],
        "attendee": [], "place": [], "when": {"resolved": ""}, "quantity": [], "item": [],
        "attribution": {"kind": "outlet", "source": [], "cue": None}, "factuality": "CT+",
        "aux": [], **more,
    }  # fmt: skip


@pytest.fixture
def gold() -> list[dict[str, Any]]:
    second = TEXT.index("“We")
    third, fourth = TEXT.index("Rebels"), TEXT.index("Analysts")
    officials = span("officials in Bamako", country="MLI", sector=["GOV"])
    marks = [
        gold_claim(
            "sent", "AID", (0, second - 1),
            actor=[span("Benin", country="BEN", sector=["GOV"])],
            recipient=[span("Togo", country="TGO", sector=["GOV"])],
            when=span("Friday", resolved="2025-03-07"),
            quantity=[span("four trucks", low=4, high=4, unit="trucks")],
        ),
        gold_claim(
            "attacked", "ASSAULT", (third, fourth - 1),
            actor=[span("Rebels", country="MLI", sector=["REB"])],
            place=[span("Mali", country="MLI")], aux=["historical"],
            attribution={"kind": "official", "source": [officials], "cue": span("said")},
        ),
        gold_claim("convoy", "COERCE", (third, fourth - 1), factuality="PR+"),
        {"k": "quote", "content": span("We thank Benin"), "direct": True, "cue": span("said"),
         "source": span("Togo's foreign minister", name="Togo's foreign minister")},
        {"k": "view", "content": span("more attacks"), "cue": span("fear"), "kind": "forecast",
         "source": {"text": "Analysts"}},
    ]  # fmt: skip
    report = {
        "id": "one", "published": "2025-03-10", "outlet": "A Paper", "title": None, "text": TEXT,
        "annotated_until": len(TEXT), "gold": marks,
    }  # fmt: skip
    return [report, {**report, "id": "two", "outlet": "Another", "gold": marks[:2]}]


def written(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> Path:
    for name, rows in tables.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_rows_are_scored_as_the_scorer_scores_them(scorer, gold, tmp_path):
    sent, attacked = ({**g, "document": "d-1"} for g in gold[0]["gold"][:2])
    quote = {**span("thank Benin"), "document": "d-1", "direct": True, "source": [span("Togo's")]}
    view = {"document": "d-1", "content": span("attacks"), "kind": "trend"}
    tables = {
        "documents": [{"id": "d-1", "origin": "one"}],
        "claims": [
            {**sent, "when": {"first": "2025-03-07", "last": "2025-03-07"}, "recipient": []},
            {**attacked, "actor": [span("Rebels", country="BFA", sector=["UAF"])], "place": []},
            {**sent, "type": "CONSULT", "anchor": span("thank")},
        ],
        "quotes": [quote],
        "assessments": [view],
    }
    figures = score_claims(gold, tables)
    assert figures == scorer.score(gold, written(tmp_path, tables))
    assert figures["missing"] == ["two"]
    assert (figures["claim"]["r"], figures["anchor"]["p"]) == (40, 66.7)


def test_the_task_gives_the_figures_of_an_exported_record(scorer, gold, tmp_path, run, rows):
    file, record = tmp_path / "gold.jsonl", tmp_path / "r.dateline"
    file.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    figures, predicted = evaluate_file("claims", file)
    fields = ("id", "title", "published", "outlet", "text")
    reports = tmp_path / "reports.jsonl"
    reports.write_text(
        "".join(json.dumps({name: row[name] for name in fields}) + "\n" for row in gold),
        encoding="utf-8",
    )
    done = run("code", str(reports), "--record", str(record))
    assert done.returncode == 0, done.stderr
    folder = written(tmp_path, {name: rows(name, record) for name in TABLES})
    assert figures == scorer.score(gold, folder)
    assert figures["claim"]["n"] == 5
    assert [row["id"] for row in predicted] == ["one", "two"]
