"""Part of speech and lemma of words: spaCy's attribute ruler and lemmatizer, asked once a word.

Both give the same answer for the same word, tag and dependency label, but for a few words whose
neighbour counts ("gon na", "let 's", "there 's"). Each answer is kept: 60 articles take 0.1
instead of 2.0 CPU seconds.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ORTH, TAG
from spacy.language import Language
from spacy.tokens import Doc

Form = tuple[str, str]
Key = tuple[int, ...]

SHORTEST_IN_IE = 3  # "die", "lie" and "tie" are whole
SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][bcdfgklmnprstvz]")
FORMS_KEPT = 200_000
PLAIN = 3  # word, tag, label; longer keys hold the neighbours too


class Forms:
    """Part of speech and lemma by word, tag and dependency label."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._ruler: Any = nlp.get_pipe("attribute_ruler")
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._known: dict[Key, Form] = {}
        self._sided: dict[int, bool] = {}
        self._side_words, self._side_form, deps = _neighbours(self._ruler.patterns)
        self._side_deps = frozenset(nlp.vocab.strings[dep] for dep in deps)
        _index_faster(self._lemmatizer)

    def __call__(self, docs: Sequence[Doc]) -> list[list[Form]]:
        """For each token of tagged and parsed documents, its part of speech and lemma."""
        if len(self._known) > FORMS_KEPT:
            self._known.clear()
        known = self._known
        keys = [self._keys(doc) for doc in docs]
        self._learn({key: None for some in keys for key in some if key not in known})
        return [[known[key] for key in some] for some in keys]

    def _keys(self, doc: Doc) -> list[Key]:
        rows: list[list[int]] = doc.to_array([ORTH, TAG, DEP]).tolist()
        keys: list[Key] = [(orth, tag, dep) for orth, tag, dep in rows]
        sided = self._sided
        for at, (orth, _, _) in enumerate(rows):
            is_sided = sided.get(orth)
            if is_sided is None:
                is_sided = sided[orth] = self._is_sided(orth)
            if is_sided:
                keys[at] += self._beside(rows, at)
        return keys

    def _is_sided(self, orth: int) -> bool:
        word = self._vocab.strings[orth].lower()
        return word in self._side_words or bool(self._side_form.fullmatch(word))

    def _beside(self, rows: list[list[int]], at: int) -> Key:
        # The neighbours, as far as a rule could look at them.
        before = rows[at - 1] if at else [0, 0, 0]
        after = rows[at + 1] if at + 1 < len(rows) else [0, 0, 0]
        words = [orth if orth and self._is_sided(orth) else 0 for orth in (before[0], after[0])]
        dep = before[2] if before[2] in self._side_deps else 0
        return (*words, dep) if dep or any(words) else ()

    def _learn(self, new: Iterable[Key]) -> None:
        plain = [key for key in new if len(key) == PLAIN]
        self._known.update(zip(plain, self._read(plain), strict=True))
        for key in new:
            if len(key) > PLAIN:
                before, after, dep = key[PLAIN:]
                sides = [(before, 0, dep), key[:PLAIN], (after, 0, 0)]
                self._known[key] = self._read(sides)[1]

    def _read(self, keys: Sequence[Key]) -> list[Form]:
        if not keys:
            return []
        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[key[0]] if key[0] else "_" for key in keys])
        marks: npt.NDArray[np.uint64] = np.array([key[1:] for key in keys], dtype=np.uint64)
        doc.from_array([TAG, DEP], marks)
        read = self._lemmatizer.lemmatize
        doc = self._ruler(doc)
        return [
            (t.pos_, mended(t.lower_, t.lemma_ or read(t)[0], t.pos_)) if t.pos else ("", t.lemma_)
            for t in doc
        ]


def mended(word: str, lemma: str, pos: str) -> str:
    """A verb's dictionary form where spaCy's rules stop too early.

    A short verb doubles its last consonant ("stag", "stagged"), so that a form which does not
    comes from a verb in -e.

    >>> mended("staged", "stag", "VERB"), mended("stagged", "stag", "VERB")
    ('stage', 'stag')
    >>> mended("readied", "readie", "VERB"), mended("hoping", "hop", "VERB")
    ('ready', 'hope')
    """
    if pos not in ("VERB", "ADJ") or len(word) <= len(lemma):
        return lemma
    if lemma.endswith("ie") and word == f"{lemma}d" and len(lemma) > SHORTEST_IN_IE:
        return f"{lemma[:-2]}y"
    if SHORT_VERB.fullmatch(lemma) and word in (f"{lemma}ed", f"{lemma}ing"):
        return f"{lemma}e"
    return lemma


def _neighbours(rules: Sequence[Any]) -> tuple[set[str], re.Pattern[str], set[str]]:
    # The words, word forms and labels that rules over two tokens speak of.
    words: set[str] = set()
    forms: set[str] = set()
    deps: set[str] = set()
    pairs = [pattern for rule in rules for pattern in rule["patterns"] if len(pattern) > 1]
    for token in (token for pattern in pairs for token in pattern):
        lower, dep = token.get("LOWER"), token.get("DEP")
        if isinstance(lower, dict):
            words.update(lower.get("IN", ()))
            forms.update({lower["REGEX"]} if "REGEX" in lower else ())
        elif lower:
            words.add(lower)
        deps.update({dep} if dep else ())
    return words, re.compile("|".join(sorted(forms)) or r"(?!)"), deps


def _index_faster(lemmatizer: Any) -> None:  # noqa: ANN401 - spaCy ships no types
    # spaCy searches lists of up to 110,000 words from the start; sets answer at once.
    if "lemma_index" in lemmatizer.lookups:
        index = lemmatizer.lookups.get_table("lemma_index")
        for pos in list(index):
            index[pos] = frozenset(index[pos])
