"""Who said what: direct, indirect and mixed speech, with its speaker, cue, content and act.

The road: cue verbs and adjectives, with what they govern or the quotation they bring in; nouns that hold what is said; "according to";
headlines with a colon; then the quotations that nobody has claimed go on with the last speaker. Conventions after PARC and PolNeAR
(Newell, Margolin and Ruths, 2018): content with its complementizer, without cue and source; a speaker is named by a noun phrase.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.according import according_to, colons
from dateline.extract.acts import act_of
from dateline.extract.attributions import spoken
from dateline.extract.confidence import NESTING, features, judge
from dateline.extract.continued import continued
from dateline.extract.nominals import nominal
from dateline.extract.quotes import Quoted, quoted
from dateline.extract.selection import recorded
from dateline.extract.sources import as_source, reference
from dateline.model.statement import Manner, Statement, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.drafts import Draft
    from dateline.knowledge import Knowledge
    from dateline.knowledge.cues import CueTable
    from dateline.model.actor import Actor, ActorRef, Actors
    from dateline.model.parse import Parse
    from dateline.model.span import Span

_AUTHORS = frozenset({"government", "coalition", "organisation", "armed-group", "party", "parliament"})
_OFFICIAL = frozenset({"government", "person", "armed-force", "parliament", "organisation"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
_BODIES = frozenset({
    "country", "government", "army", "force", "troop", "nation", "side", "group", "party", "ministry", "administration", "movement", "man",
    "soldier", "fighter", "unit", "militia", "navy", "jet", "warplane", "warship", "police", "ally", "alliance", "people", "team", "office",
    "company", "agency", "union", "bloc", "state", "republic", "kingdom", "military", "brigade", "battalion", "faction", "delegation",
    "pilot", "gunner", "officer", "commander", "plane", "aircraft", "artillery", "drone", "missile", "ship", "boat", "agent", "guard",
    "peacekeeper", "diplomat", "negotiator",
})  # fmt: skip
_OFFICES = frozenset(
    {"country", "government", "army", "group", "party", "ministry", "administration", "movement", "alliance", "bloc", "union"}
)
_SENT = frozenset({"delegation", "team"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_VERDICTS = (":rule", ":find", ":determine", ":conclude")  # what is found illegal is no reproach of the finder's
_DIRECT = 0.9  # share of the content's characters that are quoted


def statements(parse: Parse, actors: Actors, knowledge: Knowledge) -> tuple[Statement, ...]:
    """The statements in ``parse``, in order of their contents.

    actors: whom the speakers may be; where a speaker is none of them its words stand alone.
    """
    drafts = attributions(parse, knowledge)
    nested = nested_flags(parse, drafts)
    kept = [draft for draft in drafts if recorded(parse, draft, nested=nested[id(draft)])]
    return finished(parse, _with_leaders(kept), actors, knowledge.cues)


def _with_leaders(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that go on from one which was not kept."""
    kept: set[int] = set()
    for draft in sorted(drafts, key=lambda d: d.start):
        if draft.follows is None or id(draft.follows) in kept:
            kept.add(id(draft))
    return [draft for draft in drafts if id(draft) in kept]


def attributions(parse: Parse, knowledge: Knowledge) -> list[Draft]:
    """Everything attributed to somebody, in order, with what was only held back from saying or left without a speaker."""
    quotes = quoted(parse)
    drafts = [*spoken(parse, quotes, knowledge.cues), *nominal(parse, knowledge.cues), *according_to(parse, quotes), *colons(parse)]
    drafts = _without_doubles(drafts)
    flags, judged = nested_flags(parse, drafts), judge()
    for draft in drafts:
        if draft.follows is not None:
            continue
        seen = features(parse, draft, nested=flags[id(draft)])
        draft.confidence = judged.confidence(seen)
        draft.plain = judged.confidence([name for name in seen if not name.startswith(NESTING)])
    drafts.extend(continued(parse, quotes, drafts))
    return sorted(drafts, key=lambda draft: (draft.start, -draft.end, draft.cue))


def nested_flags(parse: Parse, drafts: Sequence[Draft]) -> dict[int, bool]:
    """Whether each draft's cue stands in the content of another, by the draft's ``id()``."""
    around = _around(parse, drafts)
    return {id(draft): bool(around.get(id(draft))) for draft in drafts}


