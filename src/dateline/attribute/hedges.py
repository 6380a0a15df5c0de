"""Hedges: the words that change how sure a happening is, found around a verb or noun."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.model import Aux, Hedge, Lexicon, Parse, Token

VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
NOMINAL_LINKS = frozenset(("of", "for", "to", "about", "on", "against", "over", "with", "at"))
ADJECTIVE_LINKS = ("", "of", "about", "to", "for")
FINITE = ("VBD", "VBZ", "VBP")
HANDING_ON = ("same", "flip")
KNOWN_BY = ("why", "how", "where")


ONESELF, WOULD = ("i", "we"), ("would", "'d", "’d")
MORE = ("more", "less", "better", "worse", "further", "longer")


@dataclass(frozen=True, slots=True)
class Form:
    """One word or phrase of an entry: the words after the first."""

    entry: Hedge
    second: tuple[str, ...] = ()


@dataclass(frozen=True)
class HedgeIndex:
    """The hedges of a lexicon by part of speech and first word."""

    forms: Mapping[tuple[str, str], tuple[Form, ...]]
    not_negating: frozenset[str]
    polite: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "HedgeIndex":
        """Index a lexicon's hedges."""
        held: dict[tuple[str, str], list[Form]] = defaultdict(list)
        for entry in lexicon.hedges:
            kind = f"{entry.pos} {entry.reach}"
            for word in entry.word:
                first, *second = word.lower().split()
                held[kind, first].append(Form(entry, tuple(second)))
        return cls(
            forms={key: tuple(found) for key, found in held.items()},
            not_negating=frozenset(lexicon.words.get("attribute.not_negating", ())),
            polite=frozenset(lexicon.words.get("attribute.polite", ())),
        )

    def single(self, kind: str, word: str) -> Hedge | None:
        """The entry of one word; `kind` is part of speech and reach."""
        return next(
            (form.entry for form in self.forms.get((kind, word), ()) if not form.second), None
        )

    def around(
        self, parse: Parse, i: int, *, reported: bool = False, below: int = -1
    ) -> list[Hedge]:
        """The hedges on a verb or noun itself, innermost first; `below` has told its own."""
        token = parse.tokens[i]
        if token.pos in NOUNS:
            return list(self.on_noun(parse, i))
        found = list(self.adverbs(parse, i))
        denied = [one for one in found if one.factuality == "flip"]
        found = [one for one in found if one.factuality != "flip"]
        emptied = list(self.emptied(parse, i, below))
        if emptied and not is_compared(parse, i):
            denied.extend(emptied)
        for kid in parse.kids(i, "aux") if not self.is_polite(parse, token) else ():
            barred = self.single("modal not head", kid.lower) if denied else None
            told = self.single("modal report head", kid.lower) if reported else None
            modal = barred or told or self.single("modal head", kid.lower)
            if barred:
                denied = []
            if modal:
                found.append(modal)
        return [*found, *denied[:1]]

    def is_polite(self, parse: Parse, verb: Token) -> bool:
        """Whether somebody does what he says he would: "we *would urge* restraint"."""
        if verb.lemma not in self.polite:
            return False
        would = any(kid.lemma in WOULD for kid in parse.kids(verb.i, "aux"))
        return would and any(kid.lower in ONESELF for kid in parse.kids(verb.i, "nsubj"))

    def on_noun(self, parse: Parse, i: int) -> Iterator[Hedge]:
        """Adjectives and determiners of a noun."""
        for kid in parse.kids(i, "amod", "det", "neg"):
            kind = "adjective head" if kid.dep == "amod" else "determiner head"
            entry = self.single(kind, kid.lower)
            if entry:
                yield entry

    def adverbs(self, parse: Parse, verb: int) -> Iterator[Hedge]:
        """Adverbs on a verb or its auxiliaries."""
        for kid in parse.kids(verb, "neg", "advmod", "preconj", "cc"):
            after = parse.tokens[kid.i + 1].lower if kid.i + 1 < len(parse.tokens) else ""
            if after in self.not_negating and kid.dep != "advmod":
                continue
            entry = self.single("adverb head", kid.lower) or self.phrase_adverb(parse, kid)
            if entry:
                yield entry

    def phrase_adverb(self, parse: Parse, adverb: Token) -> Hedge | None:
        """An adverb of several words that ends with a token."""
        below = parse.children[adverb.i]
        if not below or below[0] > adverb.i:
            return None
        words = [token.lower for token in parse.tokens[below[0] : adverb.i + 1]]
        forms = self.forms.get(("adverb head", words[0]), ())
        return next((form.entry for form in forms if list(form.second) == words[1:]), None)

    def emptied(self, parse: Parse, verb: int, below: int) -> Iterator[Hedge]:
        """Arguments that are nobody and nothing."""
        for kid in parse.kids(verb, *ARGUMENTS):
            entry = self.single("pronoun head", kid.lower)
            if kid.i == below:
                continue
            if entry:
                yield entry
            elif kid.pos in NOUNS:
                for det in parse.kids(kid.i, "det", "neg"):
                    entry = self.single("determiner head", det.lower)
                    if entry:
                        yield entry

    def governing(self, parse: Parse, head: Token, via: str, below: Token) -> Hedge | None:
        """What a verb, noun or adjective says of its complement; `via` is a preposition between."""
        kind = POS.get(head.pos)
        if kind is None:
            return None
        if head.lemma == "be" and via in ADJECTIVE_LINKS:
            kids = parse.kids(head.i, "acomp", "attr")
            found = (self.single("adjective clause", kid.lower) for kid in kids)
            if kids and below not in kids:
                return next((entry for entry in found if entry), None)
            if not via and is_infinitive(parse, below.i):  # "the plan is to attack"
                named = parse.kids(head.i, "nsubj")
                aim = next((self.single("noun clause", kid.lemma) for kid in named), None)
                if aim:
                    return aim
        if head.lemma == "be" and below.pos in NOUNS:
            return None
        for form in self.forms.get((f"{kind} clause", head.lemma), ()):
            if form.second:
                fits = via == form.second[0] or (
                    not via and below.pos in VERBS and self.has_word(parse, head, form, below)
                )
            else:
                fits = not via or (kind != "verb" and via in NOMINAL_LINKS)
            if fits and times_fit(parse, kind, form.entry, below):
                return form.entry
        return None

    def has_word(self, parse: Parse, head: Token, form: Form, below: Token) -> bool:
        """Whether the second word of a form stands at its verb ("call *on* him to resign").

        "To" stands at the verb below: "authorised the army *to* shoot", not "the shooting".
        """
        if form.second == ("to",):
            return is_infinitive(parse, below.i)
        return any(
            kid.lower == form.second[0] for kid in parse.kids(head.i, "prt", "prep", "advmod")
        )

    def preposition(self, parse: Parse, word: Token) -> Hedge | None:
        """A preposition that denies what it governs: "without", "instead of"."""
        entry = self.single("preposition clause", word.lower)
        firsts = [parse.tokens[word.head].lower, *(kid.lower for kid in parse.kids(word.i))]
        for first in () if entry else firsts:
            for form in self.forms.get(("preposition clause", first), ()):
                if form.second == (word.lower,):
                    return form.entry
        return entry

    def mark(self, parse: Parse, verb: int, reach: str) -> Hedge | None:
        """The conjunction of a clause, if it is a hedge."""
        for kid in parse.kids(verb, "mark", "advmod"):
            forms = self.forms.get((f"mark {reach}", kid.lower), ())
            for form in forms:
                rest = parse.tokens[kid.i + 1 : kid.i + 1 + len(form.second)]
                if tuple(token.lower for token in rest) == form.second:
                    return form.entry
        return None

    def condition(self, parse: Parse, verb: int) -> Hedge | None:
        """The condition under which a verb is said to happen."""
        token = parse.tokens[verb]
        open_ended = token.tag != "VBD" and not any(k.tag == "VBD" for k in parse.kids(verb, "aux"))
        if not open_ended:
            return None
        for kid in parse.kids(verb, "advcl"):
            entry = self.mark(parse, kid.i, "sentence")
            if entry:
                return entry
        return None


