"""Groups of claims do not depend on order or on how the claims came in; judgements win."""

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge import Clustering, RulesMerger, compare, merge
from dateline.model import (
    Aux,
    Basis,
    Claim,
    Document,
    Event,
    Grain,
    Item,
    Judgement,
    Kind,
    Participant,
    Place,
    Sentence,
    Span,
    When,
    content_id,
)

TEXTS = ("One told it so.", "Another told it.", "It was told.", "They told it.")
CODES = {"Chad": "TCD", "Mali": "MLI", "Niger": "NER"}


def who(name: str) -> tuple[Participant, ...]:
    if not name:
        return ()
    country = CODES.get(name)
    kind = Kind.STATE if country else Kind.GROUP
    return (Participant(name=name, id=content_id("a", name) if country else None, kind=kind,
                        country=country),)  # fmt: skip


def where(name: str) -> tuple[Place, ...]:
    return (Place(name=name, country="MLI", geonames=name, grain="city"),) if name else ()


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Claims with much in common: sides, days and places missing, shared sentences, tellings on."""
    made = []
    for number in range(draw(st.integers(1, 14))):
        text = draw(st.sampled_from(TEXTS))
        day = draw(st.sampled_from(["", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-04"]))
        basis = draw(st.sampled_from([Basis.STATED, Basis.PUBLISHED]))
        when = When(first=day, last=day, grain=Grain.DAY, basis=basis) if day else When()
        made.append(Claim(
            id=f"c-{number:02}", document=f"d-{draw(st.integers(0, 3))}", outlet="One",
            published=None, type=draw(st.sampled_from(["AID", "ASSAULT"])), when=when,
            sentence=Sentence(number=1, text=text, start=0, end=len(text)),
            anchor=Span(text=text[:3], start=0, end=3),
            actor=who(draw(st.sampled_from(["", "Chad", "Niger", "rebels"]))),
            recipient=who(draw(st.sampled_from(["", "Mali", "Niger", "farmers"]))),
            place=where(draw(st.sampled_from(["", "", "Gao", "Mopti"]))),
            mode=draw(st.sampled_from(["", "", "aerial", "abduct"])),
            item=draw(st.sampled_from([(), (Item(name="rifle"),)])),
            aux=draw(st.sampled_from([(), (), (Aux.HISTORICAL,), (Aux.FUTURE,)])),
            pattern=draw(st.sampled_from(["assault.one", "words.code.on"])),
        ))  # fmt: skip
    return made


def judgements_on(some: list[Claim]) -> st.SearchStrategy[list[Judgement]]:
    ids = st.sampled_from([claim.id for claim in some])
    verdict = st.sampled_from(["same", "different"])
    one = st.builds(Judgement, left=ids, right=ids, verdict=verdict, user=st.just("u"))
    return st.lists(one.filter(lambda j: j.left != j.right), max_size=3)


def grouped(clustering: Clustering) -> set[tuple[str, ...]]:
    return {tuple(group) for group in clustering.groups()}


def documents(some: list[Claim]) -> dict[str, Document]:
    return {c.document: Document(id=c.document, origin="", sha256="", text=f"Report {c.document}.")
            for c in some}  # fmt: skip


@given(st.data(), claims(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_shuffled_and_repeated_claims_make_identical_events(data, some, dice: random.Random):
    judgements = data.draw(judgements_on(some))
    mixed = some + dice.sample(some, len(some) // 2)
    dice.shuffle(mixed)
    events: list[Event] = merge(some, documents(some), judgements)
    assert merge(mixed, documents(some), judgements) == events
    assert sorted(key for event in events for key in event.claims) == [c.id for c in some]


@given(st.data(), claims(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_adding_bit_by_bit_ends_as_a_rebuild(data, some, dice: random.Random):
    judgements = data.draw(judgements_on(some))
    whole = Clustering(judgements)
    whole.add(some)
    mixed = dice.sample(some, len(some))
    growing = Clustering(judgements)
    while mixed:
        part = dice.randint(1, len(mixed))
        growing.add(mixed[:part])
        mixed = mixed[part:]
        if dice.random() < 0.7:
            list(growing.groups())
    assert grouped(growing) == grouped(whole)


@given(st.data(), claims())
@settings(max_examples=40, deadline=None)
def test_what_was_judged_different_is_never_joined_by_likeness(data, some):
    judgements = [j for j in data.draw(judgements_on(some)) if j.verdict == "different"]
    groups = Clustering(judgements)
    groups.add(some)
    for group in groups.groups():
        assert not any(j.left in group and j.right in group for j in judgements)


@given(claims())
@settings(max_examples=40, deadline=None)
def test_the_joins_of_a_group_connect_it_and_each_would_join(some):
    held = {claim.id: claim for claim in some}
    clustering = Clustering()
    clustering.add(some)
    groups = list(clustering.groups())
    joins = list(clustering.joins())
    assert len(joins) == len(some) - len(groups)
    place = {key: number for number, group in enumerate(groups) for key in group}
    assert all(place[join.left] == place[join.right] for join in joins)
    alone = [join for join in joins if not compare(held[join.left], held[join.right]).same]
    assert alone == []


@given(claims())
@settings(max_examples=30, deadline=None)
def test_the_view_by_groups_is_what_merging_whole_gives(some):
    held = {claim.id: claim for claim in some}
    merger = RulesMerger()
    groups = [[held[key] for key in one] for part in merger.components(some) for one in part]
    origins = merger.origins(documents(some))
    events = sorted(merger.events(groups, origins), key=lambda e: e.id)
    assert events == sorted(merge(some, documents(some)), key=lambda e: e.id)


def told(key: str, **fields: object) -> Claim:
    text = "Chad sent troops to Mali."
    claim = Claim(
        id=f"c-{key}", document=f"d-{key}", outlet="One", published=None, type="AID",
        sentence=Sentence(number=1, text=f"{text} {key}", start=0, end=len(text) + 1 + len(key)),
        anchor=Span(text="sent", start=5, end=9), actor=who("Chad"), recipient=who("Mali"),
        when=When(first="2024-03-05", last="2024-03-05", grain=Grain.DAY, basis=Basis.STATED),
    )  # fmt: skip
    return dataclasses.replace(claim, **fields)  # type: ignore[arg-type]


def span_of(first: str, last: str, grain: Grain) -> When:
    return When(first=first, last=last, grain=grain, basis=Basis.STATED)


def test_a_look_back_is_of_the_event_that_was_news_then():
    news = told("a")
    back = told("b", aux=(Aux.HISTORICAL,), when=span_of("2024-03-01", "2024-03-31", Grain.MONTH))
    (event,) = merge([news, back], {})
    assert (event.when.first, event.when.last) == ("2024-03-05", "2024-03-05")


def test_a_look_back_at_a_whole_year_needs_more_than_the_sides():
    year = span_of("2024-01-01", "2024-12-31", Grain.YEAR)
    back = told("b", aux=(Aux.HISTORICAL,), when=year)
    assert len(merge([told("a"), back], {})) == 2
    gao = where("Gao")
    assert len(merge([told("a", place=gao), dataclasses.replace(back, place=gao)], {})) == 1


def test_a_look_back_without_a_date_of_its_own_is_not_dated_to_today():
    today = dataclasses.replace(told("a").when, basis=Basis.PUBLISHED)
    assert len(merge([told("a"), told("b", aux=(Aux.HISTORICAL,), when=today)], {})) == 2


def test_a_judgement_takes_those_along_that_are_like_one_of_the_two():
    niger = told("b", recipient=who("Niger"))
    same = Judgement(left="c-a", right="c-b", verdict="same", user="u")
    (event,) = merge([told("a"), told("c"), niger], {}, [same])
    assert event.claims == ("c-a", "c-b", "c-c")


def test_a_busy_pair_of_states_does_not_make_all_of_a_month_one_event():
    days = [f"2024-03-{day:02}" for day in range(1, 29, 3)]
    some = [told(day, when=span_of(day, day, Grain.DAY)) for day in days]
    assert len(merge(some, {})) == len(days)
