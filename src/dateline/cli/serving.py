"""Opening the page on a record."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import RecordOption, open_record
from dateline.cli.output import note

HostOption = Annotated[
    str, typer.Option("--host", metavar="NAME", help="The address to listen on.")
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(serve)


def serve(
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="0: a free one.")
    ] = 8002,
    host: HostOption = "127.0.0.1",
    record: RecordOption = None,
    jobs: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="Let reports below this folder be added and coded through the API.",
        ),
    ] = None,
) -> None:
    """Open the page on a record, in your browser: read, doubt, correct, cite.

    It answers on this machine only, unless --host says otherwise.
    """
    import uvicorn  # noqa: PLC0415 - the web's libraries take half a second

    from dateline.serve import Desk, create_app  # noqa: PLC0415

    desk = Desk(open_record(record).path)
    config = uvicorn.Config(
        create_app(desk, jobs=jobs), host=host, port=port, log_level="warning", access_log=False
    )
    note(f"Dateline is at http://{host}:{port}/ (Ctrl-C stops it)")
    uvicorn.Server(config).run()
