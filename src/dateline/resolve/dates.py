"""A parse in, its time expressions out, each resolved against the day of publication."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.model import Lexicon, Parse
from dateline.resolve.dateforms import FORM
from dateline.resolve.datereading import CENTURY, Hit
from dateline.resolve.datespans import READERS
from dateline.resolve.tense import Tenses
from dateline.resolve.timewords import YEARS, Scan, TimeWords
from dateline.resolve.timex import Period, Timex, period

QUARTER_REACH = 4
NOT_BEFORE_YEARS = ("$", "£", "€", "#", ".", "no")
COUNTED = ("NNS", "NNPS")


def published_on(text: str | None) -> Period | None:
    """The day of publication, if there is a usable one.

    >>> published_on("2025-10-10T09:00:00+09:00").text(), published_on("2025"), published_on(None)
    ('2025-10-10', None, None)
    """
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return period("D", day) if YEARS[0] <= day.year <= YEARS[1] else None


@dataclass(frozen=True, slots=True)
class Dates:
    """Finds time expressions; build it once from the lexicon."""

    words: TimeWords
    tenses: Tenses
    hedges: frozenset[tuple[str, ...]]
    at: frozenset[str]
    per: frozenset[str]
    numbered: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Dates":
        """Read the `time.` lists of the lexicon."""
        lists = lexicon.words
        return cls(
            words=TimeWords.build(lexicon),
            tenses=Tenses.build(lexicon),
            hedges=frozenset(tuple(phrase.split()) for phrase in lists.get("time.hedges", ())),
            at=frozenset(lists.get("time.at", ())),
            per=frozenset(lists.get("time.per", ())),
            numbered=frozenset(lists.get("time.numbered", ())),
        )

    def find(self, parse: Parse) -> tuple[Timex, ...]:
        """The time expressions of a document's sentences, in text order."""
        work = Work(self, parse, published_on(parse.doc.published))
        found = [timex for sentence in range(len(parse.sentences)) for timex in work.read(sentence)]
        return tuple(by_brackets(parse.doc.text, found))

    def hedged(self, scan: Scan, left: int) -> int:
        """Where an expression begins, with a hedge before it ("more than two years")."""
        for size in range(min(3, left), 0, -1):
            if tuple(scan.said(k) for k in range(left - size, left)) in self.hedges:
                return left - size
        return left


@dataclass(slots=True)
class Work:
    """One document being read, with the dates named so far."""

    dates: Dates
    parse: Parse
    today: Period | None
    told: Period | None = None
    last: Timex | None = None
    quarter: tuple[int, Period] | None = None
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note where the tokens begin."""
        self.starts = [token.start for token in self.parse.tokens]

    def read(self, number: int) -> Iterator[Timex]:
        """The time expressions of a sentence."""
        sentence = self.parse.sentences[number]
        scan = self.dates.words.scan(self.parse.doc.text, sentence.start, sentence.end)
        for match in FORM.finditer(scan.letters):
            left, right, form = match.start(), match.end(), match.lastgroup or ""
            hit = self.hit(form, scan, left, right, number)
            if not self.stands(hit, scan, left, right):
                continue
            made = READERS[form](hit)
            if made is not None:
                self.note(hit, made, number)
                yield made

    def hit(self, form: str, scan: Scan, left: int, right: int, number: int) -> Hit:
        """A match as something that can be read."""
        first = (
            self.dates.hedged(scan, left) if form in ("ago", "duration", "clock", "span") else left
        )
        start, end = scan.spans[first][0], scan.spans[right - 1][1]
        one = max(0, bisect_right(self.starts, start) - 1)
        two = max(one + 1, bisect_left(self.starts, end))
        near = self.quarter is not None and number - self.quarter[0] <= QUARTER_REACH
        return Hit(
            form=form,
            letters=scan.letters[left:right],
            values=[scan.values.get(k, "") for k in range(left, right)],
            blank=Timex(left=one, right=two, start=start, end=end),
            today=self.today,
            told=self.told,
            last=self.last,
            quarter=self.quarter[1] if near and self.quarter else None,
            lean=lambda: self.dates.tenses.lean(self.parse, one, two),
        )

    def note(self, hit: Hit, made: Timex, number: int) -> None:
        """Remember a date that was named; plans are not what a report goes on telling of."""
        if hit.meaning is not None:
            if self.today is None or hit.meaning.first() <= self.today.first():
                self.told, self.last = hit.meaning, made
            if hit.meaning.grain == "Q" and not {"g", "e"} & set(hit.letters):
                self.quarter = (number, hit.meaning)

    def stands(self, hit: Hit, scan: Scan, left: int, right: int) -> bool:
        """Whether a match is a time where it stands, and not a number, a name or a verb."""
        letters = hit.letters
        before = scan.letters[left - 1] if left else "|"
        said = scan.said(left - 1)
        if hit.form == "year" and len(letters) == 1:
            return self.is_year(hit, scan, right, said)
        if hit.form == "season" and len(letters) == 1:
            return said in self.dates.at and self.is_name(hit)
        if hit.form in ("month", "season", "weekday", "holiday") or letters[0] == "M":
            return self.is_name(hit)
        if hit.form == "decade":
            return self.is_decade(hit)
        if letters == "X":
            return scan.letters[right : right + 1] != "f"
        if hit.form == "duration":
            return self.is_length(hit, before, said)
        return True

    def is_name(self, hit: Hit) -> bool:
        """Whether "May", "March" or "fall" names a time: no verb, no person."""
        tokens = self.parse.tokens[hit.blank.left : hit.blank.right]
        last = tokens[-1]
        if len(hit.letters) == 1:
            return last.ent != "PERSON" and last.pos not in ("AUX", "VERB", "ADV")
        return True

    def is_decade(self, hit: Hit) -> bool:
        """Whether tens are those of a century and not somebody's age ("in their early 40s")."""
        left = hit.blank.left
        around = self.parse.tokens[max(0, left - 1) : left + 1]
        owned = any(token.tag == "PRP$" for token in around)
        return not owned or int(hit.pick("E") or 0) >= CENTURY

    def is_year(self, hit: Hit, scan: Scan, right: int, said: str) -> bool:
        """Whether four digits are a year and not a number of something."""
        token = self.parse.tokens[hit.blank.left]
        if (
            said in NOT_BEFORE_YEARS
            or scan.follows(right - 1) == "%"
            or said in self.dates.numbered
        ):
            return False
        head = self.parse.tokens[token.head]
        if token.dep == "nummod" and head.tag in COUNTED and head.i > token.i:
            return any(kid.dep in ("det", "poss") for kid in self.parse.kids(head.i))
        return True

    def is_length(self, hit: Hit, before: str, said: str) -> bool:
        """Whether a number of units is a duration; "a year" after a rate is not."""
        if hit.letters in ("aQ", "U", "n-U") and hit.pick("UQ") == "Q":
            return False
        if hit.letters in ("au", "aQ", "aC"):
            return said not in self.dates.per and before not in "n2#YU"
        return True


def by_brackets(text: str, found: list[Timex]) -> Iterator[Timex]:
    """Times with the day that stands in brackets after them: "today (*Friday*)" is the Friday."""
    for at, one in enumerate(found):
        other = found[at + 1] if at + 1 < len(found) else one
        bracketed = text[one.end : other.start] == " (" and text[other.end : other.end + 1] == ")"
        if bracketed and other.grain is one.grain and other.first:
            yield replace(one, value=other.value, first=other.first, last=other.last)
        else:
            yield one
