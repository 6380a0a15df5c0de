"""HTML pages to documents: the article's text, its title, date, outlet and author."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError
from lxml.html import HTMLParser, document_fromstring
from trafilatura import bare_extraction, baseline

from dateline.ingest.decode import decode, tidy
from dateline.ingest.rows import Found, clean, note_broken, problem
from dateline.model import Problem

LIMIT = 8_000_000  # lxml drops texts over 10 MB without a word
MOST_TAGS = 60_000
THOROUGH = 1_000_000  # above this, only the quicker way of finding the text is used
DEEPEST_DATA = 8
DATE_META = (
    "//meta[@property='article:published_time' or @itemprop='datePublished'"
    " or @name='date' or @name='pubdate' or @name='publish-date' or @name='parsely-pub-date'"
    " or @name='DC.date.issued' or @name='dcterms.created']/@content"
    "|//time[@itemprop='datePublished' or @pubdate]/@datetime"
)
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())
LINKED_DATA = "//script[@type='application/ld+json']/text()"


def of_page(data: bytes, origin: str) -> Found | Problem:
    """The document of a page."""
    if len(data) > LIMIT:
        what = f"the page is larger than {LIMIT // 1_000_000} MB and was left out"
        return problem(origin, "too-large", what)
    if data.count(b"<") > MOST_TAGS:
        what = f"the page has more than {MOST_TAGS} tags and was left out"
        return problem(origin, "too-large", what)
    decoded = decode(data, page=True)
    tree, cut = parsed(decoded.text)
    if tree is None:
        return problem(origin, "no-text", "no article text was found in the page")
    told, text = extracted(tree, len(data))
    if not text.strip():
        return problem(origin, "no-text", "no article text was found in the page")
    found = Found(origin=origin, text=tidy(text), fields=told)
    found.published = published_in(tree) or told.pop("date", None)
    told.pop("date", None)
    note_broken(found, decoded)
    if cut:
        found.faults.append(("cut-short", "the page is nested too deeply; its end was not read"))
    return found


def parsed(text: str) -> tuple[Any, bool]:
    """The page as a tree, and whether the parser gave up before its end."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser)
    except (LxmlError, ValueError):
        return None, False
    fatal = any(entry.level_name == "FATAL" for entry in parser.error_log)
    return tree, fatal


def extracted(tree: Any, size: int) -> tuple[dict[str, str], str]:  # noqa: ANN401 - lxml has no types
    """What the page tells about itself, and its article's text."""
    try:
        whole = bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=False,
            fast=size > THOROUGH,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - whatever a hostile page does to it, the run goes on
        whole = None
    if whole is None or isinstance(whole, dict):
        return {}, simple_text(tree)
    names = {"title": "title", "outlet": "sitename", "url": "url", "author": "author",
             "date": "date"}  # fmt: skip
    told = {ours: clean(str(getattr(whole, theirs) or "")) for ours, theirs in names.items()}
    told["language"] = clean(tree.get("lang") or "")
    return {key: value for key, value in told.items() if value}, whole.text or ""


def simple_text(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    """All text of a page that has no article to be seen."""
    try:
        return str(baseline(tree)[1])
    except Exception:  # noqa: BLE001 - as above
        return ""


def published_in(tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """The publication date that the page states for machines, with its time and offset."""
    for script in tree.xpath(LINKED_DATA):
        try:
            data = json.loads(str(script))
        except (ValueError, RecursionError):
            continue
        for value in stated(data, DEEPEST_DATA):
            return value
    return next((str(value) for value in tree.xpath(DATE_META) if value.strip()), None)


def stated(data: object, depth: int) -> Iterator[str]:
    """Every publication date in linked data."""
    if depth == 0:
        return
    if isinstance(data, dict):
        value = data.get("datePublished")
        if isinstance(value, str) and value.strip():
            yield value
        for part in data.values():
            yield from stated(part, depth - 1)
    elif isinstance(data, list):
        for part in data:
            yield from stated(part, depth - 1)
