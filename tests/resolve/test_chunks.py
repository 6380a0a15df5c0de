"""Who stands before a deed, and where a phrase begins."""

import pytest


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Four people were killed in a police raid.", {"police"}),
        ("The rebel attack on Goma killed ten.", {"rebel"}),
        ("The Houthi rebel attack on Riyadh failed.", {"Houthi"}),
        ("Gang arrests in Haiti rose.", set()),
        ("The parliament attack shocked Chad.", set()),
        ("Gunmen attacked a police checkpoint.", set()),
        ("In Kenya police raids are common.", {"police"}),
        ("The police station was closed.", set()),
        ("A US army raid killed ten.", {"US army"}),
        ("Two men died in New Delhi police firing.", {"New Delhi police"}),
        ("The rebel leader was absent.", set()),
    ],
)
def test_a_body_acts_where_it_stands_before_a_deed(reading_of, text, phrases):
    reading = reading_of(text)
    bodies = ("army", "gang", "parliament", "police", "rebel", "Houthi", "US", "New Delhi")
    found = {m.who.text or "" for m in reading.mentions if m.is_actor}
    assert {text for text in found if text.endswith(bodies)} == phrases


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("As many as 98 people were killed.", "98 people"),
        ("At least 12 soldiers fled.", "12 soldiers"),
        ("Some 300 young protesters gathered.", "300 young protesters"),
        ("Roughly two dozen rebels fled.", "two dozen rebels"),
        ("The No. 2 commander fled.", "No. 2 commander"),
    ],
)
def test_how_exact_a_number_is_does_not_belong_to_who_is_counted(reading_of, text, phrase):
    assert phrase in {mention.who.text for mention in reading_of(text).mentions}
