"""Readings to claims: what happened, who did it, to whom, from lexicon patterns over the parse."""

from dateline.code.by_hand import HandCoder
from dateline.code.coder import DictionaryCoder, HybridCoder
from dateline.code.explain import Explanation, explain
from dateline.code.match import PatternIndex

__all__ = ["DictionaryCoder", "Explanation", "HandCoder", "HybridCoder", "PatternIndex", "explain"]
