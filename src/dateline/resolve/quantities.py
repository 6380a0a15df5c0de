"""Which of a sentence's amounts belong to a claim, and what became of those counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.model import Claim, Item, Lexicon, Parse, Quantity, Reading, Token
from dateline.resolve.amounts import Amount, Amounts
from dateline.resolve.tense import head_of
from dateline.resolve.timex import Timex

# The steps from an amount up to the claim's word that stay inside its own phrase or clause.
INSIDE = frozenset((
    "dobj", "nsubj", "nsubjpass", "pobj", "prep", "agent", "dative", "attr", "conj", "appos",
    "compound", "nummod", "poss", "nmod", "quantmod", "oprd", "npadvmod", "amod", "pcomp", "dep",
    "advmod",
))  # fmt: skip
# Clauses that tell the toll of the happening.
TOLL_CLAUSES = ("advcl", "acl", "relcl", "xcomp", "conj", "ccomp")
OBJECTS = ("dobj", "nsubjpass", "pobj", "attr", "oprd")
SUBJECTS = ("nsubj",)
CLAUSAL = ("VERB", "AUX")
ARTICLES = ("a", "an")
TO_VERB = ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "agent", "compound")


class Way(NamedTuple):
    """A claim in its sentence, and the words around it that may hold its amounts.

    `above`: what it is told to be so much of; `around`: the verb over a noun that tells it;
    `tolls`: the same, if that tells what became of people; `sharing`: verbs whose subject it has.
    """

    parse: Parse
    claim: Claim
    held: frozenset[int]
    above: set[int]
    around: set[int]
    tolls: set[int]
    sharing: set[int]


@dataclass(frozen=True, slots=True)
class Quantities:
    """Finds amounts and gives each claim its own; build it once from the lexicon."""

    amounts: Amounts
    harms: Mapping[str, str]
    suffered: frozenset[str]
    toll_types: frozenset[str]
    causing: frozenset[str]
    single: frozenset[str]
    links: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Quantities":
        """Read the `quantity.` lists of the lexicon."""
        lists = lexicon.words
        pairs = (entry.partition("=") for entry in lists.get("quantity.harms", ()))
        return cls(
            amounts=Amounts.build(lexicon),
            harms={word: unit for word, _, unit in pairs},
            suffered=frozenset(lists.get("quantity.suffered", ())),
            toll_types=frozenset(lists.get("quantity.toll_types", ())),
            causing=frozenset(lists.get("quantity.causing", ())),
            single=frozenset(lists.get("quantity.single", ())),
            links=frozenset(lists.get("quantity.of", ())),
        )

    def find(self, parse: Parse, timexes: Sequence[Timex] = ()) -> tuple[Amount, ...]:
        """The amounts of a document; what stands in a time expression is none."""
        return self.amounts.find(parse, [(timex.left, timex.right) for timex in timexes])

    def quantities_of(
        self,
        reading: Reading,
        claim: Claim,
        amounts: Sequence[Amount],
        items: Sequence[Item] = (),
    ) -> tuple[Quantity, ...]:
        """The amounts that a claim tells of; with the item counted, if it is one of `items`."""
        parse = reading.parse
        held = [token.i for token in parse.tokens_in(claim.anchor)]
        if not held:
            return ()
        anchor = head_of(parse, held[0], held[-1] + 1)
        way = self.way(parse, anchor, held, claim)
        near = [
            amount
            for amount in amounts
            if parse.tokens[amount.left].sentence == anchor.sentence and self.belongs(way, amount)
        ]
        made = [self.quantity(parse, claim, amount, items) for amount in near]
        units = {quantity.unit for quantity in made}
        alone = [one for one in self.victim(parse, anchor, way) if one.unit not in units]
        return (*made, *alone)

    def belongs(self, way: Way, amount: Amount) -> bool:
        """Whether an amount stands in the claim's own phrase or clause, or tells its toll."""
        parse = way.parse
        if any(amount.left <= k < amount.right for k in way.above):
            return True
        token, passed = parse.tokens[amount.counted], False
        while token.i not in way.held:
            head, toll = parse.tokens[token.head], self.tells_toll(parse, token, way.claim)
            passed = passed or toll
            if head.i in way.around and (passed or head.i in way.tolls):
                return True
            if head.i in way.sharing and token.dep in ("nsubj", "nsubjpass"):
                return True
            if head.i == token.i or not (toll or (token.dep in INSIDE and not is_clause(token))):
                return False
            token = head
        return True

    def way(self, parse: Parse, anchor: Token, held: Sequence[int], claim: Claim) -> Way:
        """What around a claim's word may hold its amounts."""
        above, around, tolls, sharing = set(), set(), set(), set()
        token = as_noun(parse, anchor)
        while (token.pos not in CLAUSAL or token.dep == "pobj") and token.dep in TO_VERB:
            token = parse.tokens[token.head]
            if any(kid.lower in self.links for kid in parse.kids(token.i, "prep")):
                above.add(token.i)
        if token.i != anchor.i and token.pos in CLAUSAL:
            around.add(token.i)
            if self.is_harm(parse, token):
                tolls.add(token.i)
        token = anchor
        while (over := sharer(parse, token)) is not None:
            token = over
            sharing.add(token.i)
        return Way(parse, claim, frozenset(held), above, around, tolls, sharing)

    def is_harm(self, parse: Parse, verb: Token) -> bool:
        """Whether a verb tells a toll: "killed", "left ... dead", "caused the death of"."""
        kids = parse.kids(verb.i, "oprd", "acomp", "ccomp", "xcomp")
        for noun in parse.kids(verb.i, "dobj"):
            kids += [kid for kid in parse.kids(noun.i, "amod") if kid.i > noun.i]
        if verb.lemma in self.causing:
            kids += parse.kids(verb.i, "dobj")
        return any(t.lemma.lower() in self.harms for t in (verb, *kids))

    def tells_toll(self, parse: Parse, token: Token, claim: Claim) -> bool:
        """Whether a clause tells what became of people in the happening ("killing six")."""
        return (
            claim.type in self.toll_types
            and token.dep in TOLL_CLAUSES
            and self.is_harm(parse, token)
        )

    def quantity(
        self, parse: Parse, claim: Claim, amount: Amount, items: Sequence[Item]
    ) -> Quantity:
        """An amount as a quantity of the claim."""
        span = parse.span(amount.left, amount.right)
        counted = parse.tokens[amount.counted]
        item = next(
            (i.name for i in items if i.start is not None and i.end is not None
             and i.start < counted.end and counted.start < i.end), None,
        )  # fmt: skip
        harm = "" if item or claim.type not in self.toll_types else self.harm(parse, counted)
        plain = amount.unit or ("people" if not harm else "")
        return Quantity(
            text=span.text, start=span.start, end=span.end, low=amount.low, high=amount.high,
            hedge=amount.hedge, unit=harm or plain, item=item,
        )  # fmt: skip

    def harm(self, parse: Parse, counted: Token) -> str:
        """What became of those counted: killed, injured, arrested; "" if nothing is told."""
        if counted.lemma.lower() in self.harms:
            return self.harms[counted.lemma.lower()]
        token = counted
        while token.dep == "conj" and parse.tokens[token.head].pos != "VERB":
            token = parse.tokens[token.head]
        head = parse.tokens[token.head]
        for kid in (*parse.kids(counted.i, "acl", "amod", "oprd"), *parse.kids(head.i, "oprd")):
            if kid.lemma.lower() in self.harms:
                return self.harms[kid.lemma.lower()]
        if head.pos == "ADP":
            head = parse.tokens[head.head]
        lemma = head.lemma.lower()
        roles = SUBJECTS if lemma in self.suffered else OBJECTS
        return self.harms.get(lemma, "") if token.dep in roles or head.pos != "VERB" else ""

    def victim(self, parse: Parse, anchor: Token, way: Way) -> Iterator[Quantity]:
        """One, where somebody single is killed, hurt or held ("killed a soldier")."""
        lemmas = [parse.tokens[k].lemma.lower() for k in way.held]
        unit = next((self.harms[lemma] for lemma in lemmas if lemma in self.harms), "")
        if unit not in self.single or way.claim.type not in self.toll_types:
            return
        roles = SUBJECTS if anchor.lemma in self.suffered else ("dobj", "nsubjpass")
        nouns = list(parse.kids(anchor.i, *roles))
        for preposition in parse.kids(anchor.i, "prep"):
            nouns += parse.kids(preposition.i, "pobj") if preposition.lower == "of" else ()
        for noun in nouns:
            first = single(parse, noun)
            if first is not None:
                span = parse.span(first, noun.i + 1)
                yield Quantity(
                    text=span.text, start=span.start, end=span.end, low=1, high=1, unit=unit
                )


