"""The one place that commands ask for the time."""

from datetime import UTC, datetime


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
