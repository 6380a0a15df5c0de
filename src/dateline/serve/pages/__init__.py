"""The screens, one module each."""

from dateline.serve.pages import dyad, events, graphs, network, timeline, world

ROUTERS = (
    events.router,
    timeline.router,
    world.router,
    graphs.router,
    network.router,
    dyad.router,
)
