"""References, as programs that read them do."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.cite import STYLES, Reference, cite

REFERENCE = Reference(
    id="e-aaaabbbbccccdddd", revision="r-aaaabbbbccccdddd",
    title="North Korea → Russia: aid (military), 10 October 2025", record="news",
    snapshot="1234567", version="0.1.0", reports=3, accessed="2025-11-02",
    url="https://example.org/events/e-aaaabbbbccccdddd@r-aaaabbbbccccdddd",
)  # fmt: skip


def test_in_words_it_names_the_revision_the_record_and_what_it_rests_on() -> None:
    assert cite(REFERENCE, "text") == (
        "“North Korea → Russia: aid (military), 10 October 2025”. Event "
        "e-aaaabbbbccccdddd@r-aaaabbbbccccdddd of the record “news”, coded from 3 independent "
        "reports; snapshot 1234567. Dateline 0.1.0. "
        "https://example.org/events/e-aaaabbbbccccdddd@r-aaaabbbbccccdddd. Accessed 2025-11-02.\n"
    )


def test_bibtex_is_an_entry_with_balanced_braces() -> None:
    told = cite(REFERENCE, "bibtex")
    assert told.startswith("@misc{e-aaaabbbbccccdddd,\n")
    assert told.count("{") == told.count("}")
    assert (
        r"  title = {{North Korea $\rightarrow$ Russia: aid (military), 10 October 2025}}" in told
    )
    assert "  urldate = {2025-11-02}" in told


def test_ris_has_a_tag_a_line_and_ends_its_record() -> None:
    lines = cite(REFERENCE, "ris").split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert "Y2  - 2025/11/02" in lines


def test_csl_json_is_a_list_of_a_dataset() -> None:
    (item,) = json.loads(cite(REFERENCE, "csl-json"))
    assert item["type"] == "dataset"
    assert item["accessed"] == {"date-parts": [[2025, 11, 2]]}
    assert item["id"] == "e-aaaabbbbccccdddd@r-aaaabbbbccccdddd"


@pytest.mark.parametrize("style", STYLES)
@given(title=st.text(max_size=60), record=st.text(max_size=20))
def test_no_title_breaks_out_of_its_field(style: str, title: str, record: str) -> None:
    ref = Reference(id="e-a", revision="r-a", title=title, record=record, snapshot="s", version="0")
    told = cite(ref, style)
    if style == "csl-json":
        assert len(json.loads(told)) == 1
    elif style == "ris":
        assert (
            told.count("\r\n")
            == len(told.splitlines())
            == told.count("  - ") - sum(text.count("  - ") for text in (title, record))
            or "  - " in title + record
        )
        assert [line for line in told.split("\r\n") if line.startswith("ER")] == ["ER  - "]
    elif style == "bibtex":
        bare = re.sub(r"\\.", "", told)
        depth = 0
        for at, char in enumerate(bare):
            depth += (char == "{") - (char == "}")
            assert depth > 0 or at < 5 or at >= len(bare.rstrip()) - 1
    else:
        assert told.count("\n") == 1
