"""One noun phrase to who it is: its name, what it is, whose, and in which capacity.

Nothing here looks beyond the phrase; what a short form or a pronoun stands for is found in
`dateline.resolve.coreference`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Agent, Kind, Lexicon
from dateline.resolve.identity import (
    FORMER_SECTOR,
    NOBODY,
    Identity,
    actor_id,
    is_held,
    joined,
    on_date,
)
from dateline.resolve.names import OF_A_COUNTRY, PLACES, Name, Names, Setting, Use
from dateline.resolve.phrases import Hit, PhraseIndex, fold, words_in

NAMED_THINGS = frozenset(("PERSON", "ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
GROUP_KINDS = (Kind.BODY, Kind.ARMED_GROUP, Kind.GROUP, Kind.STATE)
JOINERS = frozenset((" and ", ", ", ", and ", "-", "/", " or ", " & ", "–", " and the "))
SINGULAR_KINDS = (Kind.OFFICE, Kind.PERSON)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by offsets: where it stands, its head word, and the listed words in it.

    `label` and `entity` are the parser's label and range for the name that the head is part of.
    """

    text: str
    start: int
    end: int
    head_start: int
    head_end: int
    names: tuple[Hit, ...] = ()
    agents: tuple[Hit, ...] = ()
    label: str = ""
    entity: tuple[int, int] = (0, 0)
    plural: bool = False
    proper: bool = False

    @property
    def words(self) -> str:
        """The phrase as it stands."""
        return self.text[self.start : self.end]

    def covering(self, hits: Sequence[Hit]) -> Hit | None:
        """The longest hit that holds the head word."""
        found = [h for h in hits if h.start <= self.head_start and self.head_end <= h.end]
        return max(found, key=lambda hit: hit.end - hit.start) if found else None


@dataclass(frozen=True, slots=True)
class Read:
    """What one phrase tells about who it is.

    `named`: by a name of its own; `place`: a city or region, which acts only where its
    government does; `owned`: the phrase itself says whose; `name_start`: where the name begins.
    """

    identity: Identity = NOBODY
    also: tuple[Identity, ...] = ()
    acts: bool = False
    named: bool = False
    place: bool = False
    owned: bool = False
    former: bool = False
    agent: Agent | None = None
    use: Use | None = None
    name_start: int = 0


