"""Whether a happening is told as background: over a year before the report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Lexicon, Parse, Token

YEAR = re.compile(r"(1\d{3}|20\d{2})s?")
YEARS_BACK = 2
VERBS = ("VERB", "AUX")
CLAUSES = frozenset(("ccomp", "relcl", "advcl", "parataxis", "acl", "csubj"))
ASIDE = ("relcl", "acl", "advcl", "appos")


@dataclass(frozen=True)
class Background:
    """Reads years, "years ago" and past perfects around a happening."""

    long_units: frozenset[str]
    past_periods: frozenset[str]
    open_times: frozenset[str]
    times: frozenset[str]
    next_to: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Background":
        """Take the word lists from a lexicon."""
        words = lexicon.words
        return cls(
            long_units=frozenset(words.get("attribute.long_units", ())),
            past_periods=frozenset(words.get("attribute.past_periods", ())),
            open_times=frozenset(words.get("attribute.open_times", ())),
            times=frozenset(words.get("attribute.times", ())),
            next_to=frozenset(words.get("attribute.next_to", ())),
        )

    def holds(self, parse: Parse, anchor: int) -> bool:
        """Whether what is anchored at a token lies over a year back, as far as its clause tells."""
        return any(self.is_past(parse, host) for host in clause_heads(parse, anchor))

    def is_past(self, parse: Parse, host: int) -> bool:
        """Whether a clause tells that it lies over a year back."""
        year = (parse.doc.published or "")[:4]
        published = int(year) if year.isdigit() else 0
        if self.follows_old(parse, host, published):
            return True
        told_before = is_past_perfect(parse, host) and parse.tokens[host].dep in ASIDE
        dated = published and not is_present(parse, host)
        for token in within(parse, host):
            if token.lower == "ago" and self.is_long(parse, token):
                return True
            if dated and (
                (self.is_old(parse, token, published) and self.dates(parse, token, host))
                or self.is_next_to_old(parse, token, published)
            ):
                return True
            if told_before and token.lemma in self.past_periods:
                return True
        return False

    def is_next_to_old(self, parse: Parse, token: Token, published: int) -> bool:
        """Whether a token is the year in "the following year", after a sentence with an old one."""
        if token.lemma != "year" or token.sentence == 0:
            return False
        if not any(kid.lower in self.next_to for kid in parse.kids(token.i)):
            return False
        before = parse.tokens[slice(*parse.sentence_tokens[token.sentence - 1])]
        return any(
            YEAR.fullmatch(t.text) and int(t.text[:4]) < published - YEARS_BACK for t in before
        )

    def follows_old(self, parse: Parse, host: int, published: int) -> bool:
        """Whether a clause tells of a year named right before it: "in 2010, when they left"."""
        for kid in parse.kids(host, "advmod", "mark"):
            before = kid.i - 1 - (parse.tokens[kid.i - 1].text == ",")
            if kid.lower == "when" and kid.i < host and before >= 0:
                return self.is_old(parse, parse.tokens[before], published)
        return False

    def dates(self, parse: Parse, year: Token, host: int) -> bool:
        """Whether a year dates a clause, not something in it ("a probe of the 2016 election").

        It does below a preposition of time that hangs on the clause's verb or noun, or without one.
        """
        links = [t for t in between(parse, year, host) if t.dep in ("prep", "agent", "advmod")]
        if not links:
            beside = parse.tokens[year.head].dep in ("npadvmod", "nsubj", "nsubjpass")
            return beside or year.head == host or parse.tokens[host].pos not in VERBS
        outer, inner = links[-1], links[:-1]
        timed = outer.head == host and outer.lower in self.times
        return timed and len(inner) <= 1 and all(link.lower == "of" for link in inner)

    def is_long(self, parse: Parse, ago: Token) -> bool:
        """Whether "ago" follows years rather than days; "a year ago" is still within one."""
        return any(
            kid.lemma in self.long_units and (kid.tag == "NNS" or kid.lemma != "year")
            for kid in parse.kids(ago.i)
        )

    def is_old(self, parse: Parse, token: Token, published: int) -> bool:
        """Whether a token is a year well before the report's, and a point in time."""
        match = YEAR.fullmatch(token.text)
        if not match or int(match[1]) > published - YEARS_BACK:
            return False
        governors = [token, *list(parse.ancestors(token.i))[:2]]
        return not any(governor.lower in self.open_times for governor in governors)


def clause_heads(parse: Parse, anchor: int) -> Iterator[int]:
    """The verb of the clause that a token stands in; a noun with a year of its own is its own.

    A verb without a tense of its own shares the time of the one it hangs on ("by announcing").
    """
    token = parse.tokens[anchor]
    if token.pos not in VERBS:
        if any(YEAR.fullmatch(kid.text) for kid in parse.kids(anchor)):
            yield anchor
            return
        token = next((above for above in parse.ancestors(anchor) if above.pos in VERBS), token)
    yield token.i
    while token.dep in ("pcomp", "xcomp") and token.tag in ("VB", "VBG"):
        above = next((t for t in parse.ancestors(token.i) if t.pos in VERBS), None)
        if above is None:
            return
        token = above
        yield token.i


def between(parse: Parse, low: Token, high: int) -> list[Token]:
    """The tokens on the way up from one to another, the first included."""
    found = [low]
    for above in parse.ancestors(low.i):
        if above.i == high:
            break
        found.append(above)
    return found


def within(parse: Parse, host: int) -> Iterator[Token]:
    """The tokens of a clause, without the clauses in it."""
    todo = [host]
    while todo:
        i = todo.pop()
        yield parse.tokens[i]
        for k in parse.children[i]:
            kid = parse.tokens[k]
            apart = kid.dep in CLAUSES or (kid.dep == "conj" and kid.pos in VERBS)
            if not apart:
                todo.append(k)


def is_past_perfect(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in the past perfect ("had fought")."""
    token = parse.tokens[verb]
    return token.tag == "VBN" and any(k.lower in ("had", "'d") for k in parse.kids(verb, "aux"))


def is_present(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in the present or present perfect: no past year can date it."""
    token = parse.tokens[verb]
    finite = [token, *parse.kids(verb, "aux", "auxpass")]
    return any(one.tag in ("VBZ", "VBP") for one in finite)
