"""Filters that could never find anything: a type, mode or country that does not exist."""

from dateline.analyse.scope import choice
from dateline.analyse.search import Search
from dateline.errors import UsageError
from dateline.model import Lexicon


def checked_filters(search: Search, lexicon: Lexicon) -> None:
    """Check type, mode and country against the lexicon, and that the time does not end first.

    A mode has to be one of the type where a type is given. Types and countries may be written
    small, as `Search` reads them.

    Raises:
        UsageError: if one of them does not exist, or `after` is later than `before`.
    """
    wanted = search.type.upper()
    if wanted:
        choice("type", wanted, lexicon.types, "--type")
    if search.mode:
        kinds = [lexicon.types[wanted]] if wanted else lexicon.types.values()
        modes = dict.fromkeys(mode.id for kind in kinds for mode in kind.modes)
        choice("mode", search.mode, modes, "--mode")
    if search.country:
        named = {country.iso3: country.name for country in lexicon.countries}
        known_country(search.country, {**dict.fromkeys(lexicon.codes.values(), ""), **named})
    if search.after and search.before and search.after > search.before:
        raise UsageError(
            f"--after {search.after} is later than --before {search.before}",
            why="no day is in that time", fix="exchange the two", code="analyse/no-time",
        )  # fmt: skip


def known_country(said: str, names: dict[str, str]) -> None:
    """Check that a country is one of the ISO codes; a name leads to its code."""
    if said.upper() in names:
        return
    meant = [code for code, name in names.items() if name.lower() == said.lower()]
    raise UsageError(
        f"there is no country {said!r}",
        why="--country takes a code of three letters, ISO 3166 alpha-3"
        + (f"; did you mean {meant[0]!r}?" if meant else ""),
        fix="give such a code: --country UKR", code="analyse/no-country",
    )  # fmt: skip
