"""Asking with a limit of time: what takes longer is stopped, and said to be unknown."""

import threading

import duckdb
import pyarrow as pa

from dateline.errors import UsageError
from dateline.model import Query
from dateline.record.view import View


def table_within(view: View, query: Query, seconds: float) -> pa.Table | None:
    """The answer to a query; None if it is not there after so many seconds.

    The view's connection has to be nobody else's (`View.beside`): all that runs on it is stopped.

    Raises:
        UsageError: if the query does not run.
    """
    timer = threading.Timer(seconds, view.connection.interrupt)
    timer.start()
    try:
        return view.table(query)
    except duckdb.InterruptException:
        return None
    except UsageError as error:
        if isinstance(error.__cause__, duckdb.InterruptException):
            return None
        raise
    finally:
        timer.cancel()
