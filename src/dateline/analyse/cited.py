"""Who is cited for what: the sources of claims, quotes and assessments, counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.analyse.search import Search
from dateline.errors import UsageError, did_you_mean
from dateline.model import Query, SourceKind

KINDS = tuple(kind.value for kind in SourceKind if kind is not SourceKind.OUTLET)
PLACES = ("claim", "quote", "assessment")
BY: Mapping[str, str] = {
    "source": "coalesce(id, lower(name) || '|' || coalesce(country, ''))",
    "kind": "kind",
    "country": "coalesce(country, '?')",
    "outlet": "coalesce(outlet, '?')",
    "type": "about",
}
# A quote or an assessment keeps its speaker alone. The kind is read from that by the rules of
# `dateline.attribute.credit`, which gave claims theirs.
KIND = (
    "CASE WHEN name = 'anonymous' THEN 'anonymous' "
    "WHEN list_has_any(sector, ['MED', 'JRN']) OR list_has_any(words, ?) THEN 'media' "
    "WHEN list_has_any(words, ?) AND being <> 'person' THEN 'anonymous' "
    "WHEN being = 'person' THEN 'named' WHEN being <> '' THEN 'official' "
    "WHEN regexp_matches(name, '(^|\\s)\\p{Lu}\\S*$') THEN 'named' ELSE 'anonymous' END"
)
READ = (
    "SELECT cited, place, document, about, told, who.id AS id, who.country AS country, "
    "who.sector AS sector, who.kind AS being, "
    "coalesce(nullif(who.name, ''), who.text) AS name, "
    "string_split(lower(coalesce(who.text, who.name)), ' ') AS words FROM parts"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Which citations are counted, and by what.

    `words` stand in the source's name; `country` is the source's, `outlet` the one that cites,
    `after` and `before` when. `about` narrows to claims of a type, mode, actor or recipient and
    to quotes that hold such a claim; assessments do not count then. `media` and `anonymous` are
    the lexicon's words for such sources, in lower case.

    Raises:
        UsageError: if there is no such kind of source, or nothing such to count by.
    """

    words: str = ""
    kind: str = ""
    country: str = ""
    outlet: str = ""
    document: str = ""
    after: str = ""
    before: str = ""
    by: str = "source"
    about: Search = field(default_factory=Search)
    media: Sequence[str] = ()
    anonymous: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Check the choices."""
        for what, value, known in (("kind", self.kind, KINDS), ("by", self.by, tuple(BY))):
            if value and value not in known:
                raise UsageError(
                    f"--{what} {value!r} is not known",
                    why=f"there are {', '.join(known)}{did_you_mean(value, known)}",
                    fix="name one of them",
                    code="sources/unknown-choice",
                )

    def query(self, limit: int | None = None) -> Query:
        """The rows, those cited most first."""
        parts, terms = list(self.parts()), list(self.terms())
        where = " AND ".join(sql for sql, _ in terms) or "true"
        ending = f" LIMIT {limit:d}" if limit is not None else ""
        sql = (
            f"WITH parts AS ({' UNION ALL '.join(sql for sql, _ in parts)}), "  # noqa: S608 - ours
            f"read AS ({READ}), kinds AS (SELECT *, coalesce(told, {KIND}) AS kind FROM read), "
            "one AS (SELECT kinds.*, outlet, substr(published, 1, 10) AS day FROM kinds "
            "JOIN documents ON documents.id = kinds.document) "
            f"SELECT {self.columns()} FROM one WHERE {where} GROUP BY {BY[self.by]} "
            f"ORDER BY cited DESC, {'name, id' if self.by == 'source' else self.by}{ending}"
        )
        told = (value for _, values in parts for value in values)
        narrowed = (value for _, values in terms for value in values)
        words = (list(self.media), list(self.anonymous))
        return Query(sql=sql, parameters=(*told, *words, *narrowed))

    def parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """A SELECT with its parameters for each place where somebody can be cited."""
        terms = list(self.about.terms("claims"))
        where = " AND ".join(sql for sql, _ in terms) or "true"
        values = tuple(value for _, found in terms for value in found)
        yield (
            (
                "SELECT id AS cited, 'claim' AS place, document, type AS about, "  # noqa: S608 - ours
                "attribution.kind AS told, "
                f"unnest(attribution.source) AS who FROM claims WHERE {where}"
            ),
            values,
        )
        if self.by == "type":
            return
        held = f"(SELECT list(id) FROM claims WHERE {where})"  # noqa: S608 - ours
        inside = f"WHERE list_has_any(claims, {held})" if terms else ""
        said = "SELECT id, {!r}, document, NULL, NULL, unnest(source) FROM {} {}"
        yield said.format("quote", "quotes", inside), values
        if not terms:
            yield said.format("assessment", "assessments", ""), ()

    def terms(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Conditions on who is cited, and by which report."""
        if self.words:
            yield "name ILIKE ?", (f"%{self.words}%",)
        if self.country:
            yield "country = ?", (self.country.upper(),)
        if self.kind:
            yield "kind = ?", (self.kind,)
        if self.outlet:
            yield "outlet ILIKE ?", (f"%{self.outlet}%",)
        if self.document:
            yield "document = ?", (self.document,)
        if self.after:
            yield "day >= ?", (self.after,)
        if self.before:
            yield "day <= ?", (self.before,)

    def columns(self) -> str:
        """What is counted by; counts, outlets and days; for a source the ids that lead back."""
        if self.by != "source":
            return f"{BY[self.by]} AS {self.by}, {', '.join((*counted(), *spread()))}"
        who = (
            "any_value(name) AS name", "any_value(id) AS id", "mode(kind) AS kind",
            "any_value(country) AS country", "any_value(sector) AS sector",
        )  # fmt: skip
        types = listed("about", "types", "about IS NOT NULL")
        ids = (listed("cited", f"{place}_ids", f"place = '{place}'") for place in PLACES)
        documents = listed("document", "document_ids", "true")
        return ", ".join((*who, *counted(), types, *spread(), *ids, documents))


def counted() -> Iterator[str]:
    """How often: in all, in claims, quotes and assessments, as what kind, in how many reports."""
    yield "count(DISTINCT cited) AS cited"
    for place in PLACES:
        yield f"count(DISTINCT cited) FILTER (place = '{place}') AS {place}s"
    for kind in KINDS:
        yield f"count(DISTINCT cited) FILTER (kind = '{kind}') AS {kind}"
    yield "count(DISTINCT document) AS documents"


def spread() -> Iterator[str]:
    """In which outlets, from when to when."""
    yield listed("outlet", "outlets", "outlet IS NOT NULL")
    yield "min(day) AS first"
    yield "max(day) AS last"


def listed(field_: str, name: str, which: str) -> str:
    """A sorted list of the values of a field, each once; empty where there are none."""
    return f"coalesce(list_sort(list(DISTINCT {field_}) FILTER ({which})), []) AS {name}"
