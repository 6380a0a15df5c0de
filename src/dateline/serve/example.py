"""The bundled example, for a record that holds nothing: reports to look around with."""

import multiprocessing
from pathlib import Path
from typing import Any

from fastapi import Request

import dateline
from dateline.ingest import read
from dateline.lexicon import layers_of
from dateline.model import Document, Query
from dateline.record import Record
from dateline.run import HeadStart, code_record, read_settings
from dateline.serve.desk import Desk
from dateline.serve.show import desk_of

REPORTS = "reports.jsonl"


def examples() -> Path | None:
    """The bundled reports: in the package where it was installed, else in the checkout."""
    places = (bundled("examples"), Path(dateline.__file__).parents[2] / "examples")
    return next((place / REPORTS for place in places if (place / REPORTS).exists()), None)


def bundled(name: str) -> Path:
    """Where a file or folder from outside the package lies, once that is installed."""
    return Path(__file__).parent / "bundled" / name


def documents_in(desk: Desk) -> int:
    """How many reports a record holds."""
    found: int = desk.ask(Query(sql="SELECT count(*) AS documents FROM documents"))[0]["documents"]
    return found


def empty_record(request: Request) -> dict[str, Any]:
    """What is told of a record without events."""
    desk = desk_of(request)
    documents = documents_in(desk)
    return {
        "where": str(desk.record.path), "documents": documents,
        "loading": is_loading(request) or desk.building,
        "example": not documents and not desk.read_only and examples() is not None,
    }  # fmt: skip


def is_loading(request: Request) -> bool:
    """Whether the example is being coded."""
    running = getattr(request.app.state, "loading", None)
    return running is not None and bool(running.is_alive())


def start(request: Request) -> None:
    """Begin to code the example beside the server, unless that was begun."""
    if is_loading(request):
        return
    context = multiprocessing.get_context("spawn")
    told = (desk_of(request).record.path, str(examples()))
    running = context.Process(target=load_example, args=told)
    running.start()
    request.app.state.loading = running


def load_example(path: Path, reports: str) -> None:
    """Add the bundled reports to a record and code them; run in a process of its own."""
    record = Record.open(path)
    settings = read_settings(record.settings, str(path / "dateline.toml"))
    layers = tuple(layers_of(path, settings.layers(path)))
    with record.lock():
        added = record.add(one for one in read([reports]) if isinstance(one, Document))
        code_record(record, settings, layers, ahead=HeadStart(len(added)))
