"""Whether a happening is told as background: over a year before the report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Lexicon, Parse, Token

YEAR = re.compile(r"(1\d{3}|20\d{2})s?")
YEARS_BACK = 2
CLAUSES = frozenset(("ccomp", "relcl", "advcl", "parataxis", "acl", "csubj"))
ASIDE = ("relcl", "acl", "advcl", "appos")


@dataclass(frozen=True)
class Background:
    """Reads years, "years ago" and past perfects around a happening."""

    long_units: frozenset[str]
    past_periods: frozenset[str]
    open_times: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Background":
        """Take the word lists from a lexicon."""
        words = lexicon.words
        return cls(
            long_units=frozenset(words.get("attribute.long_units", ())),
            past_periods=frozenset(words.get("attribute.past_periods", ())),
            open_times=frozenset(words.get("attribute.open_times", ())),
        )

    def holds(self, parse: Parse, anchor: int) -> bool:
        """Whether what is anchored at a token lies over a year back, as far as its clause tells."""
        host = clause_head(parse, anchor)
        published = (parse.doc.published or "")[:4]
        told_before = is_past_perfect(parse, host) and parse.tokens[host].dep in ASIDE
        for token in within(parse, host):
            if token.lower == "ago" and self.is_long(parse, token):
                return True
            if published.isdigit() and self.is_old(parse, token, int(published)):
                return True
            if told_before and token.lemma in self.past_periods:
                return True
        return False

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


def clause_head(parse: Parse, anchor: int) -> int:
    """The verb of the clause that a token stands in; a noun with a year of its own is its own."""
    token = parse.tokens[anchor]
    if token.pos not in ("VERB", "AUX"):
        if any(YEAR.fullmatch(kid.text) for kid in parse.kids(anchor)):
            return anchor
        for above in parse.ancestors(anchor):
            if above.pos in ("VERB", "AUX"):
                return above.i
    return anchor


def within(parse: Parse, host: int) -> Iterator[Token]:
    """The tokens of a clause, without the clauses in it."""
    todo = [host]
    while todo:
        i = todo.pop()
        yield parse.tokens[i]
        for k in parse.children[i]:
            kid = parse.tokens[k]
            apart = kid.dep in CLAUSES or (kid.dep == "conj" and kid.pos in ("VERB", "AUX"))
            if not apart:
                todo.append(k)


def is_past_perfect(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in the past perfect ("had fought")."""
    token = parse.tokens[verb]
    return token.tag == "VBN" and any(k.lower in ("had", "'d") for k in parse.kids(verb, "aux"))
