"""Task ``factuality``: whether one marked word of a sentence names something that took place, on a scale from -3 to 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.factuality import factuality as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.extract.judge import Judge
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The factuality of the row's predicate."""
    text: str = row["text"]
    parse = pipeline.parser.parse(text, [Span(0, len(text))])
    token = marked(parse, Span(*row["predicate_span"]))
    if token is None:
        return {"factuality": 3.0}
    return {"factuality": Judge(parse, pipeline.knowledge.signatures).state(token).score}


def marked(parse: Parse, span: Span) -> int | None:
    """The token of ``span`` that stands highest in the tree."""
    inside = parse.tokens(span)
    return next((token for token in inside if parse.heads[token] not in inside or parse.heads[token] == token), None)


TASK = Task("factuality", predict, scored)
