"""Cues: the words by which a report says who says so, and what stands around them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.attribute.contents import (
    CueAt,
    Scene,
    around_aside,
    clause_after,
    clause_before,
    infinitive,
    led_into,
    object_and,
    object_of,
    preposed,
    quote_beside,
    rest_of_sentence,
    whole,
)
from dateline.attribute.relation import Ranges
from dateline.attribute.sources import HIDDEN, NOBODY, Sources, Speaker, is_passive, phrase
from dateline.model import Cue, Lexicon, Parse, Token

GROUP = ("aux", "auxpass", "neg")
VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN")
PARTICLES = ("prt", "prep", "acomp", "advmod", "dobj", "oprd", "ccomp")
PLAIN = frozenset(("clause", "quote", "object", "object+", "to", "subject", "sentence", "hidden"))
WITH_OBJECT = "object+"


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in its place with its content; `words` are the tokens of the cue."""

    entry: Cue
    at: CueAt
    ranges: Ranges
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One word or phrase of an entry: the words beside the head word."""

    entry: Cue
    second: tuple[str, ...] = ()


Forms = Mapping[str, tuple[Form, ...]]


@dataclass(frozen=True)
class CueIndex:
    """The cues of a lexicon by their head word."""

    verbs: Forms
    nouns: Forms
    phrases: Forms
    sources: Sources
    adverbs: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "CueIndex":
        """Index a lexicon's cues."""
        verbs: dict[str, list[Form]] = defaultdict(list)
        nouns: dict[str, list[Form]] = defaultdict(list)
        phrases: dict[str, list[Form]] = defaultdict(list)
        for entry in lexicon.cues:
            for held, words in ((verbs, entry.verb), (nouns, entry.noun), (phrases, entry.phrase)):
                for word in words:
                    first, *second = word.lower().split()
                    held[first].append(Form(entry, tuple(second)))
        return cls(
            verbs=ordered(verbs), nouns=ordered(nouns), phrases=ordered(phrases),
            sources=Sources.build(lexicon),
            adverbs=frozenset(lexicon.words.get("attribute.cue_adverbs", ())),
        )  # fmt: skip

    def at(self, scene: Scene, token: Token) -> list[Found]:
        """The cues that a token heads, with their contents."""
        found: Found | None = None
        if forms := self.phrases.get(token.lower):
            found = self.phrase(scene, token, forms)
        if found is None and token.pos in VERBS and (forms := self.verbs.get(token.lemma)):
            found = self.verb(scene, token, forms)
        elif found is None and token.pos in NOUNS and (forms := self.nouns.get(token.lemma)):
            found = self.noun(scene, token, forms)
        return [found] if found else []

    def verb(self, scene: Scene, token: Token, forms: tuple[Form, ...]) -> Found | None:
        """A verb cue: the most special form that has a content."""
        parse = scene.parse
        first = self.group_start(parse, token)
        speaker: Speaker | None = None
        for form in forms:
            end = form_end(parse, token, form.second)
            if end is None:
                continue
            if speaker is None:
                speaker = self.speaker(scene, token)
            at = CueAt(token.i, first, end[0], speaker, end[1])
            found = self.content(scene, at, form.entry)
            if found:
                return found
        return None

    def speaker(self, scene: Scene, verb: Token) -> Speaker:
        """Who speaks by a verb; whose quote it is, if the parser takes it for part."""
        found = self.sources.of_verb(scene.parse, verb.i)
        quote = scene.around(found.head) if found else None
        if quote is None or quote.first <= verb.i < quote.last:
            return found
        for above in scene.parse.ancestors(found.head):
            if not quote.first <= above.i < quote.last and above.i < verb.i:
                return self.sources.of_verb(scene.parse, above.i)
        return found

    def content(self, scene: Scene, at: CueAt, entry: Cue) -> Found | None:
        """The first kind of content that an entry allows and the sentence has."""
        if "quote" in entry.content:
            ranges = quote_beside(scene, at)
            if ranges:
                return Found(entry, at, ranges, direct=True)
        for name in entry.content:
            ranges, last = self.standing(scene, at, name)
            if ranges:
                return Found(entry, CueAt(at.head, at.first, last, at.speaker), ranges)
        return None

    def standing(self, scene: Scene, at: CueAt, name: str) -> tuple[Ranges, int]:
        """The content of one kind, and where the cue ends: with a preposition that leads to it."""
        if name == "document":
            return self.shown(scene, at), at.last
        if name in PLAIN:
            return plain_content(scene, at, name), at.last
        if name.startswith(WITH_OBJECT):
            return object_and(scene, at, name.removeprefix(WITH_OBJECT)), at.last
        ranges, last = preposed(scene, at, name)
        leads = ranges and last <= ranges[0][0] and last - at.last <= 1
        return ranges, last if leads else at.last

    def group_start(self, parse: Parse, verb: Token) -> int:
        """Where the words of a verb begin: its auxiliaries and adverbs before it."""
        first = verb.i
        kids = {kid.i: kid for kid in parse.kids(verb.i)}
        while (kid := kids.get(first - 1)) and (
            kid.dep in GROUP
            or (kid.dep == "advmod" and (kid.tag == "RB" or kid.lower in self.adverbs))
        ):
            first -= 1
        while (
            first < verb.i
            and parse.tokens[first].dep == "advmod"
            and not self.stays(parse.tokens[first])
        ):
            first += 1
        return first

    def stays(self, adverb: Token) -> bool:
        """Whether an adverb belongs to the cue."""
        return adverb.lower.endswith("ly") or adverb.lower in self.adverbs

    def noun(self, scene: Scene, token: Token, forms: tuple[Form, ...]) -> Found | None:
        """A noun cue: "X's claim that ..."."""
        parse = scene.parse
        speaker = self.sources.owner(parse, token.i)
        heard = parse.tokens[token.head].lemma in self.sources.hearing
        if not speaker and token.dep == "dobj" and not heard:
            speaker = self.sources.of_verb(parse, token.head)
        for form in forms:
            at = CueAt(token.i, token.i, token.i + 1, speaker)
            for name in form.entry.content:
                if name == "clause":
                    ranges = noun_clause(scene, token) or beside(scene, token)
                elif name in PLAIN:
                    continue
                else:
                    ranges, last = preposed(scene, at, name)
                    at = CueAt(token.i, token.i, last, speaker) if ranges else at
                if ranges:
                    return Found(form.entry, noun_cue(parse, at), ranges)
        return None

    def phrase(self, scene: Scene, token: Token, forms: tuple[Form, ...]) -> Found | None:
        """A phrase that introduces a source: "according to X"."""
        parse = scene.parse
        for form in forms:
            words = (token.lower, *form.second)
            last = token.i + len(words)
            if tuple(t.lower for t in parse.tokens[token.i : last]) != words:
                continue
            if form.entry.content == ("hidden",):
                return self.adverb(scene, token, form)
            end = scene.sentence(token.i)[1]
            heads = [
                t for t in parse.tokens[last:end]
                if t.dep in ("pobj", "dobj") and token.i <= t.head < last
            ]  # fmt: skip
            if not heads:
                continue
            speaker = phrase(parse, heads[0].i)
            speaker = Speaker(speaker.head, max(speaker.first, last), speaker.last)
            taken = set(range(token.i, speaker.last))
            closes = is_closing(parse, token.i, speaker.last, end)
            host = None if closes else governing(parse, token)
            ranges = rest_of_sentence(scene, token.i, taken, host)
            if ranges:
                return Found(form.entry, CueAt(token.i, token.i, last, speaker), ranges)
        return None

    def adverb(self, scene: Scene, token: Token, form: Form) -> Found | None:
        """An adverb by which nobody in particular says so: "reportedly"."""
        host = scene.parse.tokens[token.head]
        if token.dep != "advmod" or (host.head == host.i and host.pos not in VERBS):
            return None
        ranges = rest_of_sentence(scene, token.i, {token.i}, host.i)
        at = CueAt(token.i, token.i, token.i + 1, HIDDEN)
        return Found(form.entry, at, ranges) if ranges else None

    def shown(self, scene: Scene, at: CueAt) -> Ranges:
        """What a picture or paper shows; nothing where somebody shows something."""
        lemma = scene.parse.tokens[at.speaker.head].lemma if at.speaker else ""
        return object_of(scene, at, with_rest=True) if lemma in self.sources.documents else ()


