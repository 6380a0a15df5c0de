"""One Arrow schema for everything stored, derived from the nouns themselves.

Columns are the nouns' fields; two names that Python reserves are written as in the contract:
`class_` as `class`, `since` as `from`.
"""

import hashlib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

import msgspec
import pyarrow as pa

from dateline.model import Actor, Assessment, Claim, Document, Event, Problem, Quote

RENAMED = {"class_": "class", "since": "from"}
SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}

type Names = Mapping[str, tuple[str, Names]]

NOUNS: Mapping[str, type] = {
    "documents": Document,
    "claims": Claim,
    "quotes": Quote,
    "assessments": Assessment,
    "events": Event,
    "actors": Actor,
    "problems": Problem,
}
NESTED = ("claims", "quotes", "assessments", "problems")


@cache
def arrow_type(noun: Any) -> Any:  # noqa: ANN401 - any type expression to any Arrow type
    """The Arrow type of a Python type: nouns become structs, tuples lists, enums strings."""
    origin = typing.get_origin(noun)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (kind for kind in typing.get_args(noun) if kind is not type(None))
        return arrow_type(inner)
    if origin is tuple:
        return pa.list_(arrow_type(typing.get_args(noun)[0]))
    if is_dataclass(noun):
        return pa.struct(noun_fields(noun))
    if issubclass(noun, Enum):
        return pa.string()
    return SCALARS[noun]


def noun_fields(noun: Any) -> "list[pa.Field[Any]]":  # noqa: ANN401 - a dataclass
    """The Arrow fields of a noun, in the order of its own."""
    hints = typing.get_type_hints(noun)
    return [pa.field(RENAMED.get(f.name, f.name), arrow_type(hints[f.name])) for f in fields(noun)]


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of nouns."""
    return pa.schema(noun_fields(NOUNS[table]))


def documents_schema() -> pa.Schema:
    """Documents as stored: with their batch and a digest of the row."""
    return pa.schema([*arrow_schema("documents"), *text_fields("batch", "digest")])


def codings_schema() -> pa.Schema:
    """Codings as stored: a row a document and coder, with all that it wrote nested in it."""
    nested = [pa.field(name, pa.list_(arrow_type(NOUNS[name]))) for name in NESTED]
    return pa.schema([*text_fields("coder", "batch", "document"), *nested, *text_fields("digest")])


def text_fields(*names: str) -> "list[pa.Field[Any]]":
    """Text columns."""
    return [pa.field(name, pa.string()) for name in names]


def to_row(noun: object) -> dict[str, Any]:
    """A noun as plain values under the names of the contract."""
    kind: Any = type(noun)
    row = msgspec.to_builtins(noun)
    return cast("dict[str, Any]", renamed(row, names_in(kind, written=False)))


def from_row[T](row: Mapping[str, Any], noun: type[T]) -> T:
    """The noun that a row holds; the inverse of `to_row`.

    Raises:
        msgspec.ValidationError: if the row does not fit the noun.
    """
    kind: Any = noun
    return msgspec.convert(renamed(row, names_in(kind, written=True)), noun)


@cache
def names_in(noun: Any, *, written: bool) -> Names:  # noqa: ANN401 - any type expression
    """The fields of a noun that have another name, or that hold one: its name, and those in it.

    The fields are called as they are written if `written` is true, else as they are in Python.
    """
    inner = inmost(noun)
    if not is_dataclass(inner):
        return {}
    hints = typing.get_type_hints(inner)
    found: dict[str, tuple[str, Names]] = {}
    for one in fields(inner):
        pair = (one.name, RENAMED.get(one.name, one.name))
        key, other = reversed(pair) if written else pair
        below = names_in(hints[one.name], written=written)
        if below or key != other:
            found[key] = (other, below)
    return found


def inmost(noun: Any) -> Any:  # noqa: ANN401 - any type expression
    """The type that an optional one, or a list, is of."""
    while arguments := [kind for kind in typing.get_args(noun) if kind not in (type(None), ...)]:
        noun = arguments[0]
    return noun


def renamed(node: Any, names: Names) -> Any:  # noqa: ANN401 - plain JSON values
    """Plain values with some keys renamed; what has none of them is not looked into."""
    if not names:
        return node
    if isinstance(node, Mapping):
        return {
            names[key][0] if key in names else key:
            renamed(value, names[key][1]) if key in names else value
            for key, value in node.items()
        }  # fmt: skip
    if isinstance(node, list | tuple):
        return [renamed(value, names) for value in node]
    return node


def to_table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as an Arrow table of a schema."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)


def digested(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as an Arrow table, each with the digest of what will be read back."""
    bare = pa.schema([field for field in schema if field.name != "digest"])
    table = to_table(rows, bare)
    digests = [row_digest(row) for row in table.to_pylist()]
    return table.append_column("digest", pa.array(digests, pa.string()))


def row_digest(row: Mapping[str, Any]) -> str:
    """A hash over everything a stored row says, but the digest itself."""
    kept = {key: value for key, value in sorted(row.items()) if key != "digest"}
    return sha(msgspec.json.encode(kept, order="sorted"))


def sha(raw: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()
