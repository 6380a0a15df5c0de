"""Documents to parses: blocks, sentences, tokens, from spaCy's `en_core_web_md`."""

from dateline.parse.layout import Layout
from dateline.parse.model import model_digest
from dateline.parse.parser import SpacyParser

__all__ = ["Layout", "SpacyParser", "model_digest"]
