"""One event, claim, report or actor in words, with the sentences it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from dateline.cli.joining import joins, nouns, over_time
from dateline.cli.marked import marked
from dateline.cli.output import dates, kind_of_event, names, shown, source_of
from dateline.model import Claim, Judgement, Query, Status
from dateline.record import View

Row = Mapping[str, Any]
ROLES = ("actor", "recipient", "attendee")
CLAIMS_OF_EVENT = (
    "SELECT * FROM told WHERE list_contains(?, id) ORDER BY published, document, anchor.start"
)


def explained(
    view: View, table: str, row: Row, *, why: bool, judgements: Sequence[Judgement] = ()
) -> Iterator[Text]:
    """The lines that show a row; with `why` also what made it so, under analysts' judgements."""
    if table == "events":
        claims = view.ask(Query(sql=CLAIMS_OF_EVENT, parameters=(row["claims"],)))
        yield from event(row, nouns(claims))
        for one in claims:
            yield Text()
            yield from claim(view, one, why=why)
        if why:
            yield from joins(nouns(claims), judgements)
    elif table == "claims":
        yield from claim(view, row, why=why)
    elif table == "documents":
        yield from document(view, row)
    else:
        for key in row:
            for said in in_words(row, key):
                yield line(key, said)
        if table in ("quotes", "assessments"):
            yield Text()
            yield evidence(row["sentence"], row["cue"])


def in_words(row: Row, key: str) -> Iterator[str]:
    """A field of a quote, an assessment or an actor, a line for each office; nothing if empty."""
    value = row[key]
    if value in (None, "", []):
        return
    if key == "sentence":
        yield f"number {value['number']}"
    elif key == "source":
        yield names(value)
    elif key == "offices":
        yield from map(office, value)
    elif isinstance(value, Mapping):
        yield value["text"] or ""
    else:
        yield ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def office(row: Row) -> str:
    """An office with its country, its sectors and its time."""
    where = ", ".join(filter(None, (row["country"], " ".join(row["sector"]))))
    since, until = row.get("from", row.get("since")) or "", row["until"] or ""
    time = f"; {since}..{until}" if since or until else ""
    return f"{row['office']}{f' ({where})' if where else ''}{time}"


def line(name: str, value: str) -> Text:
    """A name and its value."""
    return Text.assemble((f"{name:<12}", "bold"), shown(value))


def event(row: Row, claims: Sequence[Claim]) -> Iterator[Text]:
    """An event: its fields, how its numbers were told over time, and what disagrees."""
    yield line("event", row["id"])
    yield line("type", kind_of_event(row))
    for role in ROLES:
        if row[role]:
            yield line(role, names(row[role]))
    yield line("when", f"{dates(row['when'])} ({row['when']['basis']})")
    if row["place"]:
        yield line("where", ", ".join(place["name"] for place in row["place"]))
    for quantity in row["quantity"]:
        yield line("how many", amount(quantity))
    for name, told in over_time(claims):
        yield line("over time", f"{name}: {told}")
    for item in row["item"]:
        yield line(
            "with", " ".join(filter(None, (item["name"], f"({item['class'] or 'unknown class'})")))
        )
    support = row["support"]
    yield line("standing", row["standing"])
    if row["status"] != Status.MACHINE:
        yield line("status", row["status"])
    yield line("support", f"{support['documents']} reports, {support['independent']} independent")
    for difference in row["contradictions"]:
        values = "; ".join(
            f"{value['value']} ({len(value['claims'])})" for value in difference["values"]
        )
        yield line("disagree on", f"{difference['field']}: {values}")


def amount(quantity: Row) -> str:
    """A number as the claims give it: lowest to highest."""
    low, high = quantity["low"], quantity["high"]
    bounds = [f"{bound:,.15g}" for bound in (low, high) if bound is not None]
    number = " to ".join(dict.fromkeys(bounds)) or quantity["text"]
    return f"{number} {quantity['unit'] or ''}".strip()


def claim(view: View, row: Row, *, why: bool) -> Iterator[Text]:
    """A claim: its sentence with the anchor marked, and who says so."""
    doc = view.one("documents", row["document"])
    where = ", ".join(filter(None, (doc["outlet"] or doc["origin"], doc["published"])))
    yield Text.assemble(
        (row["id"], "bold"),
        f"  {kind_of_event(row)}  {shown(where)}, sentence {row['sentence']['number']}",
    )
    yield evidence(row["sentence"], row["anchor"])
    told = row["attribution"]
    cue = f" ({shown(told['cue']['text'])!r})" if told["cue"]["text"] else ""
    yield line("  says who", f"{source_of(row)}{cue}; {' '.join((row['factuality'], *row['aux']))}")
    for role in ROLES:
        if row[role]:
            yield line(f"  {role}", names(row[role]))
    if why:
        yield from reasons(row)


def evidence(sentence: Row, mark: Row) -> Text:
    """A sentence with some of its words marked."""
    said = Text(f"  {shown(sentence['text'])}")
    if mark["start"] is not None:
        begin = mark["start"] - sentence["start"] + 2
        said.stylize("bold underline", begin, begin + mark["end"] - mark["start"])
    return said


def reasons(row: Row) -> Iterator[Text]:
    """Which entry made a claim, and how each participant and place was resolved."""
    yield line("  pattern", row["pattern"])
    yield line("  coder", row["stamp"])
    for role in (*ROLES, "place"):
        for one in row[role]:
            yield line(
                f"  {role}", f"{one['text']!r}: {one['name']}: {one['why'] or 'no reason noted'}"
            )
    for who in row["attribution"]["source"]:
        yield line("  source", f"{who['text']!r}: {who['name']}: {who['why']}")
    yield line("  score", f"{row['score']:.2f}")


def document(view: View, row: Row) -> Iterator[Text]:
    """A report: what is known of it, its text with what was coded of it, and a legend."""
    for key, value in row.items():
        if key != "text" and value not in (None, ""):
            yield line(key, str(value))
    yield Text()
    yield from marked(view, row)
