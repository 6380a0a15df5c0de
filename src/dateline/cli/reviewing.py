"""`dateline review`: one claim after another in the terminal, with the keys of the page.

A key is typed and sent with Enter, and all that is said is plain text: it works in any terminal,
over any line, with any reader of screens.
"""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from dateline.analyse import details
from dateline.analyse.browse import Filter
from dateline.analyse.doubt import WORDS, Queue
from dateline.analyse.listing import token_of
from dateline.analyse.scope import choice
from dateline.analyse.search_box import asked_in_words
from dateline.analyse.second_coder import READ, because, compared, opinion
from dateline.cli.correcting import Given, pairs
from dateline.cli.deciding import UserOption, record_and_lexicon
from dateline.cli.options import RecordOption
from dateline.cli.output import shown, write
from dateline.errors import DatelineError, UsageError
from dateline.model import Lexicon
from dateline.record import Record, View
from dateline.run import Change, Undoing, now, open_view, settle
from dateline.run import undo as take_back

Row = Mapping[str, Any]
NUMBERED = tuple(READ)[:9]
NOBODY = "-"  # typed to empty a field
PROMPT = "a c x Space u 1-9 ? q > "
HOW = {
    "type": "TYPE or TYPE/mode", "when": f"a day or first..last, {NOBODY} for none",
    "factuality": "CT+ CT- PR+ PR- PS+ PS- CTu or Uu",
}  # fmt: skip
HELP = """\
  a      accept                 x      reject, with a reason
  c      correct: FIELD=VALUE   1-9    another value for the field with that number
  Space  skip (Enter alone too) u      undo the last decision of this sitting
  ?      these keys             q      leave
Each with Enter. What is typed holds at once, and can be undone later: dateline undo NUMBER.
"""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(review)


