"""Charts: what is written can be read back from the SVG; a PNG has its header and its size."""

import io
import struct
from xml.etree import ElementTree as ET

import pytest

from dateline.export import PICTURES, draw
from dateline.model import period_end
from dateline.model.period import label_like

PERIODS = ("2024-01", "2024-02", "2024-04")


def dyad(actor, recipient, cooperation, conflict, period=""):
    return {"period": period, "actor": actor, "recipient": recipient, "net": conflict * -5.0,
            "events": cooperation + conflict, "cooperation": cooperation,
            "conflict": conflict}  # fmt: skip


ROWS = {
    "dyads": [dyad("PRK", "RUS", 3, 1), dyad("$RUS$ & <co>", "UKR", 0, 2)],
    "attendance": [
        {"period": "", "one": "Li Qiang (CHN)", "other": "Kim Jong Un (PRK)", "events": 2},
        {"period": "", "one": "Li Qiang (CHN)", "other": "To Lam (VNM)", "events": 1},
    ],
    "transfers": [
        {"period": "2024-01", "giver": "PRK", "receiver": "RUS", "what": "troops", "unit": "troops",
         "low": 10000.0, "high": 15000.0, "events": 2},
        {"period": "", "giver": "WHO", "receiver": "SYR", "what": "medicine", "unit": "",
         "low": None, "high": None, "events": 1},
    ],
}  # fmt: skip
ROWS["trend"] = [
    {"period": f"2024-{month:02}", "documents": 10 * read, "rate": 5.0 if read else None,
     "low": 4.0, "high": 7.0, "trend": 5.5 if read else None, "trend_low": 4.5, "trend_high": 6.0,
     "level": 5.0 if read else None, "changed": month == 7}
    for month, read in enumerate((1, 2, 2, 0, 3, 3, 4, 4), 1)
]  # fmt: skip
ROWS["network"] = [
    {"period": "", "one": one, "other": other, "events": events, "sign": sign}
    for one, other, events, sign in (("CHN", "MLI", 3, 1), ("MLI", "NER", 1, -1), ("A", "B", 1, 0))
]
SAID = {
    "dyads": ["Who does what to whom", "PRK → RUS", "$RUS$ & <co> → UKR", "net −10.0", "conflict"],
    "attendance": ["Who stood with whom", "Li Qiang (CHN)", "To Lam (VNM)", "2"],
    "trend": ["Events against what was read", "2024-07", "reports read", "trend", "level"],
    "network": ["Who has ties with whom", "CHN", "MLI", "NER", "cooperation", "conflict"],
    "transfers": ["2024-01  PRK → RUS: troops", "10,000 to 15,000", "no number"],
}


def drawn(chart, rows, kind):
    out = io.BytesIO()
    draw(chart, rows, out, kind)
    return out.getvalue()


def texts(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("chart", ROWS)
def test_an_svg_says_what_the_rows_say(chart):
    told = texts(drawn(chart, ROWS[chart], "svg"))
    assert [text for text in SAID[chart] if text not in told] == []


@pytest.mark.parametrize("chart", ROWS)
def test_a_png_has_its_header_a_size_and_more_than_one_colour(chart):
    png = drawn(chart, ROWS[chart], "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert 600 <= width <= 2000
    assert 150 <= height <= 2000
    assert len(png) > 5000


@pytest.mark.parametrize("kind", PICTURES)
def test_the_same_rows_give_the_same_bytes(kind):
    rows = ROWS["dyads"]
    assert drawn("dyads", rows, kind) == drawn("dyads", rows, kind)


def test_pairs_over_time_have_a_panel_each_and_say_what_is_left_out():
    rows = [dyad(f"A{i:02}", "B", 20 - i, i, period) for period in PERIODS for i in range(12)]
    told = texts(drawn("dyads", rows, "svg"))
    assert {f"A{i:02} → B" for i in range(8)} <= set(told)
    assert "The 8 most frequent of 12 pairs." in told
    assert "A08 → B" not in told


def widths(svg: bytes) -> list[float]:
    """The widths of bars, in points: closed paths of the colours of cooperation and conflict."""
    found = []
    for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):  # noqa: S314 - ours
        style, path = node.get("style", ""), node.get("d", "")
        if ("#0072b2" in style or "#d55e00" in style) and node.get("clip-path"):
            across = [float(word) for word in path.replace("\n", " ").split()[1::3]]
            found.append(max(across) - min(across))
    return found


def test_a_stray_period_is_named_below_and_does_not_stretch_the_axis():
    rows = [dyad("A", "B", 1, 0, f"2024-{month:02}") for month in range(1, 11)]
    stray = [dyad("A", "B", 0, 1, period) for period in ("1701-03", "1812-06")]
    told = drawn("dyads", [*stray, *rows], "svg")
    assert "Outside the time shown: 1701-03, 1812-06." in texts(told)
    assert min(widths(told)) == min(widths(drawn("dyads", rows, "svg"))) > 10
    assert not any("Outside" in text for text in texts(drawn("dyads", rows, "svg")))


def test_bars_can_be_seen_where_the_time_is_long():
    rows = [dyad("A", "B", 1, 1, f"{year}-05-09") for year in range(1990, 2026)]
    told = drawn("dyads", rows, "svg")
    assert len(widths(told)) == 2 * len(rows)
    assert min(widths(told)) > 1


def test_pairs_without_direction_have_no_arrow():
    row = dyad("A", "B", 1, 0)
    row["one"], row["other"] = row.pop("actor"), row.pop("recipient")
    assert "A – B" in texts(drawn("dyads", [row], "svg"))


def test_a_network_by_period_has_a_panel_each_and_says_what_is_left_out():
    rows = [{"period": f"20{year}", "one": "A", "other": f"B{i:02}", "events": 30 - i, "sign": 1}
            for year in range(17, 25) for i in range(25)]  # fmt: skip
    told = texts(drawn("network", rows, "svg"))
    assert [text for text in told if text.isdigit()] == [f"20{year}" for year in range(19, 25)]
    (under,) = [text for text in told if "width: events" in text]
    assert "The 20 busiest of 26 parties." in under
    assert "The 6 last of 8 periods." in under


@pytest.mark.parametrize("kind", PICTURES)
def test_letters_that_the_font_lacks_are_text_in_an_svg_and_no_warning(kind):
    made = drawn("dyads", [dyad("北京", "ประเทศไทย", 1, 0)], kind)
    assert kind == "png" or "北京 → ประเทศไทย" in texts(made)


@pytest.mark.parametrize("first", ["2020-01-30", "2020-W04", "2020-01", "2020-Q1", "2020"])
@pytest.mark.parametrize("count", [2, 54])
def test_any_number_of_periods_of_any_kind_is_drawn_without_a_warning(first, count):
    labels = [first]
    while len(labels) < count:
        labels.append(label_like(first, period_end(labels[-1])))
    one = ROWS["trend"][0]
    assert texts(drawn("trend", [{**one, "period": label} for label in labels], "svg"))
    assert texts(drawn("dyads", [dyad("A", "B", 1, 1, label) for label in labels], "svg"))
