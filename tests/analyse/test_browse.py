import pytest

from dateline.analyse.browse import Filter, known_filter
from dateline.analyse.listing import Page, token_of
from dateline.errors import UsageError


def test_a_name_given_twice_means_either_and_names_together_both() -> None:
    asked = Filter.parse([("type", "aid"), ("type", "AGREE"), ("country", "UKR"), ("page", "3")])
    sql, parameters = asked.where()
    assert sql == (
        "((type = ?) OR (type = ?)) AND ((list_contains(countries, ?))) AND status <> 'rejected'"
    )
    assert parameters == ("AID", "AGREE", "UKR")


def test_a_minus_leaves_out_and_rejected_events_are_asked_for_by_name() -> None:
    asked = Filter.parse([("-type", "AID"), ("status", "rejected")])
    assert asked.where() == ("NOT ((type = ?)) AND ((status = ?))", ("AID", "rejected"))
    assert asked.pairs() == [("-type", "AID"), ("status", "rejected")]


def test_filters_come_off_one_by_one() -> None:
    asked = Filter.parse([("type", "AID"), ("type", "AGREE"), ("q", "tanks")])
    assert asked.without("type", "AID").pairs() == [("type", "AGREE"), ("q", "tanks")]
    assert asked.without("type").adding("type", "COERCE").values("type") == ["COERCE"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bbox", "1,2,3"), ("bbox", "a,b,c,d"), ("min_reports", "two"), ("contradicted", "yes"),
        ("after", "2024-13-01"), ("dyad", "RUS"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told(name: str, value: str) -> None:
    with pytest.raises(UsageError) as told:
        Filter.parse([(name, value)]).where()
    assert told.value.fix


def test_an_unknown_filter_leads_to_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no filter 'typ'") as told:
        known_filter("typ")
    assert "did you mean 'type'" in told.value.why


def test_the_token_of_a_page_comes_back_and_others_are_refused() -> None:
    token = token_of({"sort_key": "2024-03-01", "id": "e-abcd"})
    page = Page(filter=Filter(), token=token)
    assert page.query().parameters == ("2024-03-01", "2024-03-01", "e-abcd")
    for wrong in ("x", "é", "bnVsbA", token[:-3]):
        with pytest.raises(UsageError):
            Page(filter=Filter(), token=wrong).query()
    with pytest.raises(UsageError, match="no sort 'nope'"):
        Page(filter=Filter(), sort="-nope").query()
