"""Who stands at a word: somebody known, named beside it, or inside the phrase that it heads."""

from collections.abc import Iterable, Iterator

from dateline.code.walk import after, with_conjuncts
from dateline.model import Kind, Mention, Parse, Participant, Reading, Token

PERSONAL = (Kind.PERSON, Kind.OFFICE, Kind.GROUP, Kind.UNKNOWN)


def actors_at(reading: Reading, head: int) -> Iterator[Mention]:
    """The actor headed by a token, or the actors inside a phrase that is none itself.

    Of a description with a name beside it the name is taken ("the other man, *Juan Diaz*", "one of
    the suspects, *Ada Diaz*").
    """
    mention = reading.by_head.get(head)
    named = named_beside(reading, head)
    if named:
        yield from named
    elif mention is not None and mention.is_actor:
        yield mention
    else:
        yield from actors_inside(reading, head)
    yield from included(reading, head)


def included(reading: Reading, head: int) -> Iterator[Mention]:
    """Who is named as one of some, or with one: "protesters, including *members of parliament*".

    "Turkey, together with *Iran*".
    """
    parse = reading.parse
    listing = [
        kid for kid in parse.kids(head, "prep")
        if kid.lower == "including" or is_together(parse, kid)
    ]  # fmt: skip
    later = [] if listing else listed_later(reading, head)
    for inner in after(parse, listing or later):
        mention = reading.by_head.get(inner)
        if mention is not None and mention.is_actor and (listing or mention.who.kind in PERSONAL):
            yield mention


def listed_later(reading: Reading, head: int) -> list[Token]:
    """The "including" that tells some of those who are the subject, though it hangs elsewhere.

    "*Officials* resigned on Friday, including the premier": they are the last to act before it, and
    nothing that is done to others can be listed there ("struck *cities*, including Kyiv").
    """
    parse, subject = reading.parse, reading.parse.tokens[head]
    if subject.tag != "NNS" or subject.dep not in ("nsubj", "nsubjpass"):
        return []
    if parse.kids(subject.head, "dobj", "dative"):
        return []
    last = parse.sentence_tokens[subject.sentence][1]
    for token in parse.tokens[head + 1 : last]:
        if token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and is_several(reading, token):
            return []
        if token.lower == "including" and parse.tokens[token.head].pos != "NOUN":
            return [token]
    return []


def is_several(reading: Reading, token: Token) -> bool:
    """Whether a word heads a plural of people who act."""
    mention = reading.by_head.get(token.i)
    return token.tag == "NNS" and mention is not None and mention.is_actor


def is_together(parse: Parse, preposition: Token) -> bool:
    """Whether a "with" stands for "and": "together with"."""
    kids = parse.kids(preposition.i, "advmod")
    return preposition.lower == "with" and any(kid.lower == "together" for kid in kids)


def named_beside(reading: Reading, head: int) -> list[Mention]:
    """Who is named in apposition to a description, and who is named along with that one.

    "The two leaders, *Ada Diaz* and *Bo Li*", "the envoy, *Ada Diaz*, and *the king*"; a body only
    right after the word ("the extremist group *Al-Shabaab*").
    """
    above = reading.parse.tokens[head].head
    if reading.parse.tokens[head].dep == "appos" and is_named_person(reading, above):
        what = reading.by_head.get(head)
        row = reading.parse.kids(head, "conj")  # "Ada Diaz, the army and the king"
        if not row and (what is None or what.who.kind in PERSONAL):
            return [reading.by_head[above]]
    one_of_many = any(kid.lower in ("a", "an") for kid in reading.parse.kids(head, "det"))
    if reading.parse.tokens[head].pos not in ("NOUN", "NUM", "PRON", "ADJ") and not one_of_many:
        return []
    beside = reading.parse.kids(head, "appos")
    if reading.parse.tokens[head].lower == "one":
        some = after(reading.parse, reading.parse.kids(head, "prep"))
        beside += [kid for noun in some for kid in reading.parse.kids(noun, "appos")]
    for kid in beside:
        mention = reading.by_head.get(kid.i)
        if kid.pos != "PROPN" or mention is None:
            continue
        if mention.who.kind is Kind.PERSON or (mention.first == head + 1 and mention.is_actor):
            others = (reading.by_head.get(i) for i in with_conjuncts(reading.parse, kid.i)[1:])
            return [mention, *(other for other in others if other and other.is_actor)]
    return []


def is_named_person(reading: Reading, head: int) -> bool:
    """Whether a person's name stands at a word."""
    mention = reading.by_head.get(head)
    named = reading.parse.tokens[head].pos == "PROPN"
    return named and mention is not None and mention.who.kind is Kind.PERSON


def actors_inside(reading: Reading, head: int, depth: int = 0) -> Iterator[Mention]:
    """Owners, makers and members inside a thing: "Russia's embassy", "a convoy of the army".

    Whoever it belongs to is not whom it is of: "Russia's invasion of Georgia" is Russia's.
    """
    owners = list(owners_of(reading, head))
    yield from owners
    if not owners:
        yield from members_of(reading, head, depth)


def owners_of(reading: Reading, head: int) -> Iterator[Mention]:
    """Who stands before a noun, or after its "by" or "from"."""
    parse = reading.parse
    for kid in parse.kids(head):
        nouns = [kid] if kid.dep in ("poss", "amod", "compound", "nmod") else []
        if kid.dep == "prep" and kid.lower in ("by", "from"):
            nouns = parse.kids(kid.i, "pobj")
        for inner in (i for noun in nouns for i in with_conjuncts(parse, noun.i)):
            mention = reading.by_head.get(inner)
            if mention is not None and mention.is_actor:
                yield mention


def members_of(reading: Reading, head: int, depth: int) -> Iterator[Mention]:
    """Who stands after a noun's "of", "between" or "among"; one thing deep."""
    parse = reading.parse
    for kid in parse.kids(head, "prep"):
        if kid.lower not in ("of", "between", "among"):
            continue
        for inner in after(parse, [kid]):
            mention = reading.by_head.get(inner)
            if mention is not None and mention.is_actor:
                yield mention
            elif depth == 0 and kid.lower == "of":
                yield from actors_inside(reading, inner, depth + 1)


def named_or_known(reading: Reading, head: int) -> list[Mention]:
    """Who stands at a word, by the name beside it if there is one; nobody inside it."""
    mention = reading.by_head.get(head)
    known = [mention] if mention is not None and mention.is_actor else []
    return named_beside(reading, head) or known


def participants(mentions: Iterable[Mention]) -> tuple[Participant, ...]:
    """The participants of mentions, each once, in the order found."""
    found: list[Participant] = []
    for mention in mentions:
        for who in (mention.who, *mention.also):
            if who not in found:
                found.append(who)
    return tuple(found)
