"""The command line: `dateline --help`."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.run.workers import Origin

INTERRUPTED = 130
GO_ON = "interrupted: run the same command again to go on"
CODES_NOTHING = frozenset(("--dry-run", "--help", "-h"))

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit with its code; Ctrl-C is quiet from the first moment."""
    try:
        with early(sys.argv[1:]) as origin:
            gc.disable()  # a tenth of the time of importing goes into looking for what can be freed
            from dateline.cli.main import run  # noqa: PLC0415 - it takes half a second

            gc.freeze()
            gc.enable()
            code = run(sys.argv[1:], origin)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


@contextmanager
def early(arguments: Sequence[str]) -> "Iterator[Origin | None]":
    """An origin of workers for a command that will code; it loads beside all that comes before.

    None where the system gives no process: the run says so if it needs one.
    """
    command = next((one for one in arguments if not one.startswith("-")), "")
    if command != "code" or not CODES_NOTHING.isdisjoint(arguments):
        yield None
        return
    from dateline.run.workers import Origin  # noqa: PLC0415 - Ctrl-C is quiet by now

    try:
        origin = Origin()
    except OSError:
        yield None
        return
    try:
        yield origin
    finally:
        origin.stop()
