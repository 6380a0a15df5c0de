"""The web server: its routes, what guards them, and how errors are shown."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.errors import DatelineError
from dateline.serve import faults
from dateline.serve.desk import Desk
from dateline.serve.doors import May
from dateline.serve.pages import ROUTERS
from dateline.serve.safety import Guard
from dateline.serve.show import show_error
from dateline.serve.visitors import Local, People

HERE = Path(__file__).parent


class OpenFiles(StaticFiles):
    """Files that anyone may have: styles and scripts, nothing of the record."""

    may = May("anyone")


def create_app(
    desk: Desk, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost"),
    people: People | None = None,
) -> FastAPI:  # fmt: skip
    """The application over a record.

    Args:
        desk: The record and its view.
        hosts: What a request's Host header may say: a name, and a port unless it is 80.
        people: Who may sign in; by default there is one local user, who need not.
    """
    app = FastAPI(
        title="Dateline", version=__version__, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.state.desk, app.state.people = desk, people or Local()
    app.mount("/static", OpenFiles(directory=HERE / "static"), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(DatelineError, show_error)  # type: ignore[arg-type]
    faults.add_to(app)
    app.add_middleware(Guard, hosts=hosts, people=app.state.people)
    return app
