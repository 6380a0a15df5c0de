"""Time and peak memory of merging synthetic claims into events, by the size of the record.

The claims are those of `made.py`, four to a happening on average. Each size runs in a process of
its own; claims are made anew when they are read, so that none but the merger's own memory counts.
"""

import argparse
import json
import resource
import subprocess
import sys
import time

from made import CLAIMS, Made

from dateline.merge import Clustering, RulesMerger


def measured(reports: int) -> dict[str, float]:
    """Merge a record of so many reports, and say what it took."""
    record = Made(reports)
    for number in range(2_000):  # so that what is made once counts nowhere
        record.claim(number)
    began = time.process_time()
    for _ in record.claims():
        pass
    making = time.process_time() - began  # twice over, taken off below
    documents = {doc.id: doc for doc in map(record.document, range(reports))}
    began = time.process_time()
    clustering = Clustering()
    clustering.add(record.claims())
    groups = list(clustering.groups())
    grouped = time.process_time() - began - making
    nodes = len(clustering.nodes)
    began = time.process_time()
    told = ([record.claim(int(key[2:])) for key in group] for group in groups)
    merger = RulesMerger()
    events = sum(1 for _ in merger.events(told, merger.origins(documents)))
    assembled = time.process_time() - began - making
    began = time.process_time()
    extra = record.claim(reports * CLAIMS)
    clustering.add([extra])
    joined = time.process_time() - began
    return {
        "reports": reports, "claims": reports * CLAIMS, "signatures": nodes, "events": events,
        "group_s": round(grouped, 1), "assemble_s": round(assembled, 1),
        "total_s": round(grouped + assembled, 1), "add_one_ms": round(1000 * joined, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.inside:
        print(json.dumps(measured(said.reports[0])))
        return
    for reports in said.reports:
        command = [sys.executable, __file__, "--inside", "--reports", str(reports)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
