"""Every task on a record or two of our own, in the form of its gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.evaluate import TASKS, evaluate_file
from dateline.evaluate.coreference import alike, labels
from dateline.evaluate.happenings import Told, stem


@pytest.fixture
def measure(tmp_path: Path):
    """Measures a task on records."""

    def measured(task: str, *records: dict[str, Any], limit: int | None = None):
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in records), encoding="utf-8")
        figures, predicted = evaluate_file(task, path, limit)
        return figures, list(predicted)

    return measured


def at(text: str, part: str, **more: Any) -> dict[str, Any]:
    start = text.index(part)
    return {"start": start, "end": start + len(part), "text": part, "phrase": part, **more}


def marked(sentence: str, root: str, penta: int) -> dict[str, Any]:
    gold = {"root": root, "penta": penta, "marked_sentence": sentence}
    return {"id": sentence[:20], "text": sentence, "gold": gold}


def test_plv_takes_the_claim_between_the_marked_phrases(measure):
    both = "Ghana praised Togo, but <s>Benin</s> attacked <t>Niger</t>."
    figures, predicted = measure("plv", marked(both, "ASSAULT", 4))
    assert predicted == [{"id": both[:20], "root": "ASSAULT", "penta": 4, "by": "claim"}]
    assert (figures["root"], figures["quad"], figures["binary"]) == (100, 100, 100)


def test_plv_counts_a_retreat_as_yielding(measure):
    figures, predicted = measure(
        "plv", marked("<s>Ghana</s> withdrew its troops from <t>Togo</t>.", "YIELD", 2)
    )
    assert predicted[0]["root"] == "YIELD"
    assert figures["claim"] == 100


def test_plv_says_so_where_it_falls_back_on_a_word_or_the_most_frequent_type(measure):
    _, predicted = measure("plv", marked("<s>Ada</s> lives near <t>Bo</t>.", "AID", 2))
    assert predicted[0]["by"] == "word"
    _, predicted = measure("plv", marked("<s>Ada</s> and <t>Bo</t>.", "AID", 2))
    assert (predicted[0]["root"], predicted[0]["by"]) == ("CONSULT", "default")


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("<s>Ghana</s> agreed to release prisoners held from <t>Togo</t>.", "AGREE"),
        ("<s>Ghana</s> will withdraw its troops from <t>Togo</t>.", "AGREE"),
        ("<s>Ghana</s> imposed sanctions on <t>Togo</t>.", "COERCE"),
        ("<s>A court in Accra</s> convicted <t>the Togolese minister</t>.", "ACCUSE"),
        ("<s>Ghana</s> declared a ceasefire in <t>Togo</t>.", "YIELD"),
        ("<s>Ghana</s> imposed a blockade on <t>Togo</t>.", "ASSAULT"),
        ("<s>Ghana</s> will impose a curfew in <t>Togo</t>.", "THREATEN"),
        ("<s>Ghana</s> failed to reach an agreement with <t>Togo</t>.", "REJECT"),
        ("<s>Ghana</s> reached an agreement with <t>Togo</t>.", "SUPPORT"),
        ("<s>Ghana</s> pledged its full support for <t>Togo</t>.", "SUPPORT"),
        ("<s>Ghana</s> called for sanctions against <t>Togo</t>.", "THREATEN"),
        ("<s>Ghana</s> gave <t>Togo</t> a deadline to free the sailors.", "THREATEN"),
        ("<s>Ghana</s> announced additional humanitarian aid to <t>Togo</t>.", "AID"),
        ("<s>Ghana</s> pledged additional humanitarian aid to <t>Togo</t>.", "AGREE"),
        ("<s>Ghana</s> said it will investigate attacks by <t>Togo</t>.", "ACCUSE"),
        ("<s>Japan</s> has decided to lift the sanctions on <t>Togo</t>.", "YIELD"),
        (
            "<s>The king of Jordan</s> called <t>President Idriss Deby</t> to congratulate him.",
            "SUPPORT",
        ),
    ],
)
def test_plv_counts_by_its_own_edition_of_plover(measure, sentence, root):
    _, predicted = measure("plv", marked(sentence, root, 1))
    assert predicted[0]["root"] == root


def test_polnear_scores_source_cue_and_content(measure):
    text = "The minister said the harbour will reopen."
    whole = {
        "source": [at(text, "The minister")],
        "cue": [at(text, "said")],
        "content": [at(text, "the harbour will reopen")],
    }
    figures, predicted = measure(
        "polnear", {"id": "p", "text": text, "gold": {"attributions": [whole]}}
    )
    assert (figures["source"], figures["cue"], figures["content"]) == (100, 100, 100)
    assert predicted[0]["attributions"][0]["cue"][0]["text"] == "said"


def test_polnear_counts_a_near_miss_as_an_overlap_only(measure):
    text = "The minister said the harbour will reopen."
    whole = {"source": [at(text, "minister")], "cue": [], "content": []}
    figures, _ = measure("polnear", {"id": "p", "text": text, "gold": {"attributions": [whole]}})
    assert (figures["source"], figures["source_overlap"]) == (0, 100)


def test_places_are_scored_by_id_and_by_distance(measure):
    text = "The talks moved from Oslo to Lyon on Friday."
    oslo = at(text, "Oslo", geonameid="3143244", lat=59.91, lon=10.75)
    # Villeurbanne stands for a place nearby that has another id.
    lyon = at(text, "Lyon", geonameid="2968254", lat=45.77, lon=4.88)
    figures, predicted = measure(
        "places", {"id": "p", "text": text, "gold": {"toponyms": [oslo, lyon]}}
    )
    assert (figures["exact"], figures["acc161"], figures["span"]) == (50, 100, 100)
    assert [given["name"] for given in predicted[0]["given"]] == ["Oslo", "Lyon"]


def test_a_given_name_is_geocoded_even_where_it_was_not_found(measure):
    text = "It is a oslo thing."
    oslo = {**at(text, "oslo"), "phrase": "Oslo", "geonameid": "3143244", "lat": 59.9, "lon": 10.7}
    figures, _ = measure("places", {"id": "p", "text": text, "gold": {"toponyms": [oslo]}})
    assert (figures["exact"], figures["span"]) == (100, 0)


def test_times_are_scored_by_span_and_by_value(measure):
    text = "They met on Tuesday and will meet again in May 2025."
    gold = {
        "dct": "2025-03-12T10:00:00",
        "timex": [
            at(text, "Tuesday", value="2025-03-11"),
            at(text, "in May 2025", value="2025-05"),
        ],
    }
    figures, predicted = measure("times", {"id": "t", "text": text, "gold": gold})
    assert (figures["span"], figures["span_overlap"], figures["value"]) == (50, 100, 100)
    assert predicted[0]["timex"][0]["value"] == "2025-03-11"


def test_actors_are_asked_for_country_and_sector(measure):
    figures, predicted = measure(
        "actors",
        {"id": "1", "text": "Kenyan police", "gold": {"country": "KEN", "code_1": "COP"}},
        {"id": "2", "text": "France", "gold": {"country": "FRA", "code_1": ""}},
        {"id": "3", "text": "a plumber", "gold": {"country": "DEU"}},
        {"id": "4", "text": "not asked", "gold": {"title": "Anything"}},
    )
    assert figures == {"country": 66.7, "sector": 100, "n": 3}
    assert predicted[0]["right"] == {"country": True, "sector": True}


def test_leaders_have_to_hold_the_office_on_the_day(measure):
    gold = {
        "iso3": "TUV", "role": "chief of state",
        "leaders": [{"titled_name": "King Nobody ATALL", "since": "1 May 2020"}],
    }  # fmt: skip
    figures, predicted = measure(
        "actors", {"id": "1", "text": "x", "gold": gold, "meta": {"snapshot": "2026-05-17"}}
    )
    assert predicted[0]["text"] == "King Nobody Atall"
    assert figures == {"country": 0, "office": 0, "n": 1}


def test_a_leader_is_of_every_country_that_is_led_on_the_day(measure):
    def led(key: str, name: str, iso3: str, start: str) -> dict[str, Any]:
        return {"id": key, "text": name, "gold": {"iso3": iso3, "start": start}}

    figures, predicted = measure(
        "actors",
        led("1", "Charles III", "CAN", "2022-09-08"),
        led("2", "Charles III", "FRA", "2022-09-08"),
        led("3", "Elizabeth II", "JAM", "1970-1-1"),
        led("4", "Aleksandar Vucic", "YUG", "2017-05-31"),
        led("5", "Nobody Atall", "", "2017-05-31"),
    )
    assert figures == {"country": 75, "country_2015_on": 66.7, "n": 5}
    assert [row["country"] for row in predicted[:3]] == ["GBR"] * 3
    assert "country_2015_on" not in predicted[2]["right"]
    assert predicted[4]["right"] == {}


def test_a_country_led_at_another_time_is_wrong(measure):
    gold = {"iso3": "BRB", "start": "2022-01-01"}
    figures, _ = measure("actors", {"id": "1", "text": "Elizabeth II", "gold": gold})
    assert figures["country"] == 0


def test_whoever_is_no_leader_has_one_country(measure):
    gold = {"country": "CAN"}
    figures, _ = measure("actors", {"id": "1", "text": "King Charles III", "gold": gold})
    assert figures["country"] == 0


def test_factuality_is_scored_over_all_and_by_set(measure):
    text = "Troops left , but the town was not taken ."
    words = text.split()

    def target(word: str, value: float) -> dict[str, Any]:
        i = words.index(word)
        return {"tok_start": i, "tok_end": i + 1, "text": word, "factuality": value}

    gold = {"targets": [target("left", 3.0), target("taken", -3.0)]}
    figures, predicted = measure(
        "factuality", {"id": "f", "set": "factuality_uw", "text": text, "gold": gold}
    )
    assert [t["value"] for t in predicted[0]["targets"]] == ["CT+", "CT-"]
    assert (figures["pearson"], figures["mae"]) == (1, 0)
    assert (figures["uw_pearson"], figures["uw_mae"]) == (1, 0)


def test_a_target_beyond_the_text_counts_as_certain(measure):
    gold = {"targets": [{"tok_start": 9, "tok_end": 10, "text": "x", "factuality": 1.0}]}
    figures, _ = measure("factuality", {"id": "f", "text": "Troops left .", "gold": gold})
    assert figures["mae"] == 2


def test_coreference_joins_a_lemma_in_reports_that_name_the_same(measure):
    def report(key: str, text: str, word: str, chain: str) -> dict[str, Any]:
        mention = at(text, word, kind="event", chain=chain)
        return {"id": key, "text": text, "gold": {"topic": "1", "mentions": [mention]}}

    figures, predicted = measure(
        "coreference",
        report("a", "A bridge in Gdansk collapsed on Friday .", "collapsed", "one"),
        report("b", "The Gdansk bridge collapses .", "collapses", "one"),
        report("c", "A tunnel in Lima collapsed .", "collapsed", "two"),
        report("d", "The collapse of the Lima tunnel was heard for miles .", "collapse", "two"),
    )
    chains = [row["mentions"][0]["chain"] for row in predicted]
    assert chains[0] == chains[1] != chains[2] == chains[3]
    assert (figures["b3"], figures["muc"], figures["ceaf_e"], figures["conll"]) == (100,) * 4


@pytest.mark.parametrize(
    ("words", "stems"),
    [(("attack", "attacked", "attacker", "attacks"), {"attack"}),
     (("resign", "resigned"), {"resign"}),
     (("kill", "killing", "kills"), {"kill"}), (("meet", "meeting"), {"meet"}),
     (("stop", "stoppage"), {"stop"}), (("fire",), {"fire"}), (("kiss", "kissed"), {"kiss"})],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(words, stems):
    assert {stem(word) for word in words} == stems


def test_what_differing_people_do_to_differing_people_is_apart():
    left = Told("kill", doers=frozenset({"ann"}), done_to=frozenset({"bob"}))
    right = Told("kill", doers=frozenset({"cid"}), done_to=frozenset({"dan"}))
    assert alike(left, left) > alike(left, Told("kill")) > 0 > alike(left, right)
    assert labels([left, right, left]) == [1, 2, 1]
    assert labels([left, Told("kill"), left]) == [1, 1, 1]
    said = Told("say", speech=True)
    assert alike(said, said) == 0


def test_reports_are_grouped_by_event_and_copies_are_told(measure):
    texts = {
        "a": "The strike at the Kalundborg refinery ended when workers took the owners' offer.",
        "b": "Workers at the Kalundborg refinery took an offer of the owners and ended a strike.",
        "c": "Heavy snow closed roads and schools of Hokkaido while trains stood still for hours.",
    }
    figures, predicted = measure("reports", *(
        {"id": key, "text": text, "gold": {"event_id": "ab".find(key) >= 0},
         "meta": {"date": "2024-01-05"}}
        for key, text in texts.items()
    ))  # fmt: skip
    assert (figures["b3"], figures["copies"], figures["stories"]) == (100, 0, 2)
    assert predicted[1] == {"id": "b", "event_id": "a", "copy_of": "b"}


def test_pairs_of_copies_are_found(measure):
    text = "Two ships met in the bay at noon, and a third one came in the evening of that day."
    figures, predicted = measure(
        "copies",
        {"id": "cut", "text": text, "gold": {"duplicate": True, "other": text[:45], "kind": "cut"}},
        {"id": "no", "text": text, "gold": {"duplicate": False, "other": "No ship came that day."}},
    )
    assert (figures["f1"], figures["kinds"]) == (100, {"cut": 100})
    assert [row["duplicate"] for row in predicted] == [True, False]


def test_claims_made_of_sentences_without_events_are_counted(measure):
    text = "Police in Lagos arrested six men. The road is long and dry. France sent grain to Chad."
    parts = [f"{part.strip()}." for part in text.split(".") if part.strip()]
    marked = [
        {"text": part, "labels": labels}
        for part, labels in zip(parts, (["ARREST"], [], []), strict=True)
    ]
    figures, predicted = measure(
        "eventless",
        {"id": "a", "text": text, "gold": {"sents": marked}},
        {"id": "b", "text": "The sea is blue in May.", "gold": {"noevents": True}},
        {"id": "c", "text": "Rebels killed two men.", "gold": {"noevents": False}},
    )
    assert (figures["n"], figures["documents"]) == (3, 2)
    assert figures["claims_in_100"] == figures["sentences_with_claims"] == 33.3
    assert [row["claims"] for row in predicted] == [["sent"], []]


def test_the_police_are_looked_for_in_sentences_with_and_without_a_deed_of_theirs(measure):
    parts = {
        "Police in Lagos arrested six men.": ["ARREST", "ANY_ACTION"],
        "Nine people were killed in police firing.": ["KILL"],
        "Two men were shot dead.": ["FORCE"],
        "Police stormed a bank.": [],
        "The road is long and dry.": [],
    }
    sentences = [{"text": text, "labels": labels} for text, labels in parts.items()]
    figures, _ = measure(
        "eventless", {"id": "a", "text": " ".join(parts), "gold": {"sents": sentences}}
    )
    assert (figures["n"], figures["sentences_with_police"]) == (2, 50)
    assert figures["police"] == {"p": 66.7, "r": 66.7, "f1": 66.7, "n": 3}


def test_a_limit_takes_the_first_records(measure):
    rows = [{"id": str(i), "text": "France", "gold": {"country": "FRA"}} for i in range(5)]
    assert measure("actors", *rows, limit=2)[0]["n"] == 2


def test_an_unknown_task_is_refused_with_the_choices(tmp_path):
    with pytest.raises(UsageError) as caught:
        evaluate_file("place", tmp_path / "none.jsonl")
    assert all(task in caught.value.why for task in TASKS)
    assert "'places'?" in caught.value.why


@pytest.mark.parametrize("task", TASKS)
def test_a_file_that_is_no_gold_for_the_task_is_refused(measure, task):
    with pytest.raises(UsageError, match=r"no gold for"):
        measure(task, {"id": "x", "text": "y", "gold": {"other": 1}})


@pytest.mark.parametrize("task", TASKS)
def test_an_empty_file_is_refused(measure, task):
    with pytest.raises(UsageError, match="holds no gold"):
        measure(task)


def test_a_line_that_is_no_json_is_refused_with_its_number(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": 1, "text": "", "gold": {"country": "FRA"}}\nno\n', encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        evaluate_file("actors", path)
