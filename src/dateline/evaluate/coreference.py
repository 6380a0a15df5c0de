"""Event coreference: gold event mentions of many reports in, the ones of one happening out.

This does not measure the merger. The merger compares coded claims (type, participants, date,
place); few of the mentions marked in ECB+ are events of public affairs, and on mentions alone its
terms say too little (CoNLL 35.5, hardly above no links at all, 33.8). What is measured is what
the earlier stages give to go by. The reports of a topic are grouped into stories, as the reports of
a record can be; within a story mentions of one family of words are joined by average linkage while
their participants agree on the whole. The topic is the file's own, as usual with gold mentions.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.happenings import Families, Told
from dateline.evaluate.measures import b_cubed, ceaf_e, conll, muc
from dateline.evaluate.stages import Reports, lexicon
from dateline.merge.stories import grouped
from dateline.model import Document, Reading

NEEDS = ("mentions",)
# Half of what whole reports of one story have in common: these are excerpts of some sentences.
ALIKE = 0.1
WORDS = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")
SHORTEST = 3
# What speaks for one happening, and against. Mentions of one story and family are one unless
# something differs; whom it is done to tells more for it than who does it, since news calls a doer
# by many names; what two people say is two happenings. Set by hand, in tenths.
ONE_FAMILY, SPEECH = 0.3, -0.3
SAME_DOER, OTHER_DOER = 0.1, -0.3
SAME_DONE_TO, OTHER_DONE_TO = 0.3, -0.2
FARTHEST = 1.0  # above every sum of these, to make a likeness a distance
type Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: its record and place in it, the story of its report, what it tells."""

    key: Key
    story: str
    told: Told


def coreference(records: Iterable[Record]) -> Measured:
    """CoNLL, B3, MUC and CEAF-e F1 of gold event mentions over all reports, singletons counted."""
    rows = list(records)
    # Lines are sentences here, which a report's layout would take for headings.
    documents = [Document.of(row["text"].replace("\n", " "), origin=row["id"]) for row in rows]
    reports = Reports(documents)
    families = Families.build(lexicon())
    read = list(reports.each(lambda i, reading: told(rows[i], reading, families)))
    topics: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for row, both in zip(rows, read, strict=True):
        topics[topic_of(row)][row["id"]] = both[1] if both else Counter()
    story = {
        key: name for words in topics.values() for key, name in grouped(words, {}, ALIKE).items()
    }
    mentions = [
        Mention((row["id"], i), story[row["id"]], one)
        for row, both in zip(rows, read, strict=True)
        for (i, mention), one in zip(events(row), both[0] if both else unread(row), strict=True)
    ]
    gold = {
        (row["id"], i): f"{topic_of(row)} {mention['chain']}"
        for row in rows
        for i, mention in events(row)
    }
    found = clusters(mentions)
    figures: Record = {
        name: measure(gold, found)
        for name, measure in (("conll", conll), ("b3", b_cubed), ("muc", muc), ("ceaf_e", ceaf_e))
    }
    return Measured(
        {**figures, "n": len(gold), "documents": len(rows), "failed": reports.failed},
        [predicted(row, found) for row in rows],
    )


def predicted(row: Record, found: Mapping[Key, str]) -> Record:
    """The mentions of a record with the cluster of each."""
    mentions = [
        {"start": mention["start"], "end": mention["end"], "text": mention["text"],
         "chain": found[row["id"], i]}
        for i, mention in events(row)
    ]  # fmt: skip
    return {"id": row["id"], "mentions": mentions}


def topic_of(row: Record) -> str:
    """The topic that a report belongs to; chains do not cross topics."""
    return str(row["gold"].get("topic") or "")


def events(row: Record) -> Iterator[tuple[int, Record]]:
    """The event mentions of a record with their numbers."""
    for i, mention in enumerate(row["gold"]["mentions"]):
        if mention.get("kind", "event") == "event":
            yield i, mention


def told(row: Record, reading: Reading, families: Families) -> tuple[list[Told], Counter[str]]:
    """What the event mentions of a record tell, and the words and names of the record."""
    tokens = reading.parse.tokens
    words = Counter(token.lemma.lower() for token in tokens if token.pos in WORDS)
    return [families.told(reading, m) for _, m in events(row)], words + Counter(named(reading))


def unread(row: Record) -> list[Told]:
    """The event mentions of a record that no stage could read, by their own words."""
    return [Told(str(mention["text"]).lower()) for _, mention in events(row)]


def named(reading: Reading) -> Iterator[str]:
    """The words of all names in a report, and its dates and numbers."""
    tokens = reading.parse.tokens
    for mention in reading.mentions:
        head = tokens[mention.head]
        if head.pos == "PROPN" or head.ent:
            yield from (word for word in mention.who.name.lower().split() if len(word) >= SHORTEST)
    yield from (token.lower for token in tokens if token.pos == "NUM" and token.ent)


def alike(left: Told, right: Told) -> float:
    """How much speaks for two mentions of one family being one happening."""
    score = ONE_FAMILY + (SPEECH if left.speech and right.speech else 0.0)
    if left.doers and right.doers:
        score += SAME_DOER if left.doers & right.doers else OTHER_DOER
    if left.done_to and right.done_to:
        score += SAME_DONE_TO if left.done_to & right.done_to else OTHER_DONE_TO
    return score


def clusters(mentions: Sequence[Mention]) -> dict[Key, str]:
    """A cluster name for each mention: of one story and family, agreeing on average."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in mentions:
        groups[one.story, one.told.family].append(one)
    found: dict[Key, str] = {}
    for (story, family), members in groups.items():
        for one, label in zip(members, labels([m.told for m in members]), strict=True):
            found[one.key] = f"{story}:{family}:{label}"
    return found


def labels(told: Sequence[Told]) -> list[int]:
    """The number of the cluster that each mention of a group is in, by average linkage."""
    if len(told) == 1:
        return [1]
    apart = [FARTHEST - alike(a, b) for i, a in enumerate(told) for b in told[i + 1 :]]
    joined = linkage(np.array(apart), "average")
    return [int(label) for label in fcluster(joined, math.nextafter(FARTHEST, 2), "distance")]
