"""Which pairs of claims are worth comparing: same type, a side in common, near in time.

Each claim goes into a few buckets (type, side, month); only claims that share one are compared,
so the work grows with the size of the buckets and not with the square of the record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Claim


def buckets(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """The buckets of a claim."""
    sides = {who.country or who.name.casefold() for who in (*claim.actor, *claim.recipient)}
    months = {text[:7] for text in (claim.when.first, claim.when.last) if text}
    for side in sorted(sides) or [""]:
        for month in sorted(months) or [""]:
            yield claim.type, side, month
    yield claim.type, "document", claim.document


def pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every pair of claims that shares a bucket, once, in the order of their ids."""
    held: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for bucket in buckets(claim):
            held[bucket].append(i)
    seen: set[tuple[int, int]] = set()
    for members in held.values():
        for pair in within(claims, members):
            if pair not in seen:
                seen.add(pair)
                yield claims[pair[0]], claims[pair[1]]


def within(claims: Sequence[Claim], members: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a bucket that lie at most a day apart, or have no date."""
    dated = sorted(members, key=lambda i: (claims[i].when.first or "", i))
    for place, i in enumerate(dated):
        for j in dated[place + 1 :]:
            yield (i, j) if i < j else (j, i)