def is_infinitive(parse: Parse, verb: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(kid.tag == "TO" for kid in parse.kids(verb, "aux"))


def is_finite(parse: Parse, verb: Token) -> bool:
    """Whether a verb has a tense of its own."""
    return verb.tag in FINITE or any(
        kid.tag in FINITE or kid.tag == "MD" for kid in parse.kids(verb.i, "aux", "auxpass")
    )


def is_known_clause(parse: Parse, verb: Token) -> bool:
    """Whether a clause asks or tells only why, how or where: that it happened is known."""
    asks = any(kid.lower in KNOWN_BY for kid in parse.kids(verb.i, "advmod"))
    return asks and is_finite(parse, verb)


def is_compared(parse: Parse, verb: int) -> bool:
    """Whether a verb tells how much: "no premier has *done more* for Chad *than* he"."""
    below = [parse.tokens[i] for i in parse.subtree(verb)]
    near = {verb, *(kid.i for kid in parse.kids(verb, "dobj"))}
    more = any(token.lower in MORE and token.head in near for token in below)
    return more and any(token.lower == "than" for token in below)


def times_fit(parse: Parse, kind: str, entry: Hedge, below: Token) -> bool:
    """Whether an entry may hold of a complement.

    What lies ahead is told without tense or with "will"; "forget to" hands on, "forget that" does
    not.
    """
    if below.pos in NOUNS or not is_finite(parse, below):
        return True
    if kind == "verb" and entry.factuality in HANDING_ON:
        return False
    return Aux.FUTURE not in entry.aux or any(k.tag == "MD" for k in parse.kids(below.i, "aux"))


__all__ = [
    "HANDING_ON", "NOUNS", "VERBS", "HedgeIndex", "is_finite", "is_infinitive", "is_known_clause",
]  # fmt: skip
