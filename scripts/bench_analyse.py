"""How long the analyses take on a made-up record of 100,000 events, each as a user starts it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made import Made, write

from dateline.lexicon import load
from dateline.model import Query
from dateline.run import open_view

REPORTS, TELLINGS, RUNS = 9_000, 1.2, 3
COMMANDS = (
    "stats",
    "dyads",
    "dyads --per month",
    "dyads --per day --between actor",
    "attendance",
    "attendance --per month --between country",
    "transfers --per quarter",
    "trend",
    "trend --per day",
    "network",
    "network --per year",
    "network --per month",
    "network --between actor",
)


def timed(call: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a command takes."""
    begun, before = time.perf_counter(), os.times()
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return time.perf_counter() - begun, used


def main() -> int:
    """Make the record, and time every command; the least of some runs is shown."""
    with tempfile.TemporaryDirectory() as folder:
        record = write(Path(folder) / "made.dateline", Made(REPORTS, TELLINGS))
        with open_view(record, load()) as view:
            count = view.ask(Query(sql="SELECT count(*) AS events FROM events", parameters=()))
        print(f"{count[0]['events']} events", flush=True)
        program = str(Path(sys.executable).with_name("dateline"))
        for command in COMMANDS:
            call = [program, *command.split(), "--record", str(record.path), "--csv"]
            clock, used = zip(*(timed(call) for _ in range(RUNS)), strict=True)
            print(f"{command:<42} {min(clock):5.1f} s, {min(used):5.1f} s of processor", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
