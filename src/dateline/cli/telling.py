"""Writing down an event that a report tells and the coder did not find."""

from typing import Annotated

import typer

from dateline.cli.correcting import Given, pairs
from dateline.cli.deciding import UserOption, WhyOption, record_and_lexicon
from dateline.cli.options import RecordOption
from dateline.cli.output import note
from dateline.errors import UsageError
from dateline.run import NewClaim, Teller, now, open_view, prepared, tell
from dateline.run.event_by_id import event_row
from dateline.run.telling import document_of, words_in


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("tell")(tell_claim)


def tell_claim(
    document: Annotated[str, typer.Argument(metavar="REPORT", help="The report, by its id.")],
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="The words that carry it, as they stand there.")
    ],
    values: Annotated[
        list[str],
        typer.Argument(metavar="type=TYPE FIELD=VALUE...", help="As for `dateline fix`."),
    ],
    nth: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Which time, where the words stand repeatedly."),
    ] = None,
    why: WhyOption = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Write down an event that a report tells and the coder did not find.

    Who takes part, where, when and who says so is read around the words, unless it is given. The
    claim joins the events like any other; `dateline undo` takes it back.

    Example: `dateline tell d-5xq2... dispatched type=AID recipient=Russia --why "overlooked"`
    """
    told = pairs(values)
    kind, mode = told.pop("type", [""])[-1].upper(), told.pop("mode", [""])[-1]
    held, lexicon = record_and_lexicon(record)
    if not kind:
        raise UsageError(
            "no type of event was given", why=f"there are {', '.join(lexicon.types)}",
            fix="write, for example, type=AID", code="tell/no-type",
        )  # fmt: skip
    with open_view(held, lexicon) as view:
        start, end = words_in(document_of(view, document).text, words, nth)
        asked = NewClaim(
            document=document, start=start, end=end, type=kind, mode=mode, user=user, why=why,
            fields=dict(Given(view, lexicon, ()).fields(told)),
        )  # fmt: skip
        claim = prepared(view, lexicon, Teller.build(held, lexicon), asked)
        done = tell(held, view, lexicon, claim, asked, now())
        event = event_row(view, done.event)
    others = len(event["claims"]) - 1
    beside = f", with {others} other claim{'s' if others > 1 else ''}" if others else ""
    note(f"decision {done.number}: {claim.id} is in {done.event}{beside}")
    note(f"see what was read of it: dateline show {claim.id}")
