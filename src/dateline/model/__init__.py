"""The nouns: documents, claims, events, lexicons, and the shapes of the stages. Stdlib only."""

from dateline.model.claim import (
    BY_HAND,
    Assessment,
    AssessmentKind,
    Attribution,
    Aux,
    Basis,
    Claim,
    Coding,
    Factuality,
    Grain,
    Item,
    Kind,
    Participant,
    Place,
    Quantity,
    Quote,
    SourceKind,
    When,
)
from dateline.model.event import (
    Actor,
    Contradiction,
    ContradictionValue,
    Correction,
    Decided,
    Event,
    EventItem,
    EventParticipant,
    EventPlace,
    EventQuantity,
    EventWhen,
    Judgement,
    Office,
    Standing,
    Status,
    Support,
    Telling,
    Verdict,
)
from dateline.model.ids import content_id
from dateline.model.lexicon import (
    Agent,
    Atlas,
    Context,
    Country,
    Crosswalk,
    Cue,
    EventType,
    Gazetteer,
    Hedge,
    ItemEntry,
    Lexicon,
    Mode,
    Pattern,
    PlaceEntry,
    Realm,
    Roster,
    View,
)
from dateline.model.marks import Backing, Mark
from dateline.model.period import period_end, period_start, periods
from dateline.model.query import Query
from dateline.model.seam import (
    Attributor,
    Classifier,
    Coder,
    Judged,
    Mention,
    Merger,
    Parser,
    Reader,
    Reading,
    Resolver,
)
from dateline.model.text import Block, Document, Parse, Problem, Sentence, Span, Token

__all__ = [
    "BY_HAND", "Actor", "Agent", "Assessment", "AssessmentKind", "Atlas", "Attribution",
    "Attributor", "Aux", "Backing", "Basis", "Block", "Claim", "Classifier", "Coder", "Coding",
    "Context", "Contradiction", "ContradictionValue", "Correction", "Country", "Crosswalk", "Cue",
    "Decided", "Document", "Event", "EventItem", "EventParticipant", "EventPlace", "EventQuantity",
    "EventType", "EventWhen", "Factuality", "Gazetteer", "Grain", "Hedge", "Item", "ItemEntry",
    "Judged", "Judgement", "Kind", "Lexicon", "Mark", "Mention", "Merger", "Mode", "Office",
    "Parse", "Parser", "Participant", "Pattern", "Place", "PlaceEntry", "Problem", "Quantity",
    "Query", "Quote", "Reader", "Reading", "Realm", "Resolver", "Roster", "Sentence", "SourceKind",
    "Span", "Standing", "Status", "Support", "Telling", "Token", "Verdict", "View", "When",
    "content_id", "period_end", "period_start", "periods",
]  # fmt: skip
