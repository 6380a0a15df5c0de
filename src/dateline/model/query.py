"""A question to the record: SQL text, its parameters, the columns it promises."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """SQL over the published views, run by `dateline.record` and nobody else.

    Values never stand in `sql`; they are `parameters`, in the order of its `?` marks.
    """

    sql: str
    parameters: tuple[object, ...] = ()
    columns: tuple[str, ...] = ()
