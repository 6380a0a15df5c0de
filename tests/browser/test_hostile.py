"""Reports that try to be more than text: nothing of them is executed, on no screen.

The vectors of the HTML5 Security Cheatsheet and the Big List of Naughty Strings are titles,
outlets, authors, names, places, quotes, sources, sentences and reasons of a record, which the real
command serves to a real browser.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page

from dateline.lexicon import load
from dateline.model import (
    Attribution,
    Basis,
    Claim,
    Coding,
    Document,
    Grain,
    Item,
    Kind,
    Participant,
    Place,
    Query,
    Quote,
    Sentence,
    SourceKind,
    Span,
    When,
    content_id,
)
from dateline.record import Record
from dateline.run import Change, open_view, settle

HOSTILE = Path(__file__).parents[2].parent / "shared" / "hostile"
TOGETHER = 28  # strings in one report, and claims in one event
MERGED = 10  # reports whose claims are made one event: those of all vectors, and some more
AT = "2026-01-01T00:00:00+00:00"
TYPES = ("ASSAULT", "AID", "CONSULT", "ACCUSE", "PROTEST")
MADE = """() => {
  const wrong = [];
  const made = "script:not([src^='/static/']), iframe, object, embed, style, base, frame, " +
    "applet, video, audio, math, portal, [style], [href^='javascript' i], [src^='javascript' i], " +
    "[action^='javascript' i], [formaction^='javascript' i], img:not([src^='/static/'])";
  for (const one of document.querySelectorAll(made)) wrong.push(one.outerHTML.slice(0, 120));
  for (const one of document.querySelectorAll("*")) {
    for (const name of one.getAttributeNames()) {
      if (name.startsWith("on")) wrong.push(`${one.tagName} ${name}`);
    }
  }
  for (const one of document.querySelectorAll("a[href]")) {
    const ours = ["http:", "https:"].includes(one.protocol ?? "http:");
    if (!ours) wrong.push(one.outerHTML.slice(0, 120));
  }
  return wrong;
}"""
LOOSE = """() => {
  const wrong = [], turns = /[\\u202a-\\u202e\\u2066-\\u2069\\u0590-\\u08ff]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const apart = "bdi, [dir], code, pre, option, textarea, svg, script, datalist";
    if (turns.test(node.data) && !node.parentElement.closest(apart)) {
      wrong.push(`${node.parentElement.outerHTML.slice(0, 100)}`);
    }
  }
  return wrong;
}"""


def vectors() -> list[str]:
    """The vectors of H5SC; each stands in a numbered element of its own."""
    whole = (HOSTILE / "H5SC" / "vectors.txt").read_text("utf-8")
    parts = re.split(r'<div id="\d+">', whole)[1:]
    return [part.rsplit("//[", 1)[0] for part in parts]


def naughty() -> list[str]:
    """The naughty strings that say anything."""
    told = json.loads((HOSTILE / "blns" / "blns.json").read_text("utf-8"))
    return [one for one in told if one.strip()]


def span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"text": text[start:end], "start": start, "end": end}


def report(number: int, strings: tuple[str, ...]) -> tuple[Document, Coding]:
    """A report whose every sentence is a string and an event, told by and of the same string."""
    first = strings[0]
    text = "\n\n".join(f"{one} attacked." for one in strings)
    doc = Document.of(
        text, origin=f"hostile-{number}-{first[:40]}", title=first, outlet=strings[-1][:200],
        author=first, url=first, published="2024-05-01", language="en",
    )  # fmt: skip
    claims, quotes, at = [], [], 0
    for i, one in enumerate(strings):
        end = at + len(f"{one} attacked.")
        held = doc.text[at:end]
        sentence = Sentence(number=i + 1, text=held, start=at, end=end)
        name = span(doc.text, at, at + len(one))
        key = content_id("c", doc.id, str(i))
        who = Participant(name=one, id=content_id("a", one), kind=Kind.PERSON, why=one, **name)
        kind = TYPES[number % len(TYPES)]
        claims.append(Claim(
            id=key, document=doc.id, outlet=doc.outlet, published=doc.published, type=kind,
            sentence=sentence, anchor=Span(**span(doc.text, end - 9, end - 1)), actor=(who,),
            recipient=(Participant(name=strings[i - 1], id=content_id("a", strings[i - 1])),),
            place=(Place(name=one, latitude=i * 5.0, longitude=number * 3.0, grain="city",
                         geonames=str(number), why=one),),
            when=When(first="2024-04-30", last="2024-04-30", grain=Grain.DAY, basis=Basis.STATED),
            item=(Item(name=one, class_=one, maker=one),), pattern=one[:80],
            attribution=Attribution(source=(who,), cue=Span(**name), kind=SourceKind.NAMED),
        ))  # fmt: skip
        quotes.append(Quote(id=content_id("q", key), document=doc.id, sentence=sentence, text=held,
                            start=at, end=end, direct=True, source=(who,)))  # fmt: skip
        at = end + 2
    coding = Coding(document=doc.id, coder="made", claims=tuple(claims), quotes=tuple(quotes))
    return doc, coding


@pytest.fixture(scope="session")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Any]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """The record, served: its address, events whose claims are all of one report, and reports."""
    if not (HOSTILE / "H5SC").is_dir():
        pytest.skip("the hostile texts are not here (../shared/hostile)")
    strings = vectors() + naughty()
    assert len(vectors()) == 139, "the page of 140 gives its last as `undefined`"
    record = Record.create(tmp_path_factory.mktemp("hostile") / "hostile.dateline")
    told = [report(i, some) for i, some in enumerate(batched(strings, TOGETHER))]
    with record.lock():
        batches = record.add(doc for doc, _ in told)
    record.start_run("made", "made", AT)
    codings = {doc.id: coding for doc, coding in told}
    for batch in batches:
        record.commit(batch.id, "made", [codings[key] for key in batch.documents])
    lexicon = load()
    whole = []
    with open_view(record, lexicon) as view:
        for doc, _ in told[:MERGED]:
            events = [row["id"] for row in view.ask(of_document(doc.id))]
            if len(events) > 1:
                why = doc.title or ""
                change = Change(kind="merge", events=tuple(events), why=why, user=why[:30])
                whole.append(settle(record, view, lexicon, change, AT).event)
    with serving(record.path) as url:
        yield url, whole, [doc.id for doc, _ in told]


def of_document(key: str) -> Any:
    sql = "SELECT id FROM facts WHERE list_contains(document_ids, ?) ORDER BY id"
    return Query(sql=sql, parameters=(key,))


@pytest.fixture
def window(
    hostile: tuple[str, list[str], list[str]], opened: Callable[..., BrowserContext]
) -> Page:
    site = type("Site", (), {"url": hostile[0]})
    return opened(site).new_page()


def look(page: Page, address: str) -> None:
    """Open a page; nothing in it is made by a report, and it is as wide as the window."""
    page.goto(address)
    if page.locator("#drawing").count():
        page.locator("#canvas svg, #failed:not([hidden])").first.wait_for()
    assert page.evaluate(MADE) == [], address
    assert page.evaluate(LOOSE) == [], address
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280, address
    for landmark in ("header.top", "main", "footer"):
        assert page.locator(landmark).first.is_visible(), f"{landmark} of {address}"


def test_lists_and_drawings_show_text_as_text(window: Page) -> None:
    screens = [
        "/", "/events", "/events?type=AID", "/docs", "/sources", "/sources?by=outlet", "/review",
        "/jobs", "/map", "/map?as=table", "/timeline?lanes=actor&between=actor",
        "/network?between=actor", "/network?between=actor&view=graph",
        "/network?between=actor&view=table&as=table",
    ]  # fmt: skip
    for address in screens:
        look(window, address)


def test_events_and_their_histories_show_text_as_text(
    window: Page, hostile: tuple[str, list[str], list[str]]
) -> None:
    _, events, _ = hostile
    for key in events:
        look(window, f"/events/{key}")
    for key in events[::4]:
        look(window, f"/events/{key}/history")


def test_reports_show_text_as_text(window: Page, hostile: tuple[str, list[str], list[str]]) -> None:
    for key in hostile[2]:
        look(window, f"/docs/{key}")


def test_what_is_asked_for_is_shown_as_text(window: Page) -> None:
    short = [one for one in vectors() if len(one) < 200]
    asked = [*short[::14], '"><script>alert(1)</script>']
    for one in asked:
        text = quote(one, safe="")
        look(window, f"/events?q={text}&actor={text}")
    text = quote(asked[-1], safe="")
    for address in (
        f"/events/{text}", f"/docs/{text}", f"/actors/{text}", f"/network/{text}/{text}",
        f"/network?view={text}", f"/timeline?lanes={text}", f"/{text}", f"/@{text}/events",
        f"/review?order={text}", f"/sources?by={text}", f"/docs?q={text}",
    ):  # fmt: skip
        look(window, address)
