"""What is loaded when: processes that code are started first and load no more than they need."""

import importlib
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
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = package.nothing_like_it


def test_a_process_that_codes_loads_nothing_that_reads_the_journal_or_the_view():
    heavy = ("sqlalchemy", "duckdb", "argon2", "dateline.merge", "dateline.export")
    assert loaded("import dateline.run.worker", *heavy) == []
