"""The page and the API: a web server over a record, for one analyst or several."""

from dateline.serve.app import create_app
from dateline.serve.desk import Desk

__all__ = ["Desk", "create_app"]
