"""What a sentence does in its report: give a word, keep it, take a side, deny, admit, count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dateline.model.span import Span

FunctionKind = Literal[
    "pledge", "again", "kept", "broken", "withdrawn", "threat", "refuses", "for", "against", "asks", "accuses", "denies", "admits",
    "count", "revised", "joins", "leaves", "done", "ahead", "past",
]  # fmt: skip
FUNCTIONS: tuple[FunctionKind, ...] = get_args(FunctionKind)


@dataclass(frozen=True, slots=True)
class Function:
    """A communicative function (ISO 24617-2, told of news: docs/codebook.md) of one sentence; a sentence may have several.

    ``confidence`` is the probability that a reader says so. Functions are no values: they say of whole sentences what values say in parts,
    and of what no value tells that it is there.
    """

    kind: FunctionKind
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
