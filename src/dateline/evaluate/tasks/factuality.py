"""Task ``factuality``: whether one marked word of a sentence names something that took place, on a scale from -3 to 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.evaluate.scorers.factuality import factuality as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.extract.grading import Scale, graded
from dateline.extract.judge import Judge
from dateline.linguistics.voices import voices
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline

# The sets mean different things by a number (MEANTIME gives announced futures 3, UDS -2): the first part of a row's id names its scale.
SETS: Mapping[str, Scale] = {"UW": "uw", "MEANTIME": "meantime", "UDS_IH2": "uds", "CB": "commitmentbank"}
CERTAIN = 1.6  # MEANTIME knows steps alone: what lies above is told as certain


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The factuality of the row's predicate."""
    text: str = row["text"]
    parse = pipeline.parser.parse(text, [Span(0, len(text))])
    token = marked(parse, Span(*row["predicate_span"]))
    if token is None:
        return {"factuality": 3.0}
    scale = SETS.get(str(row["id"]).split("-")[0], "uw")
    score = graded(parse, token, Judge(parse, pipeline.knowledge.signatures).state(token), scale)
    share = voices().weight.factuality(scale)
    if pipeline.encoder is not None and share > 0:
        heard = pipeline.encoder.encode(text, [Span(0, len(text))]).factuality(Span(*row["predicate_span"]), scale)
        score = score if heard is None else (1 - share) * score + share * heard
    return {"factuality": 3.0 if scale == "meantime" and score >= CERTAIN else round(score, 3)}


def marked(parse: Parse, span: Span) -> int | None:
    """The token of ``span`` that stands highest in the tree."""
    inside = parse.tokens(span)
    return next((token for token in inside if parse.heads[token] not in inside or parse.heads[token] == token), None)


TASK = Task("factuality", predict, scored)
