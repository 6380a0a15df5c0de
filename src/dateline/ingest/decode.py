"""Bytes to text: byte order marks, encodings, line ends; and what is no text at all."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"BZh",
    b"\xd0\xcf\x11\xe0", b"PAR1", b"SQLite format 3", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18", b"Rar!", b"7z\xbc\xaf", b"OggS", b"ID3",
)  # fmt: skip
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
UNFINISHED = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")
SAMPLE = 65536
TOO_ODD = 0.02  # share of control characters above which bytes are no text
WIDE = 0.3  # share of NUL at odd or even places from which bytes are UTF-16
WESTERN = 0.03  # share of bytes beyond ASCII below which text is taken for Windows-1252
FEW = 0.1  # share of broken characters among those beyond ASCII that broken UTF-8 may have
REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with how it was read; `broken` counts the characters that could not be."""

    text: str
    encoding: str
    broken: int = 0


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding."""
    if marked(data):
        return False
    if data.startswith(MAGIC):
        return True
    sample = data[:SAMPLE]
    odd = len(CONTROL.findall(sample))
    if wide(sample) is None:
        odd += sample.count(0)
    return odd > TOO_ODD * len(sample)


def marked(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that bytes begin with, and the encoding it means."""
    return next((pair for pair in MARKS if data.startswith(pair[0])), None)


def wide(sample: bytes) -> str | None:
    """Which UTF-16 bytes without a mark seem to be in."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if max(even, odd) < WIDE * half or min(even, odd) > FEW * half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def decode(data: bytes, *, page: bool = False) -> Decoded:
    """Read bytes as text, whatever they are; `page` says that HTML may name its encoding."""
    mark = marked(data)
    if mark:
        return forced(data[len(mark[0]) :], mark[1])
    strict = exactly(data, "utf-8")
    if strict:
        return strict
    names = [wide(data[:SAMPLE]), declared(data) if page else None]
    for name in filter(None, names):
        found = exactly(data, name)
        if found:
            return found
    return guessed(data)


def beginning(head: bytes) -> Decoded:
    """How the bytes at the beginning of a file read; the last character may be cut."""
    return decode(UNFINISHED.sub(b"", head), page=True)


def exactly(data: bytes, encoding: str) -> Decoded | None:
    """Bytes in an encoding; None if they do not fit it."""
    try:
        return Decoded(tidy(data.decode(encoding)), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def forced(data: bytes, encoding: str) -> Decoded:
    """Bytes in an encoding, with U+FFFD for what does not fit it."""
    text = tidy(data.decode(encoding, "replace"))
    return Decoded(text, encoding, text.count(REPLACED))


def declared(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    match = DECLARED.search(data[:SAMPLE])
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    return "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name


def guessed(data: bytes) -> Decoded:
    """Bytes that say nothing about their encoding."""
    broken = forced(data, "utf-8")
    beyond = sum(not char.isascii() for char in broken.text)
    if broken.broken <= FEW * beyond:
        return broken
    sample = data[:SAMPLE]
    high = len(sample.translate(None, bytes(range(128))))
    if high <= WESTERN * len(sample):
        western = exactly(data, "cp1252")
        if western:
            return western
    best = from_bytes(sample).best()
    found = exactly(data, best.encoding) if best else None
    return found or forced(data, "cp1252")


def tidy(text: str) -> str:
    """Text with one kind of line end, and without NUL, which records cannot hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", REPLACED) if "\x00" in text else text
