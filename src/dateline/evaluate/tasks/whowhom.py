"""Task ``whowhom``: the words that name who does the main event of a sentence, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.evaluate.scorers.events import whowhom as scored
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.mainline import Sentence, main, parties, read, root, voiced
from dateline.linguistics.clauses import agents, conjuncts

if TYPE_CHECKING:
    from dateline.extract.sightings import Sighting
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline

SOURCE, TARGET, BOTH = "source", "target", "reciprocal source+target"
_KEPT = ("of", "in", "to", "for", "by", "near", "with", "against", "from", "about", "between", "over", "like", "including")
_CUT = ("relcl", "advcl", "cc", "conj", "ccomp", "parataxis", "dep")
_THROUGH = ("for", "from", "to", "by", "with")


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """The noun phrases of source and target of the main event, else of the sentence's verb."""
    sentence = read(row["text"], pipeline)
    sources, targets, mutual = _roles(sentence)
    parse = sentence.parse
    if mutual:
        return {"spans": [_labelled(parse, BOTH, t) for t in (*sources, *targets)]}
    return {"spans": [*(_labelled(parse, SOURCE, t) for t in sources), *(_labelled(parse, TARGET, t) for t in targets)]}


def _roles(sentence: Sentence) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    parse, seen = sentence.parse, main(sentence)
    if seen is None or voiced(seen, sentence):
        return (*_said(sentence), False)
    actors, recipients = seen.roles.actors, seen.roles.recipients
    if not (actors and recipients):
        subjects, objects = parties(sentence, seen.head)
        actors = actors or subjects
        recipients = recipients or (tuple(t for t in objects if t not in seen.fillers) if seen.trigger.word_class == "v" else ())
        recipients = recipients or _owned_up_to(seen, sentence)
    actors = tuple(_named(parse, t, seen.head) for t in actors)
    recipients = tuple(_through(sentence, t) for t in recipients)
    mutual = seen.trigger.type == "CONSULT" and seen.trigger.mode in ("meet", None) and (bool(recipients) or len(actors) > 1)
    return actors, recipients, mutual


def _owned_up_to(seen: Sighting, sentence: Sentence) -> tuple[int, ...]:
    """Those who suffered the deed that somebody claims as his: "claimed responsibility for the raid on the port"."""
    if seen.trigger.type != "CONCEDE":
        return ()
    under = (s for s in sentence.seen if not set(seen.fillers).isdisjoint(sentence.parse.ancestors(s.token)))
    return next((s.roles.recipients for s in under if s.roles.recipients), ())


def _said(sentence: Sentence) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who says or hopes something, and of whom: the subject of the sentence and that of its complement."""
    parse, verb = sentence.parse, root(sentence.parse)
    if verb is None:
        return (), ()
    subjects, objects = parties(sentence, verb)
    for child in parse.children[verb]:
        if parse.deps[child] in ("ccomp", "xcomp") and child > verb:
            inner = agents(parse, child)
            if inner and inner != subjects and all(parse.pos[t] != "PRON" for t in inner):
                return subjects, inner
            deeper = parties(sentence, child)[1]
            objects = objects or deeper
    return subjects, tuple(_through(sentence, t) for t in objects)


def _named(parse: Parse, token: int, verb: int) -> int:
    """Who a pronoun that is subject of a reported clause stands for: the subject of the reporting verb."""
    if parse.pos[token] != "PRON":
        return token
    for above in parse.ancestors(verb):
        if parse.pos[above] == "VERB":
            found = next((t for t in agents(parse, above) if parse.pos[t] != "PRON"), None)
            if found is not None:
                return found
    return token


def _through(sentence: Sentence, token: int) -> int:
    """The party inside an object that is none itself: "a dinner for the envoy"."""
    parse, words = sentence.parse, sentence.words
    if words.may_act(token) or parse.child(token, "poss") is not None:
        return token
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.lowers[child] in _THROUGH:
            inner = parse.child(child, "pobj")
            if inner is not None and words.may_act(inner):
                return inner
    return token


def _labelled(parse: Parse, role: str, head: int) -> Prediction:
    first, last = noun_phrase(parse, head)
    return {"role": role, "start": parse.starts[first], "end": parse.ends[last - 1]}


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """The tokens of the noun phrase with what belongs to it behind its head, without clauses, coordination and times."""
    before = [c for c in parse.children[head] if c < head and parse.deps[c] not in ("punct", "cc", "advcl", "ccomp", "preconj")]
    first, last = min((parse.left[c] for c in before), default=head), head + 1
    first = first + 1 if parse.pos[first] == "PRON" and parse.deps[first] == "poss" else first
    coordinated = set(conjuncts(parse, head)) - {head}
    for child in parse.children[head]:
        if child < head or parse.deps[child] == "punct":
            continue
        if parse.deps[child] in _CUT or (parse.deps[child] == "prep" and parse.lowers[child] not in _KEPT) or child in coordinated:
            break
        last = min([parse.right[child] + 1, *(c - 1 for c in coordinated if c > child)])
    if parse.deps[head] != "appos" and last < len(parse) and parse.words[last] == ")":
        last += 1
    return first, max(last, head + 1)


TASK = Task("whowhom", predict, scored)
