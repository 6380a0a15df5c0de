"""Trains the encoder that tells, for each word of a sentence, which event type it carries.

One pass over a sentence marks every word, as in tagging: 16 PLOVER types and "no event", and a mode
for each. The encoder is all-MiniLM-L6-v2, fine-tuned; the result is an int8 ONNX file that
`dateline.parse.classifier` reads. See README.md for the environment and the figures.

    python training/train.py --out src/dateline/parse/encoder
"""

import argparse
import hashlib
import json
import random
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

ROOT = Path(__file__).resolve().parent
TYPES_FILE = ROOT.parent / "src/dateline/lexicons/plover/types.toml"
NONE = "none"
SEED = 20261126
EPOCHS, BATCH, RATE, WARM = 10, 16, 3e-4, 0.1
LONGEST = 128
HELD_OUT = 0.1
ANCHOR, MARKED_NONE, BARE_SENTENCE, UNMARKED = 1.0, 1.0, 0.3, 0.1
SMOOTHING = 0.05


@dataclass(frozen=True)
class Labels:
    """The type labels, and every type with each of its modes."""

    types: list[str]
    modes: list[str]

    @classmethod
    def read(cls) -> "Labels":
        """Take them from the ontology that ships with Dateline."""
        kinds = tomllib.loads(TYPES_FILE.read_text("utf-8"))["type"]
        types = [NONE, *(kind["id"] for kind in kinds)]
        modes = [
            f"{k['id']}/{m}" for k in kinds for m in ["", *(x["id"] for x in k.get("modes", []))]
        ]
        return cls(types, modes)


@dataclass(frozen=True)
class Example:
    """One sentence: word pieces, and for some of them type, mode and weight."""

    ids: list[int]
    types: list[int]
    modes: list[int]
    weights: list[float]


