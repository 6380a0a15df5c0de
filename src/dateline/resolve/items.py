"""Equipment and goods: which a text names, and which of them a claim shows, moves or uses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Claim, Item, ItemEntry, Lexicon, Parse, Reading, Token
from dateline.model.names import words_in
from dateline.resolve.phrases import Hit, PhraseIndex, plural_of
from dateline.resolve.tense import head_of

DESIGNATION = re.compile(r"[A-Z][A-Za-z]*[-\u2011]\d+[A-Za-z]{0,3}")
# The steps from an item up to the claim's word that stay inside its own phrase or clause.
INSIDE = frozenset((
    "dobj", "nsubjpass", "pobj", "prep", "conj", "appos", "compound", "nmod", "oprd", "dative",
    "attr", "amod", "pcomp", "dep", "nummod", "quantmod",
))  # fmt: skip
# What may be a class before the head noun ("intercontinental ballistic missile").
DESCRIBING = ("amod", "compound", "nmod", "punct")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """An item a text names: tokens `[left, right)`, of which `head` is the noun."""

    left: int
    right: int
    head: int
    item: Item


@dataclass(frozen=True, slots=True)
class Items:
    """Finds items and gives each claim its own; build it once from the lexicon."""

    names: PhraseIndex
    classes: PhraseIndex
    types: frozenset[str]
    class_words: frozenset[str]
    moving: frozenset[str]
    listing: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Items":
        """Index the item lists of the lexicon."""
        lists = lexicon.words
        named: list[tuple[str, ItemEntry]] = []
        generic: list[tuple[str, ItemEntry]] = []
        for entry in lexicon.items:
            rows = generic if entry.generic else named
            rows.extend((name, entry) for name in (entry.name, *entry.aliases))
        both = [*generic, *((plural_of(name), entry) for name, entry in generic)]
        return cls(
            names=PhraseIndex.build(named, cased=True),
            classes=PhraseIndex.build(both, cased=False),
            types=frozenset(lists.get("item.types", ())),
            class_words=frozenset(lists.get("item.class_words", ())),
            moving=frozenset(lists.get("item.moving", ())),
            listing=frozenset(lists.get("item.listing", ())),
        )

    def find(self, parse: Parse) -> tuple[Goods, ...]:
        """The items that a document names, in text order; they do not overlap."""
        text = parse.doc.text
        words = words_in(text)
        hits = [(hit, True) for hit in self.names.scan(text, words)]
        hits += [(hit, False) for hit in self.classes.scan(text, words)]
        hits += [(hit, True) for hit in self.unlisted(parse)]
        hits.sort(key=lambda pair: (pair[0].start, -pair[0].end, not pair[1]))
        found: list[Goods] = []
        for hit, named in hits:
            left = parse.by_start.get(hit.start)
            if left is None or (found and left < found[-1].right):
                continue
            right = left + 1
            while right < len(parse.tokens) and parse.tokens[right].end <= hit.end:
                right += 1
            entry = hit.senses[0] if hit.senses else None
            made = self.goods(parse, left, right, entry, named=named)
            if made is not None:
                found.append(made)
        return tuple(one for one in found if not self.is_gloss(parse, one, found))

    def is_gloss(self, parse: Parse, one: Goods, found: Sequence[Goods]) -> bool:
        """Whether a class word only says what the item named before it is."""
        head = parse.tokens[one.head]
        named = [g for g in found if g is not one and g.left <= head.head < g.right]
        return head.dep == "appos" and any(g.item.class_ for g in named)

    def unlisted(self, parse: Parse) -> Iterator[Hit]:
        """Designations that no list has, by form: a name, a hyphen and a number, then a class."""
        for token in parse.tokens:
            if DESIGNATION.fullmatch(token.text) and self.class_after(parse, token.i + 1):
                yield Hit(token.start, token.end, ())

    def class_after(self, parse: Parse, first: int) -> int | None:
        """The class noun of the phrase that goes on after a name."""
        at = first
        while at < len(parse.tokens) and parse.tokens[at].dep in DESCRIBING:
            at += 1
        noun = parse.tokens[at] if at < len(parse.tokens) else None
        fits = noun is not None and noun.lemma.lower() in self.class_words and noun.pos == "NOUN"
        return at if fits else None

    def goods(
        self, parse: Parse, left: int, right: int, entry: ItemEntry | None, *, named: bool
    ) -> Goods | None:
        """A hit as an item, with its class from the words around it or from the list."""
        head = head_of(parse, left, right)
        if head.pos == "VERB" or (not named and head.pos not in ("NOUN", "PROPN")):
            return None
        if named:
            class_ = self.told_class(parse, left, right, head) or (entry.class_ if entry else "")
            name = entry.name if entry else parse.span(left, right).text or ""
            noun = self.class_after(parse, right)
            end = noun + 1 if noun is not None else right
        else:
            left = described_from(parse, left, head)
            name = singular(parse, left, right - 1).lower()
            class_ = (entry.class_ or entry.name) if entry else name
            end = right
        span = parse.span(left, end)
        item = Item(
            text=span.text, start=span.start, end=span.end, name=name, class_=class_ or None,
            maker=entry.maker if entry else None,
        )  # fmt: skip
        return Goods(left=left, right=end, head=parse.tokens[end - 1].i, item=item)

    def told_class(self, parse: Parse, left: int, right: int, head: Token) -> str:
        """The class that the text itself tells: after the name, or in apposition to it."""
        noun = self.class_after(parse, right)
        if noun is not None:
            return singular(parse, right, noun)
        around = [*parse.kids(head.i, "appos")]
        if head.dep == "appos":
            around.append(parse.tokens[head.head])
        for other in around:
            if other.lemma.lower() in self.class_words and not left <= other.i < right:
                first = described_from(parse, other.i, other)
                return singular(parse, first, other.i)
        return ""

    def items_of(self, reading: Reading, claim: Claim, goods: Sequence[Goods]) -> tuple[Item, ...]:
        """The items that a claim shows, moves, gives, takes or uses."""
        parse = reading.parse
        held = [token.i for token in parse.tokens_in(claim.anchor)]
        if not held or claim.type not in self.types:
            return ()
        anchor = head_of(parse, held[0], held[-1] + 1)
        return tuple(
            one.item
            for one in goods
            if parse.tokens[one.head].sentence == anchor.sentence
            and self.belongs(parse, anchor, held, one)
        )

    def belongs(self, parse: Parse, anchor: Token, held: Sequence[int], goods: Goods) -> bool:
        """Whether an item stands in the claim's own object, list or "with" phrase."""
        token = parse.tokens[goods.head]
        if anchor.i in range(goods.left, goods.right):
            return True
        if token.i == anchor.head and anchor.dep in ("acl", "amod", "relcl"):
            return True
        while token.i not in held:
            if token.head == token.i or not self.stays(token, anchor):
                return False
            token = parse.tokens[token.head]
        return True

    def stays(self, token: Token, anchor: Token) -> bool:
        """Whether the step from a word to its head stays with what the claim is about."""
        if token.lemma.lower() in self.listing:
            return True
        if token.dep == "nsubj":
            return token.head == anchor.i and anchor.lemma in self.moving
        if token.dep == "conj" and token.pos == "VERB":
            return False
        return token.dep in INSIDE


def singular(parse: Parse, left: int, noun: int) -> str:
    """A noun with what describes it, in the singular."""
    last = parse.tokens[noun]
    word = last.lemma if last.tag in ("NNS", "NNPS") else last.text
    start = parse.tokens[left].start
    return parse.doc.text[start : last.start] + word


def described_from(parse: Parse, left: int, head: Token) -> int:
    """Where a noun's own description begins ("short-range ballistic" missile)."""
    while (
        left
        and parse.tokens[left - 1].dep in DESCRIBING
        and (
            parse.tokens[left - 1].pos in ("ADJ", "NOUN", "PUNCT", "VERB")
            and parse.tokens[left - 1].lower not in (",", '"', "“", "(", ".")
            and parse.tokens[left - 1].sentence == head.sentence
        )
    ):
        left -= 1
    return left
