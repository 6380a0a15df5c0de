"""What coding writes down: claims, quotes, assessments, and the parts they are made of.

The fields are those of the record's contract; JSON names = column names = attribute names.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.text import Problem, Sentence, Span

COUNTRY_CODE_LENGTH = 3
BY_HAND = "by hand"  # the coder of a claim that an analyst told


class Kind(StrEnum):
    """What a participant is."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    BODY = "body"
    ARMED_GROUP = "armed group"
    GROUP = "group"
    UNKNOWN = ""


class SourceKind(StrEnum):
    """Who a claim is attributed to; `outlet` means that the outlet says so itself."""

    OUTLET = "outlet"
    NAMED = "named"
    OFFICIAL = "official"
    MEDIA = "media"
    ANONYMOUS = "anonymous"


class Factuality(StrEnum):
    """How sure the source is that it happened (FactBank: Sauri and Pustejovsky 2009)."""

    CERTAIN = "CT+"
    CERTAINLY_NOT = "CT-"
    PROBABLE = "PR+"
    PROBABLY_NOT = "PR-"
    POSSIBLE = "PS+"
    POSSIBLY_NOT = "PS-"
    CERTAIN_UNKNOWN = "CTu"
    UNKNOWN = "Uu"


class Aux(StrEnum):
    """PLOVER's auxiliary modes."""

    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Grain(StrEnum):
    """How finely a date is stated."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    NONE = "none"


class Basis(StrEnum):
    """Where a date comes from: stated in the text, the publication date, or nowhere."""

    STATED = "stated"
    PUBLISHED = "published"
    NONE = "none"


class AssessmentKind(StrEnum):
    """What somebody makes of things."""

    INTERPRETATION = "interpretation"
    TREND = "trend"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Span):
    """Somebody who acts, is acted upon, attends, or says so.

    The span is the words as they stand ("he"); `name` is whom they stand for ("Kim Jong Un").
    `country` is ISO 3166 alpha-3, `sector` PLOVER sector codes, `office` the office held on the
    date of the claim; `why` says how it was resolved, or why it was not.
    """

    name: str = ""
    id: str | None = None
    kind: Kind = Kind.UNKNOWN
    country: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    why: str = ""

    def __post_init__(self) -> None:
        """Check the span and the form of the country code."""
        Span.__post_init__(self)
        if self.country is not None and len(self.country) != COUNTRY_CODE_LENGTH:
            raise ValueError(f"country {self.country!r} is not an ISO 3166 alpha-3 code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Span):
    """Where it happened. `grain` is site, city, admin2, admin1, country or region.

    `geonames` is the GeoNames id as text; latitude and longitude are degrees (WGS 84).
    """

    name: str = ""
    country: str | None = None
    admin1: str | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    grain: str | None = None
    why: str = ""

    @property
    def is_named(self) -> bool:
        """Whether it has a name of its own, unlike "a base" or "the border"."""
        return self.geonames is not None or not self.name.islower()


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Span):
    """When it happened: `first` to `last`, both ISO dates and both included."""

    first: str | None = None
    last: str | None = None
    grain: Grain = Grain.NONE
    basis: Basis = Basis.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """How many: both bounds are equal for a single number and null for vague amounts.

    `item` is the name of the item it counts, if it counts one.
    """

    low: float | None = None
    high: float | None = None
    hedge: str | None = None
    unit: str = ""
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Span):
    """Equipment or goods shown, moved, given or used; `class` is called `class_` in Python."""

    name: str = ""
    class_: str | None = None
    maker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so, by which words (`cue`), of what (`content`).

    `chain` names the sources that this source itself cites, nearest first.
    """

    source: tuple[Participant, ...] = ()
    cue: Span = field(default_factory=Span)
    content: Span = field(default_factory=Span)
    kind: SourceKind = SourceKind.OUTLET
    chain: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One happening as one source tells it in one sentence; never changed once recorded.

    `pattern` names the lexicon entry that made it; `coder` the stamp of code, models, lexicons
    and settings; `stamp` the same in words. An analyst's own claim has the coder `by hand`, and
    the pattern `told by NAME`.

    Raises:
        ValueError: if the anchor does not lie inside the sentence.
    """

    id: str
    document: str
    outlet: str | None
    published: str | None
    sentence: Sentence
    anchor: Span
    type: str
    mode: str = ""
    context: tuple[str, ...] = ()
    cameo: str | None = None
    quad: str = ""
    intensity: float | None = None
    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    attendee: tuple[Participant, ...] = ()
    place: tuple[Place, ...] = ()
    when: When = field(default_factory=When)
    quantity: tuple[Quantity, ...] = ()
    item: tuple[Item, ...] = ()
    attribution: Attribution = field(default_factory=Attribution)
    factuality: Factuality = Factuality.CERTAIN
    aux: tuple[Aux, ...] = ()
    score: float = 0.5
    coder: str = ""
    pattern: str = ""
    stamp: str = ""

    def __post_init__(self) -> None:
        """Check that the anchor stands in the sentence."""
        start, end = self.anchor.start, self.anchor.end
        inside = start is not None and end is not None
        if not inside or not self.sentence.start <= start or not end <= self.sentence.end:  # type: ignore[operator]
            raise ValueError(f"anchor {self.anchor} is outside sentence {self.sentence.number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Reported speech: `text` is the words said, without the quote marks."""

    id: str
    document: str
    sentence: Sentence
    text: str
    start: int
    end: int
    direct: bool
    source: tuple[Participant, ...] = ()
    cue: Span = field(default_factory=Span)
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An interpretation, a trend or a forecast: not a happening.

    `source` is empty when the outlet itself assesses; a hidden holder ("was seen as") is one
    participant whose name is `anonymous`.
    """

    id: str
    document: str
    sentence: Sentence
    content: Span
    cue: Span
    source: tuple[Participant, ...] = ()
    kind: AssessmentKind = AssessmentKind.INTERPRETATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """All that one coder writes down about one document."""

    document: str
    coder: str
    claims: tuple[Claim, ...] = ()
    quotes: tuple[Quote, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    problems: tuple[Problem, ...] = ()
