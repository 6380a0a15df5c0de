"""The names of places inside those of bodies ("*Toronto* Police"), which say where a body is."""

from collections.abc import Collection, Iterator

from dateline.model import Parse, PlaceEntry
from dateline.resolve.bearers import OF, Bearers, is_large
from dateline.resolve.placenames import entities

LIKELIEST = 3


def inner_names(
    parse: Parse, bearers: Bearers, known: Collection[str], taken: Collection[int]
) -> Iterator[tuple[int, int]]:
    """The token ranges of well-known places' names inside names of bodies.

    Args:
        parse: The report.
        bearers: Which places a name may stand for.
        known: Names that the report uses of places, casefolded.
        taken: The tokens of names of places; bodies with one of them are passed over.
    """
    tokens = parse.tokens
    for first, last, label in entities(parse):
        if label != "ORG" or any(i in taken for i in range(first, last)):
            continue
        at = first
        while at < last:
            length = bearers.longest([t.text for t in tokens[at:last]])
            end = at + length - (length > 1 and tokens[at + length - 1].pos == "PUNCT")
            if 0 < end - at < last - first and is_inner(parse, bearers, known, (first, at, end)):
                yield at, end
            at += max(length, 1)


def is_inner(
    parse: Parse, bearers: Bearers, known: Collection[str], where: tuple[int, int, int]
) -> bool:
    """Whether a name opens that of a body or stands after "of" in it, and is well known.

    Well known are places that the report names elsewhere too, countries, areas, larger cities,
    and towns before what every town has ("*Slough* Council"). `where` is where the body's name
    begins, and where the place's begins and ends.
    """
    first, at, end = where
    tokens = parse.tokens
    text = parse.span(at, end).text or ""
    opens = at == first or (at == first + 1 and tokens[first].pos == "DET")
    after = at > first and tokens[at - 1].lower == OF
    plain = text[0].isupper() and text[-1] not in ",-" and tokens[at].pos != "DET"
    if not plain or not (opens or after) or text in bearers.words.get("unsafe", ()):
        return False
    said = text.casefold()
    if said in known:
        return True
    local = end < len(tokens) and tokens[end].lower in bearers.words.get("local_bodies", ())
    options = bearers.meant(text)[:LIKELIEST]
    return text in bearers.short or any(
        (local or is_large(one) or one.grain == "admin2") and is_called(one, said)
        for one in options
    )


def is_called(entry: PlaceEntry, said: str) -> bool:
    """Whether a name is the first one of a place, or a country's or one of our own lists."""
    names = {name.casefold() for name in (entry.name, *entry.aliases)}
    return said in names or entry.grain == "country"
