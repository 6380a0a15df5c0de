"""Who was present: "attended by", "among the guests were", "flanked by", "alongside"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.code.frame import verb_frame
from dateline.code.match import Fired
from dateline.code.people import actors_at, participants
from dateline.code.retell import Candidate, kind_in, latest, told_again, words_of
from dateline.code.roles import Roles
from dateline.code.walk import with_conjuncts
from dateline.model import Kind, Lexicon, Mention, Reading, Token


@dataclass(frozen=True, slots=True)
class Presence:
    """Mentions that attended, by which token, and the happening's noun if it is named."""

    at: Token
    who: tuple[Mention, ...]
    event: int | None = None
    listing: bool = False


@dataclass(frozen=True)
class Attendance:
    """Finds attendees by the word lists under `code.` in the lexicon."""

    attend_verbs: frozenset[str]
    beside_verbs: frozenset[str]
    beside_words: frozenset[str]
    guest_nouns: frozenset[str]
    listing_verbs: frozenset[str]
    presence_words: frozenset[str]
    gathering_types: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Attendance":
        """Take the word lists from a lexicon."""
        return cls(**{name: words_of(lexicon, name) for name in cls.__annotations__})

    def add(self, reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        """Put attendees on the happening they attended, telling on where none is at hand."""
        out = list(found)
        for presence in self.presences(reading):
            place = self.attended(reading, presence, out)
            if place is not None:
                out[place] = with_attendees(out[place], presence)
            elif presence.listing or presence.event is not None:
                earlier = latest(out, presence.at.sentence, self.gathering_types)
                if earlier is not None:
                    out.append(self.listed(reading, presence, earlier))
        return sorted(out, key=lambda candidate: candidate.frame.anchor)

    def attended(
        self, reading: Reading, presence: Presence, found: Sequence[Candidate]
    ) -> int | None:
        """The candidate in the same sentence that the attendees were at."""
        here = [i for i, c in enumerate(found) if c.sentence == presence.at.sentence]
        for i in here:
            if found[i].frame.anchor == presence.event:
                return i
        above = {token.i for token in reading.parse.ancestors(presence.at.i)}
        for i in here:
            if found[i].frame.anchor in above:
                return i
        gatherings = [i for i in here if kind_in(found[i], self.gathering_types)]
        return gatherings[0] if gatherings and not presence.listing else None

    def listed(self, reading: Reading, presence: Presence, earlier: Candidate) -> Candidate:
        """A sentence that only lists guests, as a telling of the earlier happening."""
        token = presence.at
        pattern = replace(earlier.fired.pattern, id="words.code.guest_nouns")
        fired = Fired(pattern, verb_frame(reading.parse, token.i), token.i, token.i + 1, 0)
        attendee = participants(presence.who)
        candidate = Candidate(fired, Roles(attendee=attendee), token.sentence)
        return told_again(candidate, earlier)

    def presences(self, reading: Reading) -> Iterator[Presence]:
        """All wordings of presence, in text order."""
        for token in reading.parse.tokens:
            presence = None
            if token.lemma in self.attend_verbs and token.pos == "VERB":
                presence = self.attending(reading, token)
            elif (token.lemma in self.beside_verbs and token.tag == "VBN") or (
                token.lower in self.beside_words and token.pos in ("ADP", "SCONJ")
            ):
                presence = self.beside(reading, token)
            elif token.lemma in self.guest_nouns or token.lower in self.presence_words:
                presence = self.guests(reading, token)
            if presence is not None and presence.who:
                yield presence

    def attending(self, reading: Reading, verb: Token) -> Presence:
        """Read "X attended the parade" and "a parade attended by X"."""
        frame = verb_frame(reading.parse, verb.i)
        who = [m for head in frame.get("subject") for m in actors_at(reading, head)]
        return Presence(verb, tuple(who), next(iter(frame.get("object")), None))

    def beside(self, reading: Reading, token: Token) -> Presence:
        """Read "flanked by X" and "alongside X": X is there with whoever acts."""
        heads = [noun.i for noun in reading.parse.kids(token.i, "pobj")]
        for agent in reading.parse.kids(token.i, "agent", "prep"):
            heads += [noun.i for noun in reading.parse.kids(agent.i, "pobj")]
        spread = [i for head in heads for i in with_conjuncts(reading.parse, head)]
        return Presence(token, tuple(m for head in spread for m in actors_at(reading, head)))

    def guests(self, reading: Reading, noun: Token) -> Presence | None:
        """Read "Among the guests were A, B and C" and "those present included A"."""
        parse = reading.parse
        verb = next((t for t in parse.ancestors(noun.i) if t.pos in ("VERB", "AUX")), None)
        if verb is None or verb.lemma not in self.listing_verbs:
            return None
        first = parse.sentence_tokens[noun.sentence][0]
        opening = [token.lower for token in parse.tokens[first : noun.i]]
        if "among" not in opening and noun.dep not in ("nsubj", "acl", "amod", "relcl"):
            return None
        last = parse.sentence_tokens[noun.sentence][1]
        people = [
            m
            for m in reading.mentions
            if verb.i < m.first and m.last <= last and m.is_actor and m.who.kind is Kind.PERSON
        ]
        once = {m.who.name: m for m in reversed(people)}
        return Presence(noun, tuple(reversed(once.values())), listing=True) if once else None


def with_attendees(candidate: Candidate, presence: Presence) -> Candidate:
    """The candidate with more attendees; nobody who attends also acts or is acted upon."""
    roles = candidate.roles
    new = participants(presence.who)
    spans = {(who.start, who.end) for who in new}
    actor = tuple(who for who in roles.actor if (who.start, who.end) not in spans)
    recipient = tuple(who for who in roles.recipient if (who.start, who.end) not in spans)
    held = tuple(who for who in roles.attendee if (who.start, who.end) not in spans)
    return replace(candidate, roles=Roles(actor=actor, recipient=recipient, attendee=held + new))
