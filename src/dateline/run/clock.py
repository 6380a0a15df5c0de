"""The one place that is asked for the time."""

from datetime import UTC, datetime


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
