"""What others made is there unchanged, named, and part of what is installed."""

import hashlib
import json
import re
from pathlib import Path

import dateline

VENDOR = Path(dateline.__file__).parent / "serve/static/vendor"
LISTS = {"HASHES", "NOTICES.md"}


def listed() -> dict[str, str]:
    lines = (VENDOR / "HASHES").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_every_file_is_listed_and_is_what_was_listed() -> None:
    found = {path.name: path for path in VENDOR.iterdir() if path.name not in LISTS}
    assert listed() == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()
    }


def test_the_notices_name_every_file() -> None:
    named = set(re.findall(r"`([^`]+)`", (VENDOR / "NOTICES.md").read_text("utf-8")))
    assert set(listed()) <= named


def test_countries_have_codes_of_three_letters() -> None:
    world = json.loads((VENDOR / "countries.json").read_text("utf-8"))
    shapes = world["objects"]["countries"]["geometries"]
    codes = [shape["id"] for shape in shapes if shape["id"]]
    assert len(codes) == len(set(codes)) == len(shapes) - 2
    assert {"UKR", "PRK", "XKX", "PSE", "ZAF"} <= set(codes)
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
