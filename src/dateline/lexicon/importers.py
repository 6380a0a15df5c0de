"""The doors to importing: a file and a layer in; how it begins tells what kind of file it is."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.errors import UsageError, did_you_mean
from dateline.lexicon.drafts import RowReader, Sectors
from dateline.lexicon.dump import Dump
from dateline.lexicon.ftm import FollowTheMoney
from dateline.lexicon.geonames import GeoNames
from dateline.lexicon.importing import FOLDER, Import, Imported, Tell
from dateline.lexicon.load import ACTORS, PLACES
from dateline.lexicon.sheet import Sheet
from dateline.lexicon.wikidata import Wikidata
from dateline.model import Lexicon

FORMATS = ("wikidata", "ftm", "csv")
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """The first lines of a file."""

    path: Path
    lines: tuple[bytes, ...]

    @property
    def format(self) -> str | None:
        """Which format the lines are in; None where they are in none."""
        for line in self.lines:
            text = line.strip().rstrip(b",")
            if text in (b"", b"["):
                continue
            try:
                item = msgspec.json.decode(text)
            except msgspec.DecodeError:
                return "csv" if b"name" in text.lower() or b"caption" in text.lower() else None
            if isinstance(item, dict):
                return "ftm" if "schema" in item else "wikidata" if "labels" in item else None
            return None
        return None


def import_actors(
    path: Path, layer: Path, lexicon: Lexicon, *, sectors: Sectors, form: str = "", tell: Tell
) -> Imported:
    """Put the actors of a file into a lexicon layer.

    Args:
        path: The file, packed or not.
        layer: A folder of lexicons; the table goes into `imported/actors` in it.
        lexicon: What says which entries count, and as what.
        sectors: The sectors that the name of an office tells.
        form: One of `FORMATS`; found out if empty.
        tell: Called with bytes read, bytes in all, and wrong lines so far.

    Raises:
        UsageError: if the file cannot be read, or is in no format that is known.
    """
    dump = Dump.of(path)
    opening = Opening(path, tuple(itertools.islice(dump.lines(), LOOKED_AT)))
    reader = reader_of(opening, form or opening.format, lexicon, sectors)
    return Import(layer / FOLDER / ACTORS, dump, reader, tell)()


def reader_of(opening: Opening, form: str | None, lexicon: Lexicon, sectors: Sectors) -> RowReader:
    """The reader of a format.

    Raises:
        UsageError: if there is no such format, or the file is not in it.
    """
    source = opening.path.name
    plain: dict[str, Callable[[Lexicon, str, Sectors], RowReader]] = {
        "wikidata": Wikidata, "ftm": FollowTheMoney,
    }  # fmt: skip
    if form in plain:
        return plain[form](lexicon, source, sectors)
    why = "it begins neither like Wikidata's dump, FollowTheMoney entities nor a CSV with names"
    if form == "csv" and opening.lines:
        try:
            return Sheet(lexicon, source, sectors, opening.lines[0])
        except ValueError as error:
            why = str(error)
    elif form and form not in FORMATS:
        why = f"the formats are {', '.join(FORMATS)}{did_you_mean(form, FORMATS)}"
    raise UsageError(
        f"cannot tell the actors in {opening.path}", why=why,
        fix="see docs/how-to/import-actors-and-places.md; name the format with --format",
        code="import/unknown-format",
    )  # fmt: skip


def import_places(path: Path, layer: Path, lexicon: Lexicon, *, tell: Tell) -> Imported:
    """Put the places of a GeoNames dump into a lexicon layer.

    Raises:
        UsageError: if the file cannot be read, or is no such dump.
    """
    dump = Dump.of(path)
    first = next(dump.lines(), b"")
    if first.count(b"\t") != GeoNames.TABS:
        raise UsageError(
            f"{path} is no GeoNames dump",
            why=f"its first line has {first.count(b'\t') + 1} columns, not {GeoNames.TABS + 1}",
            fix="give allCountries.zip, a country's file such as KR.zip, or the text inside",
            code="import/unknown-format",
        )
    return Import(layer / FOLDER / PLACES, dump, GeoNames(lexicon), tell)()
