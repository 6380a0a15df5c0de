"""Data files to a `Lexicon`: read, layered, checked; every fault named with its file and path."""

from dateline.lexicon.check import Matcher, check, untested
from dateline.lexicon.layer import files_of, layers_of
from dateline.lexicon.load import Fault, load, read
from dateline.lexicon.tidy import tidy

__all__ = ["Fault", "Matcher", "check", "files_of", "layers_of", "load", "read", "tidy", "untested"]
