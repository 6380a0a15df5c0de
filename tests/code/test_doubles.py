"""What a sentence tells twice is one claim."""

import pytest


@pytest.fixture
def told(coded):
    def read(text: str, kind: str) -> list[tuple[str, list[str]]]:
        return [
            (claim.anchor.text, [who.text for who in claim.recipient])
            for claim in coded(text)
            if claim.type == kind
        ]

    return read


@pytest.mark.parametrize(
    ("text", "kind", "anchors"),
    [
        ("Rebels killed six soldiers and wounded ten policemen in Chad.", "ASSAULT", ["killed"]),
        ("Rebels attacked the army in Chad, killing six soldiers.", "ASSAULT", ["attacked"]),
        ("Israel launched a series of attacks on Lebanon.", "ASSAULT", ["launched"]),
        ("Chad accused Mali of insulting its president.", "ACCUSE", ["accused"]),
        ("Palestinian gunmen killed two Israelis and Israeli troops killed three Palestinians.",
         "ASSAULT", ["killed", "killed"]),
        ("The White House announced that Turkey had agreed to a ceasefire.",
         "CONCEDE", ["agreed to"]),
        ("Rebels bombed the parliament of Chad and killed six soldiers.",
         "ASSAULT", ["bombed", "killed"]),
        ("Chad expelled the envoy of Mali and froze the assets of Kenya.",
         "SANCTION", ["expelled", "froze"]),
    ],
)  # fmt: skip
def test_one_happening_is_one_claim(told, text, kind, anchors):
    assert [anchor for anchor, _ in told(text, kind)] == anchors


def test_whom_a_deed_killed_and_whom_it_wounded_are_its_recipients(told):
    text = "Rebels killed six soldiers and wounded ten policemen in Chad."
    assert told(text, "ASSAULT") == [("killed", ["six soldiers", "ten policemen"])]
