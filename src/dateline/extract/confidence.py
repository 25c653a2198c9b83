"""How sure it is that words are attributed to somebody: a logistic regression over visible features of a draft."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.knowledge.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.drafts import Draft
    from dateline.model.parse import Parse

_FIRST = frozenset({"i", "we", "you", "us", "me", "my", "our", "your"})
_LENGTHS = (1, 2, 4, 7, 12, 20)
NESTING = ("quoted", "nested")  # the beginnings of the features that tell where a draft stands


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature; a feature without a weight counts nothing."""

    weights: dict[str, float]

    def confidence(self, features: Sequence[str]) -> float:
        """The probability that an annotator of PolNeAR would mark a draft with these features."""
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def judge() -> Judge:
    """The packaged weights."""
    rows = read_table(DATA / "cues" / "confidence.tsv", ("feature", "weight"))
    return Judge({row.required("feature"): row.number("weight") or 0.0 for row in rows})


def features(parse: Parse, draft: Draft, *, nested: bool) -> list[str]:
    """What is seen of a draft: rule, kind and cue, the form of its verb, speaker and content, where it stands.

    nested: whether its cue stands in the content of another draft.
    """
    rule, verb = draft.rule.split(":")[0], draft.verb
    listed = [
        "bias",
        f"rule:{rule}",
        f"kind:{draft.kind}",
        f"cue:{draft.rule}",
        f"form:{rule}:{draft.form}",
        f"length:{_length(parse, draft)}",
    ]
    listed.append(f"speaker:{_speaker(parse, draft)}")
    if verb is None:
        return listed
    tag = "inf" if any(parse.tags[c] == "TO" for c in parse.children[verb]) else parse.tags[verb]
    listed += [f"tag:{tag}", f"dep:{parse.deps[verb]}", f"tag:{rule}:{tag}:{parse.deps[verb]}"]
    modal = next((parse.lowers[c] for c in parse.children[verb] if parse.tags[c] == "MD"), None)
    if modal is not None:
        listed.append(f"modal:{modal}")
    if any(parse.deps[c] == "neg" for c in parse.children[verb]):
        listed.append("negated")
    if parse.quotation_of[verb] >= 0:
        listed += ["quoted", f"quoted:{draft.kind}"]
    if nested:
        listed += ["nested", f"nested:{draft.kind}"]
    return listed


def _length(parse: Parse, draft: Draft) -> int:
    tokens = sum(len(parse.tokens(span)) for span in draft.content)
    return next((number for number, limit in enumerate(_LENGTHS) if tokens <= limit), len(_LENGTHS))


def _speaker(parse: Parse, draft: Draft) -> str:
    if draft.source is None:
        return "none"
    head = draft.source.head
    if parse.lowers[head] in _FIRST:
        return "first"
    return "relative" if draft.source.pronoun is not None else parse.pos[head]
