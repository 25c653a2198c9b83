"""Task ``stories``: which reports tell of the same; of a row only text, title and date are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.evaluate.scorers.stories import stories
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.model.article import TextPart
from dateline.model.span import Span
from dateline.stories.groups import gathered
from dateline.stories.sketch import Sketch, sketch

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Sketch:
    """What stories see of the row's report."""
    title = " ".join(str(row.get("title") or "").split())
    if not title:
        return sketch(pipeline.record(article_of(row["text"], row.get("date")))).sketch
    article = article_of(f"{title}\n{row['text']}", row.get("date"))
    headline = TextPart(title, (Span(0, len(title)),))
    return sketch(pipeline.record(replace(article, headline=headline, paragraphs=article.paragraphs[1:]))).sketch


def together(sketches: Sequence[Sketch]) -> Sequence[Prediction]:
    """The number of each report's story: nothing depends on the order in which they stand in the file."""
    found = gathered(sketches)
    story = {place: number for number, group in enumerate(found) for place in group}
    return [{"story": story[place]} for place in range(len(sketches))]


TASK = Task("stories", predict, stories, together)
