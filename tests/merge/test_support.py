"""What counts once: copies, an agency's dispatches, communiques; and what is one story."""

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon import load
from dateline.merge import copies
from dateline.merge.credits import Wires
from dateline.merge.stories import stories
from dateline.merge.support import support_of
from dateline.model import (
    Attribution,
    Claim,
    Document,
    Participant,
    Sentence,
    SourceKind,
    Span,
)

WORDS = [f"word{i}" for i in range(300)]
WIRES = Wires.of({"Reuters": ("Reuters",), "Associated Press": ("AP", "Associated Press")})


def doc(key: str, text: str, **fields: str | None) -> Document:
    return Document(id=key, origin=key, sha256="", text=text, **fields)


def docs(*texts: str) -> dict[str, Document]:
    return {f"d-{i}": doc(f"d-{i}", text) for i, text in enumerate(texts)}


def claim(document: str, text: str, source: str = "") -> Claim:
    who = (Participant(text=None, name=source),) if source else ()
    kind = SourceKind.OFFICIAL if source else SourceKind.OUTLET
    return Claim(
        id=f"c-{document}", document=document, outlet=document, published=None, type="AID",
        sentence=Sentence(number=1, text=text, start=0, end=len(text)),
        anchor=Span(text=text[:4], start=0, end=4),
        attribution=Attribution(source=who, kind=kind),
    )  # fmt: skip


def test_a_shortened_copy_is_a_copy_and_another_report_is_not():
    group = copies(docs(" ".join(WORDS), " ".join(WORDS[:90]), " ".join(reversed(WORDS))))
    assert group == {"d-0": "d-0", "d-1": "d-0", "d-2": "d-2"}


def test_a_misread_copy_is_a_copy():
    dice = random.Random(1)
    noisy = [word if dice.random() > 0.1 else word.replace("o", "0") for word in WORDS]
    group = copies(docs(" ".join(WORDS), " ".join(noisy)))
    assert group["d-1"] == "d-0"


def test_a_report_carried_by_many_is_one_group_however_many():
    texts = [" ".join([f"outlet{i}", *WORDS, f"phone {i}"]) for i in range(60)]
    assert set(copies(docs(*texts)).values()) == {"d-0"}


def test_what_the_input_calls_syndicated_is_a_copy_of_what_it_names():
    group = copies({
        "d-1": doc("d-1", "One thing."), "d-2": doc("d-2", "Another.", syndicated_from="d-1"),
        "d-3": doc("d-3", "A third.", syndicated_from="d-0"),
        "d-4": doc("d-4", "A fourth.", syndicated_from="d-0"),
    })  # fmt: skip
    assert group["d-2"] == group["d-1"] == "d-1"
    assert group["d-3"] == group["d-4"] == "d-0"


@given(st.lists(st.text(), max_size=4))
def test_any_texts_fall_into_groups_named_by_their_first(texts):
    found = docs(*texts)
    group = copies(found)
    assert group.keys() == found.keys()
    assert all(group[name] == name <= key for key, name in group.items())


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("LAGOS, Jan 3 (Reuters) - Two ships met.", "Reuters"),
        ("LAGOS (AP) — Two ships met.", "Associated Press"),
        ("Ships meet\nBy The Associated Press\nTwo ships met.\nThey left.", "Associated Press"),
        ("Ships meet\nTwo ships met.\nThey left.\n© 2024 Reuters. All rights reserved.", "Reuters"),
        ("Ships meet\nTwo met.\nThey left.\nReuters contributed to this report.", None),
        ("Ships meet\nTwo met.\nThey left.\nThe captain told Reuters that they had.", None),
        ("A man told AP - the agency - that ships met.", None),
    ],
)
def test_an_agency_is_known_by_its_credit(text, wire):
    assert WIRES.of_document(doc("d-1", text)) == wire


def test_an_author_may_be_the_credit():
    assert WIRES.of_document(doc("d-1", "Two ships met.", author="AP")) == "Associated Press"
    assert WIRES.of_document(doc("d-1", "Two ships met.", author="A. Reuter")) is None


def test_the_shipped_lexicon_names_agencies():
    assert Wires.build(load()).of_document(doc("d-1", "SEOUL (Yonhap) -- They met.")) == "Yonhap"


def test_dispatches_of_one_agency_count_once():
    claims = [claim("d-1", "Ships met."), claim("d-2", "Some ships met."), claim("d-3", "Met.")]
    come_from = {"d-1": ("d-1", "wire AP"), "d-2": ("d-2", "wire AP"), "d-3": ("d-3",)}
    assert support_of(claims, come_from).independent == 2


def test_a_repeated_communique_counts_once_and_an_own_telling_does_not():
    told = "The army's brave units have crossed the river in the north, it said."
    claims = [claim("d-1", told, "Army"), claim("d-2", told.replace("'", "’"), "Army"),
              claim("d-3", "The army said that it crossed a river.", "Army")]  # fmt: skip
    support = support_of(claims, {})
    assert (support.documents, support.independent, support.sources) == (3, 2, ("Army",))


def test_a_quote_of_the_same_words_is_one_communique():
    said = "brave units have crossed the long river in the north"
    both = [
        dataclasses.replace(one, attribution=dataclasses.replace(
            one.attribution, content=Span(text=said, start=5, end=5 + len(said))))
        for one in (claim("d-1", f"xxxx {said} a", "Army"), claim("d-2", f"yyyy {said} b", "Army"))
    ]  # fmt: skip
    assert support_of(both, {}).independent == 1


def test_reports_of_one_happening_are_one_story_while_it_is_news():
    one = "The strike at the Kalundborg refinery ended when workers took the offer of the owners."
    two = (
        "Workers at the Kalundborg refinery took an offer and ended their strike, the owners said."
    )
    other = (
        "Heavy snow closed the roads and schools of Hokkaido while trains stood still for hours."
    )
    days = {"d-0": "2024-01-01", "d-1": "2024-01-02", "d-2": "2024-01-01"}
    found = {key: doc(key, text, published=days[key])
             for key, text in zip(days, (one, two, other), strict=True)}  # fmt: skip
    assert stories(found) == {"d-0": "d-0", "d-1": "d-0", "d-2": "d-2"}
    later = {**found, "d-1": doc("d-1", two, published="2024-06-01")}
    assert stories(later)["d-1"] == "d-1"
    assert stories({}) == {}
