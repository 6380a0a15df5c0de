"""The screens, one module each."""

from dateline.serve.pages import (
    account,
    actors,
    deciding,
    document,
    documents,
    dyad,
    event,
    events,
    graphs,
    helping,
    jobs,
    network,
    review,
    sources,
    start,
    timeline,
    world,
)

ROUTERS = tuple(
    screen.router
    for screen in (
        account,
        actors,
        deciding,
        document,
        documents,
        dyad,
        event,
        events,
        graphs,
        helping,
        jobs,
        network,
        review,
        sources,
        start,
        timeline,
        world,
    )
)
