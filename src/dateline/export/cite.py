"""An event as a reference: in words, as BibTeX, RIS or CSL-JSON, at the revision that it has.

The forms are those that reference managers read: BibTeX's `@misc` (Patashnik 1988), RIS's `DATA`
and CSL's `dataset` (citeproc-json 1.0).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "→": r"$\rightarrow$",
})  # fmt: skip
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
GAPS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited: an event of a record, at a revision.

    `accessed` is the ISO day on which it was looked up, None where it is not known; `url` is where
    it stands, if it stands anywhere; `reports` counts those behind it that are independent.
    """

    id: str
    revision: str
    title: str
    record: str
    snapshot: str
    version: str
    reports: int = 0
    accessed: str | None = None
    url: str | None = None

    @property
    def name(self) -> str:
        """The event with its revision, which is what the words of the citation are true of."""
        return f"{self.id}@{self.revision}"

    @property
    def note(self) -> str:
        """What it rests on."""
        count = f"{self.reports} independent report{'' if self.reports == 1 else 's'}"
        return f"coded from {count}; snapshot {self.snapshot}"


def text(ref: Reference) -> str:
    """A reference in words, in one line."""
    where = f" {ref.url}." if ref.url else ""
    looked = f" Accessed {ref.accessed}." if ref.accessed else ""
    return (
        f"“{flat(ref.title)}”. Event {ref.name} of the record “{flat(ref.record)}”, {ref.note}. "
        f"Dateline {ref.version}.{where}{looked}\n"
    )


def bibtex(ref: Reference) -> str:
    """A BibTeX entry; what TeX would read as a command is escaped."""
    found = {
        "title": f"{{{escaped(ref.title)}}}",
        "howpublished": f"Event {escaped(ref.name)} of the record {escaped(ref.record)}",
        "note": escaped(f"{ref.note}; made with Dateline {ref.version}"),
        "year": ref.accessed[:4] if ref.accessed else "",
        "url": url_of(ref),
        "urldate": ref.accessed if ref.accessed and ref.url else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in found.items() if value]
    return "@misc{" + ref.id + ",\n" + ",\n".join(lines) + "\n}\n"


def ris(ref: Reference) -> str:
    """A RIS entry: a tag a line, with CRLF as the form asks."""
    day = ref.accessed.replace("-", "/") if ref.accessed else ""
    found = (
        ("TY", "DATA"), ("ID", ref.id), ("T1", flat(ref.title)), ("T2", flat(ref.record)),
        ("M1", ref.name), ("PY", day[:4]), ("Y2", day), ("N1", ref.note),
        ("DP", f"Dateline {ref.version}"), ("UR", url_of(ref)),
    )  # fmt: skip
    lines = [f"{tag}  - {value}" for tag, value in found if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(ref: Reference) -> str:
    """A CSL-JSON list of one item."""
    item: dict[str, object] = {
        "id": ref.name, "type": "dataset", "title": flat(ref.title), "version": ref.revision,
        "number": ref.id, "container-title": flat(ref.record), "note": ref.note,
        "source": f"Dateline {ref.version}",
    }  # fmt: skip
    if ref.url:
        item["URL"] = url_of(ref)
    parts = DATE.match(ref.accessed or "")
    if parts:
        item["accessed"] = {"date-parts": [[int(one) for one in parts.groups() if one]]}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def flat(words: str) -> str:
    """Words in one line, without what ends a line or a field."""
    return GAPS.sub(" ", "".join(c for c in words if c.isprintable() or c.isspace())).strip()


def escaped(words: str) -> str:
    """Words as TeX shows them."""
    return flat(words).translate(SPECIAL)


def url_of(ref: Reference) -> str:
    """The address, without what would end a field."""
    return re.sub(r"[\s{}\\]", "", ref.url or "")


STYLES: Mapping[str, tuple[Callable[[Reference], str], str, str]] = {
    "text": (text, "txt", "text/plain"),
    "bibtex": (bibtex, "bib", "application/x-bibtex"),
    "ris": (ris, "ris", "application/x-research-info-systems"),
    "csl-json": (csl_json, "csl.json", "application/vnd.citationstyles.csl+json"),
}


def cite(ref: Reference, style: str) -> str:
    """A reference in a style of `STYLES`."""
    return STYLES[style][0](ref)
