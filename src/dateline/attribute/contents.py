"""What is said: the clause, quote or phrase that a cue introduces, as token ranges."""

from bisect import bisect_left
from dataclasses import dataclass, field

from dateline.attribute.marks import Quoted
from dateline.attribute.relation import Ranges, pieces
from dateline.attribute.sources import CLOSING, Speaker, is_passive
from dateline.model import Parse, Token

OPENING = frozenset(("“", '"', "``", "‘", "'", "„", "«", "''"))
TRIMMED = frozenset((",", ".", ";", ":", "-", "--", "—", "–", "―", "!", "?", "…", "..."))
CLAUSES = ("ccomp",)
BEFORE_CUE = frozenset((",", "-", "--", "—", "–"))
LEADS_IN = frozenset((",", ":", "that"))
STOPS = frozenset((".", ";", "?", "!"))
AS = "as"
ASIDE = 3
WIDE = 9
REACH = 16


@dataclass(frozen=True)
class Scene:
    """A parse with its quotes, and which quote each token stands in."""

    parse: Parse
    quotes: list[Quoted]
    firsts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, parse: Parse, quotes: list[Quoted]) -> "Scene":
        """Put quotes in order by their first token."""
        ordered = sorted(quotes, key=lambda quote: quote.first)
        return cls(parse, ordered, [quote.first for quote in ordered])

    def around(self, token: int) -> Quoted | None:
        """The quote that a token stands in."""
        at = bisect_left(self.firsts, token + 1) - 1
        if at >= 0 and self.quotes[at].last > token:
            return self.quotes[at]
        return None

    def starting(self, token: int) -> Quoted | None:
        """The quote whose mark stands at a token."""
        at = bisect_left(self.firsts, token)
        return self.quotes[at] if at < len(self.firsts) and self.firsts[at] == token else None

    def ending(self, token: int) -> Quoted | None:
        """The quote that ends just before a token."""
        at = bisect_left(self.firsts, token) - 1
        return self.quotes[at] if at >= 0 and self.quotes[at].last == token else None

    def sentence(self, token: int) -> tuple[int, int]:
        """The token range of the sentence that a token stands in."""
        return self.parse.sentence_tokens[self.parse.tokens[token].sentence]


@dataclass(frozen=True, slots=True)
class CueAt:
    """A cue in its place: head token, token range of its words, and who speaks.

    `via` is a word of the cue apart from its head that the content may hang on ("made *clear*").
    """

    head: int
    first: int
    last: int
    speaker: Speaker
    via: int = -1


