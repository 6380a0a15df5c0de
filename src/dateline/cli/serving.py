"""Opening the page on a record, to one user on this machine or to people with accounts."""

import asyncio
import contextlib
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from socket import socket as Socket  # noqa: N812 - a type among values
from typing import Annotated

import typer

from dateline.cli.options import RecordOption, open_record
from dateline.cli.output import note, write
from dateline.cli.sockets import hosts_of, is_ours, listen, url_of
from dateline.errors import UsageError
from dateline.record import Attempts, Record, Users

HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; needs --users if others "
                      "can reach it."),
]  # fmt: skip
NamesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--name", metavar="HOST",
        help="Another name by which people reach the server, as behind a proxy; with :PORT if "
        "it is in the address.",
    ),
]  # fmt: skip
WRONG = 400  # the least status of a reply that says what is wrong
GOODBYE = 3  # seconds that replies under way may take after Ctrl-C


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(serve)


def serve(
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="0: a free one.")
    ] = 8002,
    host: HostOption = "127.0.0.1",
    name: NamesOption = None,
    users: Annotated[
        bool, typer.Option("--users", help="People sign in: see dateline users.")
    ] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nothing can be decided on the page.")
    ] = False,
    opening: Annotated[bool, typer.Option("--open", "-o", help="Open the browser.")] = False,
    get: Annotated[
        str, typer.Option("--get", metavar="PATH", help="Print one reply, as of /events, and stop.")
    ] = "",
    record: RecordOption = None,
    jobs: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", exists=True, file_okay=False,
            help="Let reports below this folder be added and coded through the API.",
        ),
    ] = None,
) -> int:  # fmt: skip
    """Open the page on a record, in your browser: read, doubt, correct, cite.

    It answers on this machine only, to whoever uses it, unless --host and --users say otherwise.
    """
    held = open_record(record)
    if get:
        return print_reply(held, get)
    if not is_ours(host) and not users:
        raise UsageError(
            f"the page would be open to everybody who reaches {host}",
            why="without accounts whoever opens it may decide, under one name",
            fix="add --users, and accounts with: dateline users add NAME --role analyst",
            code="serve/needs-users",
        )
    if users and not Users(held.journal).all():
        raise UsageError(
            "nobody could sign in", why=f"the record {held.path} has no accounts",
            fix=f"make one: dateline users add NAME --role admin --record {held.path}",
            code="serve/no-users",
        )  # fmt: skip
    from dateline.serve import Desk, Local, Team, create_app, warm  # noqa: PLC0415 - takes half a second

    with contextlib.suppress(KeyboardInterrupt), listen(host, port) as socket:
        port = socket.getsockname()[1]
        people = (
            Team(Users(held.journal), Attempts(held.journal), f"dateline-{port}")
            if users
            else Local()
        )
        desk = Desk(held.path, read_only=read_only)
        app = create_app(desk, hosts=hosts_of(host, port, name or ()), people=people, jobs=jobs)
        _ = desk.shelf  # is built now, if it has to be, rather than while a reader waits
        if desk.large:
            asyncio.run(warm(desk))
        url = url_of(host, port)
        note(f"Dateline is at {url} (Ctrl-C stops it)")
        if users and not is_ours(host):
            note("passwords travel readable over plain http: put a proxy with TLS before it")
        if opening:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        run(app, socket)
    return 0


def run(app: object, socket: Socket) -> None:
    """Answer until Ctrl-C, or until the process is told to end."""
    import uvicorn  # noqa: PLC0415 - takes a while

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False,  # type: ignore[arg-type]
        timeout_graceful_shutdown=GOODBYE,
    )  # fmt: skip
    # Uvicorn ends as the signal would have: by itself that leaves a view's builder behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.Server(config).run(sockets=[socket])


def print_reply(record: Record, path: str) -> int:
    """Print what the page gives for a path; 0 if it gives what was asked for."""
    from dateline.serve import Desk, create_app, reply  # noqa: PLC0415 - takes half a second

    if not path.startswith("/"):
        raise UsageError(
            f"{path!r} is no path of the page", why="paths begin with /",
            fix="give one such as --get /events?type=AID", code="serve/no-path",
        )  # fmt: skip
    app = create_app(Desk(record.path, read_only=True), hosts=("localhost",))
    status, body = asyncio.run(reply(app, path, "localhost"))
    write(body.decode("utf-8", "replace"))
    return 0 if status < WRONG else 1
