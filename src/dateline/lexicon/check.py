"""What is wrong with a lexicon beyond its form: references, doubles, offices, test sentences."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dateline.lexicon.doubles import double_faults, seat_faults
from dateline.lexicon.load import Fault
from dateline.model import Actor, Factuality, Lexicon, Pattern

Matcher = Callable[[Sequence[str]], Sequence[frozenset[str]]]

CODE = re.compile(r"[A-Z]{3}")  # other makers are companies
BUILT_IN = ("actor", "state", "person", "any", "quote")
ASSESSMENTS = ("interpretation", "trend", "forecast")


def check(lexicon: Lexicon, matcher: Matcher | None = None) -> list[Fault]:
    """All faults of a lexicon at once.

    Args:
        lexicon: As read; faults of form are found by `read`.
        matcher: Codes sentences and gives the ids of the entries that fire on each; with it
            every `yes` and `no` sentence is tried.
    """
    faults = [
        *(fault for pattern in lexicon.patterns for fault in pattern_faults(lexicon, pattern)),
        *crosswalk_faults(lexicon),
        *people_faults(lexicon),
        *double_faults(lexicon),
        *seat_faults(lexicon),
        *place_faults(lexicon),
        *marker_faults(lexicon),
    ]
    return [*faults, *sentence_faults(lexicon, matcher)] if matcher else faults


def known(name: str, value: str, names: Iterable[str]) -> str | None:
    """A message when a value is not among the names, with the nearest that are."""
    names = list(names)
    if value in names:
        return None
    near = difflib.get_close_matches(value, names, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"unknown {name} {value!r}{hint}"


def pattern_faults(lexicon: Lexicon, pattern: Pattern) -> Iterator[Fault]:
    """References that do not resolve, and entries without a test."""

    def fault(where: str, what: str | None) -> Iterator[Fault]:
        if what:
            yield Fault("patterns", f"{pattern.id}.{where}", what)

    kind = lexicon.types.get(pattern.type)
    yield from fault("type", known("type", pattern.type, lexicon.types))
    if kind and pattern.mode:
        yield from fault("mode", known("mode", pattern.mode, [mode.id for mode in kind.modes]))
    for context in pattern.context:
        yield from fault("context", known("context", context, lexicon.contexts))
    if bool(pattern.verb) == bool(pattern.noun):
        yield from fault("verb", "needs either `verb` or `noun`, and not both")
    if not pattern.yes:
        yield from fault("yes", "has no sentence that must match")
    for slot, words in slots_of(pattern):
        for word in words:
            if word.startswith("@"):
                names = [*BUILT_IN, *lexicon.lists]
                yield from fault(slot, known("list", word[1:], names))


def slots_of(pattern: Pattern) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All slot conditions of a pattern."""
    for slot in ("subject", "object", "indirect", "clause", "owner", "modifier"):
        yield slot, getattr(pattern, slot)
    yield from pattern.prep.items()
    yield from pattern.without.items()


def crosswalk_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Crosswalk rows that name no type, mode or context."""
    for row in lexicon.crosswalk:
        kind = lexicon.types.get(row.type)
        modes = [mode.id for mode in kind.modes] if kind else []
        found = [known("type", row.type, lexicon.types)]
        found += [known("mode", row.mode, modes)] if row.mode and kind else []
        found += [known("context", context, lexicon.contexts) for context in row.context]
        for what in filter(None, found):
            yield Fault("crosswalk", row.cameo, what)


def people_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Unknown countries and sectors, overlapping terms of one office."""
    countries = {country.iso3 for country in lexicon.countries}
    for agent in lexicon.agents:
        for sector in agent.sector:
            if what := known("sector", sector, lexicon.sectors):
                yield Fault("agents", agent.word, what)
    for actor in lexicon.actors:
        if actor.country and (what := known("country", actor.country, countries)):
            yield Fault("actors", actor.name, what)
        for sector in actor.sector:
            if what := known("sector", sector, lexicon.sectors):
                yield Fault("actors", actor.name, what)
        yield from office_faults(actor)


def place_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Unknown countries of places, items, realms and two-letter codes."""
    countries = {country.iso3 for country in lexicon.countries}
    rows = [
        *(("places", place.name, place.country) for place in lexicon.places),
        *(("items", i.name, i.maker) for i in lexicon.items if i.maker and CODE.fullmatch(i.maker)),
        *(("codes", short, code) for short, code in lexicon.codes.items()),
        *(
            ("realms", realm.iso3, code)
            for realm in lexicon.realms
            for code in (realm.iso3, realm.state)
        ),
    ]
    for kind, name, code in rows:
        if code and (what := known("country", code, countries)):
            yield Fault(kind, name, what)


def office_faults(actor: Actor) -> Iterator[Fault]:
    """Terms of the same office that overlap, and terms that end before they begin."""
    for i, office in enumerate(actor.offices):
        if office.since and office.until and office.until < office.since:
            what = f"{office.office} ends {office.until}, before it begins {office.since}"
            yield Fault("actors", actor.name, what)
        for other in actor.offices[i + 1 :]:
            same = (office.office, office.country) == (other.office, other.country)
            if same and (office.until or "9999") > (other.since or "0000"):
                yield Fault("actors", actor.name, f"has {office.office} twice at one time")


def marker_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Cues, hedges and views that name no value, or have no test sentence."""
    values = [value.value for value in Factuality]
    for cue in lexicon.cues:
        if what := known("factuality", cue.factuality, values):
            yield Fault("cues", cue.id, what)
    for hedge in lexicon.hedges:
        if what := known("factuality", hedge.factuality, [*values, "same", "flip"]):
            yield Fault("hedges", hedge.id, what)
    for view in lexicon.views:
        if what := known("kind", view.kind, ASSESSMENTS):
            yield Fault("views", view.id, what)
    for kind, entries in tested(lexicon).items():
        for key, (yes, _) in entries.items():
            if not yes and kind != "patterns":
                yield Fault(kind, f"{key}.yes", "has no sentence that must match")


def tested(lexicon: Lexicon) -> Mapping[str, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """The `yes` and `no` sentences of every entry that has them, by kind and id."""
    return {
        "patterns": {entry.id: (entry.yes, entry.no) for entry in lexicon.patterns},
        "cues": {entry.id: (entry.yes, entry.no) for entry in lexicon.cues},
        "hedges": {entry.id: (entry.yes, entry.no) for entry in lexicon.hedges},
        "views": {entry.id: (entry.yes, entry.no) for entry in lexicon.views},
    }


def untested(lexicon: Lexicon) -> list[str]:
    """The ids of entries without a `yes` sentence."""
    return [
        key for entries in tested(lexicon).values() for key, (yes, _) in entries.items() if not yes
    ]


def sentence_faults(lexicon: Lexicon, matcher: Matcher) -> list[Fault]:
    """Every `yes` that does not fire its entry, and every `no` that does."""
    cases = [
        (kind, key, sentence, must)
        for kind, entries in tested(lexicon).items()
        for key, (yes, no) in entries.items()
        for must, sentences in ((True, yes), (False, no))
        for sentence in sentences
    ]
    fired = matcher([sentence for _, _, sentence, _ in cases])
    faults = []
    for (kind, key, sentence, must), ids in zip(cases, fired, strict=True):
        if (key in ids) is not must:
            what = "must match and does not" if must else "must not match and does"
            faults.append(Fault(kind, f"{key}.{'yes' if must else 'no'}", f"{what}: {sentence}"))
    return faults
