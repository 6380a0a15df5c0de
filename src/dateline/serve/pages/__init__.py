"""The screens, one module each."""

from dateline.serve.pages import (
    account,
    actors,
    apidocs,
    data,
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
    progress,
    review,
    saying,
    sources,
    start,
    timeline,
    world,
)

# Before others those whose addresses are special cases of another screen's.
ROUTERS = tuple(
    screen.router
    for screen in (
        data,
        apidocs,
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
        progress,
        review,
        saying,
        sources,
        start,
        timeline,
        world,
    )
)
