"""Trains the encoder that tells, for each word of a sentence, which event type it carries.

One pass over a sentence marks every word, as in tagging: 16 PLOVER types and "no event", and a mode
for each; and for every pair of words, whether the second takes part in what the first tells, as
actor or as recipient (a bilinear score, as Dozat and Manning 2017 do for parsing). The encoder is
all-MiniLM-L6-v2, fine-tuned; the result is an int8 ONNX file that `dateline.parse.classifier`
reads. See README.md for the environment and the figures.

    python training/train.py --base FOLDER-OF-THE-MODEL --out src/dateline/parse/encoder
"""

import argparse
import hashlib
import json
import random
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel
from written import everything, is_measured

ROOT = Path(__file__).resolve().parent
TYPES_FILE = ROOT.parent / "src/dateline/lexicons/plover/types.toml"
NONE = "none"
SEED = 20261126
EPOCHS, BATCH, RATE, WARM = 5, 16, 3e-4, 0.1
LAYERS = 4
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
LONGEST = 128
MASK, HIDDEN, SPECIAL = "[MASK]", 0.08, 1000  # pieces below SPECIAL are no words
# The coder reads no more around the words it asks about: half of the time, so does training.
AROUND, CUT = 12, 0.5
ANCHOR, MARKED_NONE, BARE_SENTENCE, UNMARKED = 1.0, 1.0, 0.3, 0.1
SMOOTHING = 0.05
ROLES = ("actor", "recipient")
ROLE_WIDTH = 64
MODE_SHARE, ROLE_SHARE = 0.5, 4.0


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
    """One sentence: word pieces, and for some of them type, mode and weight.

    `words` tells which pieces begin a word; `roles` holds (anchor, piece, role) of those who take
    part, `told` the anchors whose participants are known.
    """

    ids: list[int]
    types: list[int]
    modes: list[int]
    weights: list[float]
    words: list[bool]
    roles: list[tuple[int, int, int]]
    told: list[int]


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


