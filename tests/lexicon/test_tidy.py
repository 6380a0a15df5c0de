"""The one form of lexicon files: nothing lost, entries in order, a second pass changes nothing."""

import tomllib
from pathlib import Path

import pytest

from dateline.lexicon import files_of, tidy
from dateline.lexicon.layer import shipped

OWN = """# About the file.
version = "1"

# Why b is here.
[[pattern]]
yes = ["B."]
id = "b"
type = "AID"

[[pattern]]
id = "a"
type = "AID"
# inner comments keep an entry as it is
verb = ["x"]
"""


def test_entries_are_sorted_and_comments_stay_with_them(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    text = tidy(path)
    assert text.index('id = "a"') < text.index("# Why b is here.") < text.index('id = "b"')
    assert text.index('id = "b"') < text.index('yes = ["B."]')
    assert "# inner comments" in text
    assert text.startswith("# About the file.")
    path.write_text(text)
    assert tidy(path) == text


@pytest.mark.parametrize("path", sorted(files_of(shipped())), ids=lambda path: path.name)
def test_shipped_files_lose_nothing(path: Path):
    text = path.read_text(encoding="utf-8")
    made = tidy(path)
    if path.suffix == ".toml":
        before, after = tomllib.loads(text), tomllib.loads(made)
        for table, entries in before.items():
            if isinstance(entries, list) and table != "drop":
                assert sorted(map(str, entries)) == sorted(map(str, after[table])) or {
                    entry["id"]: entry for entry in entries
                } == {entry["id"]: entry for entry in after[table]}
            else:
                assert after[table] == entries
        assert made.count("#") == text.count("#")
    else:
        assert sorted(made.splitlines()) == sorted(line for line in text.splitlines() if line)
