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
    yield from named_or_known(reading, head) or actors_inside(reading, head)
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
    if not listing:
        yield from listed_later(reading, head)
    for inner in after(parse, listing):
        yield from known_at(reading, inner)


def known_at(reading: Reading, head: int) -> list[Mention]:
    """Whoever is known to act at a word, if there is anybody."""
    mention = reading.by_head.get(head)
    return [mention] if mention is not None and mention.is_actor else []


def listed_later(reading: Reading, head: int) -> list[Mention]:
    """Who is named after "including" as one of a subject, though that hangs elsewhere.

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
        placed = token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
        if placed and token.tag == "NNS" and known_at(reading, token.i):
            return []
        if token.lower == "including" and parse.tokens[token.head].pos != "NOUN":
            found = (one for inner in after(parse, [token]) for one in known_at(reading, inner))
            return [one for one in found if one.who.kind in PERSONAL]
    return []


def is_together(parse: Parse, preposition: Token) -> bool:
    """Whether a "with" stands for "and": "together with"."""
    kids = parse.kids(preposition.i, "advmod")
    return preposition.lower == "with" and any(kid.lower == "together" for kid in kids)


def named_beside(reading: Reading, head: int) -> list[Mention]:
    """Who is named in apposition to a description, and who is named along with that one.

    "The two leaders, *Ada Diaz* and *Bo Li*", "the envoy, *Ada Diaz*, and *the king*"; a body only
    right after the word ("the extremist group *Al-Shabaab*").
    """
    parse, token = reading.parse, reading.parse.tokens[head]
    if token.dep == "appos" and is_named_person(reading, token.head):
        what = reading.by_head.get(head)
        row = parse.kids(head, "conj")  # "Ada Diaz, the army and the king"
        if not row and (what is None or what.who.kind in PERSONAL):
            return [reading.by_head[token.head]]
    one_of_many = any(kid.lower in ("a", "an") for kid in parse.kids(head, "det"))
    if token.pos not in ("NOUN", "NUM", "PRON", "ADJ") and not one_of_many:
        return []
    beside = parse.kids(head, "appos")
    if token.lower == "one":
        some = after(parse, parse.kids(head, "prep"))
        beside += [kid for noun in some for kid in parse.kids(noun, "appos")]
    for kid in beside:
        mention = reading.by_head.get(kid.i)
        if kid.pos != "PROPN" or mention is None:
            continue
        if mention.who.kind is Kind.PERSON or (mention.first == head + 1 and mention.is_actor):
            others = with_conjuncts(parse, kid.i)[1:]
            return [mention, *(one for other in others for one in known_at(reading, other))]
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
            yield from known_at(reading, inner)


def members_of(reading: Reading, head: int, depth: int) -> Iterator[Mention]:
    """Who stands after a noun's "of", "between" or "among"; one thing deep."""
    parse = reading.parse
    for kid in parse.kids(head, "prep"):
        if kid.lower not in ("of", "between", "among"):
            continue
        for inner in after(parse, [kid]):
            known = known_at(reading, inner)
            yield from known
            if not known and depth == 0 and kid.lower == "of":
                yield from actors_inside(reading, inner, depth + 1)


def named_or_known(reading: Reading, head: int) -> list[Mention]:
    """Who stands at a word, by the name beside it if there is one; nobody inside it."""
    return named_beside(reading, head) or known_at(reading, head)


def participants(mentions: Iterable[Mention]) -> tuple[Participant, ...]:
    """The participants of mentions, each once, in the order found."""
    found: list[Participant] = []
    for mention in mentions:
        for who in (mention.who, *mention.also):
            if who not in found:
                found.append(who)
    return tuple(found)