def single(parse: Parse, noun: Token) -> int | None:
    """Where a phrase for somebody single begins: "a soldier", "one of them", a person's name."""
    if parse.kids(noun.i, "conj"):
        return None
    article = [kid.i for kid in parse.kids(noun.i, "det") if kid.lower in ARTICLES]
    if noun.tag == "NN" and article:
        return article[0]
    if noun.lower == "one" and any(kid.lower == "of" for kid in parse.kids(noun.i, "prep")):
        return noun.i
    if noun.ent != "PERSON" or noun.tag != "NNP":
        return None
    return min((kid.i for kid in parse.kids(noun.i, "compound", "amod")), default=noun.i)


def sharer(parse: Parse, token: Token) -> Token | None:
    """The verb whose subject another has, such as "accused" for "accused of *abusing*"."""
    if parse.kids(token.i, "nsubj", "nsubjpass"):
        return None
    over = parse.tokens[token.head]
    if token.dep in ("conj", "xcomp"):
        return over
    above = parse.tokens[over.head]
    return above if token.dep == "pcomp" and over.dep == "prep" and above.pos in CLAUSAL else None


def is_clause(token: Token) -> bool:
    """Whether a word begins another clause beside the one above it."""
    return token.dep == "conj" and token.pos in CLAUSAL


def as_noun(parse: Parse, token: Token) -> Token:
    """A participle in the place of a noun, the first of several: "in *sold* or sent arms"."""
    first = token
    while first.dep == "conj" and first.tag == "VBN":
        first = parse.tokens[first.head]
    return first if first.dep == "pobj" else token
