"""Data files to a `Lexicon`: read, layered, checked; every fault named with its file and path."""

from dateline.lexicon.check import Matcher, check, untested
from dateline.lexicon.doubles import source_faults
from dateline.lexicon.geonames import Atlases
from dateline.lexicon.importers import import_actors, import_places
from dateline.lexicon.importing import Imported
from dateline.lexicon.layer import files_of, layers_of, shipped
from dateline.lexicon.load import Entries, Fault, load, read, read_shipped
from dateline.lexicon.tidy import tidy

__all__ = [
    "Atlases", "Entries", "Fault", "Imported", "Matcher", "check", "files_of", "import_actors",
    "import_places", "layers_of", "load", "read", "read_shipped", "shipped", "source_faults",
    "tidy", "untested",
]  # fmt: skip
