"""Phrases whose head is a word for those who act: "Ukraine's defence ministry", "the premier"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Agent, Kind, Lexicon
from dateline.model.names import fold, words_in
from dateline.resolve.identity import (
    FORMER_SECTOR,
    Identity,
    actor_id,
    is_held,
    joined,
    listed,
)
from dateline.resolve.names import OF_A_COUNTRY, Name, Names, Setting, Use
from dateline.resolve.phrase import NOTHING, Phrase, Read, flags
from dateline.resolve.phrases import Hit

GROUP_KINDS = (Kind.BODY, Kind.ARMED_GROUP, Kind.GROUP, Kind.STATE)
JOINERS = frozenset((" and ", ", ", ", and ", "-", "/", " or ", " & ", "–", " and the "))
SHORTEST_NAME = 4
SINGULAR_KINDS = (Kind.OFFICE, Kind.PERSON)


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose somebody is, by the names in the phrase: the nearest group, and the nearest body."""

    group: tuple[Name, ...] = ()
    body: Name | None = None
    body_hit: Hit | None = None

    @property
    def country(self) -> str | None:
        """The country of the owners, the nearest first."""
        for name in (*self.group, *((self.body,) if self.body else ())):
            country: str | None = name.identity.country
            if country:
                return country
        return None