def _around(parse: Parse, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """The drafts in whose contents each draft's cue stands, by the draft's ``id()``; one sweep over the text."""
    spans = sorted(((span.start, span.end, number) for number, draft in enumerate(drafts) for span in draft.content), reverse=True)
    cues = sorted((parse.starts[draft.cue[0]], number) for number, draft in enumerate(drafts) if draft.cue)
    found: dict[int, list[Draft]] = {}
    open_spans: list[tuple[int, int]] = []
    for at, number in cues:
        while spans and spans[-1][0] <= at:
            open_spans.append(spans.pop()[1:])
        open_spans = [(end, other) for end, other in open_spans if end > at]
        found[id(drafts[number])] = [drafts[other] for _, other in open_spans if other != number]
    return found


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each content: the first rule that took it; what goes on unsaid gives way to a saying."""
    kept: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        other = kept.get(draft.content)
        if other is None or (other.kind == "private" and draft.kind == "speech"):
            kept[draft.content] = draft
    return list(kept.values())


def finished(parse: Parse, drafts: Sequence[Draft], actors: Actors, cues: CueTable) -> tuple[Statement, ...]:
    """The drafts as statements with ids in their order."""
    names = {id(draft): f"s{number}" for number, draft in enumerate(drafts, 1)}
    quotes, around = quoted(parse), _around(parse, drafts)
    holders: dict[int, Draft] = {}  # the first draft that holds words of a quotation
    for draft in drafts:
        for span in draft.content:
            for index in parse.tokens(span):
                holders.setdefault(parse.quotation_of[index], draft)
    made = []
    for draft in drafts:
        outer = _narrowest(draft, around.get(id(draft), []))
        leader = draft.follows or _quoted_before(parse, draft, holders, quotes)
        statement = _statement(parse, draft, names[id(draft)], actors, quotes, cues)
        inside = names[id(outer)] if outer is not None else None
        made.append(replace(statement, continues=names[id(leader)] if leader is not None else None, inside=inside))
    return tuple(made)


def _statement(parse: Parse, draft: Draft, name: str, actors: Actors, quotes: tuple[Quoted, ...], cues: CueTable) -> Statement:
    """The statement without its ties to others."""
    speaker = reference(parse, draft.source, actors)
    tokens = parse.tokens(max(draft.content, key=len))  # the longer half of one that its speaker divides
    own = own_words(parse, tokens, speaker, actors)
    return Statement(
        id=name,
        speaker=speaker,
        cue=Words(tuple(parse.span(i, i + 1) for i in draft.cue)) if draft.cue else None,
        content=Words(draft.content),
        addressee=reference(parse, as_source(parse, draft.addressee), actors) if draft.addressee is not None else None,
        manner=_manner(parse, draft, quotes),
        act=draft.act if draft.rule.endswith(_VERDICTS) else act_of(parse, tokens.start, tokens.stop, draft.act, cues, own=own),
        continues=None,
        inside=None,
        rule=draft.rule,
        confidence=round(draft.plain if draft.cue else draft.confidence, 3),
    )


def own_words(parse: Parse, tokens: range, speaker: ActorRef | None, actors: Actors) -> frozenset[int]:
    """The subjects in the content that stand for the speaker itself, or for those it speaks for."""
    if speaker is None:
        return frozenset()
    voice = actors.get(speaker.actor)
    own = []
    for index in tokens:
        if parse.deps[index] not in ("nsubj", "nsubjpass"):
            continue
        found = actors.at(parse.span(index, index + 1))
        if parse.lemmas[index] in _BODIES and _of_speaker(parse, index, unknown=found is None or found[1].id.startswith("nominal/")):
            own.append(index)  # "his country would respond"
            continue
        if found is None:
            first = parse.lowers[index] in _PRONOUNS and parse.quotation_of[index] < 0 and not own
            if first and _fits(voice, parse.lowers[index]):  # the first pronoun is the speaker, as a rule
                own.append(index)
        elif voice is not None and _same_side(voice, found[1]):
            own.append(index)
    return frozenset(own)


def _of_speaker(parse: Parse, index: int, *, unknown: bool) -> bool:
    """Whether a body is the speaker's: "his country", and "the government" where it leads to nobody else."""
    words = {parse.lowers[c] for c in parse.children[index]}
    sent = parse.lemmas[index] in _SENT and words == {"a"} and parse.deps[parse.heads[index]] in ("ccomp", "ROOT", "parataxis")
    return bool(words & _POSSESSIVES) or (sent and unknown) or (unknown and words == {"the"} and parse.lemmas[index] in _OFFICES)


def _fits(voice: Actor | None, pronoun: str) -> bool:
    """Whether a pronoun that leads to nobody may stand for the speaker."""
    return voice is None or (pronoun in ("he", "she")) == (voice.kind == "person")


def _same_side(voice: Actor, other: Actor) -> bool:
    """Whether what one says of the other is said of itself: the same, whom it speaks for, its government; a document's authors."""
    if other.id in (voice.id, voice.speaks_for) or voice.id == other.speaks_for:
        return True
    if voice.kind == "document":
        return other.kind in _AUTHORS
    state = voice.country is not None and voice.country == other.country
    return state and voice.kind in _OFFICIAL and other.kind in _OFFICIAL and other.kind != "person"


def _narrowest(draft: Draft, around: Sequence[Draft]) -> Draft | None:
    """The statement with the shortest content of those in which this one's cue stands."""
    others = [other for other in around if other.content != draft.content]
    return min(others, key=lambda other: sum(map(len, other.content)), default=None)


def _quoted_before(parse: Parse, draft: Draft, holders: dict[int, Draft], quotes: tuple[Quoted, ...]) -> Draft | None:
    """The statement that holds the quotation which this one's quotation goes on from (wire copy leaves it open over paragraphs)."""
    number = parse.quotation_of[parse.tokens(draft.content[0]).start]
    before = quotes[number].quotation.continues if number >= 0 else None
    found = holders.get(before) if before is not None else None
    return found if found is not draft else None


def _manner(parse: Parse, draft: Draft, quotes: tuple[Quoted, ...]) -> Manner:
    numbers = sorted({parse.quotation_of[i] for span in draft.content for i in parse.tokens(span)} - {-1})
    inside = sum(quotes[number].quotation.span.shared(span) for span in draft.content for number in numbers)
    fragment = draft.rule.startswith("governed") and draft.form in ("object", "infinitive", "gerund")  # spoke of "a glimmer of hope"
    if inside >= _DIRECT * sum(map(len, draft.content)) and not fragment:
        return "direct"
    return "mixed" if inside > 0 else "indirect"
