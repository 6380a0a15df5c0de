"""What a reader knows about one document, and the document or problems that come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dateline.ingest.dates import iso_date
from dateline.ingest.decode import Decoded, tidy
from dateline.model import Document, Problem

STAGE = "ingest"
LIMIT = 20_000_000
FIELDS = ("title", "outlet", "url", "author", "language")
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds for documents that do not say it themselves."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Found:
    """One document as found; `faults` are the code and words of what is wrong with it."""

    origin: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)
    published: str | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)


def problem(origin: str, code: str, what: str, document: str | None = None) -> Problem:
    """Something wrong, by its code without the stage."""
    return Problem(document=document, origin=origin, stage=STAGE, code=f"{STAGE}/{code}", what=what)


def too_large(origin: str) -> Problem:
    """What is said about a document over the limit."""
    return problem(
        origin, "too-large", f"it is larger than {LIMIT // 1_000_000} MB and was left out"
    )


def finished(found: Found, usual: Usual) -> Iterator[Document | Problem]:
    """A document, and what is wrong with it."""
    if not found.text.strip():
        yield problem(found.origin, "empty", "it holds no text")
        return
    if len(found.text) > LIMIT:
        yield too_large(found.origin)
        return
    published = dated(found) or usual.published
    own = {
        "outlet": found.fields.get("outlet") or usual.outlet,
        "url": found.fields.get("url") or usual.url,
        "language": found.fields.get("language") or usual.language,
        "title": found.fields.get("title"),
        "author": found.fields.get("author"),
    }
    doc = Document.of(found.text, origin=found.origin, published=published, **own)
    yield doc
    for code, what in found.faults:
        yield problem(found.origin, code, what, doc.id)


def dated(found: Found) -> str | None:
    """The publication date; one that cannot be read is a fault."""
    said = (found.published or "").strip()
    if not said:
        return None
    read = iso_date(said)
    if read is None:
        found.faults.append(("bad-date", f"{said[:SHOWN]!r} is not a date that can be read"))
    return read


def of_row(row: Mapping[str, object], where: str) -> Found | Problem:
    """The document of a JSON object or a CSV row; fields with other names are ignored."""
    own = row.get("id")
    origin = str(own) if isinstance(own, str | int) and str(own).strip() else where
    text = row.get("text")
    if not isinstance(text, str):
        what = "it has no text" if text is None else "its text is not a string"
        return problem(origin, "no-text", what)
    found = Found(origin=clean(origin), text=tidy(text))
    for name in (*FIELDS, "published"):
        value = plain(row.get(name))
        if value is None:
            found.faults.append(("bad-field", f"its {name} is not a string and was left out"))
        elif name == "published":
            found.published = value
        elif value:
            found.fields[name] = value
    return found


def plain(value: object) -> str | None:
    """A field's value as text: empty where there is none, None where it is of no use."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return clean(", ".join(value))
    return None


def clean(value: str) -> str:
    """A one-line value that any output can hold."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(tidy(whole).split())


def of_text(decoded: Decoded, origin: str) -> Found:
    """The document of a plain text."""
    found = Found(origin=origin, text=decoded.text)
    note_broken(found, decoded)
    return found


def note_broken(found: Found, decoded: Decoded) -> None:
    """Say how many characters could not be read."""
    if decoded.broken:
        what = f"{decoded.broken} characters are not {decoded.encoding} and stand as U+FFFD"
        found.faults.append(("encoding", what))
