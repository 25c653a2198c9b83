"""Who said what: direct, indirect and mixed speech, with its speaker, cue, content and act.

The road: cue verbs and adjectives, with what they govern or the quotation they bring in; nouns that hold what is said; "according to";
headlines with a colon; then the quotations that nobody has claimed go on with the last speaker. Conventions after PARC and PolNeAR
(Newell, Margolin and Ruths, 2018): content with its complementizer, without cue and source; a speaker is named by a noun phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.acts import act_of
from dateline.extract.attributions import according_to, colons, continued, nominal, spoken
from dateline.extract.drafts import Draft
from dateline.extract.quotes import Quoted, quoted
from dateline.extract.sources import as_source, reference
from dateline.knowledge import Knowledge
from dateline.model.actor import ActorRef, Actors
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.model.statement import Manner, Statement, Words

RECORDED = frozenset({"speech", "attitude", "thought", "evidence"})
_DIRECT = 0.9  # share of the content's characters that are quoted


def statements(parse: Parse, actors: Actors, knowledge: Knowledge) -> tuple[Statement, ...]:
    """The statements in ``parse``, in order of their contents.

    actors: whom the speakers may be; where a speaker is none of them its words stand alone.
    """
    drafts = [draft for draft in attributions(parse, knowledge) if draft.kind in RECORDED]
    return finished(parse, drafts, actors)


def attributions(parse: Parse, knowledge: Knowledge) -> list[Draft]:
    """Everything attributed to somebody, in order, with what was only held back from saying or left without a speaker."""
    quotes = quoted(parse)
    drafts = [*spoken(parse, quotes, knowledge.cues), *nominal(parse, knowledge.cues), *according_to(parse, quotes), *colons(parse)]
    drafts = _without_doubles(drafts)
    drafts.extend(continued(parse, quotes, drafts))
    return sorted(drafts, key=lambda draft: (draft.start, -draft.end, draft.cue))


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each content: the first rule that took it."""
    kept: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        kept.setdefault(draft.content, draft)
    return list(kept.values())


def finished(parse: Parse, drafts: Sequence[Draft], actors: Actors) -> tuple[Statement, ...]:
    """The drafts as statements with ids in their order."""
    names = {id(draft): f"s{number}" for number, draft in enumerate(drafts, 1)}
    quotes = quoted(parse)
    return tuple(_statement(parse, draft, drafts, names, actors, quotes) for draft in drafts)


def _statement(
    parse: Parse, draft: Draft, drafts: Sequence[Draft], names: dict[int, str], actors: Actors, quotes: tuple[Quoted, ...]
) -> Statement:
    speaker = reference(parse, draft.source, actors)
    tokens = parse.tokens(draft.content[0])
    own = _own_words(parse, tokens, speaker, actors)
    addressee = reference(parse, as_source(parse, draft.addressee), actors) if draft.addressee is not None else None
    outer = _inside(parse, draft, drafts)
    return Statement(
        id=names[id(draft)],
        speaker=speaker,
        cue=Words(tuple(parse.span(i, i + 1) for i in draft.cue)) if draft.cue else None,
        content=Words(draft.content),
        addressee=addressee,
        manner=_manner(draft, quotes),
        act=act_of(parse, tokens.start, tokens.stop, draft.act, own=own),
        continues=names.get(id(draft.follows)) if draft.follows is not None else None,
        inside=names[id(outer)] if outer is not None else None,
        rule=draft.rule,
        confidence=draft.confidence,
    )


def _own_words(parse: Parse, tokens: range, speaker: ActorRef | None, actors: Actors) -> frozenset[int]:
    """The subjects in the content that stand for the speaker itself."""
    if speaker is None or speaker.actor is None:
        return frozenset()
    own = []
    for index in tokens:
        if parse.deps[index] == "nsubj":
            found = actors.at(parse.span(index, index + 1))
            if found is not None and found[1].id == speaker.actor:
                own.append(index)
    return frozenset(own)


def _inside(parse: Parse, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The narrowest statement whose content holds this one's cue."""
    if not draft.cue:
        return None
    cue = parse.span(draft.cue[0], draft.cue[0] + 1)
    around = [
        other
        for other in drafts
        if other is not draft and other.start <= cue.start and any(span.covers(cue) for span in other.content) and other.content != draft.content
    ]
    return min(around, key=lambda other: sum(map(len, other.content)), default=None)


def _manner(draft: Draft, quotes: tuple[Quoted, ...]) -> Manner:
    inside = sum(quote.quotation.span.shared(span) for span in draft.content for quote in quotes)
    whole = sum(len(span) for span in draft.content)
    if inside >= _DIRECT * whole:
        return "direct"
    return "mixed" if inside > 0 else "indirect"
