"""Structural balance: whether the friend of a friend is a friend, over triads of signed ties."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

TRIADS = ("period", "one", "other", "third", "signs", "balanced", "events", "event_ids")
Row = Mapping[str, Any]


def sign_of(row: Row) -> int:
    """1 where the intensity of all events of a tie adds up to cooperation, -1 to conflict; or 0."""
    net = row["net"] or 0
    return (net > 0) - (net < 0)


def balance(ends: NDArray[np.int64], signs: Sequence[int]) -> dict[str, Any]:
    """How many triads of signed ties are balanced, and how many chance would make so.

    A triad is balanced if the product of its three signs is positive (Heider 1946; Cartwright
    and Harary 1956, Psychological Review 63): all friends, or two friends with an enemy in
    common. `share` is balanced / triads; `expected` is the share if each tie had its sign by
    chance, with the same part of positive ones: p^3 + 3p(1-p)^2. Ties of sign 0 do not count.

    Args:
        ends: The two parties of each tie, as indices, shape (ties, 2).
        signs: -1, 0 or 1 for each tie.
    """
    size = int(ends.max(initial=0)) + 1
    told = np.array(signs, dtype=np.int64)
    one, other = np.concatenate([ends, ends[:, ::-1]]).T
    both = np.concatenate([told, told])
    signed = coo_array((both, (one, other)), shape=(size, size)).tocsr()
    there = abs(signed)
    count = round((there @ there).multiply(there).sum() / 6)
    surplus = round((signed @ signed).multiply(signed).sum() / 6)
    positive, negative = int((told > 0).sum()), int((told < 0).sum())
    balanced = (count + surplus) // 2
    part = positive / (positive + negative) if count else 0
    return {
        "positive": positive, "negative": negative, "triads": count, "balanced": balanced,
        "share": round(balanced / count, 4) if count else None,
        "expected": round(part**3 + 3 * part * (1 - part) ** 2, 4) if count else None,
    }  # fmt: skip


def triads(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Every triad of signed ties, by period: its signs, whether it balances, its events.

    `signs`, each 1 or -1, are those of the ties one-other, one-third, other-third.

    Args:
        rows: Ties, as `dyads(mutual=True, foreign=True)` gives them.
    """
    for period, told in groupby(rows, key=lambda row: str(row["period"])):
        tied = {(row["one"], row["other"]): row for row in told if sign_of(row)}
        after: dict[str, list[str]] = {}
        for one, other in sorted(tied):
            after.setdefault(one, []).append(other)
        for one, others in after.items():
            for other, third in combinations(others, 2):
                if (other, third) in tied:
                    sides = [tied[pair] for pair in ((one, other), (one, third), (other, third))]
                    yield triad(period, (one, other, third), sides)


def triad(period: str, names: tuple[str, str, str], sides: Sequence[Row]) -> dict[str, Any]:
    """A triad as a row."""
    signs = [sign_of(row) for row in sides]
    ids = sorted({one for row in sides for one in row["event_ids"]})
    return {
        "period": period, **dict(zip(("one", "other", "third"), names, strict=True)),
        "signs": signs, "balanced": bool(np.prod(signs) > 0), "events": len(ids), "event_ids": ids,
    }  # fmt: skip
