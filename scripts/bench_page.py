"""How long the page takes on a million made-up events, with readers while coding goes on.

Makes the record if it is not there (an hour on two cores, most of it writing the made-up reports),
opens it with `dateline serve`, and asks for pages as 20 readers would: each picks a screen and some
filters at random, and looks at the answer for a moment before the next. Meanwhile `dateline code`
codes reports into the same record. Prints for every kind of answer how many there were, the median
and the 95th percentile in milliseconds.

    python scripts/bench_page.py [--record FOLDER] [--reports 112000] [--readers 20] [--seconds 60]
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from made import Made, write

from dateline.lexicon import load
from dateline.model import Query
from dateline.record import Record
from dateline.run import latest_view

PROGRAM = str(Path(sys.executable).with_name("dateline"))
TELLINGS = 1.2
LOOKS = (0.5, 3.0)  # seconds that a reader looks at an answer, from and to
COUNTRIES = ("USA", "RUS", "CHN", "UKR", "ISR", "IRN", "FRA", "IND")
TYPES = ("ASSAULT", "CONSULT", "AID", "ACCUSE", "SUPPORT", "AGREE")
KINDS = {
    "first page": "/api/v1/events?limit=100&{filters}",
    "events screen": "/events?{filters}",
    "facets": "/facets?{filters}",
    "facet": "/api/v1/events?limit=1&facet={facet}&{filters}",
    "timeline": "/timeline.json?{filters}",
    "map": "/map.json?{filters}",
    "matrix": "/network.json?view=matrix&{filters}",
}
FACETS = ("type", "country", "actor", "recipient", "outlet", "source", "standing")


def filters(dice: random.Random) -> str:
    """None, one or two filters, as readers choose them."""
    year = dice.choice((2022, 2023, 2024))
    choices = (
        f"type={dice.choice(TYPES)}", f"country={dice.choice(COUNTRIES)}",
        f"actor={dice.choice(COUNTRIES)}", f"after={year}-01-01&before={year}-12-31",
        "contradicted=true", f"min_reports={dice.randint(2, 3)}",
    )  # fmt: skip
    return "&".join(dice.sample(choices, dice.choice((0, 0, 1, 1, 2))))


def asked(dice: random.Random) -> tuple[str, str]:
    """A kind of answer, and an address that gives it."""
    kind = dice.choice(tuple(KINDS))
    return kind, KINDS[kind].format(filters=filters(dice), facet=dice.choice(FACETS))


class Readers:
    """Some readers, each in a thread of its own, and how long they waited."""

    def __init__(self, root: str) -> None:
        """Read from a server."""
        self.root, self.over = root, threading.Event()
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []

    def read(self, number: int) -> None:
        """Ask for one thing after another until it is over."""
        dice = random.Random(number)  # noqa: S311 - the same each time
        while not self.over.wait(dice.uniform(*LOOKS)):
            kind, path = asked(dice)
            begun = time.perf_counter()
            try:
                with urllib.request.urlopen(self.root + path) as reply:  # noqa: S310 - our server
                    reply.read()
            except OSError as error:
                self.faults.append(f"{path}: {error}")
            self.waits[kind].append(1000 * (time.perf_counter() - begun))

    def go(self, count: int, seconds: float) -> None:
        """Read for some time."""
        threads = [threading.Thread(target=self.read, args=(n,)) for n in range(count)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.over.set()
        for thread in threads:
            thread.join()

    def rows(self) -> Iterator[str]:
        """A line for each kind of answer."""
        yield f"{'':<16}{'answers':>8}{'median':>8}{'p95':>8}{'most':>8}  milliseconds"
        for kind in KINDS:
            took = sorted(self.waits[kind])
            if len(took) > 1:
                high = statistics.quantiles(took, n=20)[-1]
                middle = statistics.median(took)
                yield f"{kind:<16}{len(took):>8}{middle:>8.0f}{high:>8.0f}{took[-1]:>8.0f}"


def reports(count: int) -> str:
    """Reports that can be coded, as JSON Lines."""
    return "\n".join(
        json.dumps({
            "id": f"bench {i} {time.time()}", "outlet": f"Outlet {i % 9}",
            "published": f"2024-0{1 + i % 9}-1{i % 10}",
            "text": f"France sent {i + 5} tonnes of grain to Chad on Monday. Police in Lagos "
            f"arrested {i + 2} men. “We will rebuild,” President Ada Holm of Arwad said.",
        })
        for i in range(count)
    )  # fmt: skip


def record_of(path: Path, count: int) -> Record:
    """The record, made if it is not there, and its view."""
    if not (path / "dateline.toml").exists():
        begun = time.perf_counter()
        write(path, Made(count, TELLINGS))
        print(f"wrote {count} reports in {time.perf_counter() - begun:.0f} s", flush=True)
    record = Record.open(path)
    begun = time.perf_counter()
    with latest_view(record, load()) as view:
        rows = view.ask(Query(sql="SELECT count(*) AS events FROM facts", parameters=()))
    took = time.perf_counter() - begun
    print(f"{rows[0]['events']:,} events; the view opened in {took:.1f} s", flush=True)
    return record


def main() -> int:
    """Serve, read and code at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, default=Path("made.dateline"))
    parser.add_argument("--reports", type=int, default=112_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    said = parser.parse_args()
    record = record_of(said.record, said.reports)
    call = [PROGRAM, "serve", "--record", str(record.path), "-p", "0"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr  # noqa: S101 - it is a pipe
        root = re.search(r"http://[^/ ]+", server.stderr.readline())
        readers = Readers(root[0] if root else "")
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(reports(2_000))
            file.flush()
            coding = subprocess.Popen(
                [PROGRAM, "code", file.name, "--record", str(record.path), "--quiet", "--jobs", "1"]
            )
            readers.go(said.readers, said.seconds)
            still = coding.poll() is None
            coding.terminate()
            coding.wait()
        server.terminate()
    print("\n".join(readers.rows()))
    print(f"coding went on to the end: {'yes' if still else 'no'}; faults: {len(readers.faults)}")
    print("\n".join(readers.faults[:5]))
    return 1 if readers.faults else 0


if __name__ == "__main__":
    sys.exit(main())
