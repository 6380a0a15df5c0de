"""How many: bounds, hedges, units, and which claim they belong to."""

import pickle
from functools import cache

import pytest

from dateline.lexicon import load
from dateline.model import Claim, Document, Reading, Span
from dateline.parse import SpacyParser
from dateline.resolve.dates import Dates
from dateline.resolve.quantities import Quantities


@cache
def stages() -> tuple[SpacyParser, Dates, Quantities]:
    lexicon = load()
    return SpacyParser.build(lexicon), Dates.build(lexicon), Quantities.build(lexicon)


def quantities(text: str, anchor: str, kind: str = "ASSAULT"):
    parser, dates, finder = stages()
    parse = next(iter(parser([Document.of(text, origin="t", published="2025-10-12")])))
    start = text.index(anchor)
    claim = Claim(
        id="c-1",
        document=parse.doc.id,
        outlet=None,
        published="2025-10-12",
        sentence=parse.sentences[0],
        anchor=Span(text=anchor, start=start, end=start + len(anchor)),
        type=kind,
    )
    amounts = finder.find(parse, dates.find(parse))
    return finder.quantities_of(Reading(parse=parse, by_head={}), claim, amounts)


def test_somebody_single_is_counted_in_a_noun_too():
    (found,) = quantities("They feared war after the killing of Omar Saleh on Friday.", "killing")
    assert (found.low, found.high, found.unit) == (1, 1, "killed")


def test_participles_before_a_noun_take_its_amount():
    text = (
        "Chad led the region in gifts to Mali with nearly $3 billion in promised or sent aid, "
        "as its ally fought on."
    )
    (found,) = quantities(text, "sent", "AID")
    assert found.low == 3_000_000_000


def test_a_verb_takes_the_number_of_its_understood_subject():
    (found,) = quantities("At least nine soldiers are accused of abusing a man.", "abusing")
    assert (found.low, found.text) == (9, "At least nine soldiers")


@pytest.mark.parametrize(
    ("text", "anchor", "kind", "expected"),
    [
        ("The army agreed to a five-day truce with the rebels.", "agreed", "CONCEDE",
         ("five-day", 5, 5, None, "days")),
        ("Moscow declared a 36-hour cease-fire.", "declared", "CONCEDE",
         ("36-hour", 36, 36, None, "hours")),
        ("Police condemned the shooting which caused the death of at least 50 people.", "shooting",
         "ASSAULT", ("at least 50 people", 50, None, "at least", "killed")),
        ("Seoul sent approximately 15,000 troops to Iraq.", "sent", "AID",
         ("approximately 15,000 troops", 15000, 15000, "approximately", "troops")),
        ("Seoul sent 300-400 troops to Iraq.", "sent", "AID",
         ("300-400 troops", 300, 400, None, "troops")),
        ("Rebels killed at least 12 people.", "killed", "ASSAULT",
         ("at least 12 people", 12, None, "at least", "killed")),
        ("Up to 40 villagers were injured by rebels.", "injured", "ASSAULT",
         ("Up to 40 villagers", None, 40, "Up to", "injured")),
        ("More than two dozen protesters were arrested.", "arrested", "COERCE",
         ("More than two dozen protesters", 24, None, "More than", "arrested")),
        ("Rebels killed fifty-one civilians.", "killed", "ASSAULT",
         ("fifty-one civilians", 51, 51, None, "killed")),
        ("Washington gave Kyiv $1.2 billion.", "gave", "AID",
         ("$1.2 billion", 1.2e9, 1.2e9, None, "USD")),
        ("Dozens of protesters marched in Paris.", "marched", "PROTEST",
         ("Dozens of protesters", None, None, None, "protesters")),
        ("Rebels killed a soldier.", "killed", "ASSAULT", ("a soldier", 1, 1, None, "killed")),
        ("Rebels fired two rockets.", "fired", "ASSAULT", ("two rockets", 2, 2, None, "rockets")),
    ],
)  # fmt: skip
def test_a_number_with_its_bounds_and_unit(text, anchor, kind, expected):
    found = quantities(text, anchor, kind)
    assert [(q.text, q.low, q.high, q.hedge, q.unit) for q in found] == [expected]


def test_vague_amounts_have_no_bounds():
    text = "Pyongyang sent significant quantities of artillery shells to Russia."
    (found,) = quantities(text, "sent", "AID")
    assert found.text == "significant quantities of artillery shells"
    assert (found.low, found.high) == (None, None)


def test_the_toll_belongs_to_the_attack():
    (found,) = quantities("Rebels bombed the market, killing six people.", "bombed")
    assert (found.low, found.unit) == (6, "killed")
    (found,) = quantities("The attack killed six people.", "attack")
    assert (found.low, found.unit) == (6, "killed")
    (found,) = quantities("The bombing left six people dead.", "bombing")
    assert (found.low, found.unit) == (6, "killed")
    (found,) = quantities("The attack was in a mosque, which left six people dead.", "attack")
    assert (found.low, found.unit) == (6, "killed")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the town on Oct. 10, 2024.",
        "Rebels attacked a 12-year-old boy.",
        "Rebels attacked in a second wave.",
        "Rebels attacked after Resolution 1701.",
        "Rebels attacked the village, and 300 firms closed.",
    ],
)
def test_what_is_no_quantity_of_the_claim(text):
    assert quantities(text, "attacked") == ()


def test_the_finder_can_be_pickled():
    finder = stages()[2]
    assert pickle.loads(pickle.dumps(finder)) == finder


def test_a_visit_of_three_days_is_no_amount():
    assert not quantities("The king began a three-day visit to Oman.", "visit", "CONSULT")
