"""The screens, one module each."""

from dateline.serve.pages import apidocs, data, events

ROUTERS = (data.router, apidocs.router, events.router)
