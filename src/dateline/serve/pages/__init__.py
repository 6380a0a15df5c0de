"""The screens, one module each."""

from dateline.serve.pages import (
    account,
    actors,
    documents,
    events,
    helping,
    jobs,
    progress,
    sources,
    start,
)

ROUTERS = (
    account.router, start.router, events.router, actors.router, documents.router, sources.router,
    jobs.router, helping.router, progress.router,
)  # fmt: skip
