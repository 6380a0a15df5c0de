"""Equipment and goods: what is found, its class, and which claim it belongs to."""

import pickle
from dataclasses import replace
from functools import cache

import pytest

from dateline.lexicon import load
from dateline.model import Claim, Document, ItemEntry, Reading, Span
from dateline.parse import SpacyParser
from dateline.resolve.items import Items

OWN = (
    ItemEntry(name="Testa-20", class_="ballistic missile", maker="Testland"),
    *(ItemEntry(name=name, class_=name, generic=True) for name in ("missile", "drone", "tank")),
    ItemEntry(name="artillery shell", class_="ammunition", generic=True),
    ItemEntry(name="weapon", class_="weapon", generic=True),
)


@cache
def stages() -> tuple[SpacyParser, Items]:
    lexicon = load()
    return SpacyParser.build(lexicon), Items.build(replace(lexicon, items=OWN))


def items(text: str, anchor: str, kind: str = "MOBILIZE"):
    parser, finder = stages()
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
    return finder.items_of(Reading(parse=parse, by_head={}), claim, finder.find(parse))


def test_the_text_gives_the_class_of_a_name():
    (found,) = items(
        "The army displayed the Testa-20 intercontinental ballistic missile.", "displayed"
    )
    assert (found.name, found.class_) == ("Testa-20", "intercontinental ballistic missile")
    assert found.maker == "Testland"


def test_an_apposition_is_the_class_and_no_item_of_its_own():
    text = "The army displayed the Testa-20, an intercontinental ballistic missile."
    assert [(i.name, i.class_) for i in items(text, "displayed")] == [
        ("Testa-20", "intercontinental ballistic missile")
    ]


def test_a_name_no_list_has_is_known_by_its_form():
    (found,) = items("The army fired a Foobar-7 drone.", "fired")
    assert (found.text, found.name, found.class_) == ("Foobar-7 drone", "Foobar-7", "drone")


@pytest.mark.parametrize(
    ("text", "anchor", "names"),
    [
        ("Iran sent artillery shells and long-range missiles to Russia.", "sent",
         ["artillery shell", "long-range missile"]),
        ("Iran sent weapons such as drones to Russia.", "sent", ["weapon", "drone"]),
        ("The army showed weapons, including tanks and drones.", "showed",
         ["weapon", "tank", "drone"]),
        ("The parade ended, and drones hit a port.", "ended", []),
    ],
)  # fmt: skip
def test_which_items_are_the_claims(text, anchor, names):
    assert [item.name for item in items(text, anchor, "AID")] == names


def test_some_types_have_no_items():
    assert items("The minister praised the missile.", "praised", "SUPPORT") == ()


def test_the_finder_can_be_pickled():
    finder = stages()[1]
    assert pickle.loads(pickle.dumps(finder)) == finder
