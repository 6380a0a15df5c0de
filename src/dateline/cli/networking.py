"""`network`: who is central, who belongs together, who is friend of whose friend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.analyse import (
    SIDED,
    Scope,
    Search,
    dyads,
    edges,
    measure,
)
from dateline.cli.options import (
    CsvOption,
    FieldsOption,
    JsonOption,
    LimitOption,
    NlOption,
    RecordOption,
    TableOption,
    TsvOption,
    form_of,
)
from dateline.cli.output import note, opened
from dateline.cli.reading import known
from dateline.cli.scoping import (
    ActorFilter,
    AfterFilter,
    BeforeFilter,
    BetweenOption,
    CountryFilter,
    EventsOption,
    ModeFilter,
    PerOption,
    PlotOption,
    RecipientFilter,
    Shape,
    StandingFilter,
    TypeFilter,
    answer,
    scoped,
)
from dateline.cli.scoping import plot as chart
from dateline.errors import UsageError
from dateline.export import write_graph
from dateline.record import View

SHOWN = ("parties", "ties", "triads", "whole")
DRAWN = ("parties", "ties")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("network")(show_network)


def show_network(
    record: RecordOption = None,
    show: Annotated[
        str,
        typer.Option(
            metavar="|".join(SHOWN),
            help="Centrality and community of each party; its ties; signed triads; the network "
            "as a whole.",
        ),
    ] = "parties",
    per: PerOption = "",
    between: BetweenOption = "country",
    graphml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the ties as GraphML.")
    ] = None,
    gexf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the ties as GEXF, for Gephi.")
    ] = None,
    each: Annotated[
        bool,
        typer.Option(
            "--each", help="In these files an edge for each event, with direction and days."
        ),
    ] = False,
    type_: TypeFilter = "",
    mode: ModeFilter = "",
    actor: ActorFilter = "",
    recipient: RecipientFilter = "",
    country: CountryFilter = "",
    standing: StandingFilter = "",
    after: AfterFilter = "",
    before: BeforeFilter = "",
    limit: LimitOption = None,
    fields: FieldsOption = "",
    events: EventsOption = False,
    plot: PlotOption = None,
    as_json: JsonOption = False,
    nl: NlOption = False,
    csv: CsvOption = False,
    tsv: TsvOption = False,
    as_table: TableOption = False,
) -> None:
    """Who is central, who belongs together, and whether friends of friends are friends.

    Example: `dateline network --per year --show whole`
    """
    known("view of the network", show, SHOWN, "cli/no-show")
    if plot and show not in DRAWN:
        raise UsageError(
            f"there is no chart of --show {show}", why="a chart of the network draws its ties",
            fix=f"leave out --plot, or give --show {' or '.join(DRAWN)}", code="cli/no-view-chart",
        )  # fmt: skip
    form = form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table)
    shape = Shape(
        form=form, limit=limit, fields=fields, events=events, plot=plot, per=per
    )  # fmt: skip
    search = Search(
        type=type_, mode=mode, actor=actor, recipient=recipient, country=country,
        standing=standing, after=after, before=before,
    )  # fmt: skip
    with scoped(record, search, SIDED, per=per, between=between) as (view, scope, lost):
        question = dyads(scope, mutual=True, foreign=True)
        told = Told(view, scope, measure("ties")(view.ask(question)))
        files = [(path, kind) for path, kind in ((graphml, "graphml"), (gexf, "gexf")) if path]
        for path, kind in files:
            told.write(path, kind, each=each)
        if plot:
            chart("network", told.ties, plot)
        if form or not (plot or files):
            rows = told.rows(show, (*question.columns[:-1], "sign", "event_ids"))
            columns = list(rows[0]) if rows else []
            answer("network", rows, columns, replace(shape, plot=None), {"unplaced": lost})


@dataclass(frozen=True, slots=True)
class Told:
    """The ties that a record tells of, and what can be made of them."""

    view: View
    scope: Scope
    ties: list[dict[str, Any]]

    def parties(self) -> list[dict[str, Any]]:
        """The parties with what is measured of them."""
        directed = self.view.ask(dyads(self.scope, foreign=True))
        found: list[dict[str, Any]] = measure("parties")(self.ties, directed)
        return found

    def rows(self, show: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of one of `SHOWN`."""
        if show == "parties":
            return self.parties()
        if show == "ties":
            return [{key: row[key] for key in columns} for row in self.ties]
        return list(measure(show)(self.ties))

    def write(self, path: Path, kind: str, *, each: bool) -> None:
        """Write the network as a graph file, with the measures of parties over the whole time."""
        rows = self.view.ask(edges(self.scope)) if each else self.ties
        nodes = [] if each or self.scope.per else self.parties()
        with opened(path, f"--{kind}") as out:
            parties, count = write_graph(rows, nodes, out, kind)
        note(f"wrote {parties} parties and {count} edges to {path}")
