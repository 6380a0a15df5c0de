"""The screen of runs: which coders ran, when reports were coded, and what went wrong."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse.news import totals
from dateline.analyse.problems import problems, problems_by_code
from dateline.record.since import commits
from dateline.serve.doors import READER
from dateline.serve.example import is_loading
from dateline.serve.show import desk_of, page, progress_in

router = APIRouter(include_in_schema=False, dependencies=[READER])

COMMITS = 50
ROWS = 200


@router.get("/jobs")
def jobs(request: Request, code: str = "") -> Response:
    """The runs and problems of the record."""
    desk = desk_of(request)
    shelf = desk.shelf
    rows = shelf.ask(problems(code, ROWS + 1))
    return page(
        request, "jobs.html", runs=list(desk.record.journal.entries("run"))[::-1],
        commits=commits(desk.record, COMMITS), codes=shelf.ask(problems_by_code()), code=code,
        rows=rows[:ROWS], cut=len(rows) > ROWS, counts=shelf.ask(totals())[0],
        loading=is_loading(request), where=str(desk.record.path),
        orders=[job.row() for job in reversed(request.app.state.jobs.held.values())],
        left=left_of(progress_in(desk)),
    )  # fmt: skip


def left_of(told: Mapping[str, Any] | None) -> str:
    """How long a run will take yet, in words; empty where there is none.

    >>> left_of({"done": 20, "total": 50, "rate": 0.5})
    '1 minute left'
    """
    if told is None:
        return ""
    if not told["rate"] or not told["done"]:
        return "not known how long yet"
    minutes = round((told["total"] - told["done"]) / told["rate"] / 60)
    if minutes < 1:
        return "less than a minute left"
    return f"{minutes:,} minute{'s' if minutes > 1 else ''} left"
