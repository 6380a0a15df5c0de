"""A large file, packed or not, to its lines; reading can go on where it was left."""

import bz2
import gzip
import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dateline.errors import UsageError

ENDS = 2**20
PACKED = (".gz", ".bz2", ".zip")


@dataclass
class Dump:
    """A file being read; `at` is how many bytes of it are taken, packed as they are."""

    path: Path
    size: int
    raw: IO[bytes] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, path: Path) -> "Dump":
        """Look at a file.

        Raises:
            UsageError: if it cannot be read.
        """
        try:
            with path.open("rb") as file:
                file.read(1)
            return cls(path, path.stat().st_size)
        except OSError as error:
            raise UsageError(
                f"cannot read {path}",
                why=str(error.strerror or error),
                fix="name a file that is there and may be read",
                code="import/no-file",
            ) from error

    @property
    def at(self) -> int:
        """How many bytes are taken so far."""
        return self.raw.tell() if self.raw and not self.raw.closed else self.size

    def fingerprint(self) -> str:
        """A hash of the file's size and both its ends: dumps are too large to be read twice."""
        hashed = hashlib.sha256(str(self.size).encode())
        with self.path.open("rb") as file:
            hashed.update(file.read(ENDS))
            file.seek(max(self.size - ENDS, 0))
            hashed.update(file.read(ENDS))
        return hashed.hexdigest()

    def lines(self, line: int = 0, offset: int = 0) -> Iterator[bytes]:
        """The lines after the first `line`, which end at byte `offset` of the unpacked text.

        Raises:
            UsageError: if a packed file is damaged.
        """
        try:
            with self.path.open("rb") as self.raw, self.unpacked(self.raw) as text:
                if self.path.suffix not in PACKED:
                    text.seek(offset)
                    line = 0
                for number, one in enumerate(text):
                    if number >= line:
                        yield one
        except (EOFError, OSError, zipfile.BadZipFile) as error:
            raise UsageError(
                f"cannot unpack {self.path}",
                why=str(error),
                fix="fetch the file again; what was read so far is kept",
                code="import/bad-archive",
            ) from error

    def unpacked(self, raw: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
        """The text inside a file; of an archive its largest member."""
        match self.path.suffix:
            case ".gz":
                return gzip.open(raw)  # type: ignore[return-value]
            case ".bz2":
                return bz2.open(raw)
            case ".zip":
                archive = zipfile.ZipFile(raw)
                return archive.open(max(archive.infolist(), key=lambda one: one.file_size))
            case _:
                return raw