@dataclass(frozen=True)
class DescriptionReader:
    """Reads descriptions with the names, office holders and words of a lexicon."""

    names: Names
    holders: Mapping[tuple[str, str], tuple[Actor, ...]]
    former: frozenset[str]
    parties: Mapping[str, Actor]
    bodies: Mapping[str, Actor]
    held: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon, names: Names) -> "DescriptionReader":
        """Index who has held which office."""
        named: dict[str, Actor] = {}
        for actor in names.actors:
            named.setdefault(actor.name, actor)
        pairs = (pair.partition("=") for pair in lexicon.words.get("actors.party_adjectives", ()))
        return cls(
            names=names,
            parties={word: named[party] for word, _, party in pairs if party in named},
            holders=holders_of(names.actors),
            # Listed under what they are of whom too: "army of Israel".
            bodies={
                alias: actor
                for actor in names.actors
                for alias in actor.aliases
                if actor.kind is Kind.BODY and " of " in alias
            },
            former=frozenset(lexicon.words.get("actors.former", ())),
            held=frozenset(lexicon.words.get("actors.held", ())),
        )

    def read(self, phrase: Phrase, hit: Hit, setting: Setting) -> Read:
        """Read a phrase whose head is a word for those who act ("Ukraine's defence ministry")."""
        agent: Agent = hit.senses[0]
        marks = flags(agent)
        if "never" in marks or ("proper" in marks and not phrase.text[hit.start].isupper()):
            return NOTHING
        owners = self.owners(phrase, hit, setting)
        former = self.is_former(phrase, hit)
        if "same" in marks and owners.body and owners.body_hit and not former:
            between = phrase.text[owners.body_hit.end : hit.start]
            if between in (" ", " '", "' ", "’ ") and owners.body.identity.kind in GROUP_KINDS:
                return Read(owners.body.identity, acts=True, named=True, owned=True, agent=agent)
        owned = bool(owners.group or owners.body)
        if "state" in marks and owners.group and owners.group[0].use in (*OF_A_COUNTRY,):
            first, *others = [self.state_of(name) for name in owners.group]
            return Read(first, tuple(others), acts=True, owned=True, agent=agent)
        sector = self.sectors(phrase, hit, agent, owners)
        who = Identity(
            name=phrase.words, kind=kind_of(agent, plural=phrase.plural), country=owners.country,
            sector=(FORMER_SECTOR,) if former else sector,
            office=None if former or agent.kind != Kind.OFFICE or phrase.plural
            else phrase.text[hit.start : hit.end],
            why=f"{agent.word!r} tells what it is" + (", former" if former else ""),
        )  # fmt: skip
        also = tuple(
            replace(who, country=name.identity.country)
            for name in owners.group[1:]
            if phrase.plural and name.identity.country != who.country
        )
        who = self.made_known(phrase, who, agent, former=former, setting=setting)
        acts = owned or "owned" not in marks
        return Read(who, also, acts, owned=owned, former=former, agent=agent,
                    named=who.id is not None)  # fmt: skip

    def title_before(self, phrase: Phrase, start: int, setting: Setting) -> Read | None:
        """The words of office before a name, read as a phrase of their own."""
        titles = [hit for hit in phrase.agents if phrase.start <= hit.start and hit.end <= start]
        if not titles:
            return None
        title = titles[-1]
        before = replace(
            phrase, end=title.end, head_start=title.start, head_end=title.end, label="",
            names=tuple(hit for hit in phrase.names if hit.end <= title.start), plural=False,
            agents=tuple(hit for hit in phrase.agents if hit.end <= title.end), proper=False,
        )  # fmt: skip
        return self.read(before, title, setting)

    def state_of(self, name: Name) -> Identity:
        """The state that a country's name, adjective or capital means."""
        country = name.identity.country or ""
        return self.names.states.get(country, name.identity)

    def made_known(
        self, phrase: Phrase, who: Identity, agent: Agent, *, former: bool, setting: Setting
    ) -> Identity:
        """Give a body its id, and an office the person who holds it on the date."""
        if who.kind is Kind.BODY and who.country and not phrase.plural:
            name = f"{agent.word} of {self.names.countries[who.country].name}"
            if name in self.bodies:
                return listed(self.bodies[name]).because(f"{name!r} in the actor lists")
            return replace(who, name=name, id=actor_id(name, who.country))
        if who.kind is Kind.BODY and phrase.proper:
            return replace(who, id=actor_id(who.name, who.country))
        if who.kind is not Kind.OFFICE or former or not who.country or setting.date is None:
            return who
        if self.has_rank_before(phrase, agent):
            return who
        holders = [
            actor
            for actor in self.holders.get((who.country, agent.word), ())
            if any(
                is_held(office, setting.date)
                and fold(office.office) == agent.word
                and (office.country or actor.country) == who.country
                for office in actor.offices
            )
        ]
        if len(holders) != 1:
            return who
        person = self.names.in_office(holders[0], setting.date)
        person = replace(person, country=who.country)  # the king of Canada is the British one
        return person.because(f"{agent.word} of {who.country} on {setting.date}")

    def has_rank_before(self, phrase: Phrase, agent: Agent) -> bool:
        """Whether another word before an office makes it another office ("acting president")."""
        before = phrase.text[phrase.start : phrase.head_start].lower().split()
        listed = {word for hit in phrase.names for word in said(phrase, hit).lower().split()}
        own = agent.word.split()
        return any(
            word not in own and word.rstrip("'s’") not in listed and word not in listed
            for word in (word.strip("'’") for word in before)
            if word not in ("the", "'s", "’s", "s")
        )

    def is_former(self, phrase: Phrase, hit: Hit) -> bool:
        """Whether the words before an office say that it is over."""
        before = phrase.text[phrase.start : hit.start].lower().replace("-", " ").split()
        return any(word in self.former for word in before[-4:])

    def owners(self, phrase: Phrase, hit: Hit, setting: Setting) -> Owners:
        """Whose somebody is: names before the head word first, then those after it."""
        left = [name for name in phrase.names if name.end <= hit.start]
        right = [name for name in phrase.names if name.start >= hit.end]
        group: tuple[Name, ...] = ()
        body, body_hit = None, None
        for side in (left[::-1], right):
            senses = [(name, self.names.choose(phrase.text, name, setting)) for name in side]
            senses = [
                (name, sense) for name, sense in senses
                if sense.use is not Use.OTHER and not self.is_captor(phrase, name, sense)
            ]  # fmt: skip
            if not group:
                group = run_of_countries(phrase.text, senses)
            if body is None:
                found = next(((n, s) for n, s in senses if s.use is Use.ACTOR), None)
                body_hit, body = found or (None, None)
        if not group and body is None:
            body = self.head_before(phrase, hit, setting)
        if body is not None and body.actor is not None and body.identity.kind is Kind.PERSON:
            body = replace(body, identity=self.names.in_office(body.actor, setting.date))
        return Owners(group, body, body_hit)

    def is_captor(self, phrase: Phrase, hit: Hit, name: Name) -> bool:
        """Whether a name says who holds somebody, not whose they are ("a *Taliban* detainee")."""
        after = words_in(phrase.text[hit.end : phrase.head_end])
        return name.use is Use.ACTOR and bool(after) and after[0][0].lower() in self.held

    def head_before(self, phrase: Phrase, hit: Hit, setting: Setting) -> Name | None:
        """The party, or who by the family name alone, before a word ("the *Obama* team")."""
        words = phrase.text[phrase.start : hit.start]
        if not words or words.islower():
            return None
        before = [w for w, _, _ in words_in(words) if w != "s"]
        cased = [word for word in before if not word.islower()]
        word = cased[-1] if cased else ""
        if word in self.parties:
            return Name(Use.ACTOR, listed(self.parties[word]), actor=self.parties[word])
        if len(word) < SHORTEST_NAME or word != before[-1] or not word[0].isupper():
            return None
        actor = self.names.persons.head(word, setting.date, setting.countries)
        return Name(Use.ACTOR, listed(actor), actor=actor) if actor else None

    def sectors(self, phrase: Phrase, hit: Hit, agent: Agent, owners: Owners) -> tuple[str, ...]:
        """In which capacity: the agent word's, its owner's, or that of a word beside it."""
        beside = [h for h in phrase.agents if h.end <= hit.start or h.start >= hit.end]
        beside.sort(key=lambda h: hit.start - h.end if h.end <= hit.start else h.start)
        body = owners.body.identity if owners.body else None
        if "takes" in flags(agent):
            if body and body.kind is not Kind.PERSON and body.sector:
                return body.sector
            own = (h for h in beside if " in " not in phrase.text[hit.end : h.start])
            near = next((h.senses[0].sector for h in own if h.senses[0].sector), ())
            return near or agent.sector
        extra = [h.senses[0].sector for h in beside if "modifier" in flags(h.senses[0])]
        if body and body.kind is not Kind.PERSON and not body.country:
            extra.append(body.sector)
        return joined(agent.sector, *extra)


