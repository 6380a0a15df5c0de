"""Reports of the tests' own, and the command as a user runs it."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from filelock import FileLock

COMMAND = str(Path(sys.executable).with_name("dateline"))
EXAMPLES = Path(__file__).parents[1] / "examples"
TOWNS = ("Arwad", "Belmar", "Corvo", "Dunhill", "Eskort", "Farno", "Gantry")


def call(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], capture_output=True, text=True, check=False, timeout=300, **options
    )


@pytest.fixture(scope="session")
def command() -> str:
    """The path of the installed command."""
    return COMMAND


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each process begin with its share of the slow tests, so that none ends alone with one.

    Of `worksteal` each process gets an equal stretch of the list, and others take from its end.
    """
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    slow.sort(key=lambda item: -seconds_of(item))
    rest = [item for item in items if not item.get_closest_marker("slow")]
    size = -(-len(items) // processes)
    ordered: list[pytest.Item] = []
    for number in range(processes):
        own = slow[number::processes]
        ordered += [*own, *rest[: size - len(own)]]
        del rest[: size - len(own)]
    items[:] = ordered


def seconds_of(item: pytest.Item) -> float:
    """About how long a slow test takes."""
    marker = item.get_closest_marker("slow")
    return float(marker.args[0]) if marker and marker.args else 10.0


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory, command: str, worker_id: str) -> Path:
    """A record of the bundled examples that is not to be changed: copy it to decide on.

    Whichever of the tests' processes comes first codes it; each has a copy of its own.
    """
    base = tmp_path_factory.getbasetemp()
    first = (base if worker_id == "master" else base.parent) / "first" / "examples.dateline"
    with FileLock(first.parents[1] / "first.lock"):
        if not first.exists():
            half = first.with_name("half.dateline")
            for said in (["code", EXAMPLES, "--quiet"], ["events", "--limit", "1"]):  # and its view
                subprocess.run(
                    [command, *said, "--record", half], check=True, timeout=300, capture_output=True
                )
            half.rename(first)
        return shutil.copytree(first, tmp_path_factory.mktemp("coded") / first.name)


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command to its end."""
    return call


@pytest.fixture
def rows() -> Callable[[str, Path], list[dict[str, Any]]]:
    """Gives a table of a record as the command exports it."""

    def exported(table: str, record: Path) -> list[dict[str, Any]]:
        done = call("export", table, "--record", str(record))
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return exported


@pytest.fixture
def reports() -> Callable[[int], list[dict[str, Any]]]:
    """Makes short reports, all different."""

    def made(count: int) -> list[dict[str, Any]]:
        return [
            {
                "id": f"r{i}",
                "outlet": f"Outlet {i % 3}",
                "published": f"2024-03-{1 + i % 28:02}",
                "text": f"Rebels attacked the town of {TOWNS[i % 7]} on Monday, killing {i + 2} "
                f"people. “We will find them,” Mayor Ada Holm said. Police arrested {i + 3} men.",
            }
            for i in range(count)
        ]

    return made


@pytest.fixture
def reports_file(tmp_path: Path, reports: Callable[[int], list[dict[str, Any]]]) -> Path:
    """A file of 240 reports: three batches."""
    path = tmp_path / "reports.jsonl"
    lines = "".join(json.dumps(row) + "\n" for row in reports(240))
    path.write_text(lines, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases on a PostgreSQL server of our own, and gives their URLs."""
    spec = importlib.util.spec_from_file_location("postgres", Path(__file__).parent / "postgres.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.programs() is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    with module.server() as socket:
        main = sa.create_engine(
            f"postgresql+psycopg://dateline@/postgres?host={socket}", isolation_level="AUTOCOMMIT"
        )

        def fresh() -> str:
            name = f"t{uuid.uuid4().hex}"
            with main.connect() as connection:
                connection.execute(sa.text(f"CREATE DATABASE {name}"))
            return f"postgresql+psycopg://dateline@/{name}?host={socket}"

        yield fresh
        main.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def journal_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty journal, in either kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal.sqlite'}"
    return request.getfixturevalue("postgres")()
