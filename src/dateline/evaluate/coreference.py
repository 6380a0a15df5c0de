"""Event coreference: gold event mentions of many reports in, the ones of one happening out.

This does not measure the merger. The merger compares coded claims (type, participants, date,
place); few of the mentions marked in ECB+ are events of public affairs, and on mentions alone its
terms say too little (CoNLL 35.5, hardly above no links at all, 33.8). What is measured is what
the earlier stages give to go by: mentions are joined that have the same head lemma and stand in
reports of one topic that name the same people, places and numbers (`ALIKE`). The topic is the
file's own, as usual with gold mentions; the lemma alone gets 71.4 on the open half.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import b_cubed, ceaf_e, conll, muc
from dateline.evaluate.stages import Reports
from dateline.model import Document, Reading, Token

NEEDS = ("mentions",)
ALIKE = 0.15  # cosine of what two reports name; between 0.1 and 0.2 CoNLL differs by 0.1
SHORTEST = 3
type Key = tuple[str, int]
type Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Happening:
    """A gold mention: its record and place in it, its topic, its head lemma."""

    key: Key
    topic: str
    lemma: str


def coreference(records: Iterable[Record]) -> Measured:
    """CoNLL, B3, MUC and CEAF-e F1 of gold event mentions over all reports, singletons counted."""
    rows = list(records)
    # Lines are sentences here, which a report's layout would take for headings.
    documents = [Document.of(row["text"].replace("\n", " "), origin=row["id"]) for row in rows]
    reports = Reports(documents)
    heads = reports.each(lambda i, reading: told(rows[i], reading))
    mentions: list[Happening] = []
    names: dict[str, Counter[str]] = {}
    for row, both in zip(rows, heads, strict=True):
        lemmas, words = both or ([], Counter[str]())
        mentions += happenings(row, lemmas)
        names[row["id"]] = words
    gold = {
        (row["id"], i): f"{topic_of(row)} {mention['chain']}"
        for row in rows
        for i, mention in events(row)
    }
    found = clusters(mentions, weighted(names))
    predicted = [
        {"id": row["id"], "mentions": [
            {"start": mention["start"], "end": mention["end"], "text": mention["text"],
             "chain": found[row["id"], i]}
            for i, mention in events(row)
        ]}
        for row in rows
    ]  # fmt: skip
    figures: Record = {
        name: measure(gold, found)
        for name, measure in (("conll", conll), ("b3", b_cubed), ("muc", muc), ("ceaf_e", ceaf_e))
    }
    return Measured(
        {**figures, "n": len(gold), "documents": len(rows), "failed": reports.failed}, predicted
    )


def topic_of(row: Record) -> str:
    """The topic that a report belongs to; chains do not cross topics."""
    return str(row["gold"].get("topic") or "")


def events(row: Record) -> Iterator[tuple[int, Record]]:
    """The event mentions of a record with their numbers."""
    for i, mention in enumerate(row["gold"]["mentions"]):
        if mention.get("kind", "event") == "event":
            yield i, mention


def told(row: Record, reading: Reading) -> tuple[list[str], Counter[str]]:
    """The head lemmas of a record's event mentions ("" for none), and what the record names."""
    heads = [head_of(reading, mention) for _, mention in events(row)]
    return [head.lemma if head else "" for head in heads], Counter(named(reading))


def happenings(row: Record, lemmas: Sequence[str]) -> Iterator[Happening]:
    """The event mentions of a record by their head lemma, or else by their words."""
    for place, (i, mention) in enumerate(events(row)):
        lemma = lemmas[place] if lemmas else ""
        yield Happening((row["id"], i), topic_of(row), lemma or str(mention["text"]).lower())


def head_of(reading: Reading, mention: Record) -> Token | None:
    """The head token of a mention, a verb or noun where there is one."""
    parse = reading.parse
    inside = parse.tokens_in(parse.doc.span(mention["start"], mention["end"]))
    places = {token.i for token in inside}
    tops = [t for t in inside if t.head not in places or t.head == t.i]
    content = [t for t in tops if t.pos in ("VERB", "NOUN", "PROPN")]
    return next(iter(content or tops), None)


def named(reading: Reading) -> Iterator[str]:
    """The words of all names in a report, and its dates and numbers."""
    tokens = reading.parse.tokens
    for mention in reading.mentions:
        head = tokens[mention.head]
        if head.pos == "PROPN" or head.ent:
            yield from (word for word in mention.who.name.lower().split() if len(word) >= SHORTEST)
    yield from (token.lower for token in tokens if token.pos == "NUM" and token.ent)


def weighted(names: Mapping[str, Counter[str]]) -> dict[str, Weights]:
    """What each report names, as a unit vector; what few reports name weighs more."""
    spread = Counter(word for words in names.values() for word in words)
    out: dict[str, Weights] = {}
    for key, words in names.items():
        weights = {
            word: (1 + math.log(count)) * math.log(len(names) / spread[word])
            for word, count in words.items()
        }
        length = math.hypot(*weights.values()) or 1.0
        out[key] = {word: weight / length for word, weight in weights.items()}
    return out


def alike(left: Weights, right: Weights) -> float:
    """The cosine of two unit vectors."""
    return sum(weight * right.get(word, 0.0) for word, weight in left.items())


def clusters(mentions: Sequence[Happening], reports: Mapping[str, Weights]) -> dict[Key, str]:
    """A cluster name for each mention; a chain of likenesses joins."""
    parent = {one.key: one.key for one in mentions}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    groups: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for one in mentions:
        groups[one.topic, one.lemma].append(one.key)
    for keys in groups.values():
        for left, right in combinations(keys, 2):
            same = left[0] == right[0]
            if same or alike(reports[left[0]], reports[right[0]]) >= ALIKE:
                parent[root(right)] = root(left)
    return {key: "{}:{}".format(*root(key)) for key in parent}
