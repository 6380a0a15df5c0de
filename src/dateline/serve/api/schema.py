"""The OpenAPI document: what calls give, described from the nouns of the record themselves."""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline.analyse.faceting import FACETS
from dateline.analyse.items import BESIDE
from dateline.analyse.reports import BRIEF
from dateline.model import Actor, Assessment, Claim, Document, Event, Quote
from dateline.model.ontology import Ontology
from dateline.serve.filters import QUADS
from dateline.serve.problem import MEDIA, Problem, refusals

type Schema = dict[str, Any]

REF = "#/components/schemas/{name}"
RENAMED = {"class_": "class", "since": "from"}
REFUSED_TO_ANYONE = {
    "401": "Nobody is signed in",
    "403": "The role is not enough, the token is missing, or another site asks",
    "413": "The body is too large",
    "503": "The record cannot be read or written",
}
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
TIME: Schema = {"type": "string", "format": "date-time"}
MOMENT: Schema = {"type": "string", "description": "ISO 8601, UTC; empty where not known"}
TALLIES: Schema = {"events": COUNT, "reports": COUNT, "cooperation": COUNT, "conflict": COUNT}
SPREAD: Schema = {"type": "object", "additionalProperties": {"type": "array", "items": {
    "type": "object", "required": ["value", "events"],
    "properties": {"value": {"type": ["string", "null"]}, "events": COUNT, "label": TEXT},
}}}  # fmt: skip
FACETED: Schema = {"facets": {**SPREAD, "description": f"Counts by {', '.join(FACETS)}"}}


def maybe(kind: Schema) -> Schema:
    """The same or null."""
    return {**kind, "type": [kind["type"], "null"]}