def trimmed(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """A range without the punctuation around it; marks of quotes inside stay."""
    tokens = scene.parse.tokens
    while first < last and (
        tokens[first].text in TRIMMED
        or tokens[first].pos == "SPACE"
        or (tokens[first].text in CLOSING and scene.starting(first) is None)
    ):
        first += 1
    while first < last:
        token = tokens[last - 1]
        quote = scene.around(last - 1)
        if quote and quote.last == last and quote.first >= first:
            break
        if token.pos != "SPACE" and token.text not in TRIMMED and not is_loose(quote, token, last):
            break
        last -= 1
    return (first, closed(scene, first, last)) if first < last else None


def closed(scene: Scene, first: int, last: int) -> int:
    """The end of a range with the stop and mark that close a quote begun in it."""
    quote = scene.around(last - 1)
    if quote and first <= quote.first and last < quote.last <= last + 2 and not quote.open:
        return quote.last
    return last


def is_loose(quote: Quoted | None, token: Token, last: int) -> bool:
    """Whether a token is a quote mark that closes what began before the range."""
    if token.text in CLOSING:
        return quote is None or quote.last == last
    return token.text in OPENING and quote is not None and quote.first == last - 1


def clause_after(scene: Scene, cue: CueAt) -> Ranges:
    """The clause that follows a cue."""
    parse = scene.parse
    hosts = (cue.head,) if cue.via < 0 else (cue.head, cue.via)
    after = [
        k for host in dict.fromkeys(hosts) for k in parse.kids(host, *CLAUSES) if k.i >= cue.last
    ]
    if not after:
        return ()
    places = parse.subtree(after[0].i)
    first = max(places[0], cue.last)
    speaker = cue.speaker
    if speaker and first <= speaker.head < after[0].i and speaker.head > cue.head:
        first = speaker.last
    return whole(scene, first, grown(scene, places[-1] + 1, cue))


def grown(scene: Scene, last: int, cue: CueAt) -> int:
    """The end of a clause: over what the parser hung higher, to the end of a quote left open."""
    parse = scene.parse
    for kid in parse.kids(cue.head):
        if kid.i >= last and goes_on(parse, kid):
            places = parse.subtree(kid.i)
            if places[0] - last <= ASIDE:
                last = places[-1] + 1
    quote = scene.around(last - 1)
    if quote and quote.first > cue.head:
        return max(last, quote.last)
    following = scene.starting(last)
    if following and scene.parse.tokens[last - 1].text not in TRIMMED:
        return following.last
    return last


def goes_on(parse: Parse, kid: Token) -> bool:
    """Whether something after a clause, hung on the cue, still belongs to what is said."""
    if kid.dep == "advcl":
        return kid.tag != "VBG" and any(
            mark.lower != "as" for mark in parse.kids(kid.i, "mark", "advmod")
        )
    if kid.dep == "conj":
        return any(inner.i < kid.i for inner in parse.kids(kid.i, "nsubj", "nsubjpass", "expl"))
    return kid.dep in ("prep", "npadvmod", "ccomp")


def whole(scene: Scene, first: int, last: int) -> Ranges:
    """One range, trimmed; nothing if nothing is left."""
    got = trimmed(scene, first, last)
    return (got,) if got else ()


def clause_before(scene: Scene, cue: CueAt) -> Ranges:
    """The clause that a cue follows or interrupts: "The war, he said, is over"."""
    parse = scene.parse
    token = parse.tokens[cue.head]
    start, end = scene.sentence(cue.head)
    own = [kid for host in (cue.head, quoter(parse, token)) for kid in parse.kids(host, *CLAUSES)]
    own = [kid for kid in own if kid.i < cue.first]
    host = own[0].i if own else token.head
    loose = token.dep in ("parataxis", "ccomp", "advcl", "ROOT") or trails(parse, cue)
    if not own and not loose:
        return ()
    if not own and (host == cue.head or parse.kids(cue.head, "mark")):
        return ()
    left = cue.first if not cue.speaker else min(cue.first, max(cue.speaker.first, start))
    right = max(cue.last, cue.speaker.last if cue.speaker else 0)
    inside = [i for i in parse.subtree(host) if i < left or i >= right]
    if own or host < left:
        before = [i for i in inside if i < left]
        first = before[0] if before else left
    else:
        return ()
    ranges = [*whole(scene, first, left)]
    rest = parse.tokens[right].text if right < end else "."
    if rest in BEFORE_CUE and right + 1 < end and not own:
        ranges.extend(whole(scene, right, end))
    return tuple(ranges)


def trails(parse: Parse, cue: CueAt) -> bool:
    """Whether a cue closes a clause that the parser joined it to: "Chad waits, *a king said*"."""
    token = parse.tokens[cue.head]
    if token.dep != "conj" or not cue.speaker or not cue.speaker.first or parse.kids(token.i, "cc"):
        return False
    joined = any(token.head < kid.i < cue.first for kid in parse.kids(token.head, "cc"))
    return not joined and parse.tokens[cue.speaker.first - 1].text == ","


def quoter(parse: Parse, token: Token) -> int:
    """The verb that a cue hangs on by a preposition: "was *quoted* as saying"."""
    above = parse.tokens[token.head]
    return above.head if token.dep == "pcomp" else token.i


def around_aside(scene: Scene, cue: CueAt) -> Ranges:
    """All of a sentence that a cue interrupts or closes: "The goal, he said, is peace"."""
    tokens = scene.parse.tokens
    start, end = scene.sentence(cue.head)
    left, right = bounds(scene, cue)
    after = tokens[right].text if right < end else "."
    if not cue.speaker or left <= start or tokens[left - 1].text != "," or after not in (",", "."):
        return ()
    found = [*whole(scene, start, left), *(whole(scene, right, end) if after == "," else ())]
    return tuple(found)


def led_into(scene: Scene, cue: CueAt) -> Ranges:
    """What a clause with "as" leads into or closes: "As the king said, *Chad waits*"."""
    parse = scene.parse
    token = parse.tokens[cue.head]
    by_as = any(kid.lower == AS for kid in parse.kids(cue.head, "mark"))
    if token.dep != "advcl" or not by_as or not cue.speaker or parse.kids(cue.head, "dobj"):
        return ()
    aside = parse.subtree(cue.head)
    host = parse.tokens[token.head]
    return rest_of_sentence(scene, cue.head, set(aside), None if host.dep == "ROOT" else host.i)


def quote_beside(scene: Scene, cue: CueAt) -> Ranges:
    """The quotes right before and right after a cue and its speaker."""
    left, right = bounds(scene, cue)
    before, after = quote_before(scene, left), quote_after(scene, cue, right)
    clause = clause_after(scene, cue) if after else ()
    found: list[tuple[int, int]] = []
    if before:
        found.extend(whole(scene, opening(scene, cue, before, left), before.last))
    if after and clause and clause[0][0] < after.first < clause[0][1]:
        found.extend(clause)
    elif after:
        found.extend(whole(scene, after.first, after.last))
    return tuple(found)


def bounds(scene: Scene, cue: CueAt) -> tuple[int, int]:
    """Where a cue and its speaker begin and end, within the sentence."""
    start, end = scene.sentence(cue.head)
    left, right = cue.first, cue.last
    speaker = cue.speaker
    if speaker and start <= speaker.first and speaker.last <= end:
        gap = max(speaker.first - right, left - speaker.last)
        if gap <= (WIDE if scene.parse.tokens[cue.head].dep == "pcomp" else ASIDE):
            left, right = min(left, speaker.first), max(right, speaker.last)
    return left, right


def quote_before(scene: Scene, left: int) -> Quoted | None:
    """The quote that ends right before a cue."""
    tokens = scene.parse.tokens
    at = left
    while at > 0 and (tokens[at - 1].text in BEFORE_CUE or tokens[at - 1].pos == "SPACE"):
        at -= 1
    quote = scene.ending(at)
    if quote is None or tokens[at - 1].sentence == tokens[left].sentence:
        return quote
    closed = scene.parse.doc.text[quote.end - 1] == "."
    near = tokens[at - 1].sentence == tokens[left].sentence - 1
    return quote if near and not closed else None


def opening(scene: Scene, cue: CueAt, quote: Quoted, left: int) -> int:
    """Where a content that ends with a quote begins: the quote, or the clause around it."""
    tokens = scene.parse.tokens
    start = scene.sentence(cue.head)[0]
    if quote.first <= start or tokens[quote.first - 1].pos == "PUNCT":
        return quote.first
    places = [i for kid in scene.parse.kids(cue.head, "ccomp") for i in scene.parse.subtree(kid.i)]
    host = tokens[cue.head].head
    if not places and host != cue.head and host < left:
        places = scene.parse.subtree(host)
    return min([i for i in places if i < left] or [quote.first])


def quote_after(scene: Scene, cue: CueAt, right: int) -> Quoted | None:
    """The quote that a cue leads to: at once, or after a comma or colon."""
    tokens = scene.parse.tokens
    for at in range(right, min(right + REACH, len(tokens))):
        quote = scene.starting(at)
        if quote:
            sure = at == right or tokens[at - 1].text in LEADS_IN
            return quote if sure and tokens[at].sentence - tokens[cue.head].sentence <= 1 else None
        if tokens[at].text in STOPS:
            return None
    return None


def object_of(scene: Scene, cue: CueAt, *, with_rest: bool = False) -> Ranges:
    """The object of a cue, or the subject of a passive one."""
    parse = scene.parse
    deps = ("nsubjpass",) if is_passive(parse, cue.head) else ("dobj", "attr", "oprd", "dative")
    kids = parse.kids(cue.head, *deps)
    if not kids:
        return ()
    places = parse.subtree(kids[0].i)
    first, last = places[0], places[-1] + 1
    if with_rest:
        for kid in parse.kids(cue.head, "prep", "xcomp", "oprd", "ccomp", "attr", "acomp"):
            if kid.i >= last:
                last = max(last, parse.subtree(kid.i)[-1] + 1)
    return whole(scene, first, last)


def object_and(scene: Scene, cue: CueAt, name: str) -> Ranges:
    """The object of a cue and a preposition's phrase: "accused *the bank of fraud*"."""
    parse = scene.parse
    hosts = (cue.head, *(kid.i for kid in parse.kids(cue.head, "dobj")))
    found = [k for host in hosts for k in parse.kids(host, "prep", "dative") if k.lower == name]
    found = [kid for kid in found if kid.i > cue.head and parse.kids(kid.i, "pobj", "pcomp")]
    if not found:
        return ()
    last = parse.subtree(found[0].i)[-1] + 1
    if is_passive(parse, cue.head):
        return whole(scene, found[0].i, last)
    objects = [kid for kid in parse.kids(cue.head, "dobj") if kid.i < found[0].i]
    first = parse.subtree(objects[0].i)[0] if objects else found[0].i
    return whole(scene, first, last)


def infinitive(scene: Scene, cue: CueAt) -> Ranges:
    """The infinitive or gerund after a cue, with its own subject if it has one."""
    parse = scene.parse
    kids = [kid for kid in parse.kids(cue.head, "xcomp", "ccomp", "acomp") if kid.i > cue.head]
    if not kids:
        return ()
    places = parse.subtree(kids[0].i)
    first = places[0]
    for kid in parse.kids(cue.head, "dobj"):
        if cue.head < kid.i < kids[0].i:
            first = parse.subtree(kid.i)[0]
    for kid in parse.kids(cue.via, "pobj") if cue.via > cue.head else ():
        first = min(first, parse.subtree(kid.i)[0])
    return whole(scene, max(first, cue.last), places[-1] + 1)


def preposed(scene: Scene, cue: CueAt, name: str) -> tuple[Ranges, int]:
    """What a preposition of a cue governs, and where the preposition ends."""
    parse = scene.parse
    for kid in parse.kids(cue.head, "prep", "dative", "agent"):
        if kid.lower != name or kid.i < cue.head:
            continue
        inner = parse.kids(kid.i, "pobj", "pcomp")
        if inner:
            places = parse.subtree(inner[0].i)
            first = max(places[0], kid.i + 1)
            return whole(scene, first, max(places[-1] + 1, first)), kid.i + 1
    return (), cue.last


def rest_of_sentence(scene: Scene, token: int, taken: set[int], host: int | None = None) -> Ranges:
    """All of a sentence, or of a clause in it, but the tokens taken."""
    parse = scene.parse
    start, end = scene.sentence(token)
    places = set(range(start, end)) if host is None else set(parse.subtree(host))
    ranges: list[tuple[int, int]] = []
    for first, last in pieces(places - taken):
        ranges.extend(whole(scene, first, last))
    return tuple(r for r in ranges if r[1] - r[0] > 1 or parse.tokens[r[0]].pos == "VERB")
