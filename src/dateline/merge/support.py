"""What an event rests on: documents, independent reports, outlets, sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.merge.copies import copies, groups_of, words_of
from dateline.merge.credits import Wires
from dateline.model import Claim, Document, SourceKind, Support

LONG_ENOUGH = 8
type Origins = Mapping[str, Sequence[str]]


def origins(documents: Mapping[str, Document], wires: Wires) -> dict[str, tuple[str, ...]]:
    """Where each document has its words from: its group of copies, and the agency if one is named.

    Two documents with one of them in common are one report when they tell of the same event.
    """
    group = copies(documents)
    found: dict[str, tuple[str, ...]] = {}
    for key, doc in documents.items():
        wire = wires.of_document(doc)
        found[key] = (group[key], f"wire {wire}") if wire else (group[key],)
    return found


def support_of(claims: Sequence[Claim], come_from: Origins) -> Support:
    """Count what stands behind an event."""
    documents = sorted({claim.document for claim in claims})
    return Support(
        documents=len(documents),
        independent=groups_of(documents, together(claims, come_from)),
        outlets=tuple(sorted({claim.outlet for claim in claims if claim.outlet})),
        sources=sources_of(claims),
    )


def together(claims: Sequence[Claim], come_from: Origins) -> Iterator[set[str]]:
    """The documents that are one report of an event.

    They are copies, or carry the dispatch of one agency, or one communique: the same words, a
    whole sentence or what a source is quoted for.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for origin in come_from.get(claim.document, ()):
            held[origin].add(claim.document)
        for words in said(claim):
            held[words].add(claim.document)
    return (documents for documents in held.values() if len(documents) > 1)


def said(claim: Claim) -> Iterator[str]:
    """The words by which a communique is known again, where there are enough of them."""
    for text in (claim.sentence.text, claim.attribution.content.text):
        words = words_of(text or "")
        if words.count(" ") >= LONG_ENOUGH - 1:
            yield f"words {words}"


def sources_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who says so, by name; an outlet that says so itself is its own source."""
    found: dict[str, None] = {}
    for claim in claims:
        if claim.attribution.kind is SourceKind.OUTLET and claim.outlet:
            found[claim.outlet] = None
        for who in claim.attribution.source:
            found[who.name or who.text or "unnamed"] = None
    return tuple(sorted(found))
