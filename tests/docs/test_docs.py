"""The docs name what there is: commands, errors, stages, fields, keys; and their links lead on."""

import re
import subprocess
import sys
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import typer

from dateline.cli.main import app
from dateline.evaluate import TASKS
from dateline.lexicon.load import MAPS, TABLES
from dateline.lexicon.rows import csv_kinds
from dateline.model import Coding, EventParticipant, EventQuantity, Mode, Office, Participant
from dateline.record.schema import NOUNS, RENAMED
from dateline.run import STAGES, Settings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dateline"
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md"]

FAMILIES = (
    "analyse|cli|code|dateline|evaluate|ingest|lexicon|model|parse|query|record|run|settings|stage"
    "|stats|serve|sources|usage"
)
WHOLE = re.compile(rf'"((?:{FAMILIES})/[a-z][a-z-]*)"')
SAID = re.compile(r'code ?= ?"([a-z]+/[a-z-]+)"')
OF_INGEST = re.compile(r'(?:problem\([^()]*?,\s*|append\(\()"([a-z][a-z-]*)"')
CHOICE = re.compile(r'known\("([a-z]+)", [a-z]')
OF_ANALYSIS = re.compile(r'choice\("([a-z]+)", ')
OF_A_STAGE = re.compile(r'problem\([^,]*, "([a-z]+)", error\)')
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
IN_SOURCE = re.compile(r"docs/[\w./-]+\.md")


def reference(name: str) -> str:
    return (DOCS / "reference" / f"{name}.md").read_text("utf-8")


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.split(rf"^#+ {re.escape(heading)}$", page, flags=re.MULTILINE)
    assert len(found) == 2, f"{heading!r} is no heading, or is one twice"
    return re.split(r"^#", found[1], maxsplit=1, flags=re.MULTILINE)[0]


def named(text: str) -> list[str]:
    """The names in the first column of a section's tables."""
    rows = re.findall(r"^\| (`[^|]*) \|", text, flags=re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def names_of(noun: type) -> list[str]:
    return [RENAMED.get(one.name, one.name) for one in fields(noun)]


def slugs() -> set[str]:
    """Every slug of an error or problem that the source can give."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(WHOLE.findall(text)) | set(SAID.findall(text))
        found |= {f"{stage}/error" for stage in OF_A_STAGE.findall(text)}
        if path.parent.name == "ingest":
            found |= {f"ingest/{code}" for code in OF_INGEST.findall(text)}
        if path.parent.name == "analyse":
            found |= {f"analyse/no-{choice}" for choice in OF_ANALYSIS.findall(text)}
        if path.parent.name == "cli":
            found |= {f"cli/no-{choice}" for choice in CHOICE.findall(text)}
    return found


def nested(noun: type) -> Iterator[type]:
    """The dataclasses that stand in the fields of another, at any depth."""
    for hint in typing.get_type_hints(noun).values():
        for kind in (hint, *typing.get_args(hint)):
            if is_dataclass(kind):
                yield typing.cast("type", kind)
                yield from nested(typing.cast("type", kind))


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def fenced(text: str) -> str:
    """A page without its code."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def test_the_page_of_commands_is_what_the_commands_say():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "docs.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_and_option_is_named():
    told = "\n".join(page.read_text("utf-8") for page in PAGES)

    def missing(command, path: str) -> Iterator[str]:
        for option in [name for one in command.params for name in one.opts if name[:1] == "-"]:
            if f"`{option}`" not in told and f"`dateline {option}`" not in told:
                yield f"{path} {option}"
        for name, inner in getattr(command, "commands", {}).items():
            if f"{path} {name}" not in told:
                yield f"{path} {name}"
            yield from missing(inner, f"{path} {name}")

    assert list(missing(typer.main.get_command(app), "dateline")) == []


def test_every_slug_has_a_heading_and_every_heading_a_slug():
    headings = set(HEADING.findall(fenced(reference("errors"))))
    assert {one for one in headings if "/" in one} == slugs()


def test_every_stage_is_named_with_its_setting():
    page = reference("stages")
    assert set(STAGES) <= set(named(page))
    for setting in fields(Settings):
        assert re.search(rf"^{setting.name} = ", page, flags=re.MULTILINE), setting.name


@pytest.mark.parametrize("table", NOUNS)
def test_every_field_of_a_table_is_told_in_order(table):
    assert named(section(reference("record"), table)) == names_of(NOUNS[table])


PARTS: Mapping[str, type] = {
    kind.__name__.lower(): kind
    for noun in NOUNS.values()
    for kind in nested(noun)
    if not kind.__name__.startswith("Event")
}


@pytest.mark.parametrize("name", PARTS)
def test_every_field_of_a_part_of_a_row_is_told(name):
    page = reference("record")
    headings = {"span": "Spans", "contradictionvalue": "contradiction"}
    told = named(section(page, headings.get(name, name)))
    assert set(names_of(PARTS[name])) <= set(told), name
    if name not in headings and name != "contradiction":
        assert sorted(told) == sorted(names_of(PARTS[name]))


def test_what_the_values_of_an_event_have_more_is_told():
    more = {*names_of(EventQuantity), *names_of(EventParticipant)} - set(names_of(Participant))
    told = named(section(reference("record"), "Values of an event"))
    assert {"best", "sources", "claims"} == set(told)
    assert set(told) <= more


def test_what_a_stored_coding_holds_is_told():
    page = reference("store")
    assert all(f"`{one.name}`" in page for one in fields(Coding))


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_lexicon_table_is_told_in_order(table):
    keys = [one.name for one in fields(TABLES[table])]
    told = named(section(reference("lexicon"), table))
    assert [key for key in told if key in keys][: len(keys)] == keys


def test_modes_lists_and_csv_columns_are_told():
    page = reference("lexicon")
    assert {one.name for one in fields(Mode)} <= set(named(section(page, "type")))
    assert all(f"[{name}]" in page for name in MAPS)
    for kind in csv_kinds():
        assert f"`{','.join(kind.columns)}`" in page, kind.name
    assert "`from`" in page
    assert "since" in {one.name for one in fields(Office)}


def test_every_family_of_word_lists_is_told():
    told = section(reference("lexicon"), "sectors, lists, words")
    for path in (SOURCE / "lexicons").rglob("*.toml"):
        for name in re.findall(r'^"(\w+)\.[^"]+" = ', path.read_text("utf-8"), re.MULTILINE):
            assert f"`{name}.`" in told, f"{path.name}: {name}"


def test_every_task_of_evaluation_is_told():
    page = (DOCS / "how-to" / "evaluate.md").read_text("utf-8")
    for task in TASKS:
        assert section(page, task).strip()


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(fenced(page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, part = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if part:
            headings = HEADING.findall(fenced(there.read_text("utf-8")))
            assert part in {anchor(heading) for heading in headings}, target


def test_every_page_that_the_source_names_is_there():
    for path in SOURCE.rglob("*.py"):
        for name in IN_SOURCE.findall(path.read_text("utf-8")):
            assert (ROOT / name).exists(), f"{path.relative_to(ROOT)} names {name}"


def test_no_page_names_a_path_of_somebody_s_machine():
    path = re.compile(r"(?<![\w.])/(?:home|root|tmp|Users)/\w")
    for page in PAGES:
        assert not path.search(page.read_text("utf-8")), page
