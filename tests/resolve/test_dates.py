"""Time expressions: what is found, what it means, and whose it is."""

import pickle
from functools import cache

import pytest

from dateline.lexicon import load
from dateline.model import Aux, Basis, Claim, Document, Factuality, Grain, Parse, Reading, Span
from dateline.parse import SpacyParser
from dateline.resolve.dates import Dates
from dateline.resolve.when import Timing

PUBLISHED = "2025-10-12"  # a Sunday


@cache
def stages() -> tuple[SpacyParser, Dates, Timing]:
    lexicon = load()
    return SpacyParser.build(lexicon), Dates.build(lexicon), Timing.build(lexicon)


@cache
def parsed(text: str, published: str | None = PUBLISHED) -> Parse:
    return next(iter(stages()[0]([Document.of(text, origin="t", published=published)])))


def values(text: str, published: str | None = PUBLISHED) -> dict[str, str]:
    parse = parsed(text, published)
    return {text[t.start : t.end]: t.value for t in stages()[1].find(parse)}


def when(text: str, anchor: str, kind: str = "ASSAULT", aux=(), published=PUBLISHED):
    parse = parsed(text, published)
    start = text.index(anchor)
    claim = Claim(
        id="c-1",
        document=parse.doc.id,
        outlet=None,
        published=published,
        sentence=next(s for s in parse.sentences if s.start <= start < s.end),
        anchor=Span(text=anchor, start=start, end=start + len(anchor)),
        type=kind,
        aux=aux,
        factuality=Factuality.CERTAIN,
    )
    reading = Reading(parse=parse, mentions=(), by_head={})
    return stages()[2].when_of(reading, claim, stages()[1].find(parse))


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("The army attacked on Oct. 10.", "Oct. 10", "2025-10-10"),
        ("The army attacked on 10 October 2024.", "10 October 2024", "2024-10-10"),
        ("The army attacked on October 10, 2024, near here.", "October 10, 2024", "2024-10-10"),
        ("The army attacked in October 2024.", "October 2024", "2024-10"),
        ("Filed on 2025-10-10 by the court.", "2025-10-10", "2025-10-10"),
        ("Prices fell in late 2024.", "late 2024", "2024"),
        ("The group was founded in the 1990s.", "the 1990s", "199"),
        ("They met earlier this month.", "earlier this month", "2025-10"),
        ("They met last Friday.", "last Friday", "2025-10-10"),
        ("They met on Friday.", "Friday", "2025-10-10"),
        ("They will meet on Friday.", "Friday", "2025-10-17"),
        ("They will meet next Friday.", "next Friday", "2025-10-17"),
        ("They met yesterday.", "yesterday", "2025-10-11"),
        ("They arrived on Friday night.", "Friday night", "2025-10-10TNI"),
        ("They met three weeks ago.", "three weeks ago", "2025-W38"),
        ("They met two years ago.", "two years ago", "2023"),
        ("They will meet next year.", "next year", "2026"),
        ("Sales fell in the third quarter.", "the third quarter", "2025-Q3"),
        ("Sales fell in Q1 2024.", "Q1 2024", "2024-Q1"),
        ("It rained last summer.", "last summer", "2025-SU"),
        ("They talked for three days.", "three days", "P3D"),
        ("He ruled in 1945-1950.", "1945-1950", "1945/1950"),
        ("They met on Christmas Day.", "Christmas Day", "2025-12-25"),
        ("They left at 9 a.m. on Friday.", "9 a.m. on Friday", "2025-10-10T09:00"),
        ("They now refuse.", "now", "PRESENT_REF"),
        ("They met in March.", "March", "2025-03"),
    ],
)
def test_what_a_time_means(text, said, value):
    assert values(text).get(said) == value


def test_later_times_count_from_the_date_named_last():
    found = values("The treaty was signed in 1987. Two years later it was dropped.")
    assert found["Two years later"] == "1989"
    found = values("He was held on Oct. 3. He was freed the same day.")
    assert found["the same day"] == "2025-10-03"


@pytest.mark.parametrize(
    "text",
    [
        "It was the 80th anniversary of the party.",
        "The boy may march.",
        "A 12-year-old boy was hurt.",
        "About 2000 troops arrived.",
        "They could fall.",
    ],
)
def test_what_is_no_time(text):
    assert values(text) == {}


def test_without_a_publication_date_only_full_dates_are_resolved():
    parse = parsed("They met on Oct. 10, 2025, after talks last Friday and on May 3.", None)
    found = {t.value: t.first for t in stages()[1].find(parse)}
    assert found["2025-10-10"] == "2025-10-10"
    assert [first for value, first in found.items() if value != "2025-10-10"] == [None, None]


