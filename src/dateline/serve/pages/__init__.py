"""The screens, one module each."""

from dateline.serve.pages import (
    actors,
    deciding,
    document,
    documents,
    event,
    events,
    helping,
    jobs,
    review,
    sources,
    start,
)

ROUTERS = (
    start.router, events.router, actors.router, documents.router, sources.router, jobs.router,
    helping.router, event.router, document.router, review.router, deciding.router,
)  # fmt: skip
