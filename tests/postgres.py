"""A PostgreSQL server of the tests' own, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None if PostgreSQL is not installed."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def ordinary() -> list[str]:
    """What makes a command run as an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return []
    user = pwd.getpwnam(
        "postgres" if "postgres" in {p.pw_name for p in pwd.getpwall()} else "nobody"
    )
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


@contextmanager
def server() -> Iterator[Path]:
    """A running server; gives the folder of its socket."""
    binaries = programs()
    assert binaries
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    as_user = ordinary()
    if as_user:
        os.chown(folder, int(as_user[1].split("=")[1]), int(as_user[2].split("=")[1]))

    def call(*arguments: str) -> None:
        subprocess.run(
            [*as_user, *arguments], check=True, capture_output=True, timeout=60, cwd=folder
        )

    data = str(folder / "data")
    call(str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "dateline", "-N", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=200"
    log = str(folder / "log")
    call(str(binaries / "pg_ctl"), "-D", data, "-w", "-l", log, "-o", options, "start")
    try:
        yield folder
    finally:
        call(str(binaries / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)
