"""The tasks: what can be measured, on which gold, by which function."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType

from dateline.errors import UsageError, did_you_mean
from dateline.evaluate.gold import Measured, Record, read_gold

# Each module has its function and the fields that `gold` has to have as NEEDS, "a|b" where one of
# two will do. It is loaded when it is asked for: together they import spaCy, scipy and half of
# Dateline, about a second.
TASKS: Mapping[str, str] = MappingProxyType(
    {
        "claims": "dateline.evaluate.coding:claims",
        "plv": "dateline.evaluate.plv:plv",
        "polnear": "dateline.evaluate.polnear:polnear",
        "places": "dateline.evaluate.places:places",
        "times": "dateline.evaluate.times:times",
        "actors": "dateline.evaluate.actors:actors",
        "factuality": "dateline.evaluate.factuality:factuality",
        "coreference": "dateline.evaluate.coreference:coreference",
        "reports": "dateline.evaluate.reports:reports",
        "copies": "dateline.evaluate.copies:copies",
        "eventless": "dateline.evaluate.eventless:eventless",
    }
)


@dataclass(frozen=True, slots=True)
class Task:
    """A function from gold records to figures, and the fields that `gold` has to have."""

    measure: Callable[[Iterable[Record]], Measured]
    needs: tuple[str, ...]


def task_of(name: str) -> Task:
    """A task by its name, loaded."""
    place, _, function = TASKS[name].partition(":")
    module = importlib.import_module(place)
    return Task(getattr(module, function), module.NEEDS)


def evaluate_file(
    task: str, path: Path, limit: int | None = None
) -> tuple[Record, Iterable[Record]]:
    """Measure a task on a gold file.

    Args:
        task: One of `TASKS`.
        path: A file of gold records.
        limit: How many records to take from its beginning; None for all.

    Returns:
        The figures by name, and what was predicted for each record.

    Raises:
        UsageError: if there is no such task, or the file is no gold for it.
    """
    if task not in TASKS:
        raise UsageError(
            f"there is no task {task!r}",
            why=f"the tasks are {', '.join(TASKS)}{did_you_mean(task, TASKS)}",
            fix="name one of them",
            code="evaluate/unknown-task",
        )
    records = fitting(read_gold(path), task, path)
    measured = task_of(task).measure(islice(records, limit))
    return measured.figures, measured.predicted


def fitting(records: Iterator[Record], task: str, path: Path) -> Iterator[Record]:
    """The records of a file, if the first is gold for a task."""
    first = next(records, None)
    if first is None:
        raise UsageError(
            f"{path} holds no gold",
            why="it has no records",
            fix="give a file with one JSON object a line",
            code="evaluate/empty-file",
        )
    held = {"id", "text", "gold"} - first.keys()
    gold = first.get("gold") or ()
    missing = [
        *sorted(held),
        *(f"gold.{n}" for n in task_of(task).needs if not any(k in gold for k in n.split("|"))),
    ]
    wrong = task == "claims" and not isinstance(first.get("gold"), list)
    if missing or wrong:
        raise UsageError(
            f"{path} is no gold for {task}",
            why=f"its first record lacks {', '.join(missing) or 'a list of claims'}",
            fix="docs/how-to/evaluate.md says which file goes with which task",
            code="evaluate/wrong-file",
        )
    return chain((first,), records)
