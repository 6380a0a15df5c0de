"""Words of sentences to event types, by the trained encoder that ships with Dateline.

`training/` says how it was made. The whole sentence is read once, and each word asked for is
judged by the first of its pieces.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dateline.errors import ModelError
from dateline.model import Judged, Parse
from dateline.parse.model import PINNED_ENCODER

FILES = ("labels.json", "model.onnx", "tokenizer.json")
BATCH = 8
LONGEST = 128
TINY = 1e-6
# The fused step takes five times as long as the two that it replaces, a sixth of all (onnxruntime
# 1.32, AVX-512).
SLOWER = ["SkipLayerNormFusion"]
POSSIBLE = 0.2
AROUND = 12  # words; all of a sentence costs a third more time and gains up to 1 F1


@dataclass(frozen=True)
class EventClassifier:
    """Judges words (protocol `Classifier`); a copy in another process opens the files again."""

    folder: Path

    def check(self) -> None:
        """Open the model.

        Raises:
            ModelError: if a file is missing or changed.
        """
        opened(self.folder)

    def __call__(self, parse: Parse, words: Sequence[int]) -> dict[int, Judged]:
        """What each of some words tells: the likeliest type and mode, and how likely it is."""
        by_sentence: dict[int, list[int]] = {}
        for i in words:
            by_sentence.setdefault(parse.tokens[i].sentence, []).append(i)
        encoder = opened(self.folder)
        cuts = [cut_of(parse, some) for some in by_sentence.values()]
        cuts.sort(key=lambda cut: (cut.end - cut.start, cut.start))
        found: dict[int, Judged] = {}
        for batch in batched(cuts, BATCH):
            texts = [parse.doc.text[cut.start : cut.end] for cut in batch]
            coded = encoder.tokenizer.encode_batch(texts)
            types, modes, roles = encoder.run([one.ids for one in coded])
            for row, (cut, one) in enumerate(zip(batch, coded, strict=True)):
                pieces = pieces_of(parse, cut, one.offsets)
                asked = [i for i in cut.words if i in pieces]
                at = [pieces[i] for i in asked]
                judged = encoder.judged(types[row, at], modes[row, at])
                people = encoder.people(roles[row, at], pieces)
                read = range(min(pieces, default=0), max(pieces, default=-1) + 1)
                for i, what, (actor, recipient) in zip(asked, judged, people, strict=True):
                    found[i] = replace(what, actor=actor, recipient=recipient, read=read)
        return found


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a sentence that is read, and the words in it that are judged.

    `start` and `end` are offsets of characters, `first` and `last` a range of tokens.
    """

    start: int
    end: int
    first: int
    last: int
    words: tuple[int, ...]


def cut_of(parse: Parse, words: Sequence[int]) -> Cut:
    """Some words of one sentence with so many before the first and after the last."""
    tokens = parse.tokens
    first, last = parse.sentence_tokens[tokens[words[0]].sentence]
    left, right = max(first, min(words) - AROUND), min(last, max(words) + AROUND + 1)
    return Cut(tokens[left].start, tokens[right - 1].end, left, right, tuple(words))


def pieces_of(parse: Parse, cut: Cut, offsets: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The first piece of each word; a word that is cut off or fused with another has none."""
    starts = {cut.start + start: piece for piece, (start, end) in enumerate(offsets) if start < end}
    tokens = parse.tokens
    return {
        i: starts[tokens[i].start] for i in range(cut.first, cut.last) if tokens[i].start in starts
    }


@dataclass(frozen=True)
class Encoder:
    """The opened model: session, tokenizer, labels and calibration.

    `kinds` holds for each mode label the place of its type among `types`.
    """

    session: Any
    tokenizer: Tokenizer
    types: tuple[str, ...]
    modes: tuple[str, ...]
    kinds: Any
    slope: float
    offset: float

    def run(self, pieces: Sequence[Sequence[int]]) -> tuple[Any, Any, Any]:
        """Type and mode logits for each piece of each sentence, and role logits for each pair."""
        size = max(len(ids) for ids in pieces)
        ids = np.zeros((len(pieces), size), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(pieces):
            ids[row, : len(one)] = one
            mask[row, : len(one)] = 1
        types, modes, roles = self.session.run(None, {"ids": ids, "mask": mask})
        return types, modes, roles

    def people(self, logits: Any, pieces: Mapping[int, int]) -> list[list[dict[int, float]]]:  # noqa: ANN401
        """For each row of role logits the possible actors and the possible recipients."""
        words = list(pieces)
        shares = 1 / (1 + np.exp(-logits[:, list(pieces.values())]))
        return [
            [{words[j]: float(one[j]) for j in np.flatnonzero(one > POSSIBLE)} for one in row.T]
            for row in shares
        ]

    def judged(self, types: Any, modes: Any) -> list[Judged]:  # noqa: ANN401 - arrays
        """The likeliest type of each word with its likeliest mode, from a row of logits a word."""
        shares = np.exp(types - types.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        best = 1 + shares[:, 1:].argmax(axis=1)
        raw = shares[np.arange(len(best)), best]
        odds = self.slope * np.log(raw / (1 - raw + TINY) + TINY) + self.offset
        sure = 1 / (1 + np.exp(-odds))
        of_kind = np.where(self.kinds == best[:, np.newaxis], modes, -np.inf).argmax(axis=1)
        return [
            Judged(type=self.types[kind], mode=self.modes[mode].partition("/")[2],
                   probability=round(float(p), 4), is_event=bool(share > none))
            for kind, mode, p, share, none in zip(
                best, of_kind, sure, raw, shares[:, 0], strict=True)
        ]  # fmt: skip


@lru_cache(maxsize=2)
def opened(folder: Path) -> Encoder:
    """Open the model of a folder, once a process; one thread, so that workers share the machine.

    Raises:
        ModelError: if a file is missing or changed.
    """
    check_encoder(folder)
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=SLOWER,
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    types, modes = tuple(labels["types"]), tuple(labels["modes"])
    return Encoder(
        session=session, tokenizer=tokenizer, types=types, modes=modes,
        kinds=np.array([types.index(mode.partition("/")[0]) for mode in modes]),
        slope=labels["calibration"]["slope"], offset=labels["calibration"]["offset"],
    )  # fmt: skip


def check_encoder(folder: Path, *, expected: str = PINNED_ENCODER) -> None:
    """Compare the encoder's files with the pinned hash.

    Raises:
        ModelError: if a file is missing or changed.
    """
    try:
        found = digest_of(folder / name for name in FILES)
    except OSError as error:
        raise wrong(f"{error.filename} cannot be read: {error.strerror}") from error
    if found != expected:
        raise wrong(f"the files in {folder} have hash {found[:16]}, expected {expected[:16]}")


def digest_of(files: Iterable[Path]) -> str:
    """One hash for some files, in the order given."""
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def wrong(why: str) -> ModelError:
    """What is said when the encoder is not the one that shipped."""
    return ModelError(
        "cannot use the event encoder",
        why=why,
        fix="install Dateline again: pip install --force-reinstall --no-deps dateline",
        code="model/wrong-encoder",
    )


def event_classifier() -> EventClassifier:
    """The classifier that ships with Dateline."""
    return EventClassifier(Path(str(resources.files("dateline").joinpath("parse", "encoder"))))
