"""Odd files that others collected: each gives documents or problems, soon, and never an error."""

import time
from pathlib import Path

import pytest

from dateline.ingest import read
from dateline.ingest.page import of_page
from dateline.model import Document, Problem

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile"
pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/hostile is not here")
FOLDERS = ("feedparser", "html5lib-tests", "warcio", "resiliparse", "jwarc", "defusedxml", "blns",
           "whatwg-url", "H5SC")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_read_or_set_aside(folder):
    for path in sorted((HOSTILE / folder).rglob("*")):
        if not path.is_file():
            continue
        start = time.process_time()
        found = list(read([path]))
        assert time.process_time() - start < 10, path
        assert found or path.suffix == ".json", path
        assert all(isinstance(one, Document | Problem) for one in found), path


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("suffix", [".html", ".txt", ".jsonl", ".json", ".csv"])
def test_every_file_under_a_wrong_name(folder, suffix, tmp_path):
    files = [path for path in sorted((HOSTILE / folder).rglob("*")) if path.is_file()]
    for number, path in enumerate(files[:: 4 if len(files) > 400 else 1]):
        copy = tmp_path / f"{number}{suffix}"
        copy.write_bytes(path.read_bytes())
        for one in read([copy]):
            if isinstance(one, Document):
                one.text.encode()
                assert "\x00" not in one.text


def test_naughty_strings_in_pages():
    for line in (HOSTILE / "blns").rglob("*.txt"):
        for text in line.read_text(encoding="utf-8", errors="replace").splitlines():
            of_page(f"<html><body><p>{text}</p></body></html>".encode("utf-8", "replace"), "x")
