"""`dateline serve` and `users` as one runs them: options, mistakes, and the end."""

import os
import pty
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.cli.sockets import hosts_of, is_ours
from dateline.record import Record

PASSWORD = "four words are long"  # noqa: S105 - of nobody


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    folder = tmp_path_factory.mktemp("serving")
    (folder / "r.txt").write_text("Police arrested three men in Arwad on Monday.", "utf-8")
    path = folder / "one.dateline"
    call = [command, "code", str(folder / "r.txt"), "--record", str(path), "-q"]
    subprocess.run(call, check=True, timeout=300)
    return path


@contextmanager
def serving(command: str, record: Path, *options: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """A page on a free port; gives its process and address."""
    with subprocess.Popen(
        [command, "serve", "-p", "0", "--record", str(record), *options],
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            said = process.stderr.readline()
            assert "Dateline is at http" in said, said + process.stderr.read()
            yield process, said.split()[3].rstrip("/")
        finally:
            process.kill()


def status(url: str, **headers: str) -> int:
    try:
        asked = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(asked, timeout=30) as reply:  # noqa: S310
            return reply.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_free_port_is_found_and_told_and_ctrl_c_is_quiet(command, record):
    with serving(command, record) as (process, url):
        assert status(f"{url}/events") == 200
        assert status(f"{url}/events", Host="evil.example") == 421
        assert status(f"{url}/events", Host=url.removeprefix("http://127.0.0.1:")) == 421
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_told(command, record, run):
    with serving(command, record) as (_, url):
        done = run("serve", "--record", str(record), "-p", url.rsplit(":", 1)[1])
    assert done.returncode == 2
    assert "the port is taken" in done.stderr
    assert "-p 0" in done.stderr


def test_others_may_only_reach_a_page_where_people_sign_in(record, run, tmp_path):
    for host in ("0.0.0.0", "::", "192.0.2.1", "news.example.org"):  # noqa: S104 - is refused
        done = run("serve", "--record", str(record), "--host", host)
        assert done.returncode == 2
        assert "--users" in done.stderr
    bare = Record.create(tmp_path / "bare.dateline").path
    done = run("serve", "--record", str(bare), "--users")
    assert "dateline users add" in done.stderr


def test_one_reply_is_printed(record, run):
    done = run("serve", "--record", str(record), "--get", "/events?type=COERCE")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Events</h1>" in done.stdout
    assert run("serve", "--record", str(record), "--get", "/nothing").returncode == 1


def test_accounts_are_made_and_used(command, record, run):
    held = str(record)
    made = run("users", "add", "ada", "--role", "analyst", "--record", held, input=PASSWORD + "\n")
    assert made.returncode == 0
    assert '"role": "analyst"' in run("users", "list", "--record", held).stdout
    with serving(command, record, "--users") as (_, url):
        assert status(f"{url}/static/style.css") == 200
        with urllib.request.urlopen(f"{url}/events", timeout=30) as reply:  # noqa: S310
            assert reply.url.startswith(f"{url}/login?next=")
    for arguments in (["role", "ada", "reader"], ["remove", "ada"]):
        assert run("users", *arguments, "--record", held).returncode == 0
    assert '"ada"' not in run("users", "list", "--record", held).stdout


def test_a_password_is_asked_for_without_showing_it(command, record):
    main, side = pty.openpty()
    call = [command, "users", "add", "tess", "--record", str(record)]
    with subprocess.Popen(call, stdin=side, stdout=side, stderr=side) as process:
        os.close(side)
        told = answered(main, b"Password:") + answered(main, b"Again:")
        while process.poll() is None:
            time.sleep(0.05)
        told += os.read(main, 10_000)
    os.close(main)
    assert process.returncode == 0, told.decode()
    assert PASSWORD.encode() not in told


def answered(terminal: int, question: bytes) -> bytes:
    told = b""
    while question not in told:
        told += os.read(terminal, 1000)
    time.sleep(0.2)
    os.write(terminal, PASSWORD.encode() + b"\n")
    return told


HOSTS: list[tuple[str, int, tuple[str, ...], set[str], set[str]]] = [
    ("127.0.0.1", 8002, (), {"127.0.0.1:8002", "localhost:8002", "[::1]:8002"}, {"127.0.0.1"}),
    ("::1", 80, (), {"[::1]:80", "[::1]", "localhost"}, {"::1"}),
    ("192.0.2.1", 8002, ("x.org",), {"192.0.2.1:8002", "x.org"}, {"localhost:8002", "x.org:8002"}),
]


@pytest.mark.parametrize(("host", "port", "names", "these", "others"), HOSTS)
def test_the_names_of_the_server_are_exact(host, port, names, these, others):
    found = set(hosts_of(host, port, names))
    assert these <= found
    assert not others & found


def test_only_this_machine_s_addresses_are_ours():
    ours: Callable[[str], bool] = is_ours
    assert all(map(ours, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(ours, ("0.0.0.0", "::", "localhost.evil.example", "10.0.0.1", "")))  # noqa: S104
