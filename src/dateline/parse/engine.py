"""Strings to words with their syntax: spaCy's pipeline, the same answers in a quarter of the time.

What is done in another way is compared with spaCy's own on a sample when the model is loaded;
where the two differ, spaCy's own way is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, NORM, ORTH, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from dateline.parse.encoder import Encoder, Floats
from dateline.parse.forms import Form, Forms
from dateline.parse.model import check_model, model_path

# `senter` is not used. `strings` (10 MB of words) only names hashes: all labels and every word
# of a text come in by themselves. Left out, loading takes 0.6 instead of 1.9 CPU seconds and
# the output over 19,000 tokens is the same.
NOT_LOADED = ["senter", "strings"]
APOSTROPHES = frozenset("'’")
COLUMNS = (IDX, LENGTH, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB, SENT_START)
TOLERANCE = 1e-3
SAMPLE = (
    (
        "Officials in Oslo said on Friday that both delegations had signed the treaty, and that "
        "3,000 troops wouldn't return before 2031."
    ),
    "“There's no plan,” Ms. Hansen told reporters. Let's see whether it was read.",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, column by column, as many as there are tokens.

    `head` is the place of the head within the text; `begins` marks the first word of a
    sentence, `ent_begins` the first word of an entity.
    """

    start: list[int]
    length: list[int]
    tag: list[str]
    dep: list[str]
    head: list[int]
    ent: list[str]
    ent_begins: list[bool]
    begins: list[bool]
    form: list[Form]


class Engine:
    """spaCy's English pipeline, loaded and made faster where that changes nothing."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._names: dict[int, str] = {0: ""}
        self._forms = Forms(nlp)
        self.is_faster = _make_faster(nlp)

    def __call__(self, texts: Sequence[str]) -> list[Words]:
        """Parse texts together; each is a paragraph, and no sentence crosses to another."""
        docs = [self._nlp.make_doc(text) for text in texts]
        some = [doc for doc in docs if len(doc)]
        if some:
            self._annotate(some)
        forms = iter(self._forms(some))
        return [self._words(doc, next(forms) if len(doc) else []) for doc in docs]

    def _annotate(self, docs: list[Doc]) -> None:
        for name in ("tok2vec", "tagger", "parser", "ner"):
            pipe: Any = self._nlp.get_pipe(name)
            pipe.set_annotations(docs, pipe.predict(docs))

    def _words(self, doc: Doc, forms: list[Form]) -> Words:
        columns: list[list[int]] = doc.to_array(list(COLUMNS)).astype(np.int64).T.tolist()
        start, length, tag, dep, head, ent, iob, begins = columns
        return Words(
            start=start,
            length=length,
            tag=self._named(tag),
            dep=self._named(dep),
            head=[at + step for at, step in enumerate(head)],
            ent=self._named(ent),
            ent_begins=[value == 3 for value in iob],  # noqa: PLR2004 - spaCy's B of IOB
            begins=[at == 0 or value == 1 for at, value in enumerate(begins)],
            form=forms,
        )

    def _named(self, keys: list[int]) -> list[str]:
        names = self._names
        for key in set(keys).difference(names):
            names[key] = self._nlp.vocab.strings[key % 2**64]
        return [names[key] for key in keys]


@lru_cache(maxsize=2)
def english(abbreviations: tuple[str, ...]) -> Engine:
    """The English engine, checked and loaded once in a process.

    Args:
        abbreviations: Words whose full stop belongs to them ("Sgt."), beside those that the model
            knows.

    Raises:
        ModelError: if the model is missing or is not the one that was pinned.
    """
    root = model_path()
    check_model(root)
    return load(root, abbreviations)


def load(root: Path, abbreviations: Sequence[str]) -> Engine:
    """Load a model that was checked. From here on this process multiplies on one thread."""
    threadpool_limits(limits=1, user_api="blas")
    nlp = spacy.load(root, exclude=NOT_LOADED)
    for word in abbreviations:
        nlp.tokenizer.add_special_case(word, [{ORTH: word}])
    add_capitals(nlp)
    return Engine(nlp)


def add_capitals(nlp: Language) -> None:
    """Cut "WE'RE" and "DON'T" as "we're" and "don't" are cut."""
    known = nlp.tokenizer.rules or {}
    for word, pieces in list(known.items()):
        short = word.islower() and len(pieces) > 1 and not APOSTROPHES.isdisjoint(word)
        if short and word.upper() not in known:
            whole = [{ORTH: one[ORTH].upper(), NORM: one.get(NORM, one[ORTH])} for one in pieces]
            nlp.tokenizer.add_special_case(word.upper(), whole)


def _make_faster(nlp: Language) -> bool:
    # numpy's matrix product in place of blis, and our encoder, if the answers stay the same.
    docs = [nlp.make_doc(text) for text in SAMPLE]
    shared: Any = nlp.get_pipe("tok2vec")
    own: Any = nlp.get_pipe("ner")
    old = [shared.model, own.model.layers[0].layers[0]]
    before = _answers(nlp), [node.predict(docs) for node in old]
    _multiply_with(nlp, NumpyOps(use_blis=False))
    try:
        new = [_as_model(Encoder(node, nlp.vocab)) for node in old]
    except ValueError:
        new = old
    _put(shared, own, new)
    after = _answers(nlp), [node.predict(docs) for node in new]
    if before[0] == after[0] and _are_close(before[1], after[1]):
        return new != old
    _put(shared, own, old)
    _multiply_with(nlp, NumpyOps())
    return False


def _answers(nlp: Language) -> list[tuple[object, ...]]:
    docs = (nlp(text) for text in SAMPLE)
    return [
        (token.text, token.tag_, token.dep_, token.head.i, token.ent_type_, token.is_sent_start)
        for doc in docs
        for token in doc
    ]


def _are_close(left: list[list[Floats]], right: list[list[Floats]]) -> bool:
    pairs = [pair for a, b in zip(left, right, strict=True) for pair in zip(a, b, strict=True)]
    return all(a.shape == b.shape and np.allclose(a, b, atol=TOLERANCE) for a, b in pairs)


def _multiply_with(nlp: Language, ops: NumpyOps) -> None:
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if isinstance(getattr(pipe, "model", None), Model) else ():
            node.ops = ops


def _put(shared: Any, own: Any, nodes: Sequence[Model[Any, Any]]) -> None:  # noqa: ANN401
    shared.model = nodes[0]
    own.model.replace_node(own.model.layers[0].layers[0], nodes[1])


def _as_model(encoder: Encoder) -> Model[Any, Any]:
    def forward(_: object, docs: list[Doc], is_train: bool) -> tuple[list[Floats], type]:  # noqa: ARG001
        return encoder(docs), list

    return Model("encoder", forward, dims={"nO": encoder.width})
