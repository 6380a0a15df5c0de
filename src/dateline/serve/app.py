"""The web server: its routes, what guards them, and how errors are shown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from dateline import __version__
from dateline.analyse import measure
from dateline.errors import DatelineError
from dateline.serve import faults
from dateline.serve.address import Address
from dateline.serve.api import ROOT, add_api
from dateline.serve.desk import Desk
from dateline.serve.doors import May
from dateline.serve.frozen import Freezer
from dateline.serve.jobs import Jobs
from dateline.serve.pages import ROUTERS
from dateline.serve.people import Local, People
from dateline.serve.safety import Guard
from dateline.serve.show import show_error

HERE = Path(__file__).parent


@asynccontextmanager
async def lasting(app: FastAPI) -> AsyncIterator[None]:
    """What lasts as long as the server: no job goes on after it."""
    # What orders a matrix is loaded by now, and not by the first reader of one.
    Thread(target=measure, args=("blocks",), daemon=True).start()
    yield
    await run_in_threadpool(app.state.jobs.stop)


class OpenFiles(StaticFiles):
    """Files that anyone may have: styles and scripts, nothing of the record."""

    may = May("anyone")


def create_app(
    desk: Desk, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost"),
    people: People | None = None, jobs: Path | None = None,
) -> FastAPI:  # fmt: skip
    """The application over a record.

    Args:
        desk: The record and its view.
        hosts: What a request's Host header may say: a name, and a port unless it is 80.
        people: Who may sign in; by default there is one local user, who need not.
        jobs: The folder whose reports may be added by whoever may decide; without it none.
    """
    app = FastAPI(
        title="Dateline", version=__version__, docs_url=None, redoc_url=None,
        openapi_url=f"{ROOT}/openapi.json", lifespan=lasting,
    )  # fmt: skip
    app.state.desk, app.state.freezer = desk, Freezer(desk)
    app.state.people, app.state.jobs = people or Local(), Jobs(desk.record.path, jobs)
    app.mount("/static", OpenFiles(directory=HERE / "static"), name="static")
    add_api(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(DatelineError, show_error)  # type: ignore[arg-type]
    faults.add_to(app)
    app.add_middleware(Address)
    app.add_middleware(Guard, hosts=hosts, people=app.state.people)  # the last is the first asked
    return app
