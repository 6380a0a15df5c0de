"""Runs the examples of `docs/how-to/analyse.md` and writes what they print; `--check` compares."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/how-to/analyse.md"
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def ran(command: str, folder: Path, told: str) -> str:
    """What a command prints, all of it; a file that is shown is written, and stays as it is."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        (folder / arguments[0]).write_text(told, "utf-8")
        return told
    call = [str(Path(sys.executable).with_name(program)), *arguments]
    environment = {**os.environ, "DATELINE_RECORD": "news.dateline"}
    done = subprocess.run(
        call, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    if arguments[:1] == ["code"]:
        return told
    return "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())


def page() -> str:
    """The page with what its examples print now."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "examples").symlink_to(ROOT / "examples")

        def block(found: re.Match[str]) -> str:
            return COMMAND.sub(lambda one: f"$ {one[1]}\n{ran(one[1], place, one[2])}", found[1])

        return BLOCK.sub(block, PAGE.read_text("utf-8"))


def main() -> int:
    """Write the page, or say that it is stale."""
    fresh = page()
    if "--check" in sys.argv:
        stale = fresh != PAGE.read_text("utf-8")
        if stale:
            print(f"{PAGE.name} is stale: run python scripts/examples.py")
        return int(stale)
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