def made(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    """An object that has all of these, but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": REF.format(name=name)}


def listing(item: str, **more: Schema) -> Schema:
    """A page of a list."""
    return made({
        "items": {"type": "array", "items": ref(item)},
        "next": maybe(TEXT), "next_url": maybe(TEXT),
        "total": COUNT, "total_is_exact": {"type": "boolean"}, **more, "snapshot": TEXT,
        "took_ms": COUNT,
    }, optional=tuple(more))  # fmt: skip


def plain(item: str, **more: Schema) -> Schema:
    """A list that has no pages."""
    return made({"items": {"type": "array", "items": ref(item)}, "total": COUNT, **more,
                 "snapshot": TEXT, "took_ms": COUNT})  # fmt: skip


def partly(noun: Schema) -> Schema:
    """An item of a list of which `fields=` may ask for a part."""
    return {**noun, "required": []}


def nouns() -> dict[str, Schema]:
    """The schemas of the record's nouns, under the names of the contract."""
    kinds = (Event, Claim, Document, Actor, Quote, Assessment)
    _, found = msgspec.json.schema_components(kinds, ref_template=REF)
    told: dict[str, Schema] = {}
    for name, schema in found.items():
        held = {RENAMED.get(key, key): one for key, one in schema.get("properties", {}).items()}
        told[name] = {**schema, "properties": held, "required": list(held)} if held else schema
        told[name]["description"] = " ".join(schema.get("description", "").split())
    for one in told.values():
        if not one["description"]:
            del one["description"]
    return told


def schemas() -> dict[str, Schema]:
    """All schemas that calls give."""
    found = nouns()
    beside = {"quad": TEXT, "intensity": maybe(NUMBER), "score": maybe(NUMBER),
              "updated_at": MOMENT, "permalink": TEXT}  # fmt: skip
    found["Event"] = with_more(found["Event"], {name: beside[name] for name in BESIDE})
    found["ListedEvent"] = partly(found["Event"])
    document = found["Document"]
    brief = {name: document["properties"][name] for name in BRIEF}
    found["ListedDocument"] = partly({**document, "properties": brief})
    found["CountedActor"] = with_more(found["Actor"], {"events": COUNT})
    found["ListedActor"] = partly(found["CountedActor"])
    found["Edge"] = made({
        "source": TEXT, "target": TEXT, "source_label": TEXT, "target_label": TEXT, **TALLIES,
        "net": maybe(NUMBER), "mean": maybe(NUMBER), "first": maybe(TEXT), "last": maybe(TEXT),
    })  # fmt: skip
    found["Period"] = made({"period": maybe(TEXT), "value": maybe(TEXT), **TALLIES})
    found["Cell"] = made({"latitude": NUMBER, "longitude": NUMBER, "place": maybe(TEXT), **TALLIES})
    found["CountryCount"] = made({"country": maybe(TEXT), **TALLIES})
    found["Hit"] = made({
        "kind": {"type": "string", "enum": ["actor", "document", "event"]}, "id": TEXT,
        "label": TEXT, "text": TEXT, "url": TEXT,
    })  # fmt: skip
    return found | lists() | others()


def with_more(noun: Schema, more: Mapping[str, Schema]) -> Schema:
    """A noun with more properties, all of which it has."""
    properties = {**noun["properties"], **more}
    return {**noun, "properties": properties, "required": list(properties)}


def lists() -> dict[str, Schema]:
    """Schemas of lists."""
    return {
        "Events": listing("ListedEvent", **FACETED), "Claims": listing("Claim"),
        "Documents": listing("ListedDocument"), "Actors": listing("ListedActor"),
        "Edges": listing("Edge"), "Changes": listing("Event"),
        "Tombstones": listing("Tombstone"), "Timeline": plain("Period"),
        "Map": plain("Cell", countries={"type": "array", "items": ref("CountryCount")}),
        "Matrix": plain("Edge", parties={"type": "array", "items": TEXT}),
        "Hits": plain("Hit"), "History": plain("Decision"), "Snapshots": plain("Snapshot"),
        "Types": plain("EventType"), "Jobs": plain("Job"),
    }  # fmt: skip


def others() -> dict[str, Schema]:
    """Schemas of what is no noun of the record."""
    ids = {"type": "array", "items": TEXT}
    mode = made({"id": TEXT, "meaning": TEXT, "intensity": maybe(NUMBER), "alias": ids,
                 "extension": {"type": "boolean"}})  # fmt: skip
    return {
        "Decision": made({
            "number": COUNT, "at": TIME, "user": TEXT, "verdict": TEXT, "claims": ids, "why": TEXT,
            "event": maybe(TEXT), "revision": maybe(TEXT), "undone_by": maybe(COUNT),
            "undoes": maybe(COUNT),
            "changes": {"type": "array", "items": made({
                "claim": TEXT, "field": TEXT, "old": {}, "new": {},
            })},
        }),
        "Decided": made({
            "decision": COUNT, "event": maybe(TEXT), "events": ids, "snapshot": TEXT,
        }),
        "Tombstone": made({
            "id": TEXT, "removed_at": MOMENT,
            "reason": {
                "type": "string", "enum": ["merged", "rejected", "coded again", "taken back"],
            },
            "merged_into": maybe(TEXT),
        }),
        "Snapshot": made({
            "id": TEXT, "at": TIME, "user": TEXT, "message": TEXT, "documents_version": COUNT,
            "codings_version": COUNT, "decision": COUNT, "hash": TEXT, "url": TEXT,
        }),
        "EventType": made({
            "id": TEXT, "quad": {"type": "string", "enum": list(QUADS)}, "intensity": NUMBER,
            "meaning": TEXT, "cameo": maybe(TEXT), "alias": ids,
            "modes": {"type": "array", "items": mode},
        }),
        "Job": made({
            "id": TEXT, "kind": {"type": "string", "enum": ["add", "code", "export"]},
            "state": {"type": "string", "enum": ["running", "done", "failed"]},
            "started": TIME, "ended": maybe(TEXT), "exit": maybe({"type": "integer"}),
            "progress": {"type": ["object", "null"]}, "messages": ids,
        }),
        "Health": made({
            "status": {"type": "string", "enum": ["ok", "building"]}, "version": TEXT,
            "record": TEXT, "snapshot": TEXT, "documents": COUNT, "claims": COUNT,
            "events": COUNT, "read_only": {"type": "boolean"},
        }),
        "FeatureCollection": {
            "type": "object", "required": ["type", "features"],
            "properties": {
                "type": {"const": "FeatureCollection"}, "dateline:query": TEXT,
                "dateline:snapshot": TEXT, "features": {"type": "array", "items": ref("Feature")},
            },
        },
        "Feature": made({
            "type": {"const": "Feature"}, "id": TEXT,
            "geometry": {"type": ["object", "null"]}, "properties": ref("Event"),
        }),
        "AnnotationPage": {
            "type": "object", "required": ["@context", "id", "type", "items"],
            "properties": {"items": {"type": "array", "items": {"type": "object"}}},
        },
    }  # fmt: skip


def gives(schema: str, *statuses: int, cached: bool = True, ok: int = 200) -> dict[Any, Schema]:
    """The documented answers of a call: what it gives, and how it refuses.

    Args:
        schema: Name of what it gives.
        statuses: Statuses of refusals beside 400.
        cached: Whether it may say that nothing has changed.
        ok: The status when all is well.
    """
    told: dict[Any, Schema] = {
        ok: {"description": "As asked", "content": {"application/json": {"schema": ref(schema)}}}
    }
    if cached:
        told[304] = {"description": "Nothing has changed since the tag that the asker has"}
        statuses = (404, *statuses)  # there may be no such snapshot as `as_of` names
    return {**told, **refusals(400, *statuses)}


def openapi_of(api: FastAPI, ontology: Ontology) -> Schema:
    """The document, with the types of this record's lexicon."""
    held: Schema = get_openapi(
        title=api.title, version=api.version, description=api.description, routes=api.routes,
        tags=api.openapi_tags,
    )  # fmt: skip
    found = held.setdefault("components", {}).setdefault("schemas", {})
    found |= schemas()
    found["Problem"] = Problem.model_json_schema(ref_template=REF.replace("name", "model"))
    found |= found["Problem"].pop("$defs", {})
    for name in ("HTTPValidationError", "ValidationError"):
        found.pop(name, None)
    for path in held["paths"].values():
        for call in path.values():
            call["responses"].pop("422", None)
            for status, told in REFUSED_TO_ANYONE.items():
                call["responses"].setdefault(status, problem_for(told))
            for one in call.get("parameters", ()):
                if one["name"] in ("type", "-type"):
                    one["schema"]["items"]["enum"] = [*ontology.types, "none"]
    return held


def problem_for(told: str) -> Schema:
    """The documentation of a refusal."""
    return {"description": told, "content": {MEDIA: {"schema": ref("Problem")}}}