def ordered(held: Mapping[str, list[Form]]) -> dict[str, tuple[Form, ...]]:
    """Forms with most words first."""
    return {
        word: tuple(sorted(forms, key=lambda form: -len(form.second)))
        for word, forms in held.items()
    }


def form_end(parse: Parse, token: Token, second: tuple[str, ...]) -> tuple[int, int] | None:
    """Where a verb with its particles ends, and the last particle; None when they are not there."""
    last, via = token.i + 1, token.i
    for word in second:
        if last < len(parse.tokens) and word in (
            parse.tokens[last].lower,
            parse.tokens[last].lemma,
        ):
            via = last
            last += 1
            continue
        apart = [k.i for k in parse.kids(token.i, *PARTICLES) if k.lower == word and k.i > token.i]
        if not apart:
            return None
        via = apart[0]
    return last, via


def plain_content(scene: Scene, at: CueAt, name: str) -> Ranges:
    """The content of one kind, by its name in the lexicon."""
    match name:
        case "clause":
            told = clause_after(scene, at) or clause_before(scene, at) or around_aside(scene, at)
            return told or led_into(scene, at)
        case "object":
            return object_of(scene, at)
        case "object+":
            return object_of(scene, at, with_rest=True)
        case "to":
            return infinitive(scene, at)
        case "subject":
            return subject_and_rest(scene, at)
        case _:
            return ()


