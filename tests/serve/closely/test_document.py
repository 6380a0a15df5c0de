"""The page of one report, on real reports and on hostile ones."""

import html
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.model import Document
from dateline.record import Record
from dateline.serve import Desk, create_app

type Row = dict[str, Any]


def plain(page: str) -> str:
    """The text of the report on a page, without tags, numbers of sentences and white space."""
    text = page[page.index('id="text"') :]
    text = text[text.index(">") + 1 : text.index("</article>")]
    text = re.sub(r'<a class="no".*?</a>', "", text)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def test_every_report_is_shown_whole_and_exactly(
    client: TestClient, desk: Desk, ask: Callable[..., list[Row]]
) -> None:
    del desk
    for doc in ask("SELECT id, text FROM documents"):
        page = client.get(f"/docs/{doc['id']}").text
        assert plain(page) == "".join(doc["text"].split())


def test_every_anchor_is_marked_and_its_sentence_has_the_number_of_the_record(
    client: TestClient, ask: Callable[..., list[Row]]
) -> None:
    rows = ask("SELECT id, document, sentence.number AS number, anchor.text AS words FROM claims")
    pages = {row["document"]: client.get(f"/docs/{row['document']}").text for row in rows}
    for row in rows:
        page = pages[row["document"]]
        at = page.index(f'id="s{row["number"]}"')
        stop = page.find('<span class="s', at)
        part = page[at : stop if stop > 0 else len(page)]
        marks = re.findall(r'<mark class="([^"]*)" data-rows="([^"]*)">(.*?)</mark>', part)
        said = "".join(
            html.unescape(text) for shapes, keys, text in marks
            if "action" in shapes.split() and row["id"] in keys.split()
        )  # fmt: skip
        assert row["words"] in said


def test_one_event_is_marked_out(client: TestClient, ask: Callable[..., list[Row]]) -> None:
    row = ask("SELECT c.document AS doc, m.event AS event FROM claims AS c JOIN members AS m "
              "ON m.claim = c.id LIMIT 1")[0]  # fmt: skip
    page = client.get(f"/docs/{row['doc']}?e={row['event']}").text
    assert " lit" in page[page.index('id="text"') :]
    assert "Marked out:" in page
    other = client.get(f"/docs/{row['doc']}?e=e-aaaaaaaaaaaaaaaa").text
    assert "Marked out:" not in other


def test_copies_are_named(client: TestClient, ask: Callable[..., list[Row]]) -> None:
    rows = ask("SELECT claims[1] AS claim FROM events "
               "WHERE support.documents > support.independent LIMIT 1")  # fmt: skip
    doc = ask("SELECT document FROM claims WHERE id = ?", rows[0]["claim"])[0]["document"]
    assert "% the same words" in client.get(f"/docs/{doc}").text


def test_an_unknown_report_is_not_found(client: TestClient) -> None:
    assert client.get("/docs/d-aaaaaaaaaaaaaaaa").status_code == 404
    assert client.get("/docs/%2e%2e%2fetc").status_code == 404


HOSTILE = [
    "<script>alert(1)</script> North Korea sent troops to Russia.",
    '"><img src=x onerror=alert(1)> said that Russia <b>attacked</b> Ukraine.',
    "North Korea \u202esent\u202c troops to Russia, officials said. \u2066x\u2069 &lt;i&gt;",
    "\U0001f680\U0001f680 North Korea sent troops to Russia \U0001f680. " + "Z\u0351\u0352" * 50,
    "</article></main></html> {{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "조선은 러시아에 병력을 보냈다. 러시아는 감사를 표했다。 中国政府表示关注。",
]


@pytest.fixture
def hostile(record: Path) -> TestClient:
    """The page over a record to which reports were added that mean harm."""
    held = Record.open(record)
    with held.lock():
        held.add([
            Document.of(text, origin=f'h{i}"><script>x</script>', title=text[:40], outlet=text[:30],
                        url="javascript:alert(1)", author=text[:20], language="en")
            for i, text in enumerate(HOSTILE)
        ])  # fmt: skip
    return TestClient(create_app(Desk(record)), base_url="http://127.0.0.1")


def test_hostile_text_is_text(hostile: TestClient) -> None:
    for i, text in enumerate(HOSTILE):
        doc = Document.of(text, origin="", outlet=text[:30])
        reply = hostile.get(f"/docs/{doc.id}")
        assert reply.status_code == 200, i
        assert plain(reply.text) == "".join(text.split())
        for harm in ("<script>alert", "<script>x", "<img", "onerror=alert(1)>", "javascript:",
                     "<b>attacked"):  # fmt: skip
            assert harm not in reply.text
        assert " style=" not in reply.text


def test_a_long_report_is_shown_fast(record: Path) -> None:
    text = "\n\n".join(
        f"On day {i}, North Korea sent about {i},000 troops to Russia, officials said." * 3
        for i in range(900)
    )  # fmt: skip
    assert len(text) > 200_000
    held = Record.open(record)
    with held.lock():
        held.add([Document.of(text, origin="long")])
    client = TestClient(create_app(Desk(record)), base_url="http://127.0.0.1")
    client.get("/events")
    began = time.monotonic()
    reply = client.get(f"/docs/{Document.of(text, origin='').id}")
    assert time.monotonic() - began < 3
    assert plain(reply.text) == "".join(text.split())
