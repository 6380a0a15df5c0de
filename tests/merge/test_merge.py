"""Claims to events: order does not count, judgements win, copies count once."""

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge import compare, copies, merge
from dateline.model import (
    Attribution,
    Basis,
    Claim,
    Document,
    Factuality,
    Grain,
    Judgement,
    Kind,
    Participant,
    Place,
    Quantity,
    Sentence,
    SourceKind,
    Span,
    Standing,
    When,
    content_id,
)

TEXT = "Chad sent about 100 troops to Mali on Friday."


def participant(name: str, country: str) -> Participant:
    return Participant(
        text=name, start=0, end=len(name), name=name, id=content_id("a", name, country),
        kind=Kind.STATE, country=country, sector=("GOV",),
    )  # fmt: skip


def claim(  # noqa: PLR0913
    key: str, *, actor: str = "Chad", recipient: str = "Mali", day: str = "2024-03-01",
    document: str = "d-1", low: float = 100, type_: str = "AID", outlet: str = "One",
    factuality: Factuality = Factuality.CERTAIN, kind: SourceKind = SourceKind.OUTLET,
) -> Claim:  # fmt: skip
    codes = {"Chad": "TCD", "Mali": "MLI", "Niger": "NER"}
    return Claim(
        id=f"c-{key}", document=document, outlet=outlet, published="2024-03-02", type=type_,
        sentence=Sentence(number=1, text=TEXT, start=0, end=len(TEXT)),
        anchor=Span(text="sent", start=5, end=9),
        actor=(participant(actor, codes[actor]),),
        recipient=(participant(recipient, codes[recipient]),),
        when=When(text="Friday", start=38, end=44, first=day, last=day, grain=Grain.DAY,
                  basis=Basis.STATED),
        quantity=(Quantity(text="100 troops", start=16, end=26, low=low, high=low, unit="troops"),),
        factuality=factuality, attribution=Attribution(kind=kind),
    )  # fmt: skip


def documents(*ids: str, text: str = TEXT) -> dict[str, Document]:
    return {key: Document(id=key, origin=key, sha256="", text=f"{text} {key}") for key in ids}


def test_two_reports_of_one_happening_are_one_event():
    events = merge([claim("a"), claim("b", document="d-2", outlet="Two")], documents("d-1", "d-2"))
    assert len(events) == 1
    assert events[0].claims == ("c-a", "c-b")
    assert events[0].support.outlets == ("One", "Two")


def test_another_recipient_is_another_event():
    events = merge([claim("a"), claim("b", recipient="Niger")], documents("d-1"))
    assert len(events) == 2


def test_a_site_without_a_name_is_not_the_same_site():
    left, right = claim("a"), claim("b", document="d-2")
    base = Place(name="army base", grain="site")
    known = Place(name="Ain al-Asad air base", grain="site", country="IRQ")
    for place, shared in ((base, False), (known, True)):
        pair = [dataclasses.replace(one, place=(place,)) for one in (left, right)]
        assert ("place" in {term.name for term in compare(*pair).terms}) is shared


def test_another_week_is_another_event():
    assert len(merge([claim("a"), claim("b", day="2024-03-15")], documents("d-1"))) == 2


def test_numbers_that_disagree_are_shown_with_their_claims():
    events = merge([claim("a"), claim("b", document="d-2", low=300)], documents("d-1", "d-2"))
    (contradiction,) = events[0].contradictions
    assert contradiction.field == "quantity.troops"
    assert [(v.value, v.claims) for v in contradiction.values] == [
        ("100", ("c-a",)),
        ("300", ("c-b",)),
    ]
    assert (events[0].quantity[0].low, events[0].quantity[0].high) == (100, 300)


def test_a_denial_makes_an_event_disputed():
    denied = claim("b", document="d-2", factuality=Factuality.CERTAINLY_NOT)
    events = merge([claim("a"), denied], documents("d-1", "d-2"))
    assert events[0].standing is Standing.DISPUTED


def test_what_only_sources_say_is_claimed():
    events = merge([claim("a", kind=SourceKind.OFFICIAL)], documents("d-1"))
    assert events[0].standing is Standing.CLAIMED


def test_judgements_win_over_likeness():
    left, right = claim("a"), claim("b", document="d-2")
    apart = Judgement(left="c-a", right="c-b", verdict="different", user="u")
    assert len(merge([left, right], documents("d-1", "d-2"), [apart])) == 2
    other = claim("b", recipient="Niger")
    same = Judgement(left="c-a", right="c-b", verdict="same", user="u")
    assert len(merge([left, other], documents("d-1"), [same])) == 1


def test_near_copies_count_once():
    words = " ".join(f"word{i}" for i in range(200))
    docs = {
        key: Document(id=key, origin=key, sha256="", text=text)
        for key, text in {"d-1": words, "d-2": words + " and more", "d-3": "other " * 50}.items()
    }
    group = copies(docs)
    assert group["d-2"] == group["d-1"] != group["d-3"]
    events = merge([claim("a"), claim("b", document="d-2")], docs)
    assert (events[0].support.documents, events[0].support.independent) == (2, 1)


def test_a_sentence_that_two_reports_share_counts():
    alike = compare(claim("a"), claim("b", document="d-2"))
    assert "words" in {term.name for term in alike.terms}
    assert "words" not in {term.name for term in compare(claim("a"), claim("b")).terms}


def test_every_term_of_a_comparison_can_be_shown():
    terms = {term.name: term.weight for term in compare(claim("a"), claim("b")).terms}
    assert terms == {"actor": 3.0, "recipient": 2.0, "when": 2.0}


@given(st.randoms(use_true_random=False), st.integers(min_value=1, max_value=4))
@settings(max_examples=30, deadline=None)
def test_order_and_repeats_do_not_count(dice: random.Random, repeats: int):
    days = ["2024-03-01", "2024-03-02", "2024-03-09"]
    made = [
        claim(f"{i}", day=dice.choice(days), recipient=dice.choice(["Mali", "Niger"]))
        for i in range(8)
    ]
    shuffled = made * repeats
    dice.shuffle(shuffled)
    assert merge(made, documents("d-1")) == merge(shuffled, documents("d-1"))


def test_the_date_that_most_claims_state_goes_before_the_days_of_publication():
    stated = [claim("a"), claim("b", document="d-2", outlet="Two")]
    published = [
        dataclasses.replace(
            claim(key, document=f"d-{key}"),
            when=When(
                first="2024-03-02", last="2024-03-02", grain=Grain.DAY, basis=Basis.PUBLISHED
            ),
        )
        for key in ("c", "e", "f")
    ]
    (event,) = merge([*stated, *published], documents("d-1", "d-2", "d-c", "d-e", "d-f"))
    assert event.when.first == stated[0].when.first
