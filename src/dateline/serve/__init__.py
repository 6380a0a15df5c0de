"""The page and the API: a web server over a record, for one analyst or several."""

from dateline.serve.app import create_app
from dateline.serve.desk import Desk
from dateline.serve.people import Local, Team
from dateline.serve.warm import warm
from dateline.serve.without_server import reply

__all__ = ["Desk", "Local", "Team", "create_app", "reply", "warm"]
