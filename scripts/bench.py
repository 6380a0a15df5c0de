"""Articles a second, and the CPU time of `dateline code` against bare spaCy, in one run.

Both sides are whole processes, start-up included, over the same articles: `dateline code` as a
user runs it, and `en_core_web_md` by itself, unpatched, through `nlp.pipe`.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared/gold/g_news_en_abp.jsonl"
EXAMPLES = ROOT / "examples/reports.jsonl"
PARTLY = 3  # some articles had problems; they are part of the work
BARE = """
import json, sys
import spacy
from dateline.parse.model import model_path
nlp = spacy.load(model_path())
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in nlp.pipe(texts, batch_size=32):
    pass
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """What a process and all it started took, in seconds."""

    cpu: float
    wall: float


def timed(command: list[str]) -> Timed:
    """Run a command to its end and measure it."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, check=False, cwd=ROOT)
    if done.returncode not in (0, PARTLY):
        sys.exit(f"{command[0]} ended with {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(cpu, time.perf_counter() - began)


def articles(count: int, corpus: Path) -> list[dict[str, object]]:
    """Articles of the corpus; without it the examples, over and over."""
    if corpus.exists():
        with corpus.open(encoding="utf-8") as lines:
            return [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    picked = [rows[i % len(rows)] for i in range(count)]
    return [{**row, "text": f"{row['text']}\n\n{i}."} for i, row in enumerate(picked)]


def plain(row: dict[str, object]) -> dict[str, object]:
    """A gold record as an input row."""
    meta = row.get("meta")
    told = meta if isinstance(meta, dict) else row
    day = str(told.get("published") or told.get("date") or "")[:10]
    return {"id": row["id"], "text": row["text"], "published": day or None,
            "outlet": told.get("outlet") or told.get("source")}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    rows = [plain(row) for row in articles(said.articles, said.corpus)]
    ours: list[Timed] = []
    bare: list[Timed] = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        for number in range(said.rounds):
            record = str(Path(folder, f"bench-{number}.dateline"))
            dateline = str(Path(sys.executable).with_name("dateline"))
            ours.append(timed([dateline, "code", str(source), "--record", record, "--quiet"]))
            bare.append(timed([sys.executable, "-c", BARE, str(source)]))
    figures = {
        "articles": len(rows),
        "corpus": said.corpus.name if said.corpus.exists() else EXAMPLES.name,
        "articles_a_second": round(len(rows) / median(one.wall for one in ours), 1),
        "cpu_seconds": round(median(one.cpu for one in ours), 1),
        "bare_spacy_cpu_seconds": round(median(one.cpu for one in bare), 1),
        "cpu_ratio": round(median(a.cpu / b.cpu for a, b in zip(ours, bare, strict=True)), 2),
    }
    if said.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<24} {value}")


if __name__ == "__main__":
    main()
