"""Documents to parses: layout, sentences, tokens with their syntax.

`SpacyParser` is loaded when it is first asked for: importing spaCy takes 0.6 s, which commands
that only read a record need not wait for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.parse.parser import SpacyParser

__all__ = ["SpacyParser"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dateline.parse import parser  # noqa: PLC0415 - see above

    return getattr(parser, name)
