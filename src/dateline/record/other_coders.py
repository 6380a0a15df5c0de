"""What coders other than the one that holds wrote of a report."""

from typing import Any

import pyarrow.dataset as ds

from dateline.record.record import Record
from dateline.record.tables import open_table


def claims_of_others(record: Record, document: str, coder: str) -> list[dict[str, Any]]:
    """The claims that other coders made of a report, the newest coder's alone."""
    others = [one for one in record.coders() if one != coder]
    if not others:
        return []
    dataset = open_table(record.codings_path).to_pyarrow_dataset()
    asked = (ds.field("document") == document) & ds.field("coder").isin(others)
    rows = dataset.to_table(columns=["coder", "claims"], filter=asked).to_pylist()
    rows.sort(key=lambda row: others.index(row["coder"]))
    return list(rows[-1]["claims"]) if rows else []
