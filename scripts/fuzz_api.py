"""Calls every address of the API with generated requests, in this process, and judges the replies.

Schemathesis makes the requests from the OpenAPI document: half of them fit it, half do not. In
half of those on a single thing its id is a real one, and most leave out `as_of`, without which
there is more to be found wrong. A reply is a fault if its status is 500 or above, or if the
document does not tell of its status, kind or shape. The record is copied first.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from dateline.serve import Desk, create_app

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
HOST = "http://127.0.0.1"
KINDS = ("events", "documents", "actors")
SHOWN = 40
FAILED = 500


@dataclass
class Tally:
    """How many cases there were, by status, and the faults, each with one request that shows it."""

    headers: dict[str, str] = field(default_factory=dict)
    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    def judge(self, case: Case) -> None:
        """Make a request and judge the reply."""
        self.cases += 1
        try:
            reply = case.call(base_url=HOST, headers=self.headers)
        except Exception as error:  # noqa: BLE001 - whatever escapes would be a status 500
            self.statuses[FAILED] += 1
            name = f"{case.operation.label}: {type(error).__name__}: {str(error)[:300]}"
            self.faults.setdefault(name, case.as_curl_command()[:900])
            return
        self.statuses[reply.status_code] += 1
        try:
            case.validate_response(reply, checks=CHECKS)
        except (FailureGroup, Failure) as failure:
            parts = getattr(failure, "exceptions", [failure])
            for part in parts:
                told = str(part).strip().splitlines()
                name = f"{case.operation.label}: {type(part).__name__}"
                self.faults.setdefault(name, f"{' '.join(told)[:600]}\n  {case.as_curl_command()}")


def real_ids(app: FastAPI) -> dict[str, list[str]]:
    """Some ids of the record, by the noun in the address."""
    with TestClient(app, base_url=HOST) as client:
        return {
            kind: [row["id"] for row in client.get(f"/api/v1/{kind}?limit=50").json()["items"]]
            for kind in KINDS
        }


def fuzz(app: FastAPI, cases: int, start: int) -> Tally:
    """Call every operation of the API, `cases` times in all."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "127.0.0.1"})
    operations = [found.ok() for found in schema.get_all_operations()]
    tally = Tally(headers={"X-Dateline-Token": app.state.people.token})
    ids = real_ids(app)
    while tally.cases < cases:
        # Some operations have fewer different requests than they are asked for: then once more.
        each = -(-(cases - tally.cases) // (2 * len(operations)))
        for operation in operations:
            kind = next((one for one in KINDS if f"/{one}/" in operation.path), KINDS[0])
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                try_one(operation, mode, each, start, ids[kind], tally)
            print(f"{tally.cases:>6} {operation.label}", file=sys.stderr)
        start += 1
    return tally


def try_one(
    operation: APIOperation,
    mode: GenerationMode,
    most: int,
    start: int,
    ids: list[str],
    tally: Tally,
) -> None:
    """Call one operation."""
    count = 0

    @seed(start)
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def calls(case: Case) -> None:
        nonlocal count
        count += 1
        if ids and count % 2 and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = ids[count % len(ids)]
        if count % 8 and case.query:
            case.query.pop("as_of", None)
        if ids and count % 2 and isinstance(case.body, dict) and "event_id" in case.body:
            case.body |= {"event_id": ids[count % len(ids)], "revision": "", "events": []}
        if count % 2 and "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = 1 + count % most
        tally.judge(case)

    try:
        calls()
    except Unsatisfiable:
        # An operation without parameters has no requests that do not fit.
        print(f"       {operation.label} has no requests that are {mode.value}", file=sys.stderr)


def main() -> int:
    """Fuzz; prints the figures and the faults; 1 if there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(told.record, Path(folder) / told.record.name)
        tally = fuzz(create_app(Desk(copy)), told.cases, told.seed)
    print(f"{tally.cases} cases; statuses {dict(sorted(tally.statuses.items()))}")
    print(f"status 500 or above: {sum(n for s, n in tally.statuses.items() if s >= FAILED)}")
    print(f"faults: {len(tally.faults)}")
    for fault, request in list(tally.faults.items())[:SHOWN]:
        print(f"- {fault}\n  {request}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