def every(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """All occurrences of a phrase as whole words."""
    nth = 1
    while (at := places(text, phrase, nth)) is not None:
        yield at
        nth += 1


def taking_part(
    event: dict, text: str, at: tuple[int, int], pieces: Callable[[tuple[int, int]], list[int]]
) -> Iterator[tuple[int, int]]:
    """Roles and pieces of who takes part in an event; of a name said twice the nearest."""
    for role, name in enumerate(ROLES):
        for who in event[name]:
            near = min(every(text, who), key=lambda a: abs(a[0] - at[0]), default=None)
            yield from ((role, j) for j in (pieces(near) if near else ()))


def example(row: dict, tokenizer: Tokenizer, labels: Labels) -> Example:
    """A sentence as the model sees it; the first piece of a word stands for it."""
    text = row["text"]
    coded = tokenizer.encode(text)
    size = min(len(coded.ids), LONGEST)
    words = [False] * size
    for i in range(1, size - 1):
        start, end = coded.offsets[i]
        begins = not (start and text[start - 1].isalnum())
        words[i] = begins and end > start and text[start].isalnum()
    usual = UNMARKED if row["events"] else BARE_SENTENCE
    one = Example(
        ids=coded.ids[:size], types=[0] * size, modes=[-1] * size,
        weights=[usual if word else 0.0 for word in words], words=words, roles=[], told=[],
    )  # fmt: skip

    def pieces(at: tuple[int, int] | None) -> list[int]:
        inside = range(1, size - 1) if at else ()
        return [i for i in inside if words[i] and at[0] <= coded.offsets[i][0] < at[1]]

    for word in row.get("none", []):
        for at in every(text, word):
            for i in pieces(at):
                one.weights[i] = MARKED_NONE
    for event in row["events"]:
        at = places(text, event["anchor"], event.get("nth", 1))
        for i in pieces(at):
            one.types[i] = labels.types.index(event["type"])
            one.modes[i] = labels.modes.index(f"{event['type']}/{event.get('mode', '')}")
            one.weights[i] = ANCHOR
            if "actor" in event:
                one.told.append(i)
                one.roles.extend((i, j, role) for role, j in taking_part(event, text, at, pieces))
    return one


def cut(one: Example, dice: random.Random) -> Example:
    """The part of a sentence around one or two of its marked words, as the coder would read it."""
    marked = [i for i, weight in enumerate(one.weights) if weight >= MARKED_NONE]
    if not marked or dice.random() >= CUT:
        return one
    first, last = sorted(dice.choices(marked, k=2))
    begun = [i for i, begins in enumerate(one.words) if begins]
    before, after = [i for i in begun if i < first], [i for i in begun if i > last]
    left = before[-AROUND] if len(before) >= AROUND else 1
    right = after[AROUND] if len(after) > AROUND else len(one.ids) - 1
    kept = [0, *range(left, right), len(one.ids) - 1]
    place = {i: k for k, i in enumerate(kept)}
    return Example(
        ids=[one.ids[i] for i in kept], types=[one.types[i] for i in kept],
        modes=[one.modes[i] for i in kept], weights=[one.weights[i] for i in kept],
        words=[one.words[i] for i in kept],
        roles=[(place[i], place[j], role) for i, j, role in one.roles if i in place and j in place],
        told=[place[i] for i in one.told if i in place],
    )  # fmt: skip


class Tagger(torch.nn.Module):
    """The encoder with layers for types, modes and participants over each word piece."""

    def __init__(self, folder: Path, labels: Labels, layers: int = LAYERS) -> None:
        super().__init__()
        # "eager" because the attention must be exported; the word embeddings stay as they are,
        # since the sentences hold few of the 30,000 words often enough.
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        width = self.encoder.config.hidden_size
        self.drop = torch.nn.Dropout(0.1)
        self.types = torch.nn.Linear(width, len(labels.types))
        self.modes = torch.nn.Linear(width, len(labels.modes))
        self.anchor = torch.nn.Linear(width, len(ROLES) * ROLE_WIDTH)
        self.who = torch.nn.Linear(width, len(ROLES) * ROLE_WIDTH)
        self.bias = torch.nn.Parameter(torch.full((len(ROLES),), -2.0))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Type and mode logits for each piece; role logits for (anchor, piece, role)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden)
        shape = (*ids.shape, len(ROLES), ROLE_WIDTH)
        left = self.anchor(hidden).reshape(shape).transpose(1, 2)
        right = self.who(hidden).reshape(shape).transpose(1, 2)
        roles = left @ right.transpose(2, 3) / ROLE_WIDTH**0.5
        return self.types(hidden), self.modes(hidden), roles.permute(0, 2, 3, 1) + self.bias


def padded(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    """A batch as tensors: ids, mask, types, modes, weights, roles, and the weights of roles."""
    size = max(len(one.ids) for one in batch)

    def column(values: list[list], fill: float, kind: torch.dtype) -> torch.Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in values], dtype=kind)

    roles = torch.zeros(len(batch), size, size, len(ROLES))
    known = torch.zeros(len(batch), size, size, len(ROLES))
    for row, one in enumerate(batch):
        for anchor in one.told:
            known[row, anchor, : len(one.words)] = torch.tensor(one.words).unsqueeze(1)
        for anchor, piece, role in one.roles:
            roles[row, anchor, piece, role] = 1.0
    columns = (
        column([one.ids for one in batch], 0, torch.long),
        column([[1] * len(one.ids) for one in batch], 0, torch.long),
        column([one.types for one in batch], 0, torch.long),
        column([one.modes for one in batch], -1, torch.long),
        column([one.weights for one in batch], 0.0, torch.float), roles, known,
    )  # fmt: skip
    return tuple(one.to(DEVICE) for one in columns)


def some_hidden(ids: torch.Tensor, mask: int) -> torch.Tensor:
    """Word pieces with a few replaced by "[MASK]", so that the words around them count too."""
    hit = (torch.rand(ids.shape, device=ids.device) < HIDDEN) & (ids >= SPECIAL)
    return torch.where(hit, torch.full_like(ids, mask), ids)


