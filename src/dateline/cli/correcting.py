"""Accepting, correcting and rejecting what was coded, as the page does; and citing it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline import __version__
from dateline.analyse.wording import heading
from dateline.cli.deciding import (
    UserOption,
    WhyOption,
    claims_of,
    event_of,
    record_and_lexicon,
)
from dateline.cli.options import RecordOption
from dateline.cli.output import note, write
from dateline.errors import UsageError, did_you_mean
from dateline.export.cite import STYLES, Reference, cite
from dateline.model import Lexicon, Query, Span
from dateline.record import View
from dateline.run import Change, now, open_view, settle, short_name
from dateline.run.event_by_id import event_row
from dateline.run.stages import gazetteer_of
from dateline.run.verdicts import actor_named, place_named

PEOPLE = ("actor", "recipient", "attendee")
WORDS = ("type", "mode", "factuality")
LISTS = ("context", "aux")
FIELDS = (*WORDS, *LISTS, *PEOPLE, "place", "when", "quantity", "item")
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="An event, or one claim.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(accept)
    app.command()(fix)
    app.command()(reject)
    app.command("cite")(cite_event)


def accept(
    key: IdArgument, why: WhyOption = "", user: UserOption = "local", record: RecordOption = None
) -> None:
    """Say that an event, or one of its claims, is right as it stands."""
    note(f"{decided('accept', key, why, user, record)}: accepted")


def reject(
    key: IdArgument, why: WhyOption = "", user: UserOption = "local", record: RecordOption = None
) -> None:
    """Say that an event is none. It leaves lists, counts and exports, and can be taken back.

    Of a claim: that it is none; the event stays if it has others.

    Example: `dateline reject e-2qk3... --why "a film, not a battle"`
    """
    note(f"{decided('reject', key, why, user, record)}: rejected")


def fix(
    key: IdArgument,
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help=f"Of {', '.join(FIELDS)}.")
    ],
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Correct fields of an event, or of one of its claims.

    A name given twice makes a list; an empty value empties the field; JSON is taken as it is.

    Example: `dateline fix e-2qk3... actor="North Korea" when=2025-10-10 --why "the day before"`
    """
    told = pairs(values)
    note(f"{decided('correct', key, why, user, record, told)}: corrected {', '.join(told)}")


def decided(
    kind: str,
    key: str,
    why: str,
    user: str,
    record: Path | None,
    told: Mapping[str, list[str]] | None = None,
) -> str:
    """Settle a decision; gives its number and event in words."""
    held, lexicon = record_and_lexicon(record)
    with open_view(held, lexicon) as view:
        event = event_of(view, key)
        claims = tuple(claims_of(view, key)) if key.startswith("c-") else ()
        meant = claims or tuple(claims_of(view, event))
        fields = dict(Given(view, lexicon, meant).fields(told or {}))
        change = Change(
            kind=kind, events=(event,), claims=claims, fields=fields, why=why, user=user
        )
        done = settle(held, view, lexicon, change, now())
    return f"decision {done.number}, {done.event}"


