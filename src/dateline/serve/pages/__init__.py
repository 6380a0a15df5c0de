"""The screens, one module each."""

from dateline.serve.pages import deciding, document, event, events, review

ROUTERS = (events.router, event.router, document.router, review.router, deciding.router)
