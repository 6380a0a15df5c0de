"""Documents in, groups of copies out: which reports are the same words carried again.

Two reports are copies when half or more of the shorter one's runs of three words stand in the
other (containment: Broder 1997), so that a shortened copy, one with other figures or one read off
a scan is found as well. Candidates come from a sample of the runs, which keeps the work near
linear: of each report the runs whose hash is a multiple of `SAMPLE` are kept, as in Broder's
sketches "modulo m", and reports that share enough of those are compared in full.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.model import Document

type Runs = npt.NDArray[np.uint64]

WORDS = re.compile(r"\w+")
RUN = 3
CONTAINED = 0.5
SAMPLE = np.uint64(4)
# Of the shorter sample this share is enough for a full comparison: half of what makes a copy.
HINT = 0.25
# A run in more reports than this is compared with its neighbours only: copies of one report share
# many runs, and are joined through one another.
CROWD = 12
NEIGHBOURS = 3
MIX, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


def copies(documents: Mapping[str, Document]) -> dict[str, str]:
    """For each document the name of its group of copies: the smallest id in it.

    A document that its input marks as syndicated (`syndicated_from`) is of the group of the one
    it names, whether that one is in the record or not.
    """
    keys = sorted(documents)
    parent = {key: key for key in keys}
    for key in keys:
        origin = documents[key].syndicated_from
        if origin:
            parent.setdefault(origin, origin)
            unite(parent, key, origin)
    texts = [documents[key].text for key in keys]
    for left, right in copied(texts):
        unite(parent, keys[left], keys[right])
    return {key: root(parent, key) for key in keys}


def unite(parent: dict[str, str], left: str, right: str) -> None:
    """Make one group of two, named by its smallest member."""
    first, second = sorted((root(parent, left), root(parent, right)))
    parent[second] = first


def root(parent: dict[str, str], key: str) -> str:
    """The name of the group that a key is in."""
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def copied(texts: list[str]) -> Iterator[tuple[int, int]]:
    """The pairs of texts of which one holds half or more of the other's runs of words."""
    samples = []
    for text in texts:
        runs = runs_of(text)
        kept = runs[runs % SAMPLE == 0]
        samples.append(kept if len(kept) else runs[:1])

    @cache
    def whole(i: int) -> Runs:
        return runs_of(texts[i])

    for left, right in candidates(samples):
        if containment(whole(left), whole(right)) >= CONTAINED:
            yield left, right


def runs_of(text: str) -> Runs:
    """The hashes of a text's runs of words, sorted, each once; of a shorter text all its words."""
    words = np.fromiter((word_hash(w) for w in WORDS.findall(text)), np.uint64)
    if len(words) == 0:
        return words
    length = min(RUN, len(words))
    hashed = np.zeros(len(words) - length + 1, np.uint64)
    for i in range(length):
        hashed = (hashed ^ words[i : len(words) - length + 1 + i]) * MIX
        hashed ^= hashed >> SHIFT
    return np.unique(hashed)


@cache
def word_hash(word: str) -> int:
    """The hash of a word, whatever its case; the same on every machine."""
    return crc32(word.casefold().encode())


def containment(left: Runs, right: Runs) -> float:
    """The share of the shorter text's runs that the other has too, 0 to 1."""
    shorter = min(len(left), len(right))
    if not shorter:
        return 0.0
    return len(np.intersect1d(left, right, assume_unique=True)) / shorter


def candidates(samples: list[Runs]) -> list[tuple[int, int]]:
    """The pairs of samples that share enough to be worth a full comparison, in order."""
    sizes = np.array([len(sample) for sample in samples])
    if not sizes.sum():
        return []
    runs = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples)), sizes)
    order = np.lexsort((owners, runs))
    runs, owners = runs[order], owners[order]
    starts = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]])
    counts = np.diff(np.r_[starts, len(runs)])
    crowd = np.repeat(counts, counts)
    found = []
    for step in range(1, CROWD):
        same = runs[step:] == runs[:-step]
        same &= (crowd[step:] <= CROWD) | (step <= NEIGHBOURS)
        found.append(owners[:-step][same] * len(samples) + owners[step:][same])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    left, right = pairs // len(samples), pairs % len(samples)
    enough = shared >= HINT * np.minimum(sizes[left], sizes[right])
    return list(zip(left[enough].tolist(), right[enough].tolist(), strict=True))


def words_of(text: str) -> str:
    """The words of a text without case, marks and spacing, to see whether two say the same."""
    return " ".join(word.casefold() for word in WORDS.findall(text))


def groups_of(members: Iterable[str], joined: Iterable[Iterable[str]]) -> int:
    """How many groups members fall into when those that stand together in `joined` are one."""
    parent = {member: member for member in members}
    for together in joined:
        first, *rest = together
        for other in rest:
            unite(parent, first, other)
    return sum(parent[member] == member for member in parent)
