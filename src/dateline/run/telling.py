"""An analyst's own claim: words of a report in, a claim with all that the stages read of it out.

It is written to the journal and not to the codings, joins the events like any other claim, and can
be corrected, merged and taken back. No coder changes it.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.code import HandCoder
from dateline.errors import StaleError, UsageError
from dateline.model import Claim, Coding, Correction, Document, Lexicon, Parse, Query
from dateline.model.ontology import Ontology
from dateline.record import Record, View, corrected, from_row, to_row
from dateline.record.journal import TELLING
from dateline.run.pipeline import Pipeline
from dateline.run.project import read_settings
from dateline.run.review import (
    TELL,
    Change,
    Settled,
    catch_up,
    changes_of,
    check_reason,
    events_of,
    following,
)
from dateline.run.stages import offered, pipeline_of, stamp_of

SAME_WORDS = (
    "SELECT told.id AS id, event FROM told JOIN members ON members.claim = told.id "
    'WHERE document = ? AND type = ? AND anchor.start < ? AND anchor."end" > ?'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """What an analyst tells: the words of a report that carry it, and what happened.

    `start` and `end` are offsets of code points, half-open; words are taken whole. `fields` sets
    what the stages are not to find for themselves, in the form of a claim's fields.
    """

    document: str
    start: int
    end: int
    type: str
    user: str
    mode: str = ""
    why: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Teller:
    """The stages that read what is around chosen words."""

    pipeline: Pipeline
    hand: HandCoder

    @classmethod
    def build(cls, record: Record, lexicon: Lexicon) -> "Teller":
        """Make the stages of a record ready; the models are loaded when they are first used."""
        settings = read_settings(record.settings, str(record.path / "dateline.toml"))
        stamp = stamp_of(settings, lexicon)
        hand = HandCoder.build(lexicon, offered("classifier"), stamp.words)
        return cls(pipeline_of(settings, lexicon), hand)

    def __call__(self, doc: Document, asked: NewClaim) -> Claim:
        """The claim that is told, with whom, where, when and by whom it is said.

        Raises:
            UsageError: if the words are not in one sentence of the report's body.
        """
        parse = next(iter(self.pipeline.parser([doc])))
        words = words_at(parse, asked)
        reading = self.pipeline.reader(parse)
        claim = self.hand(reading, words, asked.type, asked.mode, asked.user)
        told = self.pipeline.attributor(reading, [claim])
        whole: Coding = self.pipeline.resolver(reading, told)
        return whole.claims[0]


def words_at(parse: Parse, asked: NewClaim) -> range:
    """The tokens of the words that were chosen.

    Raises:
        UsageError: if there are none, or they are of several sentences.
    """
    chosen = [
        token for token in parse.tokens
        if token.start < asked.end and token.end > asked.start and not token.text.isspace()
    ]  # fmt: skip
    sentences = {token.sentence for token in chosen}
    if len(sentences) != 1:
        raise UsageError(
            "a claim is told by words of one sentence",
            why=f"those of {len(sentences)} sentences were chosen" if chosen
            else "none of the words that were chosen is in a sentence of the report's body",
            fix='choose the word that tells it, such as "sent" or "attack"',
            code="tell/no-words",
        )  # fmt: skip
    return range(chosen[0].i, chosen[-1].i + 1)


def tell(
    record: Record, view: View, lexicon: Lexicon, claim: Claim, asked: NewClaim, at: str
) -> Settled:
    """Write an analyst's claim down, and have the view show it.

    Args:
        record: The record.
        view: Its view.
        lexicon: Its lexicon.
        claim: What `prepared` made.
        asked: What it was made of.
        at: The time, ISO 8601.

    Raises:
        UsageError: if the words tell an event of that type already.
    """
    number = None
    while number is None:
        catch_up(record, view, lexicon)
        check_new(view, claim)
        body = {"claim": to_row(claim), "why": asked.why}
        with suppress(StaleError):
            number = record.journal.append(TELLING, body, user=asked.user, at=at, after=view.last)
    catch_up(record, view, lexicon)
    return Settled(number=number, events=tuple(events_of(view, [claim.id])))


def prepared(view: View, lexicon: Lexicon, teller: Teller, asked: NewClaim) -> Claim:
    """The claim that is to be told, as the stages read it and with the fields that were given.

    Raises:
        NotFoundError: if there is no such report.
        UsageError: if it cannot be told so, or nobody takes part in it.
    """
    check_reason(asked.why)
    ontology = Ontology.of(lexicon)
    following({"type": asked.type, "mode": asked.mode, "context": ()}, ontology)
    claim = teller(document_of(view, asked.document), asked)
    change = Change(kind=TELL, events=(), user=asked.user, why=asked.why, fields=asked.fields)
    changes = list(changes_of([claim], change, ontology))
    claim = corrected(claim, [Correction(**one, user=asked.user, why=asked.why) for one in changes])
    claim = with_words(claim)
    if not (claim.actor or claim.recipient or claim.attendee):
        raise UsageError(
            f"nobody takes part in {claim.anchor.text!r}",
            why="no actor of public affairs stands where the words have one, and none was given",
            fix='name one: actor="North Korea"', code="tell/nobody",
        )  # fmt: skip
    return claim


def words_in(text: str, words: str, nth: int | None) -> tuple[int, int]:
    """Where words stand in a text, as whole words: half-open code points.

    Raises:
        UsageError: if they do not, or several times and nobody said which.
    """
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    places = [match.span() for match in re.finditer(rf"(?<!\w){spaced}(?!\w)", text)]
    if not words.strip() or not places or (nth or 1) > len(places):
        raise UsageError(
            f"{words!r} does not stand in the report{f' {nth} times' if places else ''}",
            why="words are looked for as they are written there, in whole",
            fix="see its text: dateline show d-...", code="tell/no-words",
        )  # fmt: skip
    if len(places) > 1 and not nth:
        around = "; ".join(
            f"{i}: …{text[max(start - 20, 0) : end + 20]}…".replace("\n", " ")
            for i, (start, end) in enumerate(places[:9], 1)
        )
        raise UsageError(
            f"{words!r} stands {len(places)} times in the report", why=around,
            fix="say which time is meant: 2 is the second", code="tell/which-words",
        )  # fmt: skip
    return places[(nth or 1) - 1]


def with_words(claim: Claim) -> Claim:
    """The claim with a place in the text for those given by a name that stands in its sentence."""
    sentence = claim.sentence
    fields: dict[str, Any] = {}
    for name in ("actor", "recipient", "attendee", "place", "item"):
        found = []
        for one in getattr(claim, name):
            match = re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", sentence.text)
            if one.start is None and one.name and match:
                start, end = (sentence.start + at for at in match.span())
                one = replace(one, text=match[0], start=start, end=end)  # noqa: PLW2901
            found.append(one)
        fields[name] = tuple(found)
    return replace(claim, **fields)


def document_of(view: View, key: str) -> Document:
    """The report with an id.

    Raises:
        NotFoundError: if there is none.
    """
    return from_row(view.one("documents", key), Document)


def check_new(view: View, claim: Claim) -> None:
    """Check that the words do not tell an event of that type already.

    Raises:
        UsageError: if they do; it names the event.
    """
    start, end = claim.anchor.start, claim.anchor.end
    parameters = (claim.document, claim.type, end, start)
    for row in view.ask(Query(sql=SAME_WORDS, parameters=parameters)):
        raise UsageError(
            f"{claim.anchor.text!r} tells {claim.type} already",
            why=f"{row['id']} is a claim of these words, in the event {row['event']}",
            fix=f"correct that event, or take its rejection back: dateline show {row['event']}",
            code="tell/already",
        )  # fmt: skip
