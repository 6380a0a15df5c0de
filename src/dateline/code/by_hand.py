"""A word that an analyst chose, and its type, in; the claim that it carries, read by machine, out.

Who takes part is found over the parse as for any other claim, and can be corrected like it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.code.coder import DictionaryCoder
from dateline.code.frame import NOUNS, frame_at
from dateline.code.likely import looked_over
from dateline.code.match import Fired
from dateline.code.retell import Candidate
from dateline.code.roles import assign
from dateline.code.second import pattern_of, recipient_slots
from dateline.model import BY_HAND, Claim, Classifier, Lexicon, Parse, Reading

CERTAIN = 1.0
ANCHORS = ("VERB", *NOUNS)


@dataclass(frozen=True)
class HandCoder:
    """Makes claims of chosen words; build it once with `HandCoder.build`."""

    coder: DictionaryCoder
    classifier: Classifier
    recipients: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, lexicon: Lexicon, classifier: Classifier, stamp: str = "") -> "HandCoder":
        """Make it ready for a lexicon."""
        return cls(
            coder=DictionaryCoder.build(lexicon, BY_HAND, stamp),
            classifier=classifier,
            recipients=recipient_slots(lexicon),
        )

    def __call__(self, reading: Reading, words: range, kind: str, mode: str, user: str) -> Claim:
        """The claim of a type that some words of a sentence carry.

        Args:
            reading: The document.
            words: The tokens chosen, of one sentence.
            kind: The event type.
            mode: Its mode; empty for none.
            user: Who says so.
        """
        parse = reading.parse
        at = head_of(parse, words)
        token = parse.tokens[at]
        slots = self.recipients.get(kind, ())
        pattern = pattern_of(token, f"told by {user}", kind, mode, slots)
        frame = frame_at(parse, at, self.coder.index.light_verbs)
        opinion = self.classifier(parse, [at]).get(at)
        fired = Fired(pattern, frame, words.start, words.stop, 0, CERTAIN, opinion)
        roles = assign(reading, fired, self.coder.parties)
        found = self.coder.attendance.add(reading, [Candidate(fired, roles, token.sentence)])
        candidate = next(one for one in found if one.fired is fired)
        candidate = looked_over(reading, candidate, self.coder.parties)
        fields = self.coder.contexts.by_paragraph(parse, {token.sentence})
        return self.coder.claim(reading, candidate, fields)


def head_of(parse: Parse, words: range) -> int:
    """The word of some that carries the rest: of "large military parade" it is "parade"."""
    heads = [i for i in words if parse.tokens[i].head not in words or parse.tokens[i].head == i]
    return next((i for i in heads if parse.tokens[i].pos in ANCHORS), heads[0])