NOTHING = Read(identity=NOBODY.because("no word for anybody who acts"))


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
class PhraseReader:
    """Reads noun phrases with the names and agent words of a lexicon."""

    names: Names
    agents: PhraseIndex
    holders: Mapping[tuple[str, str], tuple[Actor, ...]]
    former: frozenset[str]
    honorifics: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "PhraseReader":
        """Index a lexicon's names and agent words."""
        return cls(
            names=Names.build(lexicon),
            agents=PhraseIndex.build(agent_words(lexicon.agents), cased=False),
            holders=holders_of(lexicon.actors),
            former=frozenset(lexicon.words.get("actors.former", ())),
            honorifics=frozenset(lexicon.words.get("actors.honorifics", ())),
        )

    def read(self, phrase: Phrase, setting: Setting) -> Read:
        """Read a phrase: by a listed name, else by a word for those who act, else by its label."""
        name, agent = phrase.covering(phrase.names), phrase.covering(phrase.agents)
        if name and agent and agent.end - agent.start > name.end - name.start:
            name = None
        if name and not self.is_part_of_longer(phrase, name):
            sense = self.names.choose(phrase.text, name, setting)
            if sense.use is not Use.OTHER:
                return self.read_named(phrase, name, sense, setting)
            return NOTHING
        if agent and (phrase.label != "PERSON" or "title" not in flags(agent.senses[0])):
            return self.read_described(phrase, agent, setting)
        if phrase.proper:
            return self.read_unknown(phrase, setting)
        return NOTHING

    def is_part_of_longer(self, phrase: Phrase, name: Hit) -> bool:
        """Whether a country's name is only part of another name ("Michael Jordan")."""
        if all(sense.use is Use.ACTOR for sense in name.senses):
            return False
        start = phrase.entity[0]
        if phrase.label not in NAMED_THINGS or not phrase.start <= start < name.start:
            return False
        between = [hit for hit in (*phrase.names, *phrase.agents) if hit.start >= start]
        return between[0].start > start if between else True

    def read_named(self, phrase: Phrase, hit: Hit, sense: Name, setting: Setting) -> Read:
        """Read a phrase whose head is a listed name."""
        use = sense.use
        if use in PLACES:
            return Read(sense.identity, named=True, place=True, owned=True, use=use, acts=True)
        if use in (Use.ADJECTIVE, Use.PEOPLE):
            people = Identity(
                name=phrase.words, kind=Kind.GROUP, country=sense.identity.country,
                sector=("CVL",), why=sense.identity.why,
            )  # fmt: skip
            return Read(people, acts=True, owned=True, use=use)
        if sense.actor is None or sense.identity.kind is not Kind.PERSON:
            return Read(sense.identity, acts=True, named=True, owned=True, use=use)
        return self.known_person(phrase, hit, sense.actor, setting)

    def known_person(self, phrase: Phrase, hit: Hit, actor: Actor, setting: Setting) -> Read:
        """Read a person of the lists: the office on the date, or what the words before say."""
        who = on_date(actor, setting.date)
        title = self.title_before(phrase, hit.start, setting)
        if title and title.former:
            who = replace(who, sector=(FORMER_SECTOR,), office=None, why="former, by its own words")
        elif title and who.office is None:
            who = replace(
                who, sector=title.identity.sector, office=title.identity.office,
                why=f"{who.why}; office from the words before the name",
            )  # fmt: skip
        return Read(who, acts=True, named=True, owned=True, use=Use.ACTOR, name_start=hit.start)

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
        return self.read_described(before, title, setting)

    def read_described(self, phrase: Phrase, hit: Hit, setting: Setting) -> Read:
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
        sector = self.sectors(phrase, hit, agent, owners, setting)
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
                is_held(office, setting.date) and fold(office.office) == agent.word
                for office in actor.offices
            )
        ]
        if len(holders) != 1:
            return who
        person = on_date(holders[0], setting.date)
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
            senses = [(name, sense) for name, sense in senses if sense.use is not Use.OTHER]
            if not group:
                group = run_of_countries(phrase.text, senses)
            if body is None:
                found = next(((n, s) for n, s in senses if s.use is Use.ACTOR), None)
                body_hit, body = found or (None, None)
        if body is not None and body.actor is not None and body.identity.kind is Kind.PERSON:
            body = replace(body, identity=on_date(body.actor, setting.date))
        return Owners(group, body, body_hit)

    def sectors(
        self, phrase: Phrase, hit: Hit, agent: Agent, owners: Owners, setting: Setting
    ) -> tuple[str, ...]:
        """In which capacity: the agent word's, its owner's, or that of a word beside it."""
        del setting
        beside = [h for h in phrase.agents if h.end <= hit.start or h.start >= hit.end]
        beside.sort(key=lambda h: hit.start - h.end if h.end <= hit.start else h.start)
        body = owners.body.identity if owners.body else None
        if "takes" in flags(agent):
            if body and body.kind is not Kind.PERSON and body.sector:
                return body.sector
            near = next((h.senses[0].sector for h in beside if h.senses[0].sector), ())
            return near or agent.sector
        extra = [h.senses[0].sector for h in beside if "modifier" in flags(h.senses[0])]
        if body and body.kind is not Kind.PERSON and not body.country:
            extra.append(body.sector)
        return joined(agent.sector, *extra)

    def read_unknown(self, phrase: Phrase, setting: Setting) -> Read:
        """Read a name that is in no list, by the parser's label and the words around it."""
        start = self.name_start(phrase)
        title = self.title_before(phrase, start, setting)
        name = phrase.text[start : max(phrase.end, phrase.head_end)]
        if phrase.label == "PERSON" or (
            title and title.agent and "title" in flags(title.agent) and phrase.label != "ORG"
        ):
            return self.unknown_person(phrase, name, start, title, setting)
        inner = [hit for hit in phrase.agents if hit.start >= start]
        countries = [self.names.choose(phrase.text, hit, setting) for hit in phrase.names]
        country = next(
            (sense.identity.country for sense in countries if sense.identity.country), None
        )
        if phrase.label in ("ORG", "NORP") or inner or title:
            agent = inner[-1].senses[0] if inner else title.agent if title else None
            kind = Kind(agent.kind) if agent and agent.kind in GROUP_KINDS else Kind.BODY
            who = Identity(
                name=name, id=actor_id(name, country), kind=kind, country=country,
                sector=agent.sector if agent else (),
                why="named, in no list" + (f"; {agent.word!r} tells what it is" if agent else ""),
            )  # fmt: skip
            return Read(who, acts=True, named=True, owned=country is not None, name_start=start)
        if phrase.label in PLACE_LABELS:
            return Read(Identity(name=phrase.words, country=country, why="a place"), place=True,
                        named=True, name_start=start)  # fmt: skip
        return Read(NOBODY.because("a name of nothing known to act"), name_start=start)

    def name_start(self, phrase: Phrase) -> int:
        """Where the name itself begins, after titles, adjectives and honorifics."""
        start = phrase.start
        begins, ends = phrase.entity
        if phrase.label and phrase.start <= begins <= phrase.head_start < ends:
            start = begins
        for hit in (*phrase.agents, *phrase.names):
            is_before = hit.end <= phrase.head_start and hit.start <= max(start, phrase.start)
            if is_before and ((hit.senses[0] and hit in phrase.agents) or hit.end <= start):
                start = max(start, hit.end)
        for word, begin, _ in words_in(phrase.text[start : phrase.head_end]):
            if word.lower() in self.honorifics or not word[0].isupper():
                continue
            return start + begin
        return phrase.head_start

    def unknown_person(
        self, phrase: Phrase, name: str, start: int, title: Read | None, setting: Setting
    ) -> Read:
        """Read a person by the words of office before the name."""
        if title is None:
            countries = [h for h in phrase.names if h.end <= start]
            country = None
            if countries:
                country = self.names.choose(phrase.text, countries[-1], setting).identity.country
            who = Identity(name=name, id=actor_id(name, country), kind=Kind.PERSON,
                           country=country, why="a person in no list")  # fmt: skip
            return Read(who, acts=True, named=True, owned=country is not None, name_start=start)
        known = None if title.former else self.by_surname(name, title, setting)
        if known:
            return Read(known, acts=True, named=True, owned=True, name_start=start)
        says = title.identity
        office = title.agent is not None and title.agent.kind == Kind.OFFICE and not title.former
        who = Identity(
            name=name, id=actor_id(name, says.country), kind=Kind.PERSON, country=says.country,
            sector=says.sector, why="a person in no list; the words before the name tell the rest",
            office=phrase.text[phrase.start : start].strip() if office else None,
        )  # fmt: skip
        return Read(who, acts=True, named=True, owned=title.owned, former=title.former,
                    agent=title.agent, name_start=start)  # fmt: skip

    def by_surname(self, name: str, title: Read, setting: Setting) -> Identity | None:
        """The one person of the lists with this family name who holds such an office."""
        words = words_in(name)
        if len(words) != 1 or title.agent is None:
            return None
        found = []
        for actor in self.names.surnames.get(fold(words[0][0]), ()):
            who = on_date(actor, setting.date)
            fits = who.office is not None and title.agent.word in who.office.lower()
            at_home = title.identity.country in (None, who.country)
            if fits and at_home:
                found.append(who)
        if len(found) > 1:
            found.sort(key=lambda who: -setting.countries.get(who.country or "", 0))
            first, second = (setting.countries.get(who.country or "", 0) for who in found[:2])
            found = found[:1] if first > second else []
        if not found:
            return None
        return found[0].because(f"{found[0].why}; family name and office agree")


def flags(agent: Agent) -> frozenset[str]:
    """The marks in an agent word's note."""
    return frozenset(agent.note.split()) if agent.note else frozenset()


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


def agent_words(agents: Sequence[Agent]) -> list[tuple[str, Agent]]:
    """Every agent word, with its plural."""
    pairs = []
    for agent in agents:
        pairs.append((agent.word, agent))
        pairs.append((plural_of(agent.word), agent))
    return pairs


def plural_of(phrase: str) -> str:
    """The plural of a noun phrase, which is formed on its head ("members of parliament")."""
    head, of, rest = phrase.partition(" of ")
    if not of:
        head, of, rest = phrase.partition("-in-")
    *before, last = head.split(" ")
    if last.endswith("man"):
        last = last[:-3] + "men"
    elif last == "child":
        last = "children"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("thief"):
        last = last[:-1] + "ves"
    else:
        last += "s"
    return " ".join((*before, last)) + of + rest


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
