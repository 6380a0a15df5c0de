"""Coding, two pages and a command on one record at once: none waits for, or spoils, another."""

import json
import re
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dateline.serve.rebuild import LEAST, SHARE, Rebuild

PATIENCE = 120.0  # seconds


@contextmanager
def page_of(command: str, record: Path) -> Iterator[str]:
    with subprocess.Popen(
        [command, "serve", "-p", "0", "--record", str(record)], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process.stderr.readline().split()[3].rstrip("/")
        finally:
            process.terminate()
            assert "Traceback" not in process.stderr.read()


def got(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as reply:  # noqa: S310 - our own server
        return reply.read().decode()


def far(url: str) -> dict[str, Any]:
    return json.loads(got(f"{url}/progress.json"))


def listed(url: str) -> int:
    """How many reports a page counts."""
    return int(
        re.search(r"<strong>([\d,]+)</strong> documents?", got(f"{url}/docs"))[1].replace(",", "")
    )


class Reader(threading.Thread):
    """Reads a page again and again, and notes how long each took."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.seconds, self.ended, self.whole = url, [], threading.Event(), True

    def run(self) -> None:
        while not self.ended.wait(0.2):
            begun = time.monotonic()
            try:
                self.whole &= "</html>" in got(f"{self.url}/events")
            except OSError:
                self.whole = False
            self.seconds.append(time.monotonic() - begun)


@pytest.mark.slow
def test_a_page_stays_open_and_fresh_while_reports_are_coded(command, tmp_path, reports, run):
    record, first, more = (tmp_path / name for name in ("r.dateline", "1.jsonl", "2.jsonl"))
    made = [json.dumps(row) + "\n" for row in reports(330)]
    first.write_text("".join(made[:5]), "utf-8")
    more.write_text("".join(made[5:]), "utf-8")
    assert run("code", str(first), "--record", str(record)).returncode == 0
    with page_of(command, record) as one, page_of(command, record) as two:
        old = far(one)
        assert old["coding"] is None
        readers = [Reader(one), Reader(two)]
        for reader in readers:
            reader.start()
        call = [command, "code", str(more), "--record", str(record), "-q", "-j", "1"]
        with subprocess.Popen(call) as coding:
            seen, counts = [], []
            while coding.poll() is None:
                seen.append(far(one)["coding"])
                counts.append(listed(one))
                assert run("events", "--record", str(record), "-n", "1").returncode == 0
            assert coding.returncode == 0
        assert counts == sorted(counts)
        told = [one for one in seen if one]
        assert told
        assert all(row["done"] <= row["total"] == 325 for row in told)
        assert [row["done"] for row in told] == sorted(row["done"] for row in told)
        until = time.monotonic() + PATIENCE
        while listed(one) + listed(two) < 2 * 330 and time.monotonic() < until:
            time.sleep(0.5)
        for reader in readers:
            reader.ended.set()
            reader.join()
        assert far(one)["coding"] is None
        while far(one)["snapshot"] != far(two)["snapshot"] and time.monotonic() < until:
            time.sleep(0.5)
        assert far(one)["snapshot"] == far(two)["snapshot"] != old["snapshot"]
        wanted = run("query", "SELECT count(*) AS n FROM documents", "--record", str(record))
        assert json.loads(wanted.stdout)["n"] == 330
        assert listed(one) == listed(two) == 330
        for reader in readers:
            assert reader.whole
            assert len(reader.seconds) > 5
            assert max(reader.seconds) < 10
    print(f"slowest reply {max(max(reader.seconds) for reader in readers):.2f} s; counts {counts}")
    assert run("verify", "--record", str(record)).returncode == 0


def test_a_view_is_not_built_more_often_than_it_is_worth(tmp_path):
    rebuild = Rebuild(tmp_path)
    assert rebuild.wait(coding=True) == 0
    rebuild.ended = time.monotonic()
    for took, wait in ((0.1, LEAST), (30.0, 30 * SHARE)):
        rebuild.took = took
        assert rebuild.wait(coding=True) == wait
        assert rebuild.wait(coding=False) == 0
    assert not rebuild.ask(coding=True)


def test_a_build_that_failed_is_not_tried_at_once_again(tmp_path):
    rebuild = Rebuild(tmp_path / "nothing.dateline")
    assert rebuild.ask(coding=False)
    until = time.monotonic() + PATIENCE
    while rebuild.running and time.monotonic() < until:
        time.sleep(0.1)
    assert rebuild.failed
    assert rebuild.wait(coding=False) > LEAST
    assert not rebuild.ask(coding=False)
