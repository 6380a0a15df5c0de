"""An explanation says "fired" of just the patterns that fire."""

from functools import cache

import pytest

from dateline.lexicon import load
from dateline.run import Tryout


@cache
def tryout() -> Tryout:
    return Tryout.build(load())


@pytest.mark.parametrize(
    "sentence",
    [
        "Police arrested two journalists.",
        "Relatives met the arrested journalists.",
        "The attack helicopter landed near the besieged city.",
        "The army launched an attack on the city.",
    ],
)
def test_what_is_said_to_fire_fires(sentence):
    patterns = {pattern.id for pattern in tryout().lexicon.patterns}
    (found,) = tryout()([sentence])
    said = {row["pattern"] for row in tryout().explain(sentence) if row["fired"]}
    assert said == found & patterns
