"""Documents in, stories out: which reports, of whatever outlet, tell of the same happening.

Reports are compared by their words, rare ones weighing more (TF-IDF: Sparck Jones 1972) and those
at the beginning thrice, since news says first what happened; a likeness fades with the days between
the two. Groups are joined by average linkage (Sokal and Michener 1958) while their reports have on
average a fifth of their weight in common.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from dateline.model import Document

WORDS = re.compile(r"[^\W\d_][\w’'-]+|\d[\d,.]*\d|\d")
OWNING = re.compile(r"[’']s$")
SHORT = 3  # letters: up to here all but names and numbers are words like "the", "and", "was"
LEAD = 120  # words: four or five sentences
# A round number. On reports of three outlets about 50 events B3 is 100, 99.6, 98.2, 91.6 at 0.1,
# 0.15, 0.2, 0.25 with days of publication, and 85.1, 93.1, 96.9, 94.1 without.
ALIKE = 0.2
DAY = len("2025-10-11")
FADING = 14.0  # days after which a likeness counts 1/e
type Floats = npt.NDArray[np.float64]


def stories(documents: Mapping[str, Document]) -> dict[str, str]:
    """For each document the name of its story: the smallest id among its reports."""
    days = {key: day_of(doc) for key, doc in documents.items()}
    return grouped({key: terms(doc) for key, doc in documents.items()}, days)


def grouped(
    reports: Mapping[str, Counter[str]], days: Mapping[str, float], alike: float = ALIKE
) -> dict[str, str]:
    """For each report, given its words and its day (NaN if unknown), the name of its story.

    `alike` is the share of their weight that reports of one story have in common on average.
    """
    keys = sorted(reports)
    if not keys:
        return {}
    vectors = weighted([reports[key] for key in keys])
    told = [days.get(key, math.nan) for key in keys]
    pairs = (vectors @ vectors.T).tocoo()
    near = pairs.data * faded(told, pairs.row, pairs.col) >= alike
    links = csr_array((near[near], (pairs.row[near], pairs.col[near])), shape=pairs.shape)
    _, parts = connected_components(links, directed=False)
    story: dict[str, str] = {}
    for part in range(parts.max() + 1):
        members = np.flatnonzero(parts == part)
        for group in linked(vectors[members], [told[i] for i in members], alike):
            story.update({keys[members[i]]: keys[members[group[0]]] for i in group})
    return story


def terms(doc: Document) -> Counter[str]:
    """The words of a report and how often they stand there, those of its beginning thrice."""
    found = [OWNING.sub("", word) for word in WORDS.findall(doc.text)]
    words = [word.lower() for word in found if len(word) > SHORT or not word.islower()]
    return Counter(words) + Counter(2 * words[:LEAD])


def weighted(reports: Sequence[Counter[str]]) -> csr_array:
    """A unit vector for each report; a word of a single report connects nothing and is left out."""
    spread = Counter(word for words in reports for word in words)
    columns = {word: i for i, word in enumerate(sorted(w for w, n in spread.items() if n > 1))}
    rows, places, weights = [], [], []
    for row, words in enumerate(reports):
        told = {w: (1 + math.log(n)) * math.log((len(reports) + 1) / spread[w])
                for w, n in words.items() if w in columns}  # fmt: skip
        length = math.hypot(*told.values()) or 1.0
        rows += [row] * len(told)
        places += [columns[word] for word in told]
        weights += [weight / length for weight in told.values()]
    return csr_array((weights, (rows, places)), shape=(len(reports), max(len(columns), 1)))


def day_of(doc: Document) -> float:
    """The day of publication as a number; not a number when it is unknown."""
    day = (doc.published or "")[:DAY]
    return float(date.fromisoformat(day).toordinal()) if len(day) == DAY else math.nan


def faded(days: Sequence[float], left: npt.ArrayLike, right: npt.ArrayLike) -> Floats:
    """What is left of likenesses after the days between reports; all of it where one is unknown."""
    told = np.asarray(days)
    gap = np.abs(told[np.asarray(left)] - told[np.asarray(right)])
    fading: Floats = np.exp(-np.nan_to_num(gap) / FADING)
    return fading


def linked(vectors: csr_array, days: Sequence[float], alike: float) -> list[list[int]]:
    """The groups of reports by average linkage, each in order."""
    if len(days) == 1:
        return [[0]]
    left, right = np.indices((len(days), len(days)))
    apart = np.clip(1 - (vectors @ vectors.T).toarray() * faded(days, left, right), 0, None)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - alike, "distance")
    groups: dict[int, list[int]] = {}
    for i, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(i)
    return list(groups.values())
