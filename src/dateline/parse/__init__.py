"""Documents to parses: layout, sentences, tokens with their syntax.

`SpacyParser` is loaded when it is first asked for: importing spaCy takes 0.6 s, which commands
that only read a record need not wait for.
"""

from typing import TYPE_CHECKING

from dateline.lazy import finder

if TYPE_CHECKING:
    from dateline.parse.parser import SpacyParser

__all__ = ["SpacyParser"]
__getattr__ = finder(__name__, {"SpacyParser": "parser"})
