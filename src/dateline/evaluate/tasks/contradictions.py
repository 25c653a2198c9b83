"""Task ``contradictions``: whether two short reports are about one thing, and whether they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.contradictions import contradictions
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.model.change import CONTRADICTIONS
from dateline.stories.changes import Desk
from dateline.stories.changes_same import about_one_thing
from dateline.stories.changes_sight import sight
from dateline.stories.groups import gathered
from dateline.stories.sketch import sketch

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The kinds of changes that the second report brings against the first."""
    records = [pipeline.record(article_of(row[which]["text"], row[which]["date"])) for which in ("first", "second")]
    together = len(gathered([sketch(each).sketch for each in records])) == 1
    first, second = (sight(each, reading=at, story=1 if together else at) for at, each in enumerate(records, 1))
    desk = Desk()
    desk.add(first)
    found = [each for each in desk.changes_of(second) if each.before is not None and each.before.article == first.article]
    kinds = list(dict.fromkeys(each.kind for each in found))
    same = bool(found) or about_one_thing(first, second)
    return {"same": same, "contradiction": any(kind in CONTRADICTIONS for kind in kinds), "kinds": kinds}


TASK = Task("contradictions", predict, contradictions)
