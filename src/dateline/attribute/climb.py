"""From a happening up through the words that govern it, to whoever says so."""

from dataclasses import dataclass, field

from dateline.attribute.degree import CERTAIN, Degree
from dateline.attribute.hedges import (
    HANDING_ON,
    NOUNS,
    VERBS,
    HedgeIndex,
    is_finite,
    is_infinitive,
    is_known_clause,
)
from dateline.attribute.relation import Relation
from dateline.model import Aux, Hedge, Lexicon, Parse, Token

CLAUSES = ("ccomp", "xcomp", "acl", "csubj", "csubjpass", "oprd", "acomp")
OBJECTS = ("dobj", "nsubjpass", "attr", "dative")
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
MEANS = ("by", "in", "through")


@dataclass(frozen=True)
class Structure:
    """The word lists that tell which words only carry others."""

    light_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    ending_verbs: frozenset[str]
    utterances: frozenset[str]
    investigating: frozenset[str]
    containers: frozenset[str]
    definite: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Structure":
        """Take the lists from a lexicon."""
        words = lexicon.words
        return cls(
            light_verbs=frozenset(lexicon.lists.get("light_verbs", ())),
            happening_verbs=frozenset(words.get("attribute.happening_verbs", ())),
            ending_verbs=frozenset(words.get("attribute.ending_verbs", ())),
            utterances=frozenset(words.get("attribute.utterances", ())),
            investigating=frozenset(words.get("attribute.investigating", ())),
            containers=frozenset(words.get("attribute.container_nouns", ())),
            definite=frozenset(words.get("attribute.definite", ())),
        )


