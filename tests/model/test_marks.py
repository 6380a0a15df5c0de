"""What the classifier makes of a claim, as it is written into the claim's pattern and read."""

import pytest

from dateline.model import Backing, Mark


@pytest.mark.parametrize(
    ("text", "mark", "told", "doubted"),
    [
        ("aid.send", Mark("aid.send"), True, False),
        ("aid.send-arms+encoder", Mark("aid.send-arms", Backing.SAME), True, False),
        ("aid.send-arms-encoder.none", Mark("aid.send-arms", Backing.OTHER, "none"), True, True),
        ("a.b>AGREE-encoder.AID", Mark("a.b>AGREE", Backing.OTHER, "AID"), True, True),
        ("encoder.AID", Mark("", Backing.ALONE, "AID"), False, True),
        ("encoder.AID-a.push-to", Mark("a.push-to", Backing.OVERRULED, "AID"), False, True),
        ("by-hand", Mark("by-hand"), True, False),
    ],
)
def test_a_mark_is_read_as_it_is_written(text, mark, told, doubted):
    assert Mark.read(text) == mark
    assert str(mark) == text
    assert (mark.is_told_by_pattern, mark.is_doubted) == (told, doubted)