def sentences() -> list[dict]:
    """All sentences written for the training, in the order of their files."""
    files = sorted((ROOT / "sentences").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def places(text: str, phrase: str, nth: int = 1) -> tuple[int, int] | None:
    """Where the nth occurrence of a phrase as whole words stands."""
    start = -1
    while nth:
        start = text.find(phrase, start + 1)
        if start < 0:
            return None
        end = start + len(phrase)
        whole = not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
        nth -= whole
    return start, start + len(phrase)


def example(row: dict, tokenizer: Tokenizer, labels: Labels) -> Example:
    """A sentence as the model sees it; the first piece of a word stands for it."""
    text = row["text"]
    coded = tokenizer.encode(text)
    size = min(len(coded.ids), LONGEST)
    types, modes, weights = [0] * size, [-1] * size, [0.0] * size
    usual = UNMARKED if row["events"] else BARE_SENTENCE
    for i in range(1, size - 1):
        start, end = coded.offsets[i]
        begins = not (start and text[start - 1].isalnum())
        weights[i] = usual if begins and end > start and text[start].isalnum() else 0.0
    marks = [(word, None, MARKED_NONE, 1) for word in row.get("none", [])]
    marks += [(e["anchor"], e, ANCHOR, e.get("nth", 1)) for e in row["events"]]
    for phrase, event, weight, nth in marks:
        at = places(text, phrase, nth)
        if at is None:
            continue
        for i in range(1, size - 1):
            start, end = coded.offsets[i]
            if at[0] <= start < end <= at[1] and weights[i]:
                types[i] = labels.types.index(event["type"]) if event else 0
                modes[i] = (
                    labels.modes.index(f"{event['type']}/{event.get('mode', '')}") if event else -1
                )
                weights[i] = weight
    return Example(coded.ids[:size], types, modes, weights)


class Tagger(torch.nn.Module):
    """The encoder with one layer for types and one for modes over each word piece."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        super().__init__()
        # "eager" because the attention must be exported; the word embeddings stay as they are,
        # since 4,000 sentences see few of the 30,000 words.
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.drop = torch.nn.Dropout(0.1)
        self.types = torch.nn.Linear(width, len(labels.types))
        self.modes = torch.nn.Linear(width, len(labels.modes))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Type and mode logits for each piece."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden)
        return self.types(hidden), self.modes(hidden)


def padded(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    """A batch as tensors: ids, mask, types, modes, weights."""
    size = max(len(one.ids) for one in batch)

    def column(values: list[list], fill: float, kind: torch.dtype) -> torch.Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in values], dtype=kind)

    mask = column([[1] * len(one.ids) for one in batch], 0, torch.long)
    return (
        column([one.ids for one in batch], 0, torch.long), mask,
        column([one.types for one in batch], 0, torch.long),
        column([one.modes for one in batch], -1, torch.long),
        column([one.weights for one in batch], 0.0, torch.float),
    )  # fmt: skip


def loss_of(model: Tagger, batch: list[Example]) -> torch.Tensor:
    """Weighted cross entropy of types, and of modes where there is an event."""
    ids, mask, types, modes, weights = padded(batch)
    type_logits, mode_logits = model(ids, mask)
    by_type = torch.nn.functional.cross_entropy(
        type_logits.flatten(0, 1), types.flatten(), reduction="none", label_smoothing=SMOOTHING
    )
    by_mode = torch.nn.functional.cross_entropy(
        mode_logits.flatten(0, 1), modes.flatten(), reduction="none", ignore_index=-1
    )
    total = (by_type * weights.flatten()).sum() / weights.sum()
    marked = (modes >= 0).sum().clamp(min=1)
    return total + 0.5 * by_mode.sum() / marked


def train(model: Tagger, examples: list[Example], epochs: int) -> None:
    """Fine-tune; the rate rises for a tenth of the steps and then falls to nothing."""
    steps = epochs * (len(examples) // BATCH + 1)
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps + epochs, pct_start=WARM, anneal_strategy="linear"
    )
    dice = random.Random(SEED)
    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        model.train()
        dice.shuffle(examples)
        by_length = [examples[i : i + 50 * BATCH] for i in range(0, len(examples), 50 * BATCH)]
        batches = []
        for chunk in by_length:
            chunk.sort(key=lambda one: len(one.ids))
            batches += [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
        dice.shuffle(batches)
        for batch in batches:
            optimizer.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s"
        )


def judged(model: Tagger, examples: list[Example]) -> list[tuple[np.ndarray, np.ndarray, int, int]]:
    """For every marked word: type and mode probabilities, and the right type and mode."""
    found = []
    model.eval()
    with torch.no_grad():
        for one in examples:
            ids, mask, *_ = padded([one])
            types, modes = (x.softmax(-1)[0].numpy() for x in model(ids, mask))
            found += [
                (types[i], modes[i], one.types[i], one.modes[i])
                for i, weight in enumerate(one.weights)
                if weight >= MARKED_NONE
            ]
    return found


def measures(found: list[tuple[np.ndarray, np.ndarray, int, int]], labels: Labels) -> dict:
    """Macro-F1 over the types, accuracy of modes, and false alarms among marked non-events."""
    said = [int(types.argmax()) for types, *_ in found]
    right = [kind for *_, kind, _ in found]
    scores = {}
    for k, name in enumerate(labels.types[1:], start=1):
        hits = sum(a == b == k for a, b in zip(said, right, strict=True))
        total = said.count(k) + right.count(k)
        scores[name] = round(200 * hits / total, 1) if total else 0.0
    nothing = [a for a, b in zip(said, right, strict=True) if b == 0]
    modes = [(int(m.argmax()), b) for _, m, _, b in found if b >= 0]
    return {
        "words": len(found),
        "macro_f1": round(sum(scores.values()) / len(scores), 1),
        "types": scores,
        "false_alarms": round(100 * sum(a > 0 for a in nothing) / max(len(nothing), 1), 1),
        "mode": round(100 * sum(a == b for a, b in modes) / max(len(modes), 1), 1),
    }


def calibration(found: list[tuple[np.ndarray, np.ndarray, int, int]]) -> dict:
    """Platt scaling of the best type's probability on words that were not trained on."""
    pairs = [(float(t[1:].max()), int(t[1:].argmax()) + 1 == k) for t, _, k, _ in found]
    x = torch.tensor([np.log(p / (1 - p + 1e-6) + 1e-6) for p, _ in pairs], dtype=torch.double)
    y = torch.tensor([float(ok) for _, ok in pairs], dtype=torch.double)
    a = torch.tensor([1.0], dtype=torch.double, requires_grad=True)
    b = torch.tensor([0.0], dtype=torch.double, requires_grad=True)
    fit = torch.optim.LBFGS([a, b], max_iter=200)

    def closure() -> torch.Tensor:
        fit.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(a * x + b, y)
        loss.backward()
        return loss

    fit.step(closure)
    table = []
    scaled = torch.sigmoid(a * x + b).detach().numpy()
    for low in np.arange(0, 1, 0.1):
        inside = [ok for p, (_, ok) in zip(scaled, pairs, strict=True) if low <= p < low + 0.1]
        if inside:
            table.append(
                [round(float(low), 1), len(inside), round(100 * sum(inside) / len(inside), 1)]
            )
    return {"slope": round(a.item(), 4), "offset": round(b.item(), 4), "reliability": table}


def export(model: Tagger, tokenizer: Tokenizer, labels: Labels, out: Path, report: dict) -> None:
    """Write the int8 model, the tokenizer and the labels."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    whole = out / "whole.onnx"
    model.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        model, (ids, torch.ones_like(ids)), str(whole), dynamo=False, opset_version=17,
        input_names=["ids", "mask"], output_names=["types", "modes"],
        dynamic_axes={k: {0: "sentence", 1: "piece"} for k in ("ids", "mask", "types", "modes")},
    )  # fmt: skip
    made = onnx.load(whole)
    del made.graph.value_info[:]  # left in, they make quantising fail
    onnx.save(made, whole)
    quantize_dynamic(str(whole), str(out / "model.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    told = {"types": labels.types, "modes": labels.modes, **report}
    (out / "labels.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    total = hashlib.sha256()
    for name in ("labels.json", "model.onnx", "tokenizer.json"):
        total.update(hashlib.sha256((out / name).read_bytes()).digest())
    print(f"PINNED_ENCODER = {total.hexdigest()!r}")


def main() -> None:
    """Train, measure on the sentences held out, train again on all, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--trial", action="store_true", help="export the model without the rest")
    said = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(said.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    labels = Labels.read()
    examples = [example(row, tokenizer, labels) for row in sentences()]
    random.Random(SEED).shuffle(examples)
    cut = int(len(examples) * HELD_OUT)
    trial = Tagger(said.base, labels)
    train(trial, list(examples[cut:]), said.epochs)
    found = judged(trial, examples[:cut])
    report = {"held_out": measures(found, labels), "calibration": calibration(found)}
    print(json.dumps(report, indent=1))
    final = trial
    if not said.trial:
        torch.manual_seed(SEED)
        final = Tagger(said.base, labels)
        train(final, list(examples), said.epochs)
    export(final, tokenizer, labels, said.out, report)


if __name__ == "__main__":
    main()
