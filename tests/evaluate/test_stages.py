"""Documents through the default stages."""

from dateline.evaluate.stages import Reports, pipeline
from dateline.model import Document, Reading


def test_reports_come_in_their_order_with_their_numbers():
    texts = [f"Ghana praised Togo {i} times." for i in range(70)]
    reports = Reports([Document.of(text, origin="x") for text in texts])
    got = list(reports.each(lambda i, reading: (i, reading.parse.doc.text)))
    assert got == list(enumerate(texts))
    assert reports.failed == 0


def test_a_report_that_a_stage_fails_on_gives_nothing_and_is_counted():
    def work(number: int, reading: Reading) -> str:
        if number == 1:
            raise ValueError("no such thing")
        return reading.parse.doc.origin

    reports = Reports([Document.of(f"Report {key}.", origin=key) for key in "abc"])
    assert list(reports.each(work)) == ["a", None, "c"]
    assert reports.failed == 1


def test_the_stages_are_made_once():
    assert pipeline() is pipeline()
