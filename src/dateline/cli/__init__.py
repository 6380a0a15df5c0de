"""The command line: `dateline --help`."""

import sys

INTERRUPTED = 130
GO_ON = "interrupted: run the same command again to go on"

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit with its code; Ctrl-C is quiet from the first moment."""
    try:
        from dateline.cli.main import run  # noqa: PLC0415 - it takes most of a second

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)
