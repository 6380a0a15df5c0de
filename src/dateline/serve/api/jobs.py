"""Jobs: adding and coding reports, and exporting, beside the server."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

import anyio
import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from dateline.export import FORMATS, TABLES
from dateline.serve.api.answer import asker_of
from dateline.serve.api.decisions import changeable
from dateline.serve.api.schema import gives
from dateline.serve.doors import ADMIN
from dateline.serve.jobs import Job, Jobs, Order
from dateline.serve.problem import refusals

router = APIRouter(tags=["jobs"])

LOOK = 0.25  # seconds between two looks at a job
QUIET = 40  # looks after which a listener is told that nothing is new
Text = Annotated[str, Field(max_length=300)]


class Ordering(BaseModel):
    """What is to be done."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"kind": "add", "paths": ["monday/reports.jsonl"]}},
    )

    kind: Literal["add", "code", "export"] = Field(
        description="Add reports and code them; code what is uncoded; export a table"
    )
    paths: list[Annotated[str, Field(max_length=1_000)]] = Field(
        default=[], max_length=1_000, description="Reports, below the server's folder for jobs"
    )
    table: str = Field(default="events", json_schema_extra={"enum": list(TABLES)})
    format: str = Field(default="jsonl", json_schema_extra={"enum": list(FORMATS)})
    published: Text = Field(default="", description="Date of the reports that give none")
    outlet: Text = Field(default="", description="Outlet of the reports that give none")

    def order(self) -> Order:
        """The order that is meant."""
        return Order(
            kind=self.kind, paths=tuple(self.paths), table=self.table, format=self.format,
            published=self.published, outlet=self.outlet,
        )  # fmt: skip


def jobs_of(request: Request) -> Jobs:
    """The jobs of the server."""
    jobs: Jobs = request.app.state.jobs
    return jobs


@router.get("/jobs", responses=gives("Jobs", cached=False))
def listed(request: Request) -> Response:
    """List the jobs since the server's start, the latest first."""
    return asker_of(request).items([job.row() for job in reversed(jobs_of(request).held.values())])


@router.post(
    "/jobs",
    dependencies=[ADMIN],
    status_code=202,
    responses=gives("Job", 409, cached=False, ok=202),
)
def start(request: Request, body: Ordering) -> Response:
    """Start a job. It is refused if the server was not started with a folder for jobs."""
    changeable(request)
    job = jobs_of(request).start(body.order())
    reply = asker_of(request).reply(job.row())
    reply.status_code = 202
    reply.headers["Location"] = f"{request.url.path}/{job.id}"
    return reply


@router.get("/jobs/{id}", responses=gives("Job", 404, cached=False))
def one(request: Request, id: str) -> Response:  # noqa: A002 - the name in the URL
    """Give a job: whether it runs, how far it is, what it said."""
    return asker_of(request).reply(jobs_of(request).one(id).row())


@router.get(
    "/jobs/{id}/events",
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
               **refusals(400, 404)},
    response_class=StreamingResponse,
)  # fmt: skip
def events(request: Request, id: str) -> Response:  # noqa: A002
    """Give a job each time that it says something, as server-sent events, until it ends."""
    job = jobs_of(request).one(id)
    return StreamingResponse(sent(job), media_type="text/event-stream")


async def sent(job: Job) -> AsyncIterator[bytes]:
    """A job as server-sent events; now and then a comment, by which a broken line is noticed."""
    seen, quiet = -1, 0
    while True:
        told = job.told
        if told == seen:
            await anyio.sleep(LOOK)
            quiet = (quiet + 1) % QUIET
            if not quiet:
                yield b": still running\n\n"
            continue
        seen, quiet, row = told, 0, job.row()
        yield b"event: job\ndata: " + msgspec.json.encode(row) + b"\n\n"
        if row["exit"] is not None:
            return
