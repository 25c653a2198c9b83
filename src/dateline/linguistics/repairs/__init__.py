"""Common slips of a small parser put right: main verbs taken for participles, fellows tied to the wrong verb, torn names.

Wire English sets long insertions between subject and verb ("The council, which ..., called for ..."); small models then take the verb
for a participle of the noun before it. Each repair is sure by grammar alone and changes heads and labels, never words or sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linguistics.repairs.edits import Edits
from dateline.linguistics.repairs.main_verbs import backing, fellow, inserted, inverted, mistaken_noun, questioned
from dateline.linguistics.repairs.names import hyphened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.linguistics.parser import Parser
    from dateline.model.parse import Parse
    from dateline.model.span import Span


class RepairingParser:
    """A parser whose parses are repaired."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    @property
    def name(self) -> str:
        """Name and version of the parser that does the work."""
        return self._parser.name

    def parse(self, text: str, blocks: Sequence[Span]) -> Parse:
        """The repaired analysis of ``blocks`` of ``text``."""
        return repaired(self._parser.parse(text, blocks))


def repaired(parse: Parse) -> Parse:
    """``parse`` with its slips put right; the same parse where there are none."""
    edits = Edits(parse)
    for sentence in parse.sentences:
        inserted(parse, sentence, edits)
        backing(parse, sentence, edits)
    for index, label in enumerate(parse.deps):
        if label == "conj":
            fellow(parse, index, edits)
        elif label == "acl":
            inverted(parse, index, edits)
        elif label == "advcl":
            mistaken_noun(parse, index, edits)
        elif label == "ccomp":
            questioned(parse, index, edits)
        elif label == "punct" and parse.words[index] == "-":
            hyphened(parse, index, edits)
    return edits.done()