@dataclass
class Climb:
    """One way up: the degree and auxiliary modes so far, and the hedges met."""

    hedges: HedgeIndex
    structure: Structure
    parse: Parse
    told: Relation | None = None
    on_condition: bool = True
    degree: Degree = field(default_factory=Degree)
    aux: list[Aux] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def run(self, anchor: int) -> None:
        """Climb from a predicate's head token."""
        self._own(anchor)
        at: int | None = anchor
        while at is not None:
            token = self.parse.tokens[at]
            if self._crosses(token):
                return
            if token.head == at:
                self._mood(token)
                return
            at = self._step(token, self.parse.tokens[token.head])

    def _crosses(self, token: Token) -> bool:
        """Take the cue's factuality when the way leads out of what its source says."""
        told = self.told
        if told is None or token.head != told.anchor or token.head == token.i:
            return False
        head = self.parse.tokens[token.head]
        entry = self.hedges.governing(self.parse, head, "", token)
        stated = token.pos in VERBS and is_finite(self.parse, token) and told.factuality == "CT+"
        if entry and not (stated and entry.factuality == "Uu"):  # "told us that", not "told us to"
            self._clause(token, head)
            return True
        self.degree = self.degree.under(told.factuality)
        if self._negative(token.head) or self._is_investigated(head):
            self.degree = self.degree.under("Uu")
        return True

    def _is_investigated(self, cue: Token) -> bool:
        """Whether a report is only being looked into: "is investigating claims that"."""
        if cue.pos not in NOUNS:
            return False
        above = self.parse.tokens[cue.head]
        if above.pos == "ADP":
            above = self.parse.tokens[above.head]
        return cue.dep in ("dobj", "pobj") and above.lemma in self.structure.investigating

    def _apply(self, entry: Hedge, below: Token | None = None) -> None:
        """Let a hedge work on the degree; a clause `below` with a past tense is not ahead."""
        self.degree = self.degree.under(entry.factuality)
        told = below is not None and below.pos in VERBS and is_finite(self.parse, below)
        self.aux.extend(Aux(one) for one in entry.aux if not (told and one == Aux.FUTURE))
        self.used.append(entry.id)

    def _own(self, i: int, *, caps_only: bool = False, below: int = -1) -> None:
        """Let the hedges on a word itself work; `caps_only` leaves out denials."""
        reported = self._is_reported() or self._is_after_past(self.parse.tokens[i])
        for entry in self.hedges.around(self.parse, i, reported=reported, below=below):
            if not (caps_only and entry.factuality == "flip"):
                self._apply(entry)
        condition = self.hedges.condition(self.parse, i)
        if condition and self.on_condition:
            self._apply(condition)

    def _is_reported(self) -> bool:
        """Whether the happening is told by a cue in the past."""
        if self.told is None:
            return False
        cue = self.parse.tokens[self.told.anchor]
        return cue.tag in ("VBD", "VBN", "VBG") or cue.pos in NOUNS

    def _is_after_past(self, verb: Token) -> bool:
        """Whether a clause hangs on a verb in the past: "decided that it would close"."""
        head = self.parse.tokens[verb.head]
        return verb.dep == "ccomp" and head.tag in ("VBD", "VBN") and verb.i > head.i

    def _negative(self, i: int) -> bool:
        """Whether a word itself is negated."""
        return any(e.factuality in ("flip", "CT-") for e in self.hedges.around(self.parse, i))

    def _step(self, token: Token, head: Token) -> int | None:
        """One step up; None where nothing above matters."""
        match token.dep:
            case "conj":
                return self._conjunct(token, head)
            case "pcomp" | "pobj":
                return self._prepositional(token, head)
            case "advcl":
                return self._adverbial(token, head)
            case dep if dep in CLAUSES:
                return self._clause(token, head)
            case "nsubj" | "dobj" | "nsubjpass" | "attr" | "dative" | "compound":
                return self._nominal(token, head)
            case _:
                return None

    def _conjunct(self, token: Token, head: Token) -> int:
        """A coordinated word: shares modals, and denials joined by "or", if it has no subject.

        A finite verb that the parser hung on an infinitive goes with the finite verb above it.
        """
        if token.pos in VERBS and is_finite(self.parse, token) and not is_finite(self.parse, head):
            above = [t for t in self.parse.ancestors(head.i) if t.pos in VERBS]
            return next((t.i for t in above if is_finite(self.parse, t)), head.i)
        apart = any(k.dep in SUBJECTS or k.tag == "MD" for k in self.parse.kids(token.i))
        if token.pos in VERBS and not apart and token.tag in ("VB", head.tag):
            joined = any(kid.lower in ("or", "nor") for kid in self.parse.kids(head.i, "cc"))
            self._own(head.i, caps_only=not joined)
        return head.i

    def _clause(self, token: Token, head: Token, via: str = "") -> int | None:
        """A complement: what its governor says of it; a participle only describes a noun."""
        described = token.dep == "acl" and token.tag in ("VBN", "VBG")
        if (described and not is_finite(self.parse, token)) or is_known_clause(self.parse, token):
            return None
        mark = self.hedges.mark(self.parse, token.i, "clause")
        if mark and token.dep == "ccomp":
            self._apply(self.hedges.single("mark clause", "whether") or mark)
            return None
        entry = self.hedges.governing(self.parse, head, via, token)
        if entry is None:
            return self._ungoverned(token, head, via)
        if head.lower == "were" and self.hedges.mark(self.parse, head.i, "clause"):
            return head.i
        carrier = self._carrier(head)
        if entry.factuality in HANDING_ON:
            self._apply(entry, token)
            self._own(carrier)
            return carrier
        was_untrue = self.degree.untrue
        self._apply(entry, token)
        if entry.factuality != "CT+" and self._negative(carrier):
            unsure = entry.factuality == "CT-"
            self.degree = self.degree.under("Uu" if unsure else "flip")
        elif entry.factuality == "CT+":
            self.degree = Degree(self.degree.level, was_untrue)
        return None

    def _carrier(self, head: Token) -> int:
        """The verb that carries the tense and negation of a governor."""
        above = self.parse.tokens[head.head]
        return above.i if head.pos == "ADJ" and above.pos in VERBS else head.i

    def _ungoverned(self, token: Token, head: Token, via: str) -> int | None:
        """A complement of a word that says nothing of it."""
        if is_infinitive(self.parse, token.i):
            if token.lemma in self.structure.utterances and head.tag in ("VBD", "VBN"):
                self._own(head.i)
                return head.i
            purpose = self.hedges.single("mark clause", "to")
            if purpose:
                self._apply(purpose)
            return None
        if token.dep == "xcomp" or via in MEANS:
            self._own(head.i)
            return head.i
        unsure = token.dep == "ccomp" and self._negative(head.i)
        if unsure or (token.dep == "acl" and self._is_investigated(head)):
            self.degree = self.degree.under("Uu")
        return None

    def _prepositional(self, token: Token, preposition: Token) -> int | None:
        """What stands after a preposition."""
        parse = self.parse
        above = parse.tokens[preposition.head]
        barring = self.hedges.preposition(parse, preposition)
        if barring:
            self._apply(barring)
            return None
        if token.dep == "pcomp" and is_known_clause(self.parse, token):
            return None
        if token.dep == "pcomp" or self.hedges.governing(parse, above, preposition.lower, token):
            return self._clause(token, above, preposition.lower)
        if above.lemma in self.structure.containers and preposition.lower == "of":
            self._own(above.i)
            return above.i
        if above.pos in VERBS and not self._is_definite(token):
            self._own(above.i, caps_only=True)
        return None

    def _adverbial(self, token: Token, head: Token) -> int | None:
        """An adverbial clause: a condition, a purpose, or a circumstance."""
        mark = self.hedges.mark(self.parse, token.i, "clause")
        if mark:
            self._apply(mark)
            if Aux.HYPOTHETICAL in self.aux and self._is_ahead(head):
                self.aux.append(Aux.FUTURE)
            return None
        if is_infinitive(self.parse, token.i):
            return self._ungoverned(token, head, "")
        if token.tag == "VBG" and not self.parse.kids(token.i, "mark", *SUBJECTS):
            self._own(head.i, caps_only=True)
            return head.i
        return None

    def _is_ahead(self, main: Token) -> bool:
        """Whether a main clause lies in the future: so does the condition it stands under."""
        climb = Climb(self.hedges, self.structure, self.parse, self.told)
        climb.run(main.i)
        return Aux.FUTURE in climb.aux

    def _nominal(self, token: Token, head: Token) -> int | None:
        """A noun under a verb or another noun."""
        if head.pos in NOUNS:
            entry = self.hedges.governing(self.parse, head, "of", token)
            return self._clause(token, head, "of") if entry and token.dep == "compound" else None
        if token.dep in SUBJECTS and self._ends(head):
            return None
        if token.dep in OBJECTS and self.hedges.governing(self.parse, head, "", token):
            return self._clause(token, head)
        if self._carries(token, head):
            self._own(head.i, below=token.i)
            return head.i
        if token.dep == "nsubj" and head.lemma == "be":
            return self._clause(token, head) if self._adjective_below(head) else None
        if not self._is_definite(token):
            self._bare(token, head)
        return None

    def _ends(self, verb: Token) -> bool:
        """Whether a verb tells how its subject ended: "failed", "is scheduled to end"."""
        ending = self.structure.ending_verbs
        ahead = [
            kid for kid in self.parse.kids(verb.i, "xcomp") if is_infinitive(self.parse, kid.i)
        ]
        return any(one.lemma in ending for one in (verb, *ahead))

    def _carries(self, token: Token, head: Token) -> bool:
        """Whether a verb only says that its noun takes place."""
        if token.dep == "nsubj":
            return head.lemma in self.structure.happening_verbs
        there = token.dep == "attr" and head.lemma == "be"
        return there or (token.dep in OBJECTS and head.lemma in self.structure.light_verbs)

    def _adjective_below(self, verb: Token) -> bool:
        """Whether "is" leads to an adjective that hedges."""
        kids = self.parse.kids(verb.i, "acomp")
        return any(self.hedges.single("adjective clause", kid.lower) for kid in kids)

    def _bare(self, token: Token, head: Token) -> None:
        """An indefinite noun is no surer than its verb; a denied verb leaves its object open."""
        self._own(head.i, caps_only=True)
        if token.dep == "dobj" and self.degree.level == CERTAIN and self._negative(head.i):
            self.degree = self.degree.under("Uu")

    def _is_definite(self, noun: Token) -> bool:
        """Whether a noun phrase points to something known."""
        kids = self.parse.kids(noun.i, "det", "poss")
        return noun.pos == "PROPN" or any(
            kid.dep == "poss" or kid.lower in self.structure.definite for kid in kids
        )

    def _mood(self, root: Token) -> None:
        """Questions and orders tell nothing that happened."""
        start, end = self.parse.sentence_tokens[root.sentence]
        tokens = self.parse.tokens
        asked = any(token.text == "?" for token in tokens[max(start, end - 3) : end])
        kids = self.parse.kids(root.i)
        ordered = root.tag == "VB" and not any(k.dep in SUBJECTS or k.dep == "aux" for k in kids)
        for word, holds in (("?", asked), ("imperative", ordered)):
            entry = self.hedges.single("mood sentence", word) if holds else None
            if entry:
                self._apply(entry)
