"""The page and the API: a web server over a record, for one analyst or several."""

from dateline.serve.app import create_app
from dateline.serve.desk import Desk
from dateline.serve.once import reply
from dateline.serve.people import Local, Team

__all__ = ["Desk", "Local", "Team", "create_app", "reply"]
