"""Every error Dateline raises on purpose, and what each means for the person who sees it.

DatelineError                 exit 1   something failed; says what, why and what to do
|-- UsageError                exit 2   the call or a setting is wrong
|-- LexiconError              exit 2   lexicon data has faults (all of them are listed)
|-- StageMissingError         exit 2   a stage that does not exist (yet) was asked for
|-- ModelError                exit 1   a model file is missing or not the one that was pinned
|-- RecordError               exit 1   the record cannot be read or written
|   |-- SchemaError           exit 1   the record was made by a newer Dateline
|   |-- RecordLockedError     exit 5   another process is coding into the record
|   `-- DamageError           exit 4   the record does not say what it said when it was written
|-- ConflictError             exit 1   what is decided on was changed by somebody else meanwhile
|   `-- StaleError            exit 1   somebody else decided in between; nothing was written
|-- RefusedError              exit 1   the server refuses a request
`-- NotFoundError             exit 6   no such record, document, claim or event

A wrong *article* never raises: it becomes a `Problem` row (see `dateline.model.text`).
"""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """What to add to a list of choices when one was nearly named; else nothing.

    >>> did_you_mean("mnth", ["month", "type"])
    "; did you mean 'month'?"
    """
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class DatelineError(Exception):
    """Something failed. `what` failed, `why`, and how to `fix` it; `code` is a stable slug.

    Args:
        what: What failed, in a few words ("cannot read reports/a.html").
        why: The reason, with what was found and what was expected.
        fix: What the reader can do about it, a command where there is one.
        code: A slug such as `record/locked`; each has a heading in `docs/reference/errors.md`.
    """

    exit_code = 1
    default_code = "dateline/failed"

    def __init__(self, what: str, *, why: str = "", fix: str = "", code: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.fix = fix
        self.code = code or self.default_code

    def __str__(self) -> str:
        return "\n".join(line for line in (self.what, self.why, self.fix) if line)


class UsageError(DatelineError):
    """The call or a setting is wrong."""

    exit_code = 2
    default_code = "usage/wrong"


class LexiconError(DatelineError):
    """Lexicon data has faults; `why` lists all of them, one a line, each with its file."""

    exit_code = 2
    default_code = "lexicon/faults"


class StageMissingError(DatelineError):
    """A stage that does not exist was asked for."""

    exit_code = 2
    default_code = "stage/missing"


class ModelError(DatelineError):
    """A model file is missing or is not the one that was pinned."""

    default_code = "model/wrong"


class RecordError(DatelineError):
    """The record cannot be read or written."""

    default_code = "record/unusable"


class SchemaError(RecordError):
    """The record was made by a newer Dateline."""

    default_code = "record/newer-schema"


class RecordLockedError(RecordError):
    """Another process is coding into the record."""

    exit_code = 5
    default_code = "record/locked"


class DamageError(RecordError):
    """The record does not say what it said when it was written."""

    exit_code = 4
    default_code = "record/damaged"


class ConflictError(DatelineError):
    """What is decided on was changed by somebody else meanwhile."""

    default_code = "decide/conflict"


class StaleError(ConflictError):
    """Somebody else decided in between; nothing was written."""

    default_code = "decide/stale"


class RefusedError(DatelineError):
    """The server refuses a request; its `code` says why."""

    default_code = "serve/refused"


class NotFoundError(DatelineError):
    """No such record, document, claim or event."""

    exit_code = 6
    default_code = "record/not-found"
