"""The screens, one module each."""

from dateline.serve.pages import (
    account,
    actors,
    documents,
    dyad,
    events,
    graphs,
    helping,
    jobs,
    network,
    sources,
    start,
    timeline,
    world,
)

ROUTERS = (
    account.router, start.router, events.router, actors.router, documents.router, sources.router,
    jobs.router, helping.router, timeline.router, world.router, graphs.router, network.router,
    dyad.router,
)  # fmt: skip
