"""What is loaded when: processes that code are started first and load no more than they need."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest


def loaded(code: str, *names: str) -> list[str]:
    """Which of some modules are there after running code in a process of its own."""
    asked = f"import sys\n{code}\nprint(*[name for name in {names} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


@pytest.mark.parametrize("room", ["dateline.run", "dateline.record"])
def test_a_room_holds_what_it_names_and_no_module_stands_in_for_it(room):
    package = importlib.import_module(room)
    assert set(package.HOMES) == set(package.__all__)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{room}.{module.name}")
    modules = {one.name for one in pkgutil.iter_modules(package.__path__)}
    assert modules.isdisjoint(package.__all__)
    for name in package.__all__:
        assert getattr(package, name) is not None
    lines = ast.walk(ast.parse(inspect.getsource(package)))
    imported = [one for one in lines if isinstance(one, ast.ImportFrom) and one.module]
    imported = [one for one in imported if one.module.startswith(room)]
    typed = {name.name: one.module for one in imported for name in one.names}
    assert typed == {name: f"{room}.{module}" for name, module in package.HOMES.items()}
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = package.nothing_like_it


def test_the_command_starts_processes_before_it_loads_anything_large():
    heavy = ("numpy", "pyarrow", "typer", "dateline.lexicon", "dateline.model", "dateline.record")
    assert loaded("import dateline.cli", *heavy) == []


def test_a_process_that_codes_loads_nothing_that_reads_the_journal_or_the_view():
    heavy = ("sqlalchemy", "duckdb", "argon2", "dateline.merge", "dateline.export")
    code = (
        "from dateline.run.worker import *\n"
        "foresee(Settings()); settle(pipeline_of(Settings(), load()))"
    )
    assert loaded(code, *heavy) == []


def test_building_a_pipeline_imports_nothing_that_was_not_foreseen():
    code = (
        "from dateline.run.worker import *\n"
        "foresee(Settings()); lexicon = load(); before = set(sys.modules)\n"
        "pipeline_of(Settings(), lexicon)\n"
        "print(*[name for name in set(sys.modules) - before if name.startswith('dateline.')])"
    )
    assert set(loaded(code)) <= {"dateline.lexicon.gazetteer"}
