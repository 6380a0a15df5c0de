"""The event encoder: pinned, picklable, and sure of plain cases."""

import pickle
import shutil
from functools import cache
from pathlib import Path

import pytest

from dateline.errors import ModelError
from dateline.lexicon import load
from dateline.model import Document, Parse
from dateline.parse import SpacyParser
from dateline.parse.classifier import (
    EventClassifier,
    check_encoder,
    cut_of,
    event_classifier,
    pieces_of,
)


@cache
def parser() -> SpacyParser:
    return SpacyParser.build(load())


def parsed(text: str) -> Parse:
    return next(iter(parser()([Document.of(text, origin="t")])))


def judged(text: str, word: str):
    parse = parsed(text)
    i = next(token.i for token in parse.tokens if token.text == word)
    return event_classifier()(parse, [i])[i]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Police arrested two journalists in Lagos on Friday.", "arrested", "COERCE"),
        ("The foreign minister condemned the raid.", "condemned", "ACCUSE"),
        ("Rebels shelled the town, killing three people.", "shelled", "ASSAULT"),
        ("Thousands of teachers marched through the capital.", "marched", "PROTEST"),
    ],
)
def test_plain_cases_are_events_of_their_type(text, word, kind):
    found = judged(text, word)
    assert found.is_event
    assert found.type == kind
    assert 0.5 < found.probability <= 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The film bombed at the box office.", "bombed"),
        ("Rain fell over the northern hills on Tuesday.", "fell"),
        ("She charged her phone at the station.", "charged"),
    ],
)
def test_figures_of_speech_and_weather_are_none(text, word):
    found = judged(text, word)
    assert not found.is_event or found.probability < 0.5


def test_every_word_is_read_at_its_own_piece():
    parse = parsed("Washington extended sanctions.")
    cut = cut_of(parse, [1])
    marks = [(0, 0), (0, 10), (11, 19), (20, 29), (29, 30), (0, 0)]  # the ends of a sentence
    assert pieces_of(parse, cut, marks) == {0: 1, 1: 2, 2: 3, 3: 4}


def test_the_first_word_of_a_sentence_takes_part():
    told = judged("Washington extended sanctions on Belarus last week.", "extended")
    assert told.actor[0] > 0.9
    assert told.read == range(8)


def test_company_and_order_do_not_change_a_judgement():
    parse = parsed("Police arrested two men. The court freed a third man. Rebels shelled the town.")
    words = [token.i for token in parse.tokens if token.pos == "VERB"]
    together = event_classifier()(parse, words)
    assert event_classifier()(parse, words[::-1]) == together
    assert set(together) == set(words)


def test_the_classifier_can_be_pickled():
    assert pickle.loads(pickle.dumps(event_classifier())) == event_classifier()


def test_a_changed_file_is_refused(tmp_path: Path):
    folder = tmp_path / "encoder"
    shutil.copytree(event_classifier().folder, folder)
    check_encoder(folder)
    labels = folder / "labels.json"
    labels.write_text(labels.read_text() + " ")
    with pytest.raises(ModelError, match="event encoder"):
        check_encoder(folder)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match="event encoder"):
        EventClassifier(folder).check()


def test_nothing_is_made_of_nothing():
    assert event_classifier()(parsed(""), []) == {}
