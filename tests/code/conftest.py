"""A text to its claims, by the whole pipeline."""

from collections.abc import Callable

import pytest

from dateline.lexicon import load
from dateline.model import Claim, Document
from dateline.run import Settings, pipeline_of

Coded = Callable[[str], list[Claim]]


@pytest.fixture(scope="module")
def coded() -> Coded:
    pipeline = pipeline_of(Settings(), load())

    def read(text: str) -> list[Claim]:
        doc = Document.of(text, origin="t", outlet="One", published="2024-05-03")
        return list(next(iter(pipeline([doc]))).claims)

    return read
