"""Whether a name stands like a place's: after "in", before ", Ohio", "-based" or "(AP)"."""

from collections.abc import Mapping

from dateline.model import Parse
from dateline.resolve.placenames import Toponym
from dateline.resolve.surroundings import Surroundings

JOINING = ("and", "or", "&")
LONGEST = 6


def stands_placed(
    around: Surroundings, first: int, last: int, found: Mapping[int, Toponym]
) -> bool:
    """Whether the words around a name, tokens `first` to `last`, say that it is a place's.

    "In *X*", "*X*, Ohio", "*X*-based", "Oslo and *X*", "*X* (AP)". `found` holds the names that
    were found to be of places, by their first tokens.
    """
    return (
        around.after_preposition(first)
        or around.before_area(last, found)
        or before_based(around.parse, last)
        or beside_place(around.parse, first, last, found)
        or before_agency(around.parse, first, last)
    )


def is_called_place(
    around: Surroundings, first: int, last: int, found: Mapping[int, Toponym]
) -> bool:
    """Whether a name that no place bears is called one ("the village of X"), or stands like one."""
    return (
        bool(around.hint(first, last))
        or around.after_preposition(first)
        or around.before_area(last, found)
    )


def before_based(parse: Parse, last: int) -> bool:
    """Whether a name is followed by "-based"."""
    return [token.lower for token in parse.tokens[last : last + 2]] == ["-", "based"]


def beside_place(parse: Parse, first: int, last: int, found: Mapping[int, Toponym]) -> bool:
    """Whether a name is joined by "and" or "or" to that of a place."""
    tokens = parse.tokens
    if first > 1 and tokens[first - 1].lower in JOINING and tokens[first].dep == "conj":
        before = (found.get(i) for i in range(max(first - LONGEST, 0), first - 1))
        return any(one is not None and one.last == first - 1 and one.options for one in before)
    after = found.get(last + 1)
    return (
        last + 1 < len(tokens)
        and tokens[last].lower in JOINING
        and tokens[last + 1].dep == "conj"
        and after is not None
        and bool(after.options)
    )


def before_agency(parse: Parse, first: int, last: int) -> bool:
    """Whether a name in capitals is followed by an agency's in brackets ("SEOUL (AP)")."""
    tokens = parse.tokens
    if [token.text for token in tokens[last : last + 3 : 2]] != ["(", ")"]:
        return False
    return all(token.text.isupper() for token in (*tokens[first:last], tokens[last + 1]))
