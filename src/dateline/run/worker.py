"""A worker process: reads orders as JSON lines, codes batches, commits them itself.

Run as `python -m dateline.run.worker`. The first line says which record and settings; each
further line is an order: `{"batch": ID, "killed": [DOCUMENT, ...]}` codes and commits a batch,
writing a problem for each document that killed a worker before; `{"batch": ID, "only":
DOCUMENT}` codes one document and commits nothing. Every reply is one JSON line.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import DatelineError
from dateline.lexicon import load
from dateline.model import Coding, Document, Problem
from dateline.record import Record
from dateline.run.pipeline import Pipeline
from dateline.run.project import read_settings
from dateline.run.stages import pipeline_of

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
POLITE = 10  # how far reading the record goes before coding, of 19
KILLED = "coding it killed two worker processes (out of time or memory, or a crash)"


def serve(orders: TextIO, replies: TextIO) -> None:
    """Carry out orders until there are no more."""
    start = json.loads(orders.readline())
    limit(start["memory"])
    record = Record.open(Path(start["record"]))
    settings = read_settings(start["settings"])
    lexicon = load([Path(layer) for layer in start["layers"]])
    pipeline = pipeline_of(settings, lexicon)
    settle(pipeline)
    tell(replies, {"ready": pipeline.stamp})
    for line in orders:
        order = json.loads(line)
        try:
            obey(record, pipeline, order, replies)
        except DatelineError as error:
            tell(replies, {"failed": order["batch"], "what": error.what, "why": error.why,
                           "fix": error.fix, "code": error.code})  # fmt: skip


def settle(pipeline: Pipeline) -> None:
    """Load the models, then take all that stays out of the garbage collector's rounds.

    Lexicon and models are millions of objects; looking through them again and again took 10 to 20%
    of the time of coding.
    """
    list(pipeline([Document.of("Nobody came.", origin="warm-up")]))
    gc.collect()
    gc.freeze()


def obey(record: Record, pipeline: Pipeline, order: Mapping[str, Any], replies: TextIO) -> None:
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


def limit(memory: int) -> None:
    """Die with the parent, leave Ctrl-C to it, and take no more memory than allowed (bytes).

    Whoever reads goes first: a reader waits for a page, and nobody for the next batch.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(POLITE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
