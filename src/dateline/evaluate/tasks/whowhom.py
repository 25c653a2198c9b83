"""Task ``whowhom``: the words that name who does the main event of a sentence, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import whowhom as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.mainline import main, parties, read, root

if TYPE_CHECKING:
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline

_BEHIND = ("relcl", "advcl", "punct", "cc", "conj", "ccomp")


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The noun phrases of source and target of the main event, else of the sentence's verb."""
    sentence = read(row["text"], pipeline)
    parse, seen = sentence.parse, main(sentence)
    actors, recipients = (seen.roles.actors, seen.roles.recipients) if seen is not None else ((), ())
    verb = seen.head if seen is not None else root(parse)
    if verb is not None and not (actors and recipients):
        subjects, objects = parties(sentence, verb)
        actors, recipients = actors or subjects, recipients or objects
    spans = [("source", t) for t in actors[:1]] + [("target", t) for t in recipients[:1]]
    return {"spans": [_labelled(parse, role, token) for role, token in spans]}


def _labelled(parse: Parse, role: str, head: int) -> Prediction:
    first, last = noun_phrase(parse, head)
    return {"role": role, "start": parse.starts[first], "end": parse.ends[last - 1]}


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """The tokens of the noun phrase with the prepositional phrases behind it, without relative clauses and coordination."""
    first = min((parse.left[c] for c in parse.children[head] if c < head and parse.deps[c] not in ("punct", "cc", "advcl", "ccomp")), default=head)
    last = head + 1
    for child in parse.children[head]:
        if child > head:
            if parse.deps[child] in _BEHIND:
                break
            last = parse.right[child] + 1
    return first, last


TASK = Task("whowhom", predict, scored)
