"""Task ``penta``: one of five classes for a sentence: statement, verbal and material cooperation, verbal and material conflict."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import PENTA
from dateline.evaluate.scorers.events import penta as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.mainline import Sentence, coded_type, main, read, voiced
from dateline.linguistics.clauses import patients
from dateline.linguistics.voices import voices
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.extract.sightings import Sighting
    from dateline.pipeline import Pipeline

STATEMENT = "0"
_CLASS = {**PENTA, "CONCEDE": "2", "SANCTION": "3"}  # the set follows CAMEO: yielding is material, reducing relations verbal
_WORDS_ONLY = ("concern", "condolence", "hope", "sympathy", "pessimism", "regret", "optimism")
_CHARGES = ("charge", "accusation", "allegation", "claim", "report", "suggestion", "rumour", "rumor")


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The class of the sentence's main event."""
    sentence = read(row["text"], pipeline)
    seen = main(sentence)
    told = STATEMENT if seen is None or _only_said(seen, sentence) else _CLASS[coded_type(seen, sentence)]
    if pipeline.encoder is None:
        return {"penta": told}
    heard = pipeline.encoder.encode(row["text"], [Span(0, len(row["text"]))]).penta()
    rule = voices().weight.penta_rule
    return {"penta": str(max(range(len(heard)), key=lambda each: log(heard[each] + 1e-6) + rule * (str(each) == told)))}


def _only_said(seen: Sighting, sentence: Sentence) -> bool:
    """Whether the set takes the event for a statement: appeals that demand nothing, claims, sympathy, worry, hope, or thought."""
    if voiced(seen, sentence) or (seen.trigger.type, seen.trigger.lemma) == ("CONCEDE", "claim"):
        return True
    if seen.trigger.type == "REQUEST":
        return seen.trigger.lemma not in ("demand", "order", "summon", "pressure", "press") and coded_type(seen, sentence) == "REQUEST"
    parse = sentence.parse
    turned = (*seen.roles.recipients, *patients(parse, seen.token))
    if seen.trigger.type == "REJECT" and (seen.trigger.lemma == "deny" or any(parse.lemmas[t] in _CHARGES for t in turned)):
        return "refuse" not in seen.trigger.frame
    return any(parse.lemmas[t] in _WORDS_ONLY for t in seen.fillers)


TASK = Task("penta", predict, scored)
