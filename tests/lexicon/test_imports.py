"""Imports: real formats in, names to look up out; wrong lines, stops and repeats."""

import bz2
import gzip
import pickle
import shutil
import zipfile
from pathlib import Path

import pytest

from dateline.errors import ModelError, UsageError
from dateline.lexicon import Atlases, import_actors, import_places, load, read
from dateline.lexicon.drafts import ImportedActors
from dateline.lexicon.dump import Dump
from dateline.lexicon.gazetteer import gazetteer
from dateline.lexicon.geonames import GeoNames
from dateline.lexicon.importing import Import, opened
from dateline.lexicon.sorting import Sorter
from dateline.model import Document, Kind, Lexicon
from dateline.model.names import name_key
from dateline.resolve import ActorReader
from dateline.run import Settings, pipeline_of, sectors_of

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="module")
def sectors(lexicon):
    return sectors_of(lexicon)


@pytest.fixture
def take(tmp_path, lexicon, sectors):
    """Imports a file of actors into one layer."""

    def taken(file: Path, form: str = ""):
        return import_actors(file, tmp_path, lexicon, sectors=sectors, form=form, tell=silent)

    return taken


def silent(*_: int) -> None:
    """Progress that nobody looks at."""


def actors_at(layer: Path) -> ImportedActors:
    found = opened(layer / "imported" / "actors")
    assert found is not None
    return ImportedActors(*found)


def find(layer: Path, name: str):
    return actors_at(layer).find(name_key(name))


def test_wikidata_persons_have_offices_with_names_dates_and_sectors(take, tmp_path):
    done = take(DATA / "wikidata.json")
    assert [line for line, _ in done.problems] == [5]
    minister, journalist = find(tmp_path, "Temir Oskarov")
    assert (minister.wikidata, minister.country, minister.kind) == ("Q99000001", "KGZ", Kind.PERSON)
    assert [(o.office, o.since, o.until) for o in minister.offices] == [
        ("Mayor of Naryn", "2019-05-01", "2023-02-28"),
        ("Minister of Defence of Kyrgyzstan", "2023-03-01", None),
    ]
    assert "MIL" in minister.offices[1].sector
    assert (journalist.country, journalist.sector) == ("KAZ", ("JRN", "MED"))


def test_wikidata_bodies_are_found_by_every_name_and_others_are_left_out(take, tmp_path):
    take(DATA / "wikidata.json")
    assert find(tmp_path, "ATRF") == find(tmp_path, "Ala-Too Reform Front")
    assert find(tmp_path, "ATRF")[0].sector == ("PTY",)
    assert find(tmp_path, "Red Bicycle") == find(tmp_path, "Aibek Nobody") == ()


def test_followthemoney_ties_persons_to_positions_on_other_lines(take, tmp_path):
    done = take(DATA / "entities.ftm.json")
    assert done.problems == [(6, "has no schema or no properties")]
    (person,) = find(tmp_path, "OSKAR Nurlan")
    assert (person.name, person.country, person.wikidata) == ("Nurlan Oskar", "KAZ", "Q99000011")
    (office,) = person.offices
    assert (office.office, office.since, office.country) == (
        "Minister of Foreign Affairs of Kazakhstan", "2024-02-06", "KAZ",
    )  # fmt: skip
    assert find(tmp_path, "Steppe Shipping Agency")[0].sector == ("BUS",)
    assert find(tmp_path, "MV Steppe") == ()


def test_csv_rows_of_one_actor_are_its_offices_and_wrong_rows_are_told(take, tmp_path):
    done = take(DATA / "actors.csv")
    (person,) = find(tmp_path, "Bolat Tynykov")
    assert [office.office for office in person.offices] == ["Interior Minister", "Mayor of Astana"]
    assert find(tmp_path, "Steppe Riders Union")[0].country == "KAZ"
    assert done.problems == [
        (5, "has an unknown sector 'XYZ'"),
        (6, "has an unknown country 'ZZZ'"),
        (7, "has 2 cells, the header 8"),
        (8, "has no ISO date but 'next year'"),
    ]


def test_the_same_file_again_adds_nothing(take, tmp_path):
    take(DATA / "actors.csv")
    before = actors_at(tmp_path).digest
    again = take(DATA / "actors.csv")
    assert (again.known, again.rows) == (True, 2)
    assert actors_at(tmp_path).digest == before


def test_a_newer_file_replaces_entries_and_keeps_the_others(take, tmp_path):
    take(DATA / "wikidata.json")
    rows = take(DATA / "actors.csv").rows
    newer = tmp_path / "newer.json"
    text = (DATA / "wikidata.json").read_text(encoding="utf-8")
    newer.write_text(text.replace("Ala-Too Reform Front", "Ala-Too Unity Front"), encoding="utf-8")
    assert take(newer).rows == rows
    assert find(tmp_path, "Ala-Too Reform Front") == ()
    assert find(tmp_path, "ATRF")[0].name == "Ala-Too Unity Front"
    assert len(find(tmp_path, "Bolat Tynykov")) == 1


