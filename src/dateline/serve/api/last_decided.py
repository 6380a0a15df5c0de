"""Which claims were decided on, and when: what makes an event newer than its codings."""

from functools import lru_cache

from dateline.analyse.items import Decided
from dateline.record import Record
from dateline.run import history
from dateline.serve.desk import Desk


def decided_of(desk: Desk) -> Decided:
    """The claims that were decided on, as the view now stands."""
    return decided_until(desk.record, desk.shelf.view.last)


@lru_cache(maxsize=8)
def decided_until(record: Record, last: int) -> Decided:
    """The claims that were decided on up to an entry of the journal, each with the last time."""
    times: dict[str, str] = {}
    told: dict[int, str] = {}
    taken_back: dict[str, str] = {}
    for one in history(record):
        if one.seq > last:
            break
        times |= dict.fromkeys(one.claims, one.at)
        if one.telling is not None:
            told[one.seq] = one.telling.id
        elif one.undoes in told:
            taken_back[told[one.undoes]] = one.at
    return Decided(tuple(times), tuple(times.values()), tuple(taken_back.items()))
