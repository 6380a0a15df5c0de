"""Files to a lexicon: layers over what comes with Dateline."""

from dateline.lexicon import load, read, read_shipped

LAYER = '[lists]\nmine = ["a", "b"]\n'


def test_a_layer_may_be_a_single_file(tmp_path):
    layer = tmp_path / "mine.toml"
    layer.write_text(LAYER)
    assert load([layer]).lists["mine"] == ("a", "b")


def test_what_was_read_before_makes_the_same_lexicon(tmp_path):
    (tmp_path / "mine.toml").write_text(LAYER)
    assert load([tmp_path], over=read_shipped()) == load([tmp_path])
    gone = tmp_path / "nowhere"
    assert [fault.file for fault in read([gone], over=read_shipped())[1]] == [str(gone)]
