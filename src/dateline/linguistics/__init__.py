"""Linguistic analysis: an article's text to tokens, sentences, heads, names and quotations."""

from dateline.linguistics.parser import Parser
from dateline.linguistics.spacy_parser import SpacyParser

__all__ = ["Parser", "SpacyParser"]
