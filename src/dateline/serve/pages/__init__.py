"""The screens, one module each."""

from dateline.serve.pages import account, events

ROUTERS = (account.router, events.router)