def loss_of(model: Tagger, batch: list[Example], mask_piece: int) -> torch.Tensor:
    """Weighted cross entropy of types, and of modes and participants where there is an event."""
    ids, mask, types, modes, weights, roles, known = padded(batch)
    type_logits, mode_logits, role_logits = model(some_hidden(ids, mask_piece), mask)
    by_type = torch.nn.functional.cross_entropy(
        type_logits.flatten(0, 1), types.flatten(), reduction="none", label_smoothing=SMOOTHING
    )
    by_mode = torch.nn.functional.cross_entropy(
        mode_logits.flatten(0, 1), modes.flatten(), reduction="none", ignore_index=-1
    )
    by_role = torch.nn.functional.binary_cross_entropy_with_logits(
        role_logits.float(), roles, reduction="none"
    )
    total = (by_type * weights.flatten()).sum() / weights.sum()
    marked = (modes >= 0).sum().clamp(min=1)
    total = total + MODE_SHARE * by_mode.sum() / marked
    return total + ROLE_SHARE * (by_role * known).sum() / known.sum().clamp(min=1) * len(ROLES)


def train(model: Tagger, examples: list[Example], epochs: int, mask_piece: int, seed: int) -> None:
    """Fine-tune; the rate rises for a tenth of the steps and then falls to nothing."""
    steps = epochs * (len(examples) // BATCH + 1)
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps + epochs, pct_start=WARM, anneal_strategy="linear"
    )
    dice = random.Random(seed)
    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        model.train()
        dice.shuffle(examples)
        read = [cut(one, dice) for one in examples]
        by_length = [read[i : i + 50 * BATCH] for i in range(0, len(read), 50 * BATCH)]
        batches = []
        for chunk in by_length:
            chunk.sort(key=lambda one: len(one.ids))
            batches += [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
        dice.shuffle(batches)
        for batch in batches:
            optimizer.zero_grad()
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                loss = loss_of(model, batch, mask_piece)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )


@dataclass(frozen=True)
class Judged:
    """A marked word: type and mode probabilities, and the right ones."""

    types: np.ndarray
    modes: np.ndarray
    kind: int
    mode: int


def judged(model: Tagger, examples: list[Example]) -> tuple[list[Judged], dict]:
    """Every marked word as judged, and how well participants are told (F1 of words, by role)."""
    found: list[Judged] = []
    counts = np.zeros((len(ROLES), 3))
    model.eval()
    with torch.no_grad():
        for one in examples:
            ids, mask, *_, roles, known = padded([one])
            types, modes, said = model(ids, mask)
            types, modes = (x.softmax(-1)[0].cpu().numpy() for x in (types, modes))
            found += [
                Judged(types[i], modes[i], one.types[i], one.modes[i])
                for i, weight in enumerate(one.weights)
                if weight >= MARKED_NONE
            ]
            yes, right = (said > 0) & (known > 0), (roles > 0) & (known > 0)
            for role in range(len(ROLES)):
                sums = (yes & right, yes, right)
                counts[role] += [int(x[..., role].sum()) for x in sums]
    f1 = {
        name: round(200 * hits / max(said + right, 1), 1)
        for name, (hits, said, right) in zip(ROLES, counts, strict=True)
    }
    return found, f1


def measures(found: list[Judged], labels: Labels) -> dict:
    """Macro-F1 over the types, accuracy of modes, and false alarms among marked non-events."""
    said = [int(one.types.argmax()) for one in found]
    right = [one.kind for one in found]
    scores = {}
    for k, name in enumerate(labels.types[1:], start=1):
        hits = sum(a == b == k for a, b in zip(said, right, strict=True))
        total = said.count(k) + right.count(k)
        scores[name] = round(200 * hits / total, 1) if total else 0.0
    nothing = [a for a, b in zip(said, right, strict=True) if b == 0]
    modes = [(int(one.modes.argmax()), one.mode) for one in found if one.mode >= 0]
    return {
        "words": len(found),
        "macro_f1": round(sum(scores.values()) / len(scores), 1),
        "types": scores,
        "false_alarms": round(100 * sum(a > 0 for a in nothing) / max(len(nothing), 1), 1),
        "mode": round(100 * sum(a == b for a, b in modes) / max(len(modes), 1), 1),
    }


