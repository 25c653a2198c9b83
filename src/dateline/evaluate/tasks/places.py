"""Task ``places``: toponyms found in a text and placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.places import places
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.evaluate.tasks.toponym_rows import Marking, answers, entries_of, marking, regions
from dateline.extract.places import head_of, sightings, toponyms
from dateline.model.place import Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge import Knowledge
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline

MOST_WORDS = 3  # of a word for a people


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The toponyms of the text as the row's set marks them; only the text is read."""
    article, marks = article_of(row["text"]), marking(str(row["id"]))
    parse, known = pipeline.parser.parse(article.text, article.blocks()), pipeline.knowledge
    seen = tuple(s for s in sightings(parse, known.gazetteer) if s.score > 0 and (marks.inside or not s.inside))
    found = list(toponyms(parse, seen))
    if marks.demonyms:
        found.extend(t for t in peoples(parse, marks, known) if not any(t.span.overlaps(o.span) for o in found))
    found.sort(key=lambda toponym: toponym.span)
    return {"toponyms": answers(found, parse, article.text, known)}


def peoples(parse: Parse, marks: Marking, knowledge: Knowledge) -> Iterator[Toponym]:
    """Words for a people, and the European Union where the set counts it, as toponyms of their state or region."""
    index = 0
    while index < len(parse):
        count = _people(parse, index, marks, knowledge) if parse.words[index][0].isupper() else 0
        if count:
            span = parse.span(index, index + count)
            entries = entries_of(span.of(parse.text), marks, knowledge)
            ids = tuple(entry.id for entry in entries)
            head = head_of(parse, index, index + count)
            yield Toponym(span, index, index + count, head, span.of(parse.text), "place", 0.9, "demonym", ids)
        index += max(1, count)


def _people(parse: Parse, first: int, marks: Marking, knowledge: Knowledge) -> int:
    """The number of tokens of the word for a people that begins here, 0 where none does."""
    for count in range(min(MOST_WORDS, parse.sentence(first).last - first), 0, -1):
        words = parse.phrase(first, first + count)
        if words in regions() or (marks.union and words in ("EU", "European Union")):
            return count
    found = knowledge.actors.longest_demonym(parse.words, first)
    return found[0] if found is not None else 0


TASK = Task("places", predict, places)