def subject_and_rest(scene: Scene, at: CueAt) -> Ranges:
    """The subject of a passive and what it "is said to" do."""
    parse = scene.parse
    rest = infinitive(scene, at)
    deps = ("nsubjpass",) if is_passive(parse, at.head) else ("nsubj",)
    subject = parse.kids(at.head, *deps)
    if not rest or not subject:
        return ()
    place = phrase(parse, subject[0].i)
    return ((place.first, place.last), *rest)


def noun_clause(scene: Scene, token: Token) -> Ranges:
    """The that-clause or infinitive of a noun."""
    parse = scene.parse
    for kid in parse.kids(token.i, "acl", "ccomp", "relcl"):
        marked = any(
            inner.dep == "mark" or inner.lower in ("that", "to") for inner in parse.kids(kid.i)
        )
        if kid.i > token.i and marked:
            places = parse.subtree(kid.i)
            last = places[-1] + 1
            return ((places[0], last),) if last > places[0] else ()
    return ()


def beside(scene: Scene, noun: Token) -> Ranges:
    """A that-clause that the parser hung on the verb: "voiced fears *that it would close*"."""
    parse = scene.parse
    for kid in parse.kids(noun.head, "ccomp") if noun.dep == "dobj" else ():
        places = parse.subtree(kid.i)
        if places[0] > noun.i and parse.tokens[places[0]].lower == "that":
            return whole(scene, places[0], places[-1] + 1)
    return ()


def noun_cue(parse: Parse, at: CueAt) -> CueAt:
    """A noun cue with the possessive before it: "'s claim"."""
    before = at.first
    if at.speaker and at.speaker.last <= before:
        return CueAt(at.head, before, at.last, trimmed_case(parse, at.speaker))
    return at


def trimmed_case(parse: Parse, speaker: Speaker) -> Speaker:
    """A speaker without the possessive ending."""
    if speaker.last - 1 > speaker.head and parse.tokens[speaker.last - 1].tag == "POS":
        return Speaker(speaker.head, speaker.first, speaker.last - 1)
    return speaker


def is_closing(parse: Parse, first: int, last: int, end: int) -> bool:
    """Whether a phrase closes its sentence after a comma: all that was said before is meant."""
    left = parse.tokens[first - 1].text if first else ""
    return left == "," and all(token.pos == "PUNCT" for token in parse.tokens[last:end])


def governing(parse: Parse, token: Token) -> int | None:
    """The verb that a phrase hangs on; None for the whole sentence."""
    head = parse.tokens[token.head]
    while head.head != head.i and head.pos not in VERBS:
        head = parse.tokens[head.head]
    return head.i if head.pos in VERBS and head.dep in ("ccomp", "conj", "relcl") else None


__all__ = ["NOBODY", "CueIndex", "Found"]
