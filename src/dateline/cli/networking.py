"""`network`: who is central, who belongs together, who is friend of whose friend."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.analyse import (
    SIDED,
    Scope,
    dyads,
    edges,
    measure,
)
from dateline.cli.grouped import grouped
from dateline.cli.options import RecordOption
from dateline.cli.output import note, opened
from dateline.cli.reading import known
from dateline.cli.scoping import BetweenOption, PerOption, Shape, SidedFilters, plot, scoped
from dateline.cli.scoping import show as show_rows
from dateline.errors import UsageError
from dateline.export import write_graph
from dateline.record import View

SHOWN = ("parties", "ties", "triads", "whole")
DRAWN = ("parties", "ties")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("network")(grouped(show_network))


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
    *,
    filters: SidedFilters,
    shape: Shape,
) -> None:
    """Who is central, who belongs together, and whether friends of friends are friends.

    Example: `dateline network --per year --show whole`
    """
    known("view of the network", show, SHOWN, "cli/no-show")
    if shape.plot and show not in DRAWN:
        raise UsageError(
            f"there is no chart of --show {show}", why="a chart of the network draws its ties",
            fix=f"leave out --plot, or give --show {' or '.join(DRAWN)}", code="cli/no-view-chart",
        )  # fmt: skip
    with scoped(record, filters.search(), SIDED, per=per, between=between) as (view, scope, lost):
        question = dyads(scope, mutual=True, foreign=True)
        told = Told(view, scope, measure("ties")(view.ask(question)))
        files = [(path, kind) for path, kind in ((graphml, "graphml"), (gexf, "gexf")) if path]
        for path, kind in files:
            told.write(path, kind, each=each)
        if shape.plot:
            plot("network", told.ties, shape.plot)
        if shape.form or not (shape.plot or files):
            rows = told.rows(show, (*question.columns[:-1], "sign", "event_ids"))
            columns = list(rows[0]) if rows else []
            show_rows("network", rows, columns, shape, per=per, meta={"unplaced": lost})


@dataclass(frozen=True)
class Told:
    """The ties that a record tells of, and what can be made of them, once each."""

    view: View
    scope: Scope
    ties: list[dict[str, Any]]

    @cached_property
    def parties(self) -> list[dict[str, Any]]:
        """The parties with what is measured of them."""
        directed = self.view.ask(dyads(self.scope, foreign=True))
        found: list[dict[str, Any]] = measure("parties")(self.ties, directed)
        return found

    @cached_property
    def each(self) -> list[dict[str, Any]]:
        """An edge for each event."""
        return self.view.ask(edges(self.scope))

    def rows(self, show: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of one of `SHOWN`."""
        if show == "parties":
            return self.parties
        if show == "ties":
            return [{key: row[key] for key in columns} for row in self.ties]
        return list(measure(show)(self.ties))

    def write(self, path: Path, kind: str, *, each: bool) -> None:
        """Write the network as a graph file, with the measures of parties over the whole time."""
        rows = self.each if each else self.ties
        nodes = [] if each or self.scope.per else self.parties
        with opened(path, f"--{kind}") as out:
            parties, count = write_graph(rows, nodes, out, kind)
        note(f"wrote {parties} parties and {count} edges to {path}")
