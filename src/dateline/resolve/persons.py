"""Persons of the lists by other forms of their names: order, initials, spellings, a name alone.

Names are compared as sets of words, without particles and initials, and with the letters that
transcriptions differ in made alike ("Mohammed", "Muhamad"). One name fits another when all its
words are among the other's, two at least.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Actor, Kind
from dateline.model.names import fold, name_key, words_in
from dateline.resolve.alone import Alone, is_near
from dateline.resolve.sounds import NUMERAL, SERVANT, WITHOUT, sound
from dateline.resolve.terms import held_on, is_head

SHORTEST = 3
LEAST = 2


@dataclass(frozen=True)
class Persons:
    """Persons of the lists by the words of their names.

    `heads` ranks the offices of heads of state and government.
    """

    particles: frozenset[str]
    heads: Mapping[str, int]
    by_mark: Mapping[str, tuple[tuple[frozenset[str], Actor], ...]]
    alone: Alone

    @classmethod
    def build(cls, actors: Iterable[Actor], words: Mapping[str, tuple[str, ...]]) -> "Persons":
        """Index the persons among actors by a lexicon's words.

        They are `actors.particles` (words that tell no persons apart), `actors.heads` (offices of
        heads of state, then of government), and those of `Alone`.
        """
        few = frozenset(words.get("actors.particles", ()))
        heads = {office: rank for rank, office in enumerate(words.get("actors.heads", ()))}
        by_mark: dict[str, list[tuple[frozenset[str], Actor]]] = defaultdict(list)
        persons = [actor for actor in actors if actor.kind is Kind.PERSON]
        for actor in persons:
            for name in dict.fromkeys(n for a in (actor.name, *actor.aliases) for n in forms(a)):
                marks = marks_of(name, few)
                if len(marks) >= LEAST:
                    for mark in marks:
                        by_mark[mark].append((marks, actor))
        return cls(
            few,
            heads,
            {mark: tuple(pairs) for mark, pairs in by_mark.items()},
            Alone.build(persons, words, heads),
        )

    def named(self, name: str, country: str | None, date: str | None) -> Actor | None:
        """The one person whom a name of several words fits; None for none or several.

        Args:
            name: The name, without titles.
            country: Whose person it is, where the words around tell.
            date: For preferring whoever holds an office then.
        """
        for form in forms(name):
            found = self.fitting(marks_of(form, self.particles), country)
            if found:
                return only(found, date)
        return None

    def fitting(self, said: frozenset[str], country: str | None) -> list[Actor]:
        """The persons whom the words of a name fit, of a country if one is told."""
        if len(said) < LEAST:
            return []
        found = {
            actor.id: actor
            for mark in said
            for marks, actor in self.by_mark.get(mark, ())
            if len(marks & said) >= LEAST
            and (said <= marks or (marks <= said and not is_numbered(actor, marks)))
        }
        if country:
            found = {key: a for key, a in found.items() if country in countries_of(a)}
        return list(found.values())

    def head(self, name: str, date: str | None, named: Mapping[str, int] | None) -> Actor | None:
        """Whom a family name alone means (see `Alone.head`), or a word that is no other's name.

        Such a word is any of a head in office that nobody else in the lists bears ("Gotabaya").
        """
        actor = self.alone.head(name, date, named)
        said = marks_of(name, self.particles)
        if actor is not None or len(said) != 1 or " " in name_key(name):
            return actor
        bearers = {a.id: a for _, a in self.by_mark.get(next(iter(said)), ())}
        if len(bearers) != 1:
            return None
        (only_one,) = bearers.values()
        fits = is_head(only_one, date, self.heads) and is_near(only_one, named)
        return only_one if fits else None


def is_numbered(actor: Actor, marks: frozenset[str]) -> bool:
    """Whether somebody is told apart by a number that a form of the name leaves out.

    Another word after such given names makes them somebody else's ("Juan Carlos Ruiz").
    """
    numerals = {w for w in map(fold, actor.name.split()) if NUMERAL.fullmatch(w)}
    return bool(numerals) and marks.isdisjoint(numerals)


def forms(name: str) -> tuple[str, ...]:
    """A name as it is written and, where it has apostrophes, without them ("Mataafa")."""
    return (name, WITHOUT.sub("", name)) if WITHOUT.search(name) else (name,)


def marks_of(name: str, particles: frozenset[str]) -> frozenset[str]:
    """The words of a name that tell persons apart, in the form they are compared in."""
    folded = [fold(word) for word, _, _ in words_in(name)]
    parted = (SERVANT.sub("", word) for word in folded)
    return frozenset(
        word if NUMERAL.fullmatch(word) else sound(word)
        for word in parted
        if NUMERAL.fullmatch(word) or (len(word) >= SHORTEST and word not in particles)
    )


def only(persons: Sequence[Actor], date: str | None) -> Actor | None:
    """The only one of some persons, or the only one who holds an office on a date."""
    if len(persons) > 1:
        persons = [actor for actor in persons if any(held_on(actor, date))]
    return persons[0] if len(persons) == 1 else None


def countries_of(actor: Actor) -> set[str | None]:
    """The country of somebody and those of the offices."""
    return {actor.country, *(office.country for office in actor.offices)}
