"""`dateline sources`: who is cited for what, how often, as what kind of source, and where."""

from typing import Annotated

import typer

from dateline.analyse import CITED_BY, SOURCE_KINDS, Cited, Search, checked_filters
from dateline.cli.grouped import grouped
from dateline.cli.options import Listing, RecordOption, lexicon_of, list_rows, open_record
from dateline.cli.output import CITED_COLUMNS
from dateline.run import open_view


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(grouped(sources))


def sources(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Words that have to stand in the source's name.")
    ] = "",
    record: RecordOption = None,
    by: Annotated[
        str, typer.Option(metavar="A", help=f"Count by one of: {', '.join(CITED_BY)}.")
    ] = "source",
    kind: Annotated[
        str, typer.Option(help=f"Only this kind of source: {', '.join(SOURCE_KINDS)}.")
    ] = "",
    country: Annotated[str, typer.Option(help="The source's: ISO 3166 alpha-3.")] = "",
    type_: Annotated[
        str, typer.Option("--type", help="Cited for this event type, such as AID.")
    ] = "",
    mode: Annotated[str, typer.Option(help="Cited for this mode, such as arrest.")] = "",
    actor: Annotated[
        str, typer.Option(help="Cited for what this actor does: part of a name, or a country code.")
    ] = "",
    recipient: Annotated[str, typer.Option(help="Cited for what is done to this one.")] = "",
    document: Annotated[str, typer.Option(help="Id of a report.")] = "",
    outlet: Annotated[str, typer.Option(help="Part of the name of the outlet that cites.")] = "",
    after: Annotated[str, typer.Option(metavar="DATE", help="On or after that day.")] = "",
    before: Annotated[str, typer.Option(metavar="DATE", help="On or before that day.")] = "",
    *,
    listing: Listing,
) -> None:
    """List who is cited for what: how often, named or anonymous, in which reports and outlets.

    What an outlet says itself has no source and is not counted.
    """
    opened = open_record(record)
    lexicon = lexicon_of(opened)
    checked_filters(
        Search(type=type_, mode=mode, country=country, after=after, before=before), lexicon
    )
    asked = Cited(
        words=words, kind=kind, country=country, outlet=outlet, document=document, after=after,
        before=before, by=by,
        about=Search(type=type_, mode=mode, actor=actor, recipient=recipient),
        media=lexicon.words.get("attribute.media", ()),
        anonymous=lexicon.words.get("attribute.anonymous", ()),
    )  # fmt: skip
    columns = CITED_COLUMNS if by == "source" else None
    with open_view(opened, lexicon) as view:
        list_rows(lambda most: view.ask(asked.query(most)), columns, listing)