def calibration(found: list[Judged]) -> dict:
    """Platt scaling of the best type's probability on words that were not trained on."""
    pairs = [
        (float(one.types[1:].max()), int(one.types[1:].argmax()) + 1 == one.kind) for one in found
    ]
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
        input_names=["ids", "mask"], output_names=["types", "modes", "roles"],
        dynamic_axes={
            **{k: {0: "sentence", 1: "piece"} for k in ("ids", "mask", "types", "modes")},
            "roles": {0: "sentence", 1: "piece", 2: "other"},
        },
    )  # fmt: skip
    made = onnx.load(whole)
    del made.graph.value_info[:]  # left in, they make quantising fail
    onnx.save(made, whole)
    # A scale for each column: one for a whole matrix costs 1.6 F1 on the claims gold.
    quantize_dynamic(
        str(whole), str(out / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True
    )
    whole.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    told = {"types": labels.types, "modes": labels.modes, **report}
    (out / "labels.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    total = hashlib.sha256()
    for name in ("labels.json", "model.onnx", "tokenizer.json"):
        total.update(hashlib.sha256((out / name).read_bytes()).digest())
    print(f"PINNED_ENCODER = {total.hexdigest()!r}")


def blended(files: Sequence[Path], share: float) -> dict[str, torch.Tensor]:
    """The weights of two runs from one base, the first to a share of `share`.

    Wortsman et al., Model soups, 2022: as good as asking both, at the price of one.
    """
    one, other = (torch.load(file, map_location="cpu") for file in files)
    return {
        name: share * first + (1 - share) * other[name] if first.is_floating_point() else first
        for name, first in one.items()
    }


def asked() -> argparse.Namespace:
    """What is to be trained, from what, and to where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, help="folder of the encoder; else only --state is kept")
    parser.add_argument("--state", type=Path, help="keep the weights of this run in a file")
    parser.add_argument("--blend", type=Path, nargs=2, metavar="STATE",
                        help="train nothing, but take the mean of two runs")  # fmt: skip
    parser.add_argument("--share", type=float, default=0.5, help="of the first of the two")
    parser.add_argument("--more", action="store_true", help="train on the reports in more/ too")
    parser.add_argument("--without", nargs="+", default=(), metavar="FILE",
                        help="files of sentences to leave out")  # fmt: skip
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=SEED, help="runs to blend share it")
    parser.add_argument("--order", type=int, help="seed of the order of sentences; else --seed")
    parser.add_argument("--layers", type=int, default=LAYERS, help="of the encoder's six")
    return parser.parse_args()


def main() -> None:
    """Train on all but the reports to measure with, measure and calibrate on those, export."""
    said = asked()
    torch.manual_seed(said.seed)
    tokenizer = Tokenizer.from_file(str(said.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    labels = Labels.read()
    held_out, trained = [], []
    for where, row in everything(more=said.more):
        if where.partition(":")[0] not in said.without:
            held = is_measured(where)
            (held_out if held else trained).append(example(row, tokenizer, labels))
    print(f"{len(trained)} sentences to train on, {len(held_out)} to measure with", flush=True)
    random.Random(SEED).shuffle(trained)
    model = Tagger(said.base, labels, said.layers).to(DEVICE)
    if said.blend:
        model.load_state_dict(blended(said.blend, said.share))
    else:
        train(model, trained, said.epochs, tokenizer.token_to_id(MASK), said.order or said.seed)
    if said.state:
        torch.save(model.state_dict(), said.state)
    if said.out:
        found, roles = judged(model, held_out)
        report = {
            "held_out": {**measures(found, labels), "roles": roles},
            "calibration": calibration(found),
        }
        print(json.dumps(report, indent=1))
        export(model.cpu(), tokenizer, labels, said.out, report)


if __name__ == "__main__":
    main()
