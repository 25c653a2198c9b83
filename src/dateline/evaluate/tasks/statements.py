"""Task ``statements``: speakers, cues and contents in the shape of PolNeAR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dateline.evaluate.scorers.statements import statements as scored
from dateline.evaluate.task import Figures, Prediction, Row, Task
from dateline.evaluate.tasks.heard import heard, shortened
from dateline.extract.statements import attributions
from dateline.linguistics.voices import voices
from dateline.model.span import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.extract.drafts import Draft
    from dateline.extract.sources import Source
    from dateline.linguistics.encoding import Encoding
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline


def blocks(text: str) -> tuple[Span, ...]:
    """The lines of a text without white space at their ends: PolNeAR's articles have a paragraph a line."""
    lines = (trimmed(text, Span(*match.span())) for match in re.finditer(r"[^\n]+", text))
    return tuple(line for line in lines if line is not None)


def shaped(parse: Parse, drafts: Sequence[Draft]) -> Prediction:
    """The attributions in PolNeAR's shape: a quotation that goes on in the same paragraph belongs to the statement it continues."""
    whole: dict[int, dict[str, Any]] = {}
    owner: dict[int, int] = {}
    for draft in sorted(drafts, key=lambda d: d.follows is not None):
        first = owner.get(id(draft.follows)) if draft.follows is not None and _joined(draft, draft.follows) else None
        if first is not None:
            owner[id(draft)] = first
            whole[first]["content"] = sorted([*whole[first]["content"], *[[s.start, s.end] for s in draft.content]])
            continue
        owner[id(draft)] = id(draft)
        whole[id(draft)] = {
            "source": [] if draft.source is None else _spans(parse, draft.source),
            "cue": [[parse.starts[i], parse.ends[i]] for i in draft.cue],
            "content": [[s.start, s.end] for s in draft.content],
        }
    return {"statements": list(whole.values())}


def _joined(draft: Draft, leader: Draft) -> bool:
    """Whether PolNeAR's annotators would make one attribution of both: one paragraph, or a quotation left open over several."""
    return leader.block == draft.block or draft.rule == "continued:open"


def _spans(parse: Parse, source: Source) -> list[list[int]]:
    spans = [parse.span(source.first, source.last)]
    if source.pronoun is not None:
        spans.append(parse.span(source.pronoun, source.pronoun + 1))
    return sorted([span.start, span.end] for span in spans)


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """Attributions of one article; reads ``text``. What the encoder doubts is left out, what it hears besides is added."""
    text = row["text"]
    spans = blocks(text)
    parse = pipeline.parser.parse(text, spans)
    drafts = attributions(parse, pipeline.knowledge)
    if pipeline.encoder is None:
        return shaped(parse, confident(drafts))
    encoding = pipeline.encoder.encode(text, spans)
    drafts = confident([draft for draft in drafts if not doubted(draft, encoding)])
    for draft in drafts:
        draft.content = shortened(draft.content, encoding)
    return {"statements": heard(encoding, spans, shaped(parse, drafts)["statements"])}


def confident(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that are likelier right than the threshold, and what goes on from them."""
    least = voices().cut.statement
    return [draft for draft in drafts if draft.confidence >= least and (draft.follows is None or draft.follows.confidence >= least)]


def doubted(draft: Draft, encoding: Encoding) -> bool:
    """Whether the encoder takes next to nothing of its content for something said."""
    told = [encoding.inside("content", span) or 0.0 for span in draft.content]
    return sum(told) / len(told) < voices().cut.doubt


def score(rows: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Characters, matches and exact contents, source accuracy and joint, as in ../shared/gold/score.py."""
    return scored(rows, predictions)


TASK = Task("statements", predict, score)
