"""What stands under nouns of saying: "a call for", "the warning that", "expressed concern over"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft
from dateline.extract.sources import Source, as_source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse
    from dateline.model.span import Span


def nominal(parse: Parse, table: CueTable) -> Iterator[Draft]:
    """What stands under nouns of saying: "a call for", "the warning that", "expressed concern over"."""
    for index, lemma in enumerate(parse.lemmas):
        if parse.pos[index] != "NOUN":
            continue
        cue = table.nouns.get(lemma)
        if cue is None:
            continue
        found = noun_content(parse, index, cue.prepositions, cue.frames)
        if found is None:
            continue
        span, link = found
        source, light = _noun_source(parse, index, table)
        tokens = tuple(sorted({*([light] if light is not None else []), index, *([link] if link is not None else [])}))
        yield Draft(
            cue=tokens,
            source=source,
            content=(span,),
            act=cue.act,
            kind=cue.kind if source is not None else "unattributed",
            rule=f"noun:{cue.text}",
            confidence=0.8 if source is not None else 0.5,
            block=parse.block_of(index),
            verb=index,
            form=parse.deps[index],
        )


def noun_content(parse: Parse, index: int, prepositions: frozenset[str], frames: frozenset[str]) -> tuple[Span, int | None] | None:
    """What a noun of saying holds, and the preposition that leads to it; None where it stands alone."""
    if any(parse.lowers[c] == "no" for c in parse.children[index]):
        return None  # "made no call for"
    for child in (*parse.children[index], *_beside(parse, index)):
        if child < index:
            continue
        label = parse.deps[child]
        if label == "prep" and parse.lowers[child] in prepositions:
            inner = parse.child(child, "pobj", "pcomp")
            if inner is not None and parse.right[child] > child:
                return parse.span(child + 1, parse.right[child] + 1), child
        elif label in ("acl", "xcomp") and "to" in frames and any(parse.tags[c] == "TO" for c in parse.children[child]):
            return parse.span(parse.left[child], parse.right[child] + 1), None
        elif label in ("acl", "ccomp", "relcl", "advcl") and "that" in frames:
            first = parse.left[child]
            if parse.lowers[first] == "that" and parse.deps[first] == "mark":
                return parse.span(first, parse.right[child] + 1), None
    return None


def _beside(parse: Parse, index: int) -> tuple[int, ...]:
    """The phrase right behind an object that the parser has tied to its verb: "voiced alarm | at the build-up"."""
    verb = parse.heads[index]
    if parse.deps[index] != "dobj":
        return ()
    return tuple(c for c in parse.children[verb] if c == parse.right[index] + 1 and parse.deps[c] in ("prep", "xcomp", "ccomp", "advcl"))


def _noun_source(parse: Parse, index: int, table: CueTable) -> tuple[Source | None, int | None]:
    """Whose word a noun of saying is: its possessor, "by" or "from" whom, the subject of the verb that carries it; and that verb."""
    verb = parse.heads[index]
    if parse.deps[index] == "conj":
        verb = parse.heads[verb]
    carries = parse.deps[index] in ("dobj", "conj") and parse.pos[verb] in ("VERB", "AUX")
    if carries and any("noun" in cue.frames for cue in table.verbs.get(parse.lemmas[verb], ())):
        return source_of(parse, verb), verb
    owner = parse.child(index, "poss")
    if owner is not None:
        return as_source(parse, owner), None
    for child in parse.children[index]:
        if child > index and parse.deps[child] == "prep" and parse.lowers[child] in ("by", "from"):
            inner = parse.child(child, "pobj")
            if inner is not None:
                return as_source(parse, inner), None
    return None, None
