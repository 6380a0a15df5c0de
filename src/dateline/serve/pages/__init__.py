"""The screens, one module each."""

from dateline.serve.pages import (
    actors,
    apidocs,
    data,
    documents,
    events,
    helping,
    jobs,
    sources,
    start,
)

ROUTERS = (
    data.router, apidocs.router, start.router, events.router, actors.router, documents.router,
    sources.router, jobs.router, helping.router,
)  # fmt: skip
