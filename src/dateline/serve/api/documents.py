"""Documents: a page of them, one, its text, and what is marked in it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import PlainTextResponse

from dateline.analyse import details
from dateline.analyse.reports import BRIEF, Documents
from dateline.serve.api.answer import asker_of, chosen, tag_of
from dateline.serve.api.parameters import UNFILTERED, Paged, fields_from
from dateline.serve.api.schema import gives
from dateline.serve.api.whole import Table, Whole, stream, streams
from dateline.serve.problem import Refusal, refusals

router = APIRouter(tags=["documents"])

Fields = Annotated[tuple[str, ...], Depends(fields_from(BRIEF))]
Row = Mapping[str, Any]
AROUND = 32  # characters before and after a quotation, to find it by
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ROLES = ("actor", "recipient", "attendee", "place", "quantity", "item")


def wanted(
    q: Annotated[str, Query(description="Words in title or text", examples=["troops"])] = "",
    outlet: Annotated[str, Query(description="Outlet", examples=["Wikinews"])] = "",
    language: Annotated[str, Query(description="Language", examples=["en"])] = "",
    after: Annotated[
        str, Query(description="Published on or after that day", examples=["2024-01-01"])
    ] = "",
    before: Annotated[
        str, Query(description="Published on or before that day", examples=["2024-12-31"])
    ] = "",
) -> Documents:
    """Which documents are asked for."""
    found = Documents(q=q, outlet=outlet, language=language, after=after, before=before)
    found.keyset()
    return found


Wanted = Annotated[Documents, Depends(wanted)]


@router.get("/documents", responses=gives("Documents"), openapi_extra=UNFILTERED)
def documents(request: Request, asked: Wanted, fields: Fields, paging: Paged) -> Response:
    """List documents, newest first, without their text."""
    asker = asker_of(request)
    rows, token, total = asker.listed(asked.keyset(), paging)
    return asker.page(chosen(rows, fields, ("sort_key",)), token, total)


@router.get("/documents.{form}", responses=streams(), openapi_extra=UNFILTERED)
def all_documents(request: Request, form: Table, asked: Wanted) -> Response:
    """Give all documents, with their text."""
    whole = Whole.of("documents", "documents", asked.keyset(text=True))
    return stream(asker_of(request), whole, form)


@router.get("/documents/{id}", responses=gives("Document", 404), openapi_extra=UNFILTERED)
def document(request: Request, id: str) -> Response:  # noqa: A002 - the name in the URL
    """Give one document."""
    return asker_of(request).reply(document_at(request, id))


def document_at(request: Request, key: str) -> dict[str, Any]:
    """The document with an id.

    Raises:
        Refusal: if there is none.
    """
    found = asker_of(request).shelf.ask(details.one("documents", key))
    if not found:
        raise Refusal(
            404, f"there is no document {key!r} in this record",
            detail="list them with: GET /api/v1/documents", code="record/not-found",
        )  # fmt: skip
    return found[0]


@router.get(
    "/documents/{id}/text",
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
               304: {"description": "Nothing has changed"}, **refusals(400, 404)},
    response_class=PlainTextResponse, openapi_extra=UNFILTERED,
)  # fmt: skip
def text(request: Request, id: str) -> Response:  # noqa: A002
    """Give the text of a document: offsets of spans count its code points."""
    tag = tag_of(asker_of(request).shelf)
    return PlainTextResponse(document_at(request, id)["text"], headers={"ETag": tag})


@router.get(
    "/documents/{id}/annotations", responses=gives("AnnotationPage", 404), openapi_extra=UNFILTERED
)
def annotations(request: Request, id: str) -> Response:  # noqa: A002
    """Give what is marked in a document, as W3C Web Annotations: claims, quotes, assessments."""
    asker = asker_of(request)
    doc = document_at(request, id)
    base = str(request.base_url).rstrip("/")
    marks: list[dict[str, Any]] = []
    for claim in asker.shelf.ask(details.marked_claims(id)):
        marks += claim_marks(claim, doc, base)
    for kind in ("quotes", "assessments"):
        for row in asker.shelf.ask(details.in_report(kind, id)):
            span = row if kind == "quotes" else row["content"]
            word = "quote" if kind == "quotes" else row["kind"]
            marks += mark(row["id"], span, doc, base, [tag(word), *identified(row["source"])])
    page = {
        "@context": CONTEXT, "id": f"{base}/api/v1/documents/{id}/annotations",
        "type": "AnnotationPage", "items": marks,
    }  # fmt: skip
    return asker.reply(page)


def claim_marks(claim: Row, doc: Row, base: str) -> Iterator[dict[str, Any]]:
    """The marks of a claim: its anchor with its type, and who and what stands around it."""
    key = claim["id"]
    kind = f"{claim['type']}/{claim['mode']}" if claim["mode"] else claim["type"]
    link = {"type": "SpecificResource", "purpose": "linking",
            "source": f"{base}/api/v1/events/{claim['event']}"}  # fmt: skip
    yield from mark(key, claim["anchor"], doc, base, [tag(kind), link])
    for role in ROLES:
        for i, one in enumerate(claim[role]):
            yield from mark(f"{key}/{role}/{i}", one, doc, base, [tag(role), *identified([one])])
    yield from mark(f"{key}/when", claim["when"], doc, base, [tag("when")])
    said = claim["attribution"]
    for i, one in enumerate(said["source"]):
        yield from mark(f"{key}/source/{i}", one, doc, base, [tag("source"), *identified([one])])
    if said["cue"]:
        yield from mark(f"{key}/cue", said["cue"], doc, base, [tag("cue")])


def tag(word: str) -> dict[str, str]:
    """A body that says what a mark is."""
    return {"type": "TextualBody", "purpose": "tagging", "value": word}


def identified(named: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Bodies that say who or what is meant."""
    return [
        {"type": "TextualBody", "purpose": "identifying", "value": str(one["name"])}
        for one in named
        if one.get("name")
    ]


def mark(
    key: str, span: Row, doc: Row, base: str, body: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """A span of a document with what is said of it; none where the span has no words."""
    start, end = span.get("start"), span.get("end")
    if start is None or end is None or end <= start:
        return []
    words = doc["text"]
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": words[start:end],
         "prefix": words[max(start - AROUND, 0):start], "suffix": words[end:end + AROUND]},
    ]  # fmt: skip
    target = {"source": f"{base}/api/v1/documents/{doc['id']}/text", "selector": selectors}
    return [{"@context": CONTEXT, "id": f"urn:dateline:{key}", "type": "Annotation",
             "motivation": "tagging", "body": body, "target": target}]  # fmt: skip
