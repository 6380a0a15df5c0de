"""A worker process: reads orders as JSON lines, codes batches, commits them itself.

Run as `python -m dateline.run.worker` with a socket as its standard input. The first line there
says which record and settings; it is answered with the stamp of the coder when the lexicon is read,
and again when all is loaded. Then come sockets: for each it makes a copy of itself that works for
whoever holds the other end, and answers with its process id (without `copies` it works itself, for
the first). It ends when there will be no more.

Orders: `{"batch": ID, "killed": [DOCUMENT, ...]}` codes and commits a batch, writing a problem for
each document that killed a worker before; `{"batch": ID, "only": DOCUMENT}` codes one document and
commits nothing. Every order and every reply is one JSON line.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import DatelineError
from dateline.lexicon import Entries, load, read_shipped
from dateline.model import Coding, Document, Problem
from dateline.record import Batches
from dateline.run.pipeline import Pipeline
from dateline.run.project import Settings, read_settings
from dateline.run.stages import foresee, pipeline_of, stamp_of

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
POLITE = 10  # how far reading the record goes before coding, of 19
KILLED = "coding it killed two worker processes (out of time or memory, or a crash)"


def serve(control: socket.socket) -> None:
    """Load what the first line says; then work for each socket that comes, or have copies do so."""
    gc.disable()  # until all is loaded; half a second of three
    give_way()
    with control, control.makefile("rw", encoding="utf-8") as line:
        foresee(Settings())
        entries = read_shipped()
        if not (said := line.readline()):
            return
        start = json.loads(said)
        pipeline = loaded(start, entries, line)
        if start["copies"]:
            end = copied(control, line)
        elif (end := sent(control)) is not None:
            tell(line, {"worker": os.getpid()})
    try:
        if end is not None:
            work(Path(start["record"]), pipeline, end)
    finally:
        # A copy must not wind up what the libraries of its origin began, and freeing all that the
        # origin holds takes it a fifth of a second, for which the command would wait.
        os._exit(0)


def loaded(start: Mapping[str, Any], entries: Entries, line: TextIO) -> Pipeline:
    """Load the rest, telling the stamp as soon as it is known."""
    limit(start["memory"])
    settings = read_settings(start["settings"])
    lexicon = load([Path(layer) for layer in start["layers"]], over=entries)
    stamp = stamp_of(settings, lexicon)
    tell(line, {"stamp": stamp.coder, "words": stamp.words})
    pipeline = pipeline_of(settings, lexicon)
    settle(pipeline)
    tell(line, {"ready": stamp.coder})
    return pipeline


def copied(control: socket.socket, line: TextIO) -> socket.socket | None:
    """Make a copy for each socket that comes: there returns the socket, here None in the end."""
    origin, copies = os.getpid(), set[int]()
    while (end := sent(control)) is not None:
        try:
            copy = os.fork()
        except OSError as error:
            tell(line, {"failed": str(error)})
            end.close()
            continue
        if not copy:
            die_with(origin)
            return end
        end.close()
        copies = {one for one in copies if os.waitpid(one, os.WNOHANG) == (0, 0)} | {copy}
        tell(line, {"worker": copy})
    for one in copies:  # waited for, so that their time is counted as ours
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)
    return None


def sent(control: socket.socket) -> socket.socket | None:
    """The next socket that is sent; None when there will be no more."""
    _, found, _, _ = socket.recv_fds(control, 1, 1)
    return socket.socket(fileno=found[0]) if found else None


def work(record_path: Path, pipeline: Pipeline, end: socket.socket) -> None:
    """Carry out orders until there are no more."""
    record = Batches(record_path)
    line = end.makefile("rw", encoding="utf-8")
    for said in line:
        order = json.loads(said)
        try:
            obey(record, pipeline, order, line)
        except DatelineError as error:
            tell(line, {"failed": order["batch"], "what": error.what, "why": error.why,
                        "fix": error.fix, "code": error.code})  # fmt: skip


def settle(pipeline: Pipeline) -> None:
    """Load the models, then take all that stays out of the garbage collector's rounds.

    Lexicon and models are millions of objects; looking through them again and again took 10 to 20%
    of the time of coding. Reading spaCy's model turns the collector on again: before that, too.
    """
    gc.freeze()
    list(pipeline([Document.of("Nobody came.", origin="warm-up")]))
    gc.freeze()
    gc.enable()


def obey(record: Batches, pipeline: Pipeline, order: Mapping[str, Any], replies: TextIO) -> None:
    """Carry out one order."""
    batch = order["batch"]
    documents = record.documents_of(batch)
    if "only" in order:
        wanted = [doc for doc in documents if doc.id == order["only"]]
        counted = sum(len(coding.claims) for coding in pipeline(wanted))
        tell(replies, {"tried": order["only"], "claims": counted})
        return
    killed = set(order.get("killed", ()))
    codings = list(told(pipeline, [doc for doc in documents if doc.id not in killed], replies))
    codings += [poisoned(doc, pipeline.stamp) for doc in documents if doc.id in killed]
    fresh = record.commit(batch, pipeline.stamp, codings)
    problems = [problem for coding in codings for problem in coding.problems]
    tell(
        replies,
        {
            "committed": batch,
            "fresh": fresh,
            "documents": len(codings),
            "claims": sum(len(coding.claims) for coding in codings),
            "problems": [[p.origin, p.code, p.what] for p in problems],
        },
    )


def told(pipeline: Pipeline, documents: list[Document], replies: TextIO) -> Iterator[Coding]:
    """Code documents, saying so after each."""
    for coding in pipeline(documents):
        tell(replies, {"coded": coding.document})
        yield coding


def poisoned(doc: Document, coder: str) -> Coding:
    """The empty coding of a document that kills whoever codes it."""
    row = Problem(document=doc.id, origin=doc.origin, stage="run", code="run/killed-worker",
                  what=KILLED)  # fmt: skip
    return Coding(document=doc.id, coder=coder, problems=(row,))


def tell(replies: TextIO, reply: Mapping[str, object]) -> None:
    """Send one reply."""
    replies.write(json.dumps(reply) + "\n")
    replies.flush()


def give_way() -> None:
    """Leave Ctrl-C to the parent; whoever reads goes first.

    A reader waits for a page, and nobody for the next batch.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(POLITE)


def limit(memory: int) -> None:
    """Take no more memory than allowed (bytes)."""
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def die_with(origin: int) -> None:
    """End with the process that this is a copy of: nobody else would end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != origin:  # it ended before that was said
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=sys.stdin.fileno()))