def pairs(values: Sequence[str]) -> dict[str, list[str]]:
    """Fields with the values given for them.

    Raises:
        UsageError: if one is no pair, or its field cannot be corrected.
    """
    found: dict[str, list[str]] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or name not in FIELDS:
            raise UsageError(
                f"{text!r} is no correction" if not equals else f"there is no field {name!r}",
                why=f"corrections are FIELD=VALUE, with {', '.join(FIELDS)}"
                f"{did_you_mean(name, FIELDS)}",
                fix='write, for example, type=AID or actor="North Korea"', code="decide/no-field",
            )  # fmt: skip
        found.setdefault(name, []).append(value.strip())
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """What is given on a command line, as values of the fields of some claims."""

    view: View
    lexicon: Lexicon
    claims: Sequence[str]

    def fields(self, told: Mapping[str, list[str]]) -> Iterator[tuple[str, Any]]:
        """The fields with their values in the form of a claim's."""
        for name, values in told.items():
            if values[-1][:1] in ("[", "{"):
                yield name, self.json(name, values[-1])
            elif name in WORDS:
                yield name, values[-1].upper() if name == "type" else values[-1]
            elif name in LISTS:
                words = (word.strip() for value in values for word in value.split(","))
                yield name, sorted({word for word in words if word})
            elif name == "when":
                yield name, day(values[-1])
            else:
                yield name, self.rows(name, [value for value in values if value])

    def json(self, name: str, text: str) -> Any:  # noqa: ANN401 - plain JSON values
        """A value that was given as JSON."""
        try:
            return json.loads(text)
        except ValueError as error:
            raise UsageError(
                f"the value of {name} is not JSON", why=str(error),
                fix="give a name, or JSON as `dateline show c-... --json` prints it",
                code="decide/wrong-value",
            ) from error  # fmt: skip

    def rows(self, field: str, names: Sequence[str]) -> list[dict[str, Any]]:
        """Participants, places or items by name; where one claim is meant, in the same words."""
        old: list[Mapping[str, Any]] = []
        if len(self.claims) == 1:
            sql = "SELECT * FROM told WHERE id = ?"
            old = self.view.ask(Query(sql=sql, parameters=tuple(self.claims)))[0][field]
        if field == "quantity":
            raise UsageError(
                "a quantity has several parts", why="it has low, high, unit and item",
                fix='write quantity=\'[{"low": 15000, "high": 15000, "unit": "troops"}]\'',
                code="decide/wrong-value",
            )  # fmt: skip
        return [self.row(field, name, old[i] if i < len(old) else {})
                for i, name in enumerate(names)]  # fmt: skip

    def row(self, field: str, name: str, was: Mapping[str, Any]) -> dict[str, Any]:
        """One row of a list field, in the words of the one whose place it takes."""
        empty = Span()
        words = {part: was.get(part, getattr(empty, part)) for part in ("text", "start", "end")}
        if field == "place":
            return {**words, "name": name, **(place_named(gazetteer_of(self.lexicon), name) or {})}
        if field not in PEOPLE:
            return {**words, "name": name}
        actor = actor_named(self.view, self.lexicon, name) or {}
        parts = ("id", "wikidata", "kind", "country")
        known = {part: actor[part] for part in parts if part in actor}
        return {**words, "name": name, **known, "sector": actor.get("sector", [])}


def day(value: str) -> dict[str, Any]:
    """A day, or first..last, as a stated date; none for an empty value."""
    first, dots, last = value.partition("..")
    last = last if dots else first
    if not first:
        return {"first": None, "last": None, "grain": "none", "basis": "none"}
    grain = "day" if first == last else "none"
    return {"first": first, "last": last, "grain": grain, "basis": "stated"}


def cite_event(
    key: Annotated[str, typer.Argument(metavar="ID", help="An event.")],
    style: Annotated[
        str, typer.Option("--style", "-s", metavar="|".join(STYLES), help="How it is written.")
    ] = "text",
    url: Annotated[str, typer.Option(help="Where others find the record, if anywhere.")] = "",
    record: RecordOption = None,
) -> None:
    """Print an event as a reference, at the revision that it has.

    Example: `dateline cite e-2qk3... --style bibtex >> sources.bib`
    """
    if style not in STYLES:
        raise UsageError(
            f"there is no style {style!r}", why=f"there are {', '.join(STYLES)}",
            fix="name one of them", code="cite/no-style",
        )  # fmt: skip
    held, lexicon = record_and_lexicon(record)
    with open_view(held, lexicon) as view:
        row = event_row(view, key)
        snapshot = short_name(view)
    told = Reference(
        id=row["id"], revision=row["revision"], title=heading(row),
        record=held.path.name.removesuffix(".dateline"), snapshot=snapshot, version=__version__,
        reports=row["support"]["independent"], accessed=now()[:10],
        url=f"{url.rstrip('/')}/events/{row['id']}@{row['revision']}" if url else None,
    )  # fmt: skip
    write(cite(told, style))
