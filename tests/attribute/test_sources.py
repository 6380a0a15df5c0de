"""Sources: who a claim is attributed to, by which words, and what kind of source that is."""

import pickle

import pytest

from dateline.attribute import Finder

KINDS = [
    ("The rebels shelled the port on Monday.", "shelled", "outlet", None),
    ("The rebels shelled the port, the defence ministry said.", "shelled", "official", "said"),
    ("“The rebels shelled the port,” Maria Keller said.", "shelled", "named", "said"),
    ("State television reported that rebels shelled the port.", "shelled", "media", "reported"),
    ("Witnesses said rebels shelled the port.", "shelled", "anonymous", "said"),
    ("The rebels are said to have shelled the port.", "shelled", "anonymous", "are said"),
    ("The rebels reportedly shelled the port.", "shelled", "anonymous", "reportedly"),
    ("The rebels allegedly shelled the port.", "shelled", "anonymous", "allegedly"),
    ("The men are believed to have shelled the port.", "shelled", "anonymous", "are believed"),
    (
        "According to Kenyan officials, rebels shelled the port.",
        "shelled",
        "official",
        "According to",
    ),
    ("Images released by state media showed shelled houses.", "shelled", "media", "showed"),
]


@pytest.mark.parametrize(("text", "anchor", "kind", "cue"), KINDS)
def test_the_words_around_a_claim_tell_who_says_so(claim, text, anchor, kind, cue):
    got = claim(text, anchor).attribution
    assert (got.kind.value, got.cue.text) == (kind, cue)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("As Reuters first reported, the army arrested two editors in Chad.", "Reuters"),
        ("The police arrested two editors in Chad, as first reported by the BBC.", "BBC"),
        ("The army, as the ministry confirmed on Friday, arrested two editors.", "ministry"),
        ("As the minister announced the plan, the army arrested two editors.", None),
        ("As the president spoke, the army arrested two editors.", None),
    ],
)
def test_a_clause_with_as_tells_who_says_so(claim, text, source):
    said = [who.text for who in claim(text, "arrested").attribution.source]
    assert said == ([source] if source else [])


def test_a_cue_that_closes_a_clause_is_found_where_the_parser_joins_it(claim):
    text = (
        "South Sudan hopes to sell oil to Mali in return for an offer from leader Ri Yong Ho, "
        "Kenyan President Moon Jae-ho told Putin in a phone call on Monday."
    )
    assert claim(text, "hopes").attribution.cue.text == "told"


def test_who_closes_a_sentence_has_all_of_it_and_the_innermost_cue_wins(claim):
    text = (
        "By Tuesday the army said it had pushed rebels back and killed four, according to Reuters."
    )
    got = claim(text, "killed").attribution
    assert (got.cue.text, [who.text for who in got.chain]) == ("said", ["Reuters"])


def test_according_to_reaches_every_conjunct_of_its_clause(coded):
    text = "According to Kenyan officials, Chad has sent troops and has delivered two trucks."
    for claim in coded(text, "sent", "delivered").claims:
        assert claim.attribution.source[0].country == "KEN"


def test_the_content_is_the_piece_that_holds_the_anchor(claim):
    text = "The envoy, the minister said, left the capital at dawn."
    got = claim(text, "left").attribution
    assert got.content.text == "left the capital at dawn"


def test_the_innermost_cue_wins_and_the_outer_source_is_its_chain(claim):
    text = "Kenyan officials said that the army claimed it had taken the town."
    got = claim(text, "taken").attribution
    assert got.cue.text == "claimed"
    assert [who.country for who in got.chain] == ["KEN"]


def test_a_source_that_cites_a_source_is_its_chain(claim):
    text = "The rebels burned the mill, the ministry said, citing two witnesses."
    got = claim(text, "burned").attribution
    assert got.cue.text == "said"
    assert [who.text for who in got.chain] == ["two witnesses"]


def test_an_act_of_speech_is_told_by_the_outlet(claim):
    text = "The Kenyan government accused the rebels of burning the mill."
    assert claim(text, "accused").attribution.kind.value == "outlet"


def test_a_deed_inside_an_accusation_is_told_by_the_accuser(claim):
    text = "The Kenyan government accused the rebels of burning the mill."
    got = claim(text, "burning").attribution
    assert got.source[0].country == "KEN"


def test_a_wish_or_request_leaves_the_outlet_as_the_source(claim):
    assert claim("The bishop urged the army to leave.", "leave").attribution.kind.value == "outlet"


def test_a_statement_without_issuer_takes_its_source_from_the_sentence_before(claim):
    text = (
        "The Kenyan foreign ministry said the border was closed. "
        "The statement added that the army had burned two villages."
    )
    who = claim(text, "burned").attribution.source[0]
    assert (who.text, who.country) == ("statement", "KEN")
    assert "spoke before" in who.why


def test_the_finder_gives_whole_spans_of_source_cue_and_content(read, lexicon):
    reading = read("Anna Berg, who runs the mill, has repeatedly said that the dam will break.")
    (relation,) = Finder.build(lexicon)(reading)
    assert relation.source_span.text == "Anna Berg, who runs the mill,"
    assert relation.cue.text == "has repeatedly said"
    assert [piece.text for piece in relation.content] == ["that the dam will break"]


def test_a_cue_inside_a_quote_is_no_relation_of_its_own(read, lexicon):
    reading = read("“I think the mayor said that the bridge was old,” Anna Berg said.")
    assert [one.cue.text for one in Finder.build(lexicon)(reading)] == ["said"]


def test_the_attributor_can_be_sent_to_another_process(attributor, read):
    again = pickle.loads(pickle.dumps(attributor))
    reading = read("“We left,” she said.")
    assert again(reading, []) == attributor(reading, [])