@pytest.mark.parametrize(
    ("text", "anchor", "first", "last"),
    [
        ("Rebels attacked the town on Friday.", "attacked", "2025-10-10", "2025-10-10"),
        ("Friday's attack killed six.", "attack", "2025-10-10", "2025-10-10"),
        ("On Friday, rebels took the town and killed six.", "killed", "2025-10-10", "2025-10-10"),
        ("Rebels have shelled the town since Monday.", "shelled", "2025-10-06", "2025-10-12"),
        (
            "Police detained 30 people from March to May 2021.",
            "detained",
            "2021-03-01",
            "2021-05-31",
        ),
        ("Rebels attacked the town late Monday.", "attacked", "2025-10-13", "2025-10-13"),
        ("Rebels attacked the town two weeks ago.", "attacked", "2025-09-28", "2025-09-28"),
        (
            "Talks have stalled since May, when rebels attacked the town.",
            "attacked",
            "2025-05-01",
            "2025-05-31",
        ),
        ("In the past two days, rebels attacked the town.", "attacked", "2025-10-10", "2025-10-12"),
        (
            "By Friday evening, the army said it had pushed rebels out of the town and killed ten.",
            "killed",
            "2025-10-10",
            "2025-10-10",
        ),
    ],
)
def test_a_claims_own_time(text, anchor, first, last):
    found = when(text, anchor)
    assert (found.first, found.last, found.basis) == (first, last, Basis.STATED)


def test_the_time_of_saying_is_not_the_time_of_what_is_said():
    text = "Police said on Friday that rebels had attacked the town."
    assert when(text, "attacked").basis is Basis.NONE


def test_the_date_of_another_clause_is_not_the_claims():
    text = "Police arrested the man who bombed the bridge in 2014."
    assert when(text, "arrested", "COERCE").first != "2014-01-01"
    assert when(text, "bombed").first == "2014-01-01"


def test_what_is_under_way_may_be_dated_by_its_end():
    assert when("The drills are scheduled to end on December 30.", "drills").last == "2025-12-30"
    assert when("The drills are expected to impress on December 30.", "drills").last is None


def test_a_stated_time_that_cannot_be_resolved_stays_null():
    found = when("Rebels attacked the town on Friday.", "attacked", published=None)
    assert (found.text, found.first, found.last) == ("Friday", None, None)
    assert found.basis is Basis.STATED


def test_plain_news_without_a_time_is_of_the_day_of_publication():
    found = when("Rebels attacked the town.", "attacked")
    assert (found.text, found.first, found.basis) == (None, PUBLISHED, Basis.PUBLISHED)
    assert found.grain is Grain.DAY


@pytest.mark.parametrize(
    ("text", "aux"),
    [
        ("Rebels had attacked the town.", ()),
        ("Rebels attacked the town.", (Aux.HISTORICAL,)),
        ("The man who attacked the town was a rebel.", ()),
    ],
)
def test_background_gets_no_date(text, aux):
    assert when(text, "attacked", aux=aux).basis is Basis.NONE


def test_without_a_publication_date_nothing_is_stamped():
    found = when("Rebels attacked the town.", "attacked", published=None)
    assert (found.first, found.basis) == (None, Basis.NONE)


def test_the_stages_can_be_pickled():
    _, dates, timing = stages()
    assert pickle.loads(pickle.dumps((dates, timing))) == (dates, timing)


@pytest.mark.parametrize(
    "text",
    [
        "They called on all parties to implement Resolution 1701 in full.",
        "The court cited Article 1441 of the code.",
        "Flight 1920 was diverted to Lisbon.",
        "Troops closed Route 1990 near the border.",
        "Most of the detained men were in their 40s.",
        "The woman, in her early 60s, was arrested.",
    ],
)
def test_numbers_of_documents_and_flights_and_ages_are_no_dates(text):
    assert values(text) == {}


def test_a_year_after_a_law_or_a_preposition_stays_one():
    found = values(
        "The Arms Act 1998 and Resolution 1701, adopted in 2006, hold in their 1990s form."
    )
    assert list(found.values()) == ["1998", "2006", "199"]


@pytest.mark.parametrize("words", ["The next day", "On the following Monday", "Two days later"])
def test_a_relative_date_does_not_start_from_another_century(words):
    said = f"{words}, the army attacked the town."
    assert not when(f"The treaty was signed on 5 May 1821. {said}", "attacked").first
    near = when(f"The treaty was signed on 5 May 2025. {said}", "attacked").first
    assert str(near).startswith("2025-05")
