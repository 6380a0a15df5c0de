"""Whom "I" and "we" stand for: whoever speaks the sentence, or spoke the one before."""

from collections.abc import Container, MutableMapping, Sequence

from dateline.model import Parse, Token
from dateline.resolve.chunks import Chunk
from dateline.resolve.identity import Identity
from dateline.resolve.phrase import Read, pointing

# The phrases read so far, by their head tokens.
Reads = MutableMapping[int, tuple[Chunk, Read]]


def name_speakers(parse: Parse, reads: Reads, pronouns: Sequence[int], he: Container[str]) -> None:
    """Give "I" and "we" to whoever speaks the sentence, or spoke the one before."""
    last: tuple[int, Identity] | None = None
    for i in pronouns:
        token = parse.tokens[i]
        who = speaker(parse, reads, token, he)
        if who is None and last is not None and token.sentence - last[0] <= 2:  # noqa: PLR2004
            who = last[1]
        if who is None:
            continue
        last = (token.sentence, who)
        chunk, _ = reads[i]
        reads[i] = (chunk, pointing(token.text, who))


def speaker(parse: Parse, reads: Reads, token: Token, he: Container[str]) -> Identity | None:
    """The subject of the verb whose complement a pronoun stands in."""
    below = token
    for above in parse.ancestors(token.i):
        complement = below.dep in ("ccomp", "parataxis") or above.i > below.i
        if above.pos == "VERB" and complement:
            for noun in parse.kids(above.i, "nsubj"):
                found = reads.get(noun.i)
                if (found and found[1].acts and noun.tag != "PRP") or (found and noun.lower in he):
                    return found[1].identity if found[1].identity.name else None
        below = above
    return earlier_speaker(parse, reads, token)


def earlier_speaker(parse: Parse, reads: Reads, token: Token) -> Identity | None:
    """The nearest person that a sentence before this one lets speak."""
    first = parse.sentence_tokens[max(token.sentence - 1, 0)][0]
    for other in reversed(parse.tokens[first : token.i]):
        if other.dep != "nsubj" or other.i not in reads:
            continue
        read = reads[other.i][1]
        if read.acts and parse.kids(other.head, "ccomp", "parataxis"):
            return read.identity
    return None