class Stop:
    """Progress that stops the import after some segments."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, *_: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("packed", ["", ".gz", ".bz2", ".zip"])
def test_a_stopped_import_goes_on_and_ends_as_if_it_had_not_been_stopped(tmp_path, lexicon, packed):
    file = packed_as(DATA / "KG.txt", tmp_path, packed)
    whole = Import(tmp_path / "whole", Dump.of(file), GeoNames(lexicon), segment=2)()
    with pytest.raises(KeyboardInterrupt):
        Import(tmp_path / "part", Dump.of(file), GeoNames(lexicon), Stop(1), segment=2)()
    assert opened(tmp_path / "part") is None
    rest = Import(tmp_path / "part", Dump.of(file), GeoNames(lexicon), segment=2)()
    assert rest.resumed == 4
    assert (rest.rows, rest.problems) == (whole.rows, whole.problems)
    assert opened(tmp_path / "part")[1] == opened(tmp_path / "whole")[1]
    assert [path.name for path in (tmp_path / "part").iterdir() if "work" in path.name] == []


def packed_as(file: Path, folder: Path, packed: str) -> Path:
    """A file packed in one of the ways."""
    made = folder / f"{file.name}{packed}"
    match packed:
        case ".gz":
            made.write_bytes(gzip.compress(file.read_bytes()))
        case ".bz2":
            made.write_bytes(bz2.compress(file.read_bytes()))
        case ".zip":
            with zipfile.ZipFile(made, "w") as archive:
                archive.writestr("readme.txt", "about")
                archive.write(file, file.name)
        case _:
            shutil.copy(file, made)
    return made


def test_geonames_places_know_their_areas_and_wrong_lines_are_told(tmp_path, lexicon):
    done = import_places(DATA / "KG.txt", tmp_path, lexicon, tell=silent)
    assert [line for line, _ in done.problems] == [6, 7, 8]
    (atlas,) = load([tmp_path]).atlases
    (place,) = atlas.find("Karatulun")
    assert (place.name, place.admin1, place.within, place.country, place.grain) == (
        "Kara-Tulun", "Tulun Oblusu", "Tulun District", "KGZ", "city",
    )  # fmt: skip
    assert atlas.find("Tulun Air Base")[0].grain == "site"
    assert atlas.find("Tulun Spring") == atlas.find("KTL") == ()
    assert atlas.longest(["Tulun", "Air", "Base", "again"]) == 3


def test_places_of_an_import_come_beside_the_shipped_ones(tmp_path, lexicon):
    import_places(DATA / "KG.txt", tmp_path, lexicon, tell=silent)
    both = Atlases((*load([tmp_path]).atlases, gazetteer()))
    assert both.find("Paris") == tuple(gazetteer().find("Paris"))
    assert [place.geonames for place in both.find("Kara-Tulun")] == ["99000001"]


def test_coding_uses_what_was_imported_and_says_so_in_the_digest(take, tmp_path, lexicon):
    take(DATA / "wikidata.json")
    import_places(DATA / "KG.txt", tmp_path, lexicon, tell=silent)
    mine = load([tmp_path])
    assert mine.digest != lexicon.digest
    pipeline = pickle.loads(pickle.dumps(pipeline_of(Settings(), mine)))
    text = "Temir Oskarov arrested 12 rebels in the town of Karatulun, Kyrgyzstan, on Monday."
    doc = Document.of(text, origin="test", published="2025-11-20")
    (coding,) = pipeline([doc])
    people = [who for claim in coding.claims for who in claim.actor]
    assert {(who.wikidata, who.country) for who in people if "Oskarov" in who.text} == {
        ("Q99000001", "KGZ")
    }
    assert "99000001" in {place.geonames for claim in coding.claims for place in claim.place}


def test_a_listed_actor_takes_its_wikidata_id_from_an_import(tmp_path, lexicon, sectors):
    sheet, layer = tmp_path / "mine.csv", tmp_path / "layer"
    sheet.write_text("name,country,kind,wikidata\nKim Jong Un,PRK,person,Q99000099\n")
    import_actors(sheet, layer, lexicon, sectors=sectors, tell=silent)
    reader = ActorReader.build(load([layer]))
    who = reader.identify("Kim Jong Un", "2025-11-20")
    assert (who.wikidata, who.office) == ("Q99000099", "Supreme Leader")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.txt", "Once upon a time.\n", "cannot tell the actors"),
        ("a.csv", "who,name_of_it\nx,y\n", "cannot tell the actors"),
        ("a.json.gz", "no gzip at all", "cannot unpack"),
        ("empty.json", "", "cannot tell the actors"),
    ],
)
def test_files_that_are_none_are_refused(take, tmp_path, name, text, what):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(UsageError, match=what):
        take(file)


def test_a_table_cut_short_is_a_fault_of_the_lexicon(take, tmp_path):
    take(DATA / "actors.csv")
    (rows,) = (tmp_path / "imported" / "actors").glob("table-*/rows.bin")
    rows.write_bytes(rows.read_bytes()[:10])
    _, faults = read([tmp_path])
    assert "cut short" in str(faults[0])
    with pytest.raises(ModelError, match="cannot be opened"):
        opened(tmp_path / "imported" / "actors")


def test_lines_beyond_memory_come_back_in_order(tmp_path):
    sorter = Sorter(tmp_path, "x", at_once=3)
    lines = [f"{n * 7919 % 1000:04d}".encode() for n in range(1000)]
    for line in lines:
        sorter.add(line)
    assert list(sorter.sorted()) == sorted(lines)
    sorter.clear()
    assert list(tmp_path.iterdir()) == []
