"""What an event rests on: documents, independent reports, outlets, sources.

Copies and near-copies are found by MinHash over word five-grams (Broder 1997) and count once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from datasketch import MinHash, MinHashLSH

from dateline.model import Claim, Document, SourceKind, Support

WORDS = re.compile(r"\w+")
SHINGLE = 5
PERMUTATIONS = 128
ALIKE = 0.5


def copies(documents: Mapping[str, Document]) -> dict[str, str]:
    """For each document the id of the first (in id order) that tells the same words.

    Two documents are copies when their five-word runs overlap by half or more (Jaccard).
    """
    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    group: dict[str, str] = {}
    for key in sorted(documents):
        doc = documents[key]
        sketch = sketch_of(doc.text)
        found = sorted(index.query(sketch))
        group[key] = group[found[0]] if found else doc.syndicated_from or key
        index.insert(key, sketch)
    return group


def sketch_of(text: str) -> MinHash:
    """The MinHash of a text's runs of five words."""
    words = [word.casefold() for word in WORDS.findall(text)]
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, 1))}
    sketch = MinHash(num_perm=PERMUTATIONS)
    sketch.update_batch([run.encode() for run in sorted(runs)])
    return sketch


def support_of(claims: Sequence[Claim], group: Mapping[str, str]) -> Support:
    """Count what stands behind an event."""
    documents = {claim.document for claim in claims}
    return Support(
        documents=len(documents),
        independent=len({group.get(doc, doc) for doc in documents}),
        outlets=tuple(sorted({claim.outlet for claim in claims if claim.outlet})),
        sources=sources_of(claims),
    )


def sources_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who says so, by name; an outlet that says so itself is its own source."""
    found: dict[str, None] = {}
    for claim in claims:
        if claim.attribution.kind is SourceKind.OUTLET and claim.outlet:
            found[claim.outlet] = None
        for who in claim.attribution.source:
            found[who.name or who.text or "unnamed"] = None
    return tuple(sorted(found))