def said(phrase: Phrase, hit: Hit) -> str:
    """The words of a hit."""
    return phrase.text[hit.start : hit.end]


def kind_of(agent: Agent, *, plural: bool) -> Kind:
    """What an agent word means: several persons are a group."""
    kind = Kind(agent.kind)
    return Kind.GROUP if plural and kind in SINGULAR_KINDS else kind


def run_of_countries(text: str, senses: Sequence[tuple[Hit, Name]]) -> tuple[Name, ...]:
    """The countries named side by side, in text order ("Russian and Chinese")."""
    run: list[tuple[Hit, Name]] = []
    for hit, sense in senses:
        if sense.use not in OF_A_COUNTRY:
            if run:
                break
            continue
        if run:
            one, other = sorted((run[-1][0], hit), key=lambda h: h.start)
            if text[one.end : other.start] not in JOINERS:
                break
        run.append((hit, sense))
    run.sort(key=lambda pair: pair[0].start)
    return tuple(sense for _, sense in run)


def holders_of(actors: Sequence[Actor]) -> dict[tuple[str, str], tuple[Actor, ...]]:
    """Who has held an office, by country and the office in small letters."""
    found: dict[tuple[str, str], list[Actor]] = {}
    for actor in actors:
        for office in actor.offices:
            country = office.country or actor.country
            if country and actor.kind is Kind.PERSON:
                held = found.setdefault((country, office.office.lower()), [])
                if actor not in held:
                    held.append(actor)
    return {key: tuple(value) for key, value in found.items()}
