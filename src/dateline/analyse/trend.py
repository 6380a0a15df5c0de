"""A series of events against what was read: rates, a trend and change points, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.analyse.changes import changes, dispersion_of
from dateline.analyse.rates import Fit, fit, rate_interval, ratio_interval
from dateline.model import periods

PER_REPORTS = 100
LEAST_PERIODS = 4
COLUMNS = ("period", "events", "reports", "documents", "rate", "low", "high", "trend", "trend_low",
           "trend_high", "level", "changed", "event_ids")  # fmt: skip
Rows = Sequence[Mapping[str, Any]]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A row a period, and the whole of it in figures.

    In `summary`, `change` is the change of the rate a period, in percent, with its 95% interval
    `low` to `high`; None where there is too little to say. `unread` counts the periods without
    reports, `outside` the events of such periods, before the first report and after the last
    too. `changes` has a row for each change point.
    """

    rows: list[dict[str, Any]]
    summary: dict[str, Any]
    changes: list[dict[str, Any]]


def trend(told: Rows, read: Rows) -> Trend:
    """How often something happens, corrected for how much was read.

    Events rise and fall with the number of reports read, so what is told is a rate: events for
    100 reports published in the period, with exact Poisson limits (Garwood 1936, Biometrika 28).
    `trend` is a log-linear quasi-Poisson regression of the events on time whose exposure is the
    reports (see `rates.fit`). `level` is the rate between two change points, which PELT finds
    (see `changes.changes`); `changed` marks the first period of a new level. Periods in which
    nothing was read have no rate and are left out of both.

    Args:
        told: Rows with `period`, `events`, `reports`, `event_ids`.
        read: Rows with `period`, `documents`, in order.
    """
    labels = list(periods(read[0]["period"], read[-1]["period"])) if read else []
    events = {row["period"]: row for row in told}
    documents = {row["period"]: row["documents"] for row in read}
    rows = [row_of(label, events.get(label), documents.get(label, 0)) for label in labels]
    seen = [row for row in rows if row["documents"]]
    counts = np.array([row["events"] for row in seen], dtype=float)
    exposure = np.array([row["documents"] for row in seen], dtype=float)
    when = np.array([i for i, row in enumerate(rows) if row["documents"]], dtype=float)
    summary: dict[str, Any] = {
        "periods": len(seen), "events": int(counts.sum()), "documents": int(exposure.sum()),
        "unread": len(rows) - len(seen),
        "outside": sum(row["events"] for row in told if not documents.get(row["period"])),
        "change": None, "low": None, "high": None, "dispersion": None,
    }  # fmt: skip
    found: list[dict[str, Any]] = []
    if len(seen) >= LEAST_PERIODS and counts.sum():
        fitted = fit(counts, exposure, when)
        summary |= summed(fitted)
        drawn(seen, fitted)
        found = levels(seen, counts, exposure)
    return Trend(rows=rows, summary=summary, changes=found)


def row_of(label: str, told: Mapping[str, Any] | None, documents: int) -> dict[str, Any]:
    """A period with its rate and the limits of it."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    events = told["events"] if told else 0
    row |= {"period": label, "events": events, "documents": documents, "changed": False}
    row |= {"reports": told["reports"], "event_ids": told["event_ids"]} if told else {
        "reports": 0, "event_ids": []}  # fmt: skip
    if documents:
        low, high = rate_interval(events, documents)
        row |= {"rate": scaled(events / documents), "low": scaled(low), "high": scaled(high)}
    return row


def scaled(rate: float) -> float:
    """A rate for 100 reports, to three places."""
    return round(float(rate) * PER_REPORTS, 3)


def summed(fitted: Fit) -> dict[str, Any]:
    """The slope as percent a period."""
    low, high = fitted.slope_interval()
    percent = [round(100 * float(np.expm1(slope)), 2) for slope in (fitted.slope, low, high)]
    told = dict(zip(("change", "low", "high"), percent, strict=True))
    return {**told, "dispersion": round(fitted.dispersion, 3)}


def drawn(rows: list[dict[str, Any]], fitted: Fit) -> None:
    """Write the fitted rates and their limits into rows."""
    for row, (low, middle, high) in zip(rows, fitted.rates(), strict=True):
        row |= {"trend_low": scaled(low), "trend": scaled(middle), "trend_high": scaled(high)}


def levels(rows: list[dict[str, Any]], counts: Numbers, exposure: Numbers) -> list[dict[str, Any]]:
    """Write the level of each stretch into its rows; returns what changes between them."""
    spread = dispersion_of(counts, exposure)
    starts = changes(counts, exposure)
    bounds = [0, *starts, len(rows)]
    sums = []
    for start, end in pairwise(bounds):
        total = (float(counts[start:end].sum()), float(exposure[start:end].sum()))
        sums.append(total)
        for row in rows[start:end]:
            row["level"] = scaled(total[0] / total[1])
    out = []
    for start, (before, after) in zip(starts, pairwise(sums), strict=True):
        rows[start]["changed"] = True
        ratio, low, high = (round(one, 3) for one in ratio_interval(before, after, spread))
        out.append({
            "period": rows[start]["period"], "before": scaled(before[0] / before[1]),
            "after": scaled(after[0] / after[1]), "ratio": ratio, "low": low, "high": high,
        })  # fmt: skip
    return out
