"""Names that are in no list: what the parser's label and the words around them tell."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.model import Actor, Kind, Lexicon, Office
from dateline.model.names import fold, words_in
from dateline.resolve.described import GROUP_KINDS, DescriptionReader
from dateline.resolve.identity import FORMER_SECTOR, NOBODY, Identity, actor_id
from dateline.resolve.names import PLACES, Names, Setting
from dateline.resolve.phrase import NOTHING, Phrase, Read, flags

PERSONAL = ("PERSON", "ORG", "NORP", "")
SHORTEST_ALONE = 4
SHORTEST_PERSON = 3  # of what stands for somebody anyway
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))


@dataclass(frozen=True)
class UnlistedReader:
    """Reads names that no list has."""

    names: Names
    described: DescriptionReader
    honorifics: frozenset[str]
    never_act: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon, described: DescriptionReader) -> "UnlistedReader":
        """Take the honorifics of a lexicon, and the last words of names of what never acts."""
        names = ("honorifics", "never_act")
        lists = (frozenset(lexicon.words.get(f"actors.{name}", ())) for name in names)
        return cls(described.names, described, *lists)

    def read(self, phrase: Phrase, setting: Setting) -> Read:
        """Read a name that is in no list, by the parser's label and the words around it."""
        start = self.name_start(phrase)
        name = phrase.text[start : max(phrase.end, phrase.head_end)]
        if not any(letter.isalpha() for letter in name):
            return NOTHING
        title = self.described.title_before(phrase, start, setting)
        known = self.known_person(phrase, name, title, setting)
        if known:
            return Read(known, acts=True, named=True, owned=True, name_start=start)
        inner = [hit for hit in phrase.agents if hit.start >= start]
        named_so = phrase.entity[0] < start  # "General Mills"
        may_be_body = phrase.label == "ORG" and (" " in name or bool(inner) or named_so)
        if phrase.label == "PERSON" or (
            title and title.agent and "title" in flags(title.agent) and not may_be_body
        ):
            return self.unknown_person(phrase, name, start, title, setting)
        if not inner and name.split()[-1].lower() in self.never_act:
            return Read(NOBODY.because("a name of what does not act"), name_start=start)
        country = self.country_in(phrase, start, setting, of_a_body=bool(inner))
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

    def known_person(
        self, phrase: Phrase, name: str, title: Read | None, setting: Setting
    ) -> Identity | None:
        """A person of the lists by another form of the name, or by the family name alone."""
        if phrase.label not in PERSONAL:
            return None
        persons = self.names.persons
        country = title.identity.country if title else None
        actor = persons.named(name, country, setting.date)
        if actor is not None:
            return self.in_office(actor, title, f"{name!r} is a form of the name", setting)
        sure = phrase.asked or phrase.label == "PERSON"
        if len(name) < (SHORTEST_PERSON if sure else SHORTEST_ALONE) or title is not None:
            return None
        countries = None if phrase.asked else setting.countries
        actor = persons.head(name, setting.date, countries)
        if actor is None:
            return None
        return self.in_office(actor, None, f"the one {name} in office", setting)

    def whoever(self, text: str, setting: Setting) -> Read:
        """A person of the lists whose names are written in whatever case ("angela merkel")."""
        persons = self.names.persons
        actor = persons.named(text, None, setting.date)
        if actor is None and " " in text:
            actor = persons.head(text, setting.date, None)
        if actor is None:
            return NOTHING
        who = self.in_office(actor, None, f"{text!r} is a form of the name", setting)
        return Read(who, acts=True, named=True, owned=True)

    def in_office(self, actor: Actor, title: Read | None, why: str, setting: Setting) -> Identity:
        """Somebody with the office on the date; one called former has none."""
        who = self.names.in_office(actor, setting.date)
        if title and title.former:
            who = replace(who, sector=(FORMER_SECTOR,), office=None)
        return who.because(f"{why}; {who.why}")

    def country_in(
        self, phrase: Phrase, start: int, setting: Setting, *, of_a_body: bool
    ) -> str | None:
        """The country that a name tells; a city or person inside it tells only a body's."""
        for hit in phrase.names:
            sense = self.names.choose(phrase.text, hit, setting)
            person = sense.identity.kind is Kind.PERSON
            if hit.end > start and (person or (sense.use in PLACES and not of_a_body)):
                continue
            if sense.identity.country:
                return sense.identity.country
        return None

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
        known = self.by_surname(name, title, setting)
        if known and title.former:
            known = replace(known, sector=(FORMER_SECTOR,), office=None)
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
        """The one person of the lists with this family name who holds such an office, or held it.

        A report of today may tell of what "President Obama" did.
        """
        words = words_in(name)
        if len(words) != 1 or title.agent is None:
            return None
        known = self.names.surnames.get(fold(words[0][0]), ())
        for before in (True,) if title.former else (False, True):
            found = self.bearing(known, title, setting, before=before)
            if len(found) > 1:
                found.sort(key=lambda who: -setting.countries.get(who.country or "", 0))
                first, second = (setting.countries.get(who.country or "", 0) for who in found[:2])
                found = found[:1] if first > second else []
            if found:
                return found[0].because(f"{found[0].why}; family name and office agree")
        return None

    def bearing(
        self, known: Iterable[Actor], title: Read, setting: Setting, *, before: bool
    ) -> list[Identity]:
        """Those of some persons who bear the office of a title on the date, or have borne it."""
        found = []
        for actor in known:
            who = self.names.in_office(actor, setting.date)
            held = [o.office for o in actor.offices if begun(o, setting.date)]
            offices = held if before else [who.office or ""]
            at_home = title.identity.country in (None, who.country)
            if at_home and any(is_called(office, title) for office in offices):
                found.append(who)
        return found


def begun(office: Office, date: str | None) -> bool:
    """Whether somebody had come into an office by a date."""
    return date is None or office.since is None or office.since <= date


def is_called(office: str, title: Read) -> bool:
    """Whether an office is what a title says."""
    return title.agent is not None and title.agent.word in office.lower()
