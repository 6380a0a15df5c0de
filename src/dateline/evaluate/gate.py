"""The gate: floors under the project's figures, on its golden cases and on gold where there is any.

`python -m dateline.evaluate.gate` measures and compares; with `--update` it raises the floors to
what was measured. A floor is lowered only with `--allow-regression`.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import msgspec

from dateline.evaluate import golden
from dateline.evaluate.gold import Record
from dateline.evaluate.stages import pipeline
from dateline.evaluate.tasks import evaluate_file

BASELINE = Path("tests/gate/baseline.json")
GOLDEN = Path("tests/golden")
GOLD = Path("../shared/gold")
# Other processors round otherwise, and a few parses change with that.
SLACK = 0.5


@dataclass(frozen=True, slots=True)
class Check:
    """A task on the first `limit` records of a gold file, and the figures that have floors.

    `part.f1` is the figure `f1` of the part; correlations are counted in hundredths.
    """

    task: str
    file: str
    figures: tuple[str, ...]
    limit: int | None = None


PLACES = ("exact", "acc161", "span")
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "golden": Check("golden", "", ("claim", "right")),
        "claims": Check("claims", "claims/claims.jsonl", (
            "claim.f1", "claim_macro_f1", "anchor.f1", "whole.f1", "actor.f1", "recipient.f1",
            "country", "sector", "source_kind", "source_found", "factuality", "when", "place.f1",
            "number", "quote.f1", "speaker", "view.f1", "aux.f1",
        )),
        "plv": Check("plv", "a_plover_plv.jsonl", ("root", "quad", "binary"), 400),
        "polnear": Check("polnear", "c_polnear.jsonl", ("source", "cue", "content"), 100),
        "places-lgl": Check("places", "b_lgl.jsonl", PLACES, 60),
        "places-trnews": Check("places", "b_trnews.jsonl", PLACES, 60),
        "places-geowebnews": Check("places", "b_geowebnews.jsonl", PLACES, 60),
        "times": Check("times", "d_tbaq.jsonl", ("span", "value"), 60),
        "actors": Check("actors", "f_ngec_actor_resolution.jsonl", ("country", "sector")),
        "leaders": Check("actors", "f_factbook_leaders.jsonl", ("country", "office")),
        "leaders-since": Check(
            "actors", "f_reign_leaders.jsonl", ("country", "country_2015_on")
        ),
        "factuality": Check("factuality", "c_factuality_unified.jsonl", ("uw_pearson",), 3000),
        "eventless": Check("eventless", "a_india_police_events.jsonl", ("police.f1",), 200),
        "coreference": Check("coreference", "e_ecbplus.jsonl", ("conll", "b3"), 200),
        "reports": Check("reports", "c_basil_triples.jsonl", ("b3", "b3_undated")),
        "copies": Check("copies", "e_neardup_constructed.jsonl", ("f1",)),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What a check gave: the SHA-256 of its corpus, how many records, and its figures."""

    corpus: str
    count: int
    figures: Mapping[str, float] = field(default_factory=dict)


def measured(name: str, gold: Path = GOLD, cases: Path = GOLDEN) -> Held | None:
    """Carry out a check; None where its corpus is not there."""
    check = CHECKS[name]
    if name == "golden":
        told = golden.read_cases(cases)
        figures = golden.measure(told, pipeline()([case.document for case in told]))
        corpus = msgspec.json.encode([replace(case, xfail="") for case in told])
        count = len(told)
    elif (gold / check.file).is_file():
        figures, predicted = evaluate_file(check.task, gold / check.file, check.limit)
        corpus = (gold / check.file).read_bytes()
        count = sum(1 for _ in predicted)
    else:
        return None
    digest = hashlib.sha256(corpus).hexdigest()
    return Held(digest, count, {name: figure(figures, name) for name in check.figures})


def figure(figures: Record, name: str) -> float:
    """A figure by its name; one that does not exist (0 of 0) is 0."""
    part, _, rest = name.partition(".")
    value = figures[part][rest] if rest else figures[part]
    scale = 100 if name.endswith("pearson") else 1
    return round(float(value or 0) * scale, 1)


def faults(name: str, held: Held | None, now: Held) -> list[str]:
    """What does not hold of a check: no floors, another corpus, a figure under its floor."""
    if held is None:
        return [f"{name}: the baseline has no floors; run with --update"]
    if held.corpus != now.corpus or held.count != now.count:
        counts = f"{now.count} records, then {held.count}"
        return [f"{name}: the corpus is not the one of its floors ({counts}); run with --update"]
    return [
        f"{name}: {key} is {now.figures.get(key, 0.0)}, its floor {floor}"
        for key, floor in sorted(held.figures.items())
        if now.figures.get(key, 0.0) + SLACK < floor
    ]


def raised(held: Held | None, now: Held, *, allow_regression: bool = False) -> Held:
    """The new floors: what was measured, but never less than before unless that is allowed."""
    if held is None or allow_regression:
        return now
    floors = {key: max(value, held.figures.get(key, value)) for key, value in now.figures.items()}
    return Held(now.corpus, now.count, floors)


def read_baseline(path: Path) -> dict[str, Held]:
    """The floors by check; none where there is no file."""
    if not path.is_file():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Held])


def write_baseline(path: Path, held: Mapping[str, Held]) -> None:
    """Write the floors, in the order of their names."""
    text = msgspec.json.format(msgspec.json.encode(dict(sorted(held.items()))), indent=2)
    path.write_bytes(text + b"\n")


def main(arguments: Sequence[str], tell: Callable[[str], object] = sys.stdout.write) -> int:
    """Measure, then compare with the floors or raise them; 1 if anything lies under its floor."""
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluate.gate", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower them")
    parser.add_argument("--only", choices=CHECKS, action="append", help="only this check")
    parser.add_argument("--baseline", type=Path, default=BASELINE)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--golden", type=Path, default=GOLDEN)
    said = parser.parse_args(arguments)
    held = read_baseline(said.baseline)
    wrong: list[str] = []
    for name in said.only or CHECKS:
        now = measured(name, said.gold, said.golden)
        if now is None:
            tell(f"{name}: its gold is not here\n")
            continue
        tell(f"{name}: {now.count} records, {dict(now.figures)}\n")
        if said.update:
            held[name] = raised(held.get(name), now, allow_regression=said.allow_regression)
        wrong += faults(name, held.get(name), now)
    if said.update:
        write_baseline(said.baseline, held)
    for line in wrong:
        tell(f"UNDER: {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