def review(
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", help='As in the search box: "type:AID troops".')
    ] = "",
    order: Annotated[
        str, typer.Option(metavar="A", help=f"Which come first: {', '.join(WORDS)}.")
    ] = "doubt",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Review claims one by one in the terminal, with the keys of the page.

    Example: `dateline review "actor:PRK after:2025-10-01" --order reports`
    """
    held, lexicon = record_and_lexicon(record)
    asked = asked_in_words(Filter((("q", query, False),))) if query.strip() else Filter()
    choice("order", order, WORDS, "--order")
    with open_view(held, lexicon) as view:
        Sitting(held, lexicon, view, Queue(asked, order), user).hold()


@dataclass(slots=True)
class Sitting:
    """A reviewer at work: where in the queue, and what was decided since it began."""

    record: Record
    lexicon: Lexicon
    view: View
    queue: Queue
    user: str
    token: str = ""
    again: str = ""  # a claim to be looked at again
    made: list[int] = field(default_factory=list)

    def hold(self) -> None:
        """Show one claim after another, until there are none or the reviewer leaves."""
        (told,) = self.view.ask(self.queue.length())
        say(f"{told['claims']:,} claims of {told['events']:,} events wait, "
            f"{WORDS[self.queue.order]}. ? tells the keys.")  # fmt: skip
        on = True
        while on and (row := self.next()) is not None:
            seen = Seen.of(self.view, self.lexicon, row)
            for line in seen.lines():
                say(line)
            on = self.answered(seen)
        if on:
            say("\nThe queue is at its end." if told["claims"] else "Nothing waits.")
        count = len(self.made)
        say(f"{count} decision{'' if count == 1 else 's'} made. All: dateline log --record "
            f"{shlex.quote(str(self.record.path))}")  # fmt: skip

    def next(self) -> Row | None:
        """The claim to look at now."""
        again, self.again = self.again, ""
        asked = self.queue.key_of(again) if again else self.queue.next(self.token)
        return next(iter(self.view.ask(asked)), None)

    def answered(self, seen: "Seen") -> bool:
        """Do what is typed until it leads to another claim; whether the sitting goes on."""
        while True:
            line = heard(PROMPT)
            key = "q" if line is None else line.strip() or " "
            if key == "q":
                return False
            if key == " ":
                self.token = token_of(seen.place)
                return True
            try:
                if self.done(key, seen):
                    return True
            except DatelineError as error:
                say(f"  {error.what}: {error.why}; {error.fix}")

    def done(self, key: str, seen: "Seen") -> bool:
        """Do what a key means; whether it leads to another claim, or to the same anew."""
        if key == "u":
            return self.undone()
        if key == "a":
            return self.decided("accept", seen)
        if key == "x":
            return self.decided("reject", seen)
        if key == "c":
            typed = heard("  FIELD=VALUE ... > ") or ""
            return bool(typed.strip()) and self.decided("correct", seen, pairs(words_of(typed)))
        if key in tuple("123456789"):
            name = NUMBERED[int(key) - 1]
            how = HOW.get(name, f"several with ; between, {NOBODY} for none")
            typed = heard(f"  {name}, {how} > ") or ""
            told = values_of(name, typed.strip())
            return bool(told) and self.decided("correct", seen, told)
        say(HELP if key == "?" else f"  there is no key {key!r}; ? tells the keys")
        return False

    def decided(
        self, kind: str, seen: "Seen", told: Mapping[str, list[str]] | None = None
    ) -> bool:  # fmt: skip
        """Settle a decision on a claim or its event, and go on behind the claim."""
        why = "" if kind == "accept" else (heard("  reason > ") or "").strip()
        claims = (seen.claim["id"],) if kind == "correct" else ()
        fields = dict(Given(self.view, self.lexicon, claims).fields(told or {}))
        change = Change(
            kind=kind, events=(seen.event["id"],), user=self.user, why=why, claims=claims,
            revisions={seen.event["id"]: seen.event["revision"]}, fields=fields,
        )  # fmt: skip
        settled = settle(self.record, self.view, self.lexicon, change, now())
        self.made.append(settled.number)
        self.token = token_of(seen.place)
        what = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[kind]
        say(f"  decision {settled.number}: {what}")
        return True

    def undone(self) -> bool:
        """Take back the last decision of this sitting, and look at its claim again."""
        if not self.made:
            raise UsageError(
                "there is nothing to undo", why="nothing was decided in this sitting",
                fix="take an earlier decision back with: dateline undo NUMBER",
                code="decide/nothing",
            )  # fmt: skip
        undoing = Undoing(number=self.made[-1], user=self.user)
        taken, _ = take_back(self.record, self.view, self.lexicon, undoing, now())
        say(f"  decision {self.made.pop()} is taken back")
        self.again = taken.claims[0]
        return True


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as it is shown: with its event, its place in the queue, and what was coded of it."""

    claim: Row
    event: Row
    place: Row
    outlet: str
    because: Sequence[str]
    fields: Sequence[tuple[str, str, str]]  # key and name, what the machine says, what differs

    @classmethod
    def of(cls, view: View, lexicon: Lexicon, place: Row) -> "Seen":
        """Look a claim up."""
        key = place["id"]
        claim, machine = (view.ask(details.one(table, key))[0] for table in ("told", "machine"))
        event = view.ask(details.one("all_events", view.ask(details.event_of(key))[0]["event"]))[0]
        fact = view.ask(details.one("facts", event["id"]))[0]
        doc = view.one("documents", claim["document"])
        mark = opinion(machine["pattern"], {one.id: one.type for one in lexicon.patterns})
        fields = [
            (f"{one.key or ' '} {one.name}", one.machine,
             f"second coder: {one.second}" if one.differs else "")
            for one in compared(claim, None, mark)
        ]  # fmt: skip
        outlet = doc["outlet"] or doc["origin"]
        return cls(claim, event, place, outlet, because(machine, fact, mark), fields)

    def lines(self) -> Iterator[str]:
        """The claim in words; its anchor stands between square brackets."""
        claim, sentence, anchor = self.claim, self.claim["sentence"], self.claim["anchor"]
        text = sentence["text"]
        start, end = (anchor[side] - sentence["start"] for side in ("start", "end"))
        yield ""
        when = claim["published"][:10] if claim["published"] else "no date given"
        yield f"{claim['id']}  {self.outlet}, {when}, sentence {sentence['number']}"
        yield f"  {text[:start]}[{text[start:end]}]{text[end:]}"
        if self.because:
            yield f"  doubtful because {'; '.join(self.because)}"
        count = len(self.event["claims"])
        if count > 1:
            yield (f"  one of {count} claims of {self.event['id']}: to accept or reject is of all "
                   "of them, a correction of this one")  # fmt: skip
        for name, said, differs in self.fields:
            yield f"  {name:<14}{said or '-'}{f'   ({differs})' if differs else ''}"


def values_of(name: str, typed: str) -> dict[str, list[str]]:
    """A field with what was typed for it; nothing for nothing. A type may have a mode behind it.

    >>> values_of("type", "AID/military")
    {'type': ['AID'], 'mode': ['military']}
    >>> values_of("actor", "North Korea; Russia")
    {'actor': ['North Korea', 'Russia']}
    """
    if not typed:
        return {}
    if name == "type":
        kind, _, mode = typed.partition("/")
        return {"type": [kind.strip()], "mode": [mode.strip()]}
    if typed[:1] in ("[", "{"):
        return {name: [typed]}
    return {name: [""] if typed == NOBODY else [one.strip() for one in typed.split(";")]}


def words_of(typed: str) -> list[str]:
    """What was typed, as a shell would part it."""
    try:
        return shlex.split(typed)
    except ValueError as error:
        raise UsageError(
            "that cannot be read", why=str(error), fix='write, for example, actor="North Korea"',
            code="decide/wrong-value",
        ) from error  # fmt: skip


def heard(prompt: str) -> str | None:
    """A line that was typed, without its end; None where there are no more."""
    write(prompt)
    line = sys.stdin.readline()
    if not line:
        write("\n")
        return None
    return line.rstrip("\r\n")


def say(text: str) -> None:
    """Print a line; what could steer a terminal is made visible."""
    write("\n".join(shown(part) for part in text.split("\n")) + "\n")
