"""`users`: who may sign in to the page, in which role."""

import sys
from typing import Annotated

import typer

from dateline.cli.grouped import grouped
from dateline.cli.options import Output, RecordOption, open_record
from dateline.cli.output import emit, note, shown
from dateline.errors import UsageError
from dateline.record import ROLES, Users
from dateline.run import now

users_app = typer.Typer(no_args_is_help=True, help="Who may sign in to the page, in which role.")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account.")]
RoleOption = Annotated[
    str, typer.Option(metavar="|".join(ROLES), help="A reader reads, an analyst decides as well, "
                      "an admin sees to users and jobs as well."),
]  # fmt: skip
COLUMNS = {
    "name": lambda row: shown(row["name"]),
    "role": lambda row: row["role"],
    "since": lambda row: row["since"],
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    users_app.command()(add)
    users_app.command("list")(grouped(list_users))
    users_app.command()(role)
    users_app.command()(password)
    users_app.command()(remove)
    app.add_typer(users_app, name="users")


def add(
    name: NameArgument,
    role: RoleOption = ROLES[0],
    again: Annotated[
        bool, typer.Option("--again", help="The account was removed; the same person comes back.")
    ] = False,
    record: RecordOption = None,
) -> None:
    """Make an account. The password is asked for, or is the first line of standard input."""
    users = users_of(record)
    users.check_new(name, role, again=again)
    made = users.add(name, role, asked_password(), at=now(), again=again)
    note(f"{made.name} may sign in as {made.role}: dateline serve --users")


def list_users(record: RecordOption = None, *, output: Output) -> None:
    """List the accounts."""
    rows = [
        {"name": user.name, "role": user.role, "since": user.since}
        for user in users_of(record).all()
    ]
    emit(rows, columns=COLUMNS, form=output.form)


def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="|".join(ROLES), help="The new role.")],
    record: RecordOption = None,
) -> None:
    """Give an account another role; it holds at once."""
    users_of(record).set_role(name, role)
    note(f"{name} is {role} now")


def password(name: NameArgument, record: RecordOption = None) -> None:
    """Give an account another password, and end its sessions."""
    users = users_of(record)
    users.known(name)
    users.set_password(name, asked_password())
    note(f"{name} has a new password and is signed out everywhere")


def remove(name: NameArgument, record: RecordOption = None) -> None:
    """Close an account, and end its sessions. Its decisions stay, with the name."""
    users_of(record).remove(name, at=now())
    note(f"{name} may no longer sign in")


def users_of(record: RecordOption) -> Users:
    """The accounts of a record."""
    return Users(open_record(record).journal)


def asked_password() -> str:
    """A password: asked for twice without showing it, or the first line of standard input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise UsageError(
                "there is no password", why="standard input is empty and no terminal",
                fix="run it in a terminal, or: dateline users add NAME < FILE",
                code="users/no-password",
            )  # fmt: skip
        return line.rstrip("\r\n")
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Again", err=True)
    return answer
