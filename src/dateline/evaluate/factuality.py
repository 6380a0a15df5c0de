"""Factuality: a sentence and marked predicates in, how sure each happened out, from -3 to 3."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.attribute import Certainty, Finder
from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import mean_error, pearson
from dateline.evaluate.stages import Reports, lexicon
from dateline.model import Document, Factuality, Reading

NEEDS = ("targets",)
WORD = re.compile(r"\S+")
VALUES = {
    Factuality.CERTAIN: 3.0, Factuality.PROBABLE: 2.0, Factuality.POSSIBLE: 1.0,
    Factuality.UNKNOWN: 0.0, Factuality.CERTAIN_UNKNOWN: 0.0, Factuality.POSSIBLY_NOT: -1.0,
    Factuality.PROBABLY_NOT: -2.0, Factuality.CERTAINLY_NOT: -3.0,
}  # fmt: skip
SURE = Factuality.CERTAIN
PREFIX = "factuality_"


def factuality(records: Iterable[Record]) -> Measured:
    """Pearson's r and mean absolute error over all targets, and for each set in the file.

    The set of Lee et al. (2015) is `uw`: `uw_pearson`, `uw_mae`. What the stages do not reach
    (a word in no sentence) counts as certain. The gold asks what the writer holds for true;
    the stages say how sure the nearest source is.
    """
    rows = list(records)
    finder, certainty = Finder.build(lexicon()), Certainty.build(lexicon())
    reports = Reports([Document.of(row["text"], origin=row["id"]) for row in rows])

    def verdicts(number: int, reading: Reading) -> list[Factuality]:
        relations = finder(reading)
        return [
            SURE if i is None else certainty.of(reading, i, relations).factuality
            for i in heads(rows[number], reading)
        ]

    held: dict[str, list[tuple[float, float]]] = defaultdict(list)
    predicted = []
    for row, found in zip(rows, reports.each(verdicts), strict=True):
        targets = row["gold"]["targets"]
        said = found or [SURE] * len(targets)
        pairs = [(t["factuality"], VALUES[v]) for t, v in zip(targets, said, strict=True)]
        held["all"] += pairs
        held[str(row.get("set", "")).removeprefix(PREFIX)] += pairs
        predicted.append(shown(row, said))
    return Measured({**figures(held), "failed": reports.failed}, predicted)


def shown(row: Record, said: Sequence[Factuality]) -> Record:
    """What was predicted for a record, in the form of the gold."""
    return {
        "id": row["id"],
        "targets": [
            {"tok_start": target["tok_start"], "text": target["text"], "value": value.value,
             "factuality": VALUES[value]}
            for target, value in zip(row["gold"]["targets"], said, strict=True)
        ],
    }  # fmt: skip


def figures(held: dict[str, list[tuple[float, float]]]) -> Record:
    """The measures over everything, then over each set."""
    out: Record = {}
    for name in ["all", *sorted(held.keys() - {"all", ""})]:
        pairs = held[name]
        gold, said = [g for g, _ in pairs], [p for _, p in pairs]
        prefix = "" if name == "all" else f"{name}_"
        out[f"{prefix}pearson"] = pearson(gold, said)
        out[f"{prefix}mae"] = mean_error(gold, said)
    return {**out, "n": len(held["all"])}


def heads(row: Record, reading: Reading) -> Iterator[int | None]:
    """The head token of each target; None where the parse has no such word."""
    parse = reading.parse
    words = [(word.start(), word.end()) for word in WORD.finditer(row["text"])]
    for target in row["gold"]["targets"]:
        first, last = target["tok_start"], max(target["tok_end"], target["tok_start"] + 1)
        if last > len(words):
            yield None
            continue
        inside = parse.tokens_in(reading.parse.doc.span(words[first][0], words[last - 1][1]))
        here = {token.i for token in inside}
        tops = [token.i for token in inside if token.head not in here or token.head == token.i]
        yield tops[0] if tops else None
