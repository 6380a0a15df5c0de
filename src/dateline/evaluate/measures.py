"""The field's usual measures, in percent: F1, macro-F1, span F1, B3, MUC, CEAFe, CoNLL, Pearson."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Place = tuple[int, int]
Clusters = Mapping[Any, Hashable]


def percent(part: float, whole: float) -> float:
    """A share in percent, one decimal; 0 of 0 is 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of two shares (0 to 1), in percent."""
    total = precision + recall
    return round(200 * precision * recall / total, 1) if total else 0.0


def prf(hits: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 in percent, and the number of gold items."""
    p = hits / predicted if predicted else 0.0
    r = hits / gold if gold else 0.0
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": f1(p, r), "n": gold}


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean over the gold's classes of each class's F1, in percent."""
    hits = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    in_gold, said = Counter(gold), Counter(predicted)
    scores = [2 * hits[c] / (in_gold[c] + said[c]) for c in in_gold]
    return round(100 * sum(scores) / len(scores), 1) if scores else 0.0


def span_hits(gold: Iterable[Place], predicted: Iterable[Place], *, lenient: bool = False) -> int:
    """How many spans are the same, or (`lenient`) overlap, one to one."""
    if not lenient:
        return sum((Counter(gold) & Counter(predicted)).values())
    left = sorted(gold)
    hits = 0
    for start, end in sorted(predicted):
        match = next((g for g in left if g[0] < end and start < g[1]), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def groups(clusters: Clusters) -> list[set[Hashable]]:
    """The sets of items that share a cluster."""
    held: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item, cluster in clusters.items():
        held[cluster].add(item)
    return list(held.values())


def b_cubed(gold: Clusters, predicted: Clusters) -> float:
    """B3 F1 (Bagga and Baldwin 1998) over the same items."""
    g = {item: group for group in groups(gold) for item in group}
    p = {item: group for group in groups(predicted) for item in group}
    shared = {item: len(g[item] & p[item]) for item in g}
    precision = sum(shared[item] / len(p[item]) for item in g) / len(g) if g else 0.0
    recall = sum(shared[item] / len(g[item]) for item in g) / len(g) if g else 0.0
    return f1(precision, recall)


def muc(gold: Clusters, predicted: Clusters) -> float:
    """MUC F1 (Vilain et al. 1995): links kept, links made."""

    def recall(key: Clusters, response: Clusters) -> float:
        kept = links = 0
        for group in groups(key):
            kept += len(group) - len({response[item] for item in group})
            links += len(group) - 1
        return kept / links if links else 0.0

    return f1(recall(predicted, gold), recall(gold, predicted))


def ceaf_e(gold: Clusters, predicted: Clusters) -> float:
    """CEAF-e F1 (Luo 2005): the best one-to-one match of clusters."""
    left, right = groups(gold), groups(predicted)
    if not left or not right:
        return 0.0
    alike = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in right] for a in left])
    rows, columns = linear_sum_assignment(-alike)
    total = float(alike[rows, columns].sum())
    return f1(total / len(right), total / len(left))


def conll(gold: Clusters, predicted: Clusters) -> float:
    """The CoNLL score: the mean of MUC, B3 and CEAF-e F1."""
    measures = (muc, b_cubed, ceaf_e)
    return round(sum(measure(gold, predicted) for measure in measures) / len(measures), 1)


def pearson(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """Pearson's correlation, -1 to 1, three decimals; 0 where one side never varies."""
    if len(set(gold)) < 2 or len(set(predicted)) < 2:  # noqa: PLR2004
        return 0.0
    return round(float(np.corrcoef(gold, predicted)[0, 1]), 3)


def mean_error(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """The mean absolute difference, three decimals."""
    pairs = list(zip(gold, predicted, strict=True))
    return round(sum(abs(g - p) for g, p in pairs) / len(pairs), 3) if pairs else 0.0


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points in degrees (haversine, mean radius)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
