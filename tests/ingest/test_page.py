"""Pages: the article, what it says about itself, and pages meant to do harm."""

import time

import pytest

from dateline.ingest.page import of_page
from dateline.ingest.rows import Found
from dateline.model import Problem

SENTENCE = "The ministry said on Friday that talks would go on in the capital next week. "
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Talks go on - Gazette</title>
<meta property="og:title" content="Talks go on"><meta property="og:site_name" content="Gazette">
<link rel="canonical" href="https://example.org/talks">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"datePublished": "2025-10-11T09:30:00+09:00", "author": {"@type": "Person", "name": "Ana Pop"}
}]}</script>
<meta name="author" content="Ana Pop"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks go on</h1>%s</article>
<footer>All rights reserved</footer></body></html>"""


def page(body: str) -> bytes:
    return (PAGE % body).encode()


def test_article():
    found = of_page(page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>"), "a.html")
    assert isinstance(found, Found)
    assert found.text.count("ministry") == 5
    assert "Home" not in found.text
    assert "rights" not in found.text
    assert found.published == "2025-10-11T09:30:00+09:00"
    assert found.fields["title"] == "Talks go on"
    assert found.fields["outlet"] == "Gazette"
    assert found.fields["author"] == "Ana Pop"
    assert found.fields["url"] == "https://example.org/talks"
    assert found.fields["language"] == "en"


def test_declared_encoding():
    text = SENTENCE.replace("ministry", "министерство") * 3
    data = f"<html><head><meta charset=windows-1251></head><body><p>{text}</p></body></html>"
    found = of_page(data.encode("cp1251"), "a.html")
    assert isinstance(found, Found)
    assert "министерство" in found.text


@pytest.mark.parametrize("body", ["", "<script>var a = 1</script>"])
def test_no_article(body):
    found = of_page(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert isinstance(found, Problem)
    assert found.code == "ingest/no-text"


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + SENTENCE,
        f"<p>{SENTENCE}" * 20_000,
        "<b>" * 5_000 + SENTENCE + "</b>" * 5_000,
        f"<table><tr><td>{SENTENCE}" * 3_000,
        "<a href=x>x</a>" * 100_000 + f"<p>{SENTENCE * 3}</p>",
        "&lt;" * 500_000,
        "<!--" * 200_000,
        "<p " + "a=1 " * 200_000 + f">{SENTENCE}</p>",
        "x" * 7_000_000,
        "<time datetime='2020-01-01'>2020-01-01</time>" * 25_000,
        "<div>a</div>" * 25_000,
        "x<br>" * 50_000,
    ],
    ids=[
        "deep", "many", "bold", "tables", "links", "entities", "comments", "attributes", "long",
        "times", "flat", "breaks",
    ],
)  # fmt: skip
def test_bombs_end_soon(body):
    start = time.process_time()
    found = of_page(page(body), "a.html")
    assert time.process_time() - start < 10
    assert isinstance(found, Found | Problem)


def test_what_the_parser_does_not_reach_is_told():
    found = of_page(page(f"<p>{SENTENCE * 5}</p>" + "<div>" * 3_000 + "THE END"), "a.html")
    assert isinstance(found, Found)
    assert "THE END" in found.text or ("cut-short" in [code for code, _ in found.faults])
