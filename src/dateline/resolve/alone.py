"""Persons of the lists by a family name alone, where custom has it so by a given name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.model import Actor
from dateline.model.names import fold, name_key
from dateline.resolve.sounds import NUMERAL, SERVANT, WITHOUT, sound
from dateline.resolve.terms import held_on, is_head, was_head, will_be_head

SHORTEST = 3
YOUNGER = ("jr", "sr")
type ByName = Mapping[str, tuple[Actor, ...]]


@dataclass(frozen=True)
class Alone:
    """Persons by what they are called by alone, in the form `name_key`.

    `whole` has family names as they are written ("da costa"), `last` their last word ("costa"),
    `given` the first word of names in countries where people go by that, and of kings, `spoken`
    the last word as it sounds.
    """

    particles: frozenset[str]
    heads: Mapping[str, int]
    whole: ByName
    last: ByName
    given: ByName
    spoken: ByName

    @classmethod
    def build(
        cls,
        persons: Iterable[Actor],
        words: Mapping[str, tuple[str, ...]],
        heads: Mapping[str, int],
    ) -> "Alone":
        """Index persons by a lexicon's words.

        They are `actors.particles` (words that tell no persons apart), `actors.family_first` and
        `actors.given_alone` (countries).
        """
        few, family_first, given_alone = (
            frozenset(words.get(f"actors.{name}", ()))
            for name in ("particles", "family_first", "given_alone")
        )
        tables: list[dict[str, list[Actor]]] = [defaultdict(list) for _ in range(4)]
        for actor in persons:
            written = dict.fromkeys(family_names(actor, few))
            last = dict.fromkeys(name.rpartition(" ")[2] for name in written)
            first = given_names(actor) if goes_by_given(actor, given_alone) else ()
            if actor.country in family_first:
                written |= dict.fromkeys(name_key(actor.name).split()[:1])
            for table, names in zip(tables, (written, last, first, map(sound, last)), strict=True):
                for name in dict.fromkeys(names):
                    if len(name) >= SHORTEST and name not in few:
                        table[name].append(actor)
        return cls(few, heads, *(
            {name: tuple(found) for name, found in table.items()} for table in tables
        ))  # fmt: skip

    def head(self, name: str, date: str | None, named: Mapping[str, int] | None) -> Actor | None:
        """Whom a family name alone means: who holds an office then, heads of state first.

        Args:
            name: A family name: one word, or several that are written as one name ("De Croo").
            date: The date of the report; without one the latest office counts.
            named: How often the report names each country: whoever is no head in office must be
                of one of them; None where nothing is known of a report.
        """
        initial, rest = initial_of(name)
        whole, bare, plain = name_key(rest), self.bare(rest), name_key(WITHOUT.sub("", rest))
        for known in (*map(self.whole.get, (whole, bare, plain)), self.last.get(bare)):
            found = self.fitting(begun_with(initial, known or ()), date, named)
            if found:
                return found[0] if len(found) == 1 else None
        for known in (self.given.get(whole), self.spoken.get(sound(bare))):
            near = [a for a in begun_with(initial, known or ()) if is_near(a, named)]
            found = [actor for actor in near if is_head(actor, date, self.heads)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def fitting(
        self, known: Sequence[Actor], date: str | None, named: Mapping[str, int] | None
    ) -> list[Actor]:
        """Those of some persons whom a report may mean; several where that cannot be told."""
        heads = [actor for actor in known if is_head(actor, date, self.heads)]
        if len({actor.country for actor in heads}) == 1:
            heads = self.highest(heads, date)
        if len(heads) == 1:
            return heads
        near = [actor for actor in known if is_near(actor, named)]
        for some in (
            [actor for actor in near if any(held_on(actor, date))],
            [actor for actor in near if will_be_head(actor, date, self.heads)],
            [actor for actor in near if was_head(actor, date, self.heads)],
        ):
            found = some if named is None else most_named(some, named)
            if found:
                return found
        return heads

    def bare(self, name: str) -> str:
        """A family name without the particles that it begins with ("al-Sisi")."""
        words = name_key(name).split()
        while len(words) > 1 and words[0] in self.particles:
            del words[0]
        return " ".join(words)

    def highest(self, heads: Sequence[Actor], date: str | None) -> list[Actor]:
        """Of some heads of one country those with the highest office."""
        ranks = [
            min(self.heads[office] for office in held_on(actor, date) if office in self.heads)
            for actor in heads
        ]
        return [a for a, rank in zip(heads, ranks, strict=True) if rank == min(ranks)]


def initial_of(name: str) -> tuple[str, str]:
    """The first letter of the initials that a name begins with, and the rest ("V. Putin").

    >>> initial_of("G.W. Bush"), initial_of("De Croo")
    (('g', 'Bush'), ('', 'De Croo'))
    """
    first, _, rest = " ".join(parts(name)).partition(" ")
    if rest and (len(first) == 1 or first.endswith(".")) and first[0].isalpha():
        return first[0].casefold(), rest
    return "", f"{first} {rest}".strip()


def begun_with(initial: str, persons: Sequence[Actor]) -> list[Actor]:
    """The persons with a word in a name that begins with a letter; all for none."""
    return [
        actor
        for actor in persons
        if not initial
        or any(
            word[0] == initial
            for name in (actor.name, *actor.aliases)
            for word in name_key(name).split()
        )
    ]


def parts(name: str) -> list[str]:
    """The words of a name as they are written, without "Jr." at the end."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".").lower() in YOUNGER:
        del words[-1]
    return words


def family_names(actor: Actor, particles: AbstractSet[str]) -> Iterator[str]:
    """Family names as they are written: with particles, hyphens and apostrophes.

    That is what the name ends with ("Van der Bellen", "O'Neill"), and the same in the spelling of
    another name of theirs ("Lukashenka").
    """
    own = sound(name_key(parts(actor.name)[-1]).rpartition(" ")[2])
    for name in (actor.name, *actor.aliases):
        *before, last = parts(name)
        key = name_key(last)
        if sound(key.rpartition(" ")[2]) != own:
            continue
        if WITHOUT.search(last):
            yield name_key(WITHOUT.sub("", last))
        while len(before) > 1 and is_joined(before[-1].lower(), particles):
            key = f"{fold(before.pop())} {key}"
        yield key


def is_joined(word: str, particles: AbstractSet[str]) -> bool:
    """Whether a word makes one family name with the word after it."""
    return word in particles or SERVANT.fullmatch(word) is not None


def goes_by_given(actor: Actor, countries: AbstractSet[str]) -> bool:
    """Whether somebody goes by the given name: by the custom of the country, or with a number."""
    return (
        actor.country in countries or NUMERAL.fullmatch(parts(actor.name)[-1].lower()) is not None
    )


def given_names(actor: Actor) -> Iterator[str]:
    """The given name of a person in all its spellings."""
    own = name_key(actor.name.split()[0]).partition(" ")[0]
    for name in (actor.name, *actor.aliases):
        first = name_key(name.split()[0]).partition(" ")[0]
        if sound(first) == sound(own):
            yield first


def is_near(actor: Actor, named: Mapping[str, int] | None) -> bool:
    """Whether a report names somebody's country; always where nothing is known of a report."""
    return named is None or named.get(actor.country or "", 0) > 0


def most_named(persons: Sequence[Actor], named: Mapping[str, int]) -> list[Actor]:
    """The persons whose country is named most, if it is named at all."""
    counts = [named.get(actor.country or "", 0) for actor in persons]
    return [a for a, count in zip(persons, counts, strict=True) if count == max(counts)]
