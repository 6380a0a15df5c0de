"""Factuality and auxiliary modes: how sure a source is, and when it lies."""

import pytest

from dateline.attribute import Certainty, Finder

FACTUALITY = [
    ("Rebels attacked the port.", "attacked", "CT+", []),
    ("Rebels did not attack the port.", "attack", "CT-", ["negated"]),
    ("No soldiers were killed.", "killed", "CT-", ["negated"]),
    ("No king has helped Chad more than I have.", "helped", "CT+", []),
    ("We would urge restraint on both sides.", "urge", "CT+", []),
    ("A strike would urge them on.", "urge", "Uu", ["hypothetical"]),
    ("The king authorised the attack on the port.", "attack", "CT+", []),
    ("Rebels are authorised to attack the port.", "attack", "PS+", ["hypothetical"]),
    ("Not only did rebels attack the port, they burned it.", "attack", "CT+", []),
    ("Rebels may attack the port.", "attack", "PS+", []),
    ("Rebels probably attacked the port.", "attacked", "PR+", []),
    ("Rebels are likely to attack the port.", "attack", "PR+", ["future"]),
    ("Rebels are unlikely to attack the port.", "attack", "PR-", ["future", "negated"]),
    ("The president will visit Nairobi.", "visit", "CT+", ["future"]),
    ("The president will not visit Nairobi.", "visit", "CT-", ["future", "negated"]),
    ("The president said he would visit Nairobi.", "visit", "CT+", ["future"]),
    ("The president is expected to visit Nairobi.", "visit", "PR+", ["future"]),
    ("If rebels attack the port, traders flee.", "attack", "Uu", ["hypothetical"]),
    ("If talks fail, rebels will attack the port.", "attack", "Uu", ["future", "hypothetical"]),
    ("The king sent two ships to attack the port.", "attack", "Uu", []),
    ("Did rebels attack the port?", "attack", "Uu", []),
    ("The bishop urged rebels to leave the port.", "leave", "Uu", []),
    ("Rebels failed to take the port.", "take", "CT-", ["negated"]),
    ("Rebels did not fail to take the port.", "take", "CT+", []),
    ("Rebels managed to take the port.", "take", "CT+", []),
    ("Rebels did not manage to take the port.", "take", "CT-", ["negated"]),
    ("The general denied that rebels burned the mill.", "burned", "CT-", ["negated"]),
    ("Guards prevented an attack on the port.", "attack", "CT-", ["negated"]),
    ("Police cleared the square without shooting anyone.", "shooting", "CT-", ["negated"]),
    ("Police believe that rebels burned the mill.", "burned", "PR+", []),
    ("Diplomats doubt that rebels burned the mill.", "burned", "PR-", ["negated"]),
    ("It is unclear whether rebels burned the mill.", "burned", "Uu", []),
    ("Rebels might not attack the port.", "attack", "PS-", ["negated"]),
    ("Rebels could not take the port.", "take", "CT-", ["negated"]),
    ("The threat of an attack on the port remains.", "attack", "PS+", []),
    ("The army condemned the attack.", "attack", "CT+", []),
    ("Rebels launched no attack on the port.", "attack", "CT-", ["negated"]),
    ("Rebels could attack the port.", "attack", "PS+", ["hypothetical"]),
    ("Deputies asked why rebels had attacked the port.", "attacked", "CT+", []),
    ("He raised questions about why rebels were not arrested.", "arrested", "CT-", ["negated"]),
    ("Deputies asked how to attack the port.", "attack", "Uu", []),
    ("Rebels tried to attack the port.", "attack", "CT+", []),
    ("Rebels did not try to attack the port.", "attack", "CT-", ["negated"]),
    ("Rebels want to try to attack the port.", "attack", "Uu", []),
    ("The envoy plans to visit Nairobi.", "plans", "PR+", ["future"]),
    ("Guards voiced concern that rebels are attacking the port.", "attacking", "PS+", []),
    ("It was good that rebels left the port.", "left", "CT+", []),
    ("The decision to attack the port was unpopular.", "attack", "CT+", []),
    ("The army decided that it would attack the port.", "attack", "PR+", ["future"]),
    ("The expected attack on the port worried traders.", "attack", "PR+", ["future"]),
    ("If rebels attack the port, traders will flee.", "attack", "Uu", ["future", "hypothetical"]),
    (
        "The king vowed to leave if rebels attack the port.",
        "attack",
        "Uu",
        ["future", "hypothetical"],
    ),
    ("Traders fled if rebels attacked the port.", "attacked", "Uu", ["hypothetical"]),
    ("If rebels were to attack the port, traders would flee.", "attack", "Uu", ["hypothetical"]),
    ("The attackers were soldiers.", "attackers", "CT+", []),
    ("The talks are scheduled to end on Friday.", "talks", "CT+", []),
    ("The attack apparently failed.", "attack", "CT+", []),
    ("The talks are scheduled to begin on Friday.", "talks", "PR+", ["future"]),
    ("Deputies held a rally to denounce the king.", "denounce", "CT+", []),
    ("Deputies may hold a rally to denounce the king.", "denounce", "Uu", []),
    ("Deputies did not hold a rally to denounce the king.", "denounce", "Uu", []),
    ("The army was looking into reports that rebels burned the mill.", "burned", "Uu", []),
    ("The army spread reports that rebels burned the mill.", "burned", "CT+", []),
    ("A guard told reporters that rebels burned the mill.", "burned", "CT+", []),
    ("A guard told rebels to leave the mill.", "leave", "Uu", []),
    ("The king insisted that rebels burned the mill.", "burned", "CT+", []),
    ("The king demanded that rebels leave the mill.", "leave", "Uu", []),
    ("The goal was to attack the port.", "attack", "PR+", ["future"]),
    ("The board is authorised to seize the mill.", "seize", "PS+", ["hypothetical"]),
]


