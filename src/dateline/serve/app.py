"""The web server: its routes, what guards them, and how errors are shown."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.errors import DatelineError
from dateline.serve import faults
from dateline.serve.desk import Desk
from dateline.serve.pages import ROUTERS
from dateline.serve.safety import Guard
from dateline.serve.show import show_error

HERE = Path(__file__).parent


def create_app(desk: Desk, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> FastAPI:
    """The application over a record.

    Args:
        desk: The record and its view.
        hosts: Names that a request's Host header may bear, without port.
    """
    app = FastAPI(
        title="Dateline", version=__version__, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(DatelineError, show_error)  # type: ignore[arg-type]
    faults.add_to(app)
    app.add_middleware(Guard, hosts=hosts)
    return app
