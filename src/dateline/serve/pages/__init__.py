"""The screens, one module each."""

from dateline.serve.pages import events

ROUTERS = (events.router,)
