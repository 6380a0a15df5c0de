"""The place index that the build makes."""

import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.lexicon.gazetteer import PlaceIndex, gazetteer
from dateline.lexicon.keys import key


def test_find_gives_the_most_populous_first():
    found = gazetteer().find("Paris")
    assert found[0].country == "FRA"
    assert [place.population for place in found] == sorted(
        (place.population for place in found), reverse=True
    )
    assert any(place.admin1 == "Texas" for place in found)


@pytest.mark.parametrize("name", ["Pyongyang", "P'yŏngyang", "pyongyang"])
def test_one_place_by_its_spellings(name):
    cities = [place for place in gazetteer().find(name) if place.grain == "city"]
    assert cities[0].geonames == "1871859"
    assert cities[0].latitude == pytest.approx(39.03385)


@pytest.mark.parametrize(
    ("name", "grain"),
    [
        ("Texas", "admin1"),
        ("Rapides Parish", "admin2"),
        ("Ukraine", "country"),
        ("Africa", "region"),
    ],
)
def test_grains(name, grain):
    assert gazetteer().find(name)[0].grain == grain


def test_unknown_names():
    assert gazetteer().find("Xyzzyville") == ()
    assert gazetteer().find("") == ()
    assert gazetteer().find("平壤") == ()


def test_longest():
    index = gazetteer()
    assert index.longest(["New", "York", "City", "Council"]) == 3
    assert index.longest(["St.", "Louis", "is"]) == 2
    assert index.longest(["xyzzy"]) == 0
    assert index.longest([]) == 0
    assert index.longest(["."]) == 0


def test_opens_quickly_and_pickles():
    index = gazetteer()
    start = time.process_time()
    other = PlaceIndex.open(index.folder)
    assert time.process_time() - start < 0.1
    assert pickle.loads(pickle.dumps(other)).find("Texas") == index.find("Texas")


def test_absent_index_is_told(tmp_path: Path):
    with pytest.raises(ModelError, match="place index"):
        PlaceIndex.open(tmp_path)


@given(st.text(max_size=30))
def test_any_name(name):
    assert key(key(name)) == key(name)
    gazetteer().find(name)
    gazetteer().longest(name.split())