@pytest.mark.parametrize(
    ("text", "anchor", "kind", "factuality", "aux"),
    [
        ("The king plans to send an envoy.", "plans", "AGREE", "CT+", ["future"]),
        ("The king may plan to send an envoy.", "plan", "AGREE", "PS+", ["future"]),
        ("The king plans to send a fleet.", "plans", "MOBILIZE", "PR+", ["future"]),
        ("The envoy is expected to visit Nairobi.", "expected", "AGREE", "PR+", ["future"]),
        ("Leave the port or face attacks.", "face", "THREATEN", "CT+", []),
        ("Leave the port or attack it.", "attack", "ASSAULT", "Uu", []),
        ("The king said he would not accept the ruling.", "accept", "REJECT", "CT+", []),
    ],
)
def test_some_types_are_done_by_saying_so(coded, text, anchor, kind, factuality, aux):
    (got,) = coded(text, anchor, kind=kind).claims
    assert (got.factuality.value, [mode.value for mode in got.aux]) == (factuality, aux)


@pytest.mark.parametrize(("text", "anchor", "factuality", "aux"), FACTUALITY)
def test_the_words_around_a_happening_tell_how_sure_it_is(claim, text, anchor, factuality, aux):
    got = claim(text, anchor)
    assert got.factuality.value == factuality
    assert sorted(mode.value for mode in got.aux) == sorted(aux)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Rebels attacked the port in 1998.", "attacked"),
        ("Rebels attacked the port three years ago.", "attacked"),
        ("Men who had fought in the war marched past the king.", "fought"),
        ("The 2009 attack on the port was remembered on Friday.", "attack"),
        ("The feud dates to 2010, when rebels attacked the port.", "attacked"),
        ("In 2010 the king angered rebels by attacking the port.", "attacking"),
        ("Rebels attacked the port before the 2010 election.", "attacked"),
        ("The feud began in 2010. The following year rebels attacked the port.", "attacked"),
        ("They were punished for attacking the port during the 2010 war.", "attacking"),
    ],
)
def test_what_lies_over_a_year_back_is_historical(claim, text, anchor):
    assert "historical" in claim(text, anchor).aux


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Rebels attacked the port in May.", "attacked"),
        ("Rebels attacked the port two days ago.", "attacked"),
        ("Rebels, at war since 1998, attacked the port.", "attacked"),
        ("Men who had fought in the war marched past the king.", "marched"),
        ("Deputies have questioned the king about the 2010 war.", "questioned"),
        ("Rebels attacked the leader of the 2010 uprising.", "attacked"),
    ],
)
def test_what_is_recent_is_not_historical(claim, text, anchor):
    assert "historical" not in claim(text, anchor).aux


def test_the_way_up_ends_at_whoever_says_so(claim):
    got = claim("If the ministry said that rebels burned the mill, it lied.", "burned")
    assert got.factuality.value == "CT+"


def test_the_certainty_of_any_predicate_can_be_asked_for(read, lexicon):
    reading = read("The guests may sing.")
    token = next(t for t in reading.parse.tokens if t.text == "sing")
    relations = Finder.build(lexicon)(reading)
    verdict = Certainty.build(lexicon).of(reading, token.i, relations)
    assert (verdict.factuality.value, verdict.hedges) == ("PS+", ("may",))
