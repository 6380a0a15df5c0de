"""One noun phrase to who it is: its name, what it is, whose, and in which capacity.

Nothing here looks beyond the phrase; what a short form or a pronoun stands for is found in
`dateline.resolve.coreference`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Agent, Kind, Lexicon
from dateline.resolve.described import DescriptionReader, said
from dateline.resolve.identity import FORMER_SECTOR, Identity, actor_id
from dateline.resolve.names import PLACES, Name, Names, Setting, Use
from dateline.resolve.phrase import NOTHING, Phrase, Read, flags
from dateline.resolve.phrases import Hit, PhraseIndex, plural_of
from dateline.resolve.unlisted import UnlistedReader

NAMED_THINGS = frozenset(("PERSON", "ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))


@dataclass(frozen=True)
class PhraseReader:
    """Reads noun phrases with the names and agent words of a lexicon."""

    names: Names
    agents: PhraseIndex
    described: DescriptionReader
    unlisted: UnlistedReader

    @classmethod
    def build(cls, lexicon: Lexicon) -> "PhraseReader":
        """Index a lexicon's names and agent words."""
        names = Names.build(lexicon)
        described = DescriptionReader.build(lexicon, names)
        return cls(
            names=names,
            agents=PhraseIndex.build(agent_words(lexicon.agents), cased=False),
            described=described,
            unlisted=UnlistedReader.build(lexicon, described),
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
            return self.described.read(phrase, agent, setting)
        if phrase.proper:
            return self.unlisted.read(phrase, setting)
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
            bare = phrase.words.lower().removeprefix("the ") == said(phrase, hit).lower()
            sector = () if bare else ("CVL",)  # "the Russians" may be anybody of that state
            people = Identity(
                name=phrase.words, kind=Kind.GROUP, country=sense.identity.country,
                sector=sector, why=sense.identity.why,
            )  # fmt: skip
            return Read(people, acts=True, owned=True, use=use)
        owner = self.other_owner(phrase, hit, sense, setting)
        if owner:
            own = Identity(
                name=phrase.text[owner.start : hit.end], kind=sense.identity.kind,
                sector=sense.identity.sector, why="named, in no list; another is called so",
                country=self.names.choose(phrase.text, owner, setting).identity.country,
            )  # fmt: skip
            own = replace(own, id=actor_id(own.name, own.country))
            return Read(own, acts=True, named=True, owned=True, use=use, name_start=owner.start)
        if sense.actor is None or sense.identity.kind is not Kind.PERSON:
            return Read(sense.identity, acts=True, named=True, owned=True, use=use)
        return self.known_person(phrase, hit, sense.actor, setting)

    def other_owner(self, phrase: Phrase, hit: Hit, sense: Name, setting: Setting) -> Hit | None:
        """The adjective right before a body's name that makes it another country's body."""
        if sense.identity.kind is not Kind.BODY or not sense.identity.country:
            return None
        for name in phrase.names:
            if phrase.text[name.end : hit.start] == " ":
                owner = self.names.choose(phrase.text, name, setting)
                other = owner.identity.country not in (None, sense.identity.country)
                return name if owner.use is Use.ADJECTIVE and other else None
        return None

    def known_person(self, phrase: Phrase, hit: Hit, actor: Actor, setting: Setting) -> Read:
        """Read a person of the lists: the office on the date, or what the words before say."""
        who = self.names.in_office(actor, setting.date)
        title = self.described.title_before(phrase, hit.start, setting)
        if title and title.former:
            who = replace(who, sector=(FORMER_SECTOR,), office=None, why="former, by its own words")
        elif title and who.office is None:
            who = replace(
                who, sector=title.identity.sector, office=title.identity.office,
                why=f"{who.why}; office from the words before the name",
            )  # fmt: skip
        return Read(who, acts=True, named=True, owned=True, use=Use.ACTOR, name_start=hit.start)


def agent_words(agents: Sequence[Agent]) -> list[tuple[str, Agent]]:
    """Every agent word, with its plural unless that is listed as a word of its own."""
    listed = {agent.word for agent in agents}
    plurals = [(plural_of(agent.word), agent) for agent in agents]
    return [
        *((agent.word, agent) for agent in agents),
        *((word, agent) for word, agent in plurals if word not in listed),
    ]
