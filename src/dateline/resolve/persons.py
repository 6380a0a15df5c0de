"""Persons of the lists by other forms of their names: order, initials, spellings, a name alone.

Names are compared as sets of words, without particles and initials, and with the letters that
transcriptions differ in made alike ("Mohammed", "Muhamad"). One name fits another when all its
words are among the other's, two at least.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.model import Actor, Kind
from dateline.model.names import fold, words_in
from dateline.resolve.identity import is_held

SHORTEST = 3
LEAST = 2
YEARS_AFTER = 15
NUMERAL = re.compile(r"[ivx]{1,4}")
SERVANT = re.compile(r"abd(?:[aeuo]l)?(?=[a-z]{4})|abd(?:[aeuo]l)?$")  # of "Abdul-Rahman"
MUHAMMAD = re.compile(r"m[aou]h?a?m+[aeu]d")
SAME = (
    (re.compile(r"kh|k|q|c(?![eih])"), "k"), (re.compile(r"ph"), "f"), (re.compile(r"[sc]h"), "s"),
    (re.compile(r"w"), "v"), (re.compile(r"z"), "s"), (re.compile(r"j"), "i"),
    (re.compile(r"[aeiouy]+"), "a"), (re.compile(r"(?<=.)h"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word with the letters made alike that transcriptions differ in.

    >>> sound("mohammed") == sound("muhamad"), sound("sergei") == sound("sergey")
    (True, True)
    """
    if MUHAMMAD.fullmatch(word):
        return "mamad"
    for pattern, made in SAME:
        word = pattern.sub(made, word)
    return word


@dataclass(frozen=True)
class Persons:
    """Persons of the lists by the words of their names."""

    particles: frozenset[str]
    heads: frozenset[str]
    by_mark: Mapping[str, tuple[tuple[frozenset[str], Actor], ...]]
    alone: Mapping[str, tuple[Actor, ...]]

    @classmethod
    def build(cls, actors: Iterable[Actor], words: Mapping[str, tuple[str, ...]]) -> "Persons":
        """Index the persons among actors by a lexicon's words.

        They are `actors.particles` (words that tell no persons apart), `actors.heads` (offices of
        heads of state and government) and `actors.family_first` (countries).
        """
        few, heads, family_first = (
            frozenset(words.get(f"actors.{name}", ()))
            for name in ("particles", "heads", "family_first")
        )
        by_mark: dict[str, list[tuple[frozenset[str], Actor]]] = defaultdict(list)
        alone: dict[str, list[Actor]] = defaultdict(list)
        for actor in actors:
            if actor.kind is not Kind.PERSON:
                continue
            for name in (actor.name, *actor.aliases):
                marks = marks_of(name, few)
                if len(marks) >= LEAST:
                    for mark in marks:
                        by_mark[mark].append((marks, actor))
            for word in family_names(actor, few, family_first):
                alone[word].append(actor)
        return cls(
            few,
            heads,
            {mark: tuple(pairs) for mark, pairs in by_mark.items()},
            {word: tuple(persons) for word, persons in alone.items()},
        )

    def named(self, name: str, country: str | None, date: str | None) -> Actor | None:
        """The one person whom a name of several words fits; None for none or several.

        Args:
            name: The name, without titles.
            country: Whose person it is, where the words around tell.
            date: For preferring whoever holds an office then.
        """
        said = marks_of(name, self.particles)
        if len(said) < LEAST:
            return None
        found = {
            actor.id: actor
            for mark in said
            for marks, actor in self.by_mark.get(mark, ())
            if len(marks & said) >= LEAST
            and (said <= marks or (marks <= said and not is_numbered(actor, marks)))
        }
        if country:
            found = {key: a for key, a in found.items() if country in countries_of(a)}
        return only(list(found.values()), date)

    def head(self, name: str, date: str | None, named: Mapping[str, int] | None) -> Actor | None:
        """Whom a family name alone means: who holds an office then, heads of state first.

        Args:
            name: One word.
            date: The date of the report; without one the latest office counts.
            named: How often the report names each country: whoever is no head in office must be
                of one of them; None where nothing is known of a report.
        """
        known = self.alone.get(fold(name))
        if known is None:
            return None
        heads = [actor for actor in known if is_head(actor, date, self.heads)]
        if len(heads) == 1:
            return heads[0]
        near = [a for a in known if named is None or named.get(a.country or "", 0)]
        for some in (
            [actor for actor in near if any(held_on(actor, date))],
            [actor for actor in near if was_head(actor, date, self.heads)],
        ):
            found = some if named is None else most_named(some, named)
            if len(found) == 1:
                return found[0]
            if found:
                break
        return None


def is_numbered(actor: Actor, marks: frozenset[str]) -> bool:
    """Whether somebody is told apart by a number that a form of the name leaves out.

    Another word after such given names makes them somebody else's ("Juan Carlos Ruiz").
    """
    numerals = {w for w in map(fold, actor.name.split()) if NUMERAL.fullmatch(w)}
    return bool(numerals) and marks.isdisjoint(numerals)


def marks_of(name: str, particles: frozenset[str]) -> frozenset[str]:
    """The words of a name that tell persons apart, in the form they are compared in."""
    folded = [fold(word) for word, _, _ in words_in(name)]
    parted = (SERVANT.sub("", word) for word in folded)
    return frozenset(
        word if NUMERAL.fullmatch(word) else sound(word)
        for word in parted
        if NUMERAL.fullmatch(word) or (len(word) >= SHORTEST and word not in particles)
    )


def family_names(
    actor: Actor, particles: frozenset[str], family_first: frozenset[str]
) -> list[str]:
    """The words that a person may be called by alone: the last, in East Asia the first too."""
    words = [fold(word) for word, _, _ in words_in(actor.name)]
    both = (words[0], words[-1]) if actor.country in family_first else (words[-1],)
    return [w for w in dict.fromkeys(both) if len(w) >= SHORTEST and w not in particles]


def held_on(actor: Actor, date: str | None) -> Iterable[str]:
    """The offices that somebody holds on a date, in small letters; with no date, the open ones."""
    for office in actor.offices:
        is_open = office.since is not None and office.until is None
        if is_held(office, date) if date and office.since else is_open:
            yield office.office.lower()


def is_head(actor: Actor, date: str | None, heads: frozenset[str]) -> bool:
    """Whether somebody is head of state or government on a date."""
    return any(office in heads for office in held_on(actor, date))


def was_head(actor: Actor, date: str | None, heads: frozenset[str]) -> bool:
    """Whether somebody was head of state or government in the years before a date."""
    year = int(date[:4]) if date else 0
    return any(
        office.office.lower() in heads
        and office.until is not None
        and (not year or year - YEARS_AFTER <= int(office.until[:4]) <= year)
        for office in actor.offices
    )


def only(persons: Sequence[Actor], date: str | None) -> Actor | None:
    """The only one of some persons, or the only one who holds an office on a date."""
    if len(persons) > 1:
        persons = [actor for actor in persons if any(held_on(actor, date))]
    return persons[0] if len(persons) == 1 else None


def countries_of(actor: Actor) -> set[str | None]:
    """The country of somebody and those of the offices."""
    return {actor.country, *(office.country for office in actor.offices)}


def most_named(persons: Sequence[Actor], named: Mapping[str, int]) -> list[Actor]:
    """The persons whose country is named most, if it is named at all."""
    counts = [named.get(actor.country or "", 0) for actor in persons]
    return [a for a, count in zip(persons, counts, strict=True) if count == max(counts)]
