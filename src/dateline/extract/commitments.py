"""What was pledged: who binds himself to do what, taken from pledges, and from "we will" in the mouth of those who can act.

Predictions, duties of others and refusals are no pledges. "We will send troops and train officers" are two; "will intensify and
accelerate the campaign" is one: verbs that share their object are one action.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dateline.extract.announced import announced
from dateline.extract.deadlines import deadline
from dateline.extract.intended import intended
from dateline.extract.officers import spoken_for
from dateline.extract.pledges_once import in_one_voice, with_repeats, without_overlaps
from dateline.extract.statements import own_words
from dateline.model.commitment import Action, Commitment, CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.knowledge import Knowledge
    from dateline.model.actor import Actors
    from dateline.model.event import Event
    from dateline.model.parse import Parse
    from dateline.model.span import Span
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

_WILL = frozenset({"will", "shall", "'ll", "\u2019ll"})
_WOULD = frozenset({"would", *_WILL})
_FIRST = frozenset({"we", "i"})
_BEARERS = frozenset(
    {"government", "person", "armed-force", "armed-group", "party", "parliament", "organisation", "coalition", "company", "document"}
)
_HOSTILE = frozenset({"ASSAULT", "SANCTION", "COERCE", "THREATEN", "REJECT", "ACCUSE"})
_FRIENDLY = frozenset({"AID", "SUPPORT", "COOPERATE", "AGREE", "CONCEDE"})
_PASSIVE_MINDS = frozenset({
    "be", "have", "see", "know", "think", "believe", "hope", "need", "want", "become", "happen", "remember", "regret", "miss", "lose",
    "suffer", "die", "learn", "win", "remain", "feel", "live", "come", "prevail", "understand", "find", "like", "seem", "look", "hear",
    "get",
})  # fmt: skip
_READY = frozenset({"ready", "determined", "committed", "prepared", "willing", "resolved"})
_PLEDGING = frozenset({"pledge", "promise", "vow", "undertake", "commit", "guarantee", "intend", "plan"})
_AIMS = frozenset({"commitment", "pledge", "promise", "determination", "resolve", "readiness", "willingness", "undertaking"})
_VOWED = ("vow", "pledge", "promise", "swear")  # vows to do harm are vows
_ASSURED = ("assure", "reassure")  # that something would be done
_OPPOSED = frozenset({"accuse", "concern", "call", "deny", "reject"})
_NOT = frozenset({"not", "n't", "n\u2019t", "never"})
_DEPTH = 20
_JOINED = 3  # verbs that share a subject
_MARKS = frozenset("\"'\u201c\u2018\u00ab") | {"''", "``"}
_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class _Pledge:
    """A pledged action: its tokens (half-open), its head, and the actors who are bound besides the speaker."""

    head: int
    first: int
    last: int
    subject: int | None
    rule: str
    confidence: float


def commitments(
    parse: Parse,
    actors: Actors,
    times: tuple[Timex, ...],
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    published: str | None,
    knowledge: Knowledge,
) -> tuple[Commitment, ...]:
    """The pledges made in ``parse``, in order of their words; ``published`` (ISO) tells which deadlines have passed."""
    found: dict[int, Commitment] = {}
    for statement in statements:
        if _opposed(statement, knowledge):
            continue
        for pledge in _pledges(parse, statement, actors):
            span = parse.span(pledge.first, pledge.last)
            bound = _bound(parse, statement, pledge, actors)
            key = pledge.head
            if key in found or not bound:
                continue
            commitment = _commitment(parse, pledge, span, bound, statement, actors, times, events, published)
            if commitment.confidence >= _LEAST:
                found[key] = replace(commitment, status=_due(commitment.deadline, published))
    taken = [commitment.evidence[0] for commitment in found.values()]
    for event, words, who in announced(parse, events, actors, taken):
        pledge, span = _Pledge(words.start, words.start, words.stop, None, "announced", 0.6), parse.span(words.start, words.stop)
        commitment = _commitment(parse, pledge, span, who, None, actors, times, events, published)
        found[words.start] = replace(commitment, statement=event.statement, status=_due(commitment.deadline, published))
    taken.extend(commitment.evidence[0] for commitment in found.values())
    for deed in intended(parse, actors, times, statements, events, published, taken):
        words, span = deed.words, parse.span(deed.words.start, deed.words.stop)
        pledge = _Pledge(deed.head, words.start, words.stop, None, deed.rule, deed.confidence)
        commitment = _commitment(parse, pledge, span, deed.bound, None, actors, times, events, published)
        found.setdefault(words.start, replace(commitment, statement=deed.statement, status=_due(commitment.deadline, published)))
    ordered = sorted(found.values(), key=lambda c: (c.evidence[0].start, c.evidence[0].end))
    return with_repeats(without_overlaps(ordered))


def _opposed(statement: Statement, knowledge: Knowledge) -> bool:
    """Whether the cue itself turns down, blames or asks others ("played down reports that it would leave"), so that nothing is pledged."""
    words = tuple(statement.rule.rpartition(":")[2].split())
    cue = next((cue for cue in knowledge.cues.verbs.get(words[0], ()) if cue.words == words), None) if words else None
    nominal = statement.rule.startswith("noun") and statement.act in _OPPOSED
    return statement.manner != "direct" and (nominal or (cue is not None and cue.act in _OPPOSED and cue.words != ("warn",)))


def _due(deadline: str | None, published: str | None) -> CommitmentStatus:
    """``due`` on the very day, ``overdue`` where the report is younger than the deadline, else ``open``."""
    if deadline is None or published is None or len(published) < len("2000-01-01") or deadline > published[:10]:
        return "open"
    return "due" if deadline == published[:10] else "overdue"


def _pledges(parse: Parse, statement: Statement, actors: Actors) -> Iterator[_Pledge]:
    """The actions that a statement pledges."""
    own = frozenset[int]()
    for span in statement.content.spans:
        tokens = parse.tokens(span)
        own = own | own_words(parse, tokens, statement.speaker, actors) | spoken_for(parse, tokens, statement, actors)
    direct = statement.manner == "direct"
    for span in statement.content.spans:
        tokens = parse.tokens(span)
        if not tokens:
            continue
        vowed = statement.act in ("threaten", "reject") and statement.rule.endswith(_VOWED)
        vowed = vowed or statement.rule.endswith(_ASSURED)
        if (statement.act == "pledge" or vowed) and statement.cue is not None and not direct:
            head = _head(parse, tokens)
            if head is not None and parse.pos[head] not in ("VERB", "AUX"):
                yield from _promised_thing(parse, statement, tokens, head)
                continue
            if head is not None and _infinitive(parse, head):
                yield from _actions(parse, head, tokens, None, statement.rule, 0.85)
                continue
            if head is not None and _promised_clause(parse, head):
                subject = parse.child(head, "nsubj", "nsubjpass")
                yield from _actions(parse, head, tokens, subject, statement.rule, 0.75)
                continue
        yield from _willed(parse, statement, tokens, own)


def _head(parse: Parse, tokens: range) -> int | None:
    """The token of a content that hangs from outside it."""
    outside = [i for i in tokens if parse.heads[i] == i or parse.heads[i] not in tokens]
    verbs = [i for i in outside if parse.pos[i] in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM", "SYM")]
    return verbs[0] if verbs else None


def _infinitive(parse: Parse, verb: int) -> bool:
    return parse.tags[verb] in ("VB", "VBG") and not any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])


def _promised_clause(parse: Parse, verb: int) -> bool:
    """Whether a clause under a word of promising tells what will be: "promised that the army would leave"."""
    helpers = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "neg")]
    return any(parse.lowers[c] in _WOULD for c in helpers) and not _no_longer(parse, verb)


def _promised_thing(parse: Parse, statement: Statement, tokens: range, head: int) -> Iterator[_Pledge]:
    """A thing promised: "promised aid", "offered 100 troops", with the cue's verb as the action."""
    if parse.pos[head] in ("NOUN", "PROPN", "NUM", "SYM") and statement.rule.startswith("governed"):
        yield _Pledge(head, tokens.start, tokens.stop, None, statement.rule, 0.6)


def _willed(parse: Parse, statement: Statement, tokens: range, own: frozenset[int]) -> Iterator[_Pledge]:
    """The actions of clauses in which the speaker says what itself will do."""
    modals = _WILL if statement.manner == "direct" else _WOULD
    for verb in tokens:
        if parse.pos[verb] not in ("VERB", "AUX") or parse.deps[verb] in ("aux", "auxpass"):
            continue
        subject = _doer(parse, verb)
        if subject is None or subject not in tokens or not (parse.lowers[subject] in _FIRST or subject in own):
            continue
        if parse.deps[verb] == "relcl" or _no_longer(parse, verb) or (_negated(parse, verb) and not _binding(parse, verb)):
            continue
        if parse.lowers[verb] in _READY:  # "it was prepared to", taken for a passive
            for child in parse.children[verb]:
                if parse.deps[child] == "xcomp" and child > verb and _infinitive(parse, child):
                    yield from _actions(parse, child, tokens, subject, f"bound:{parse.lowers[verb]}", 0.8)
        elif parse.deps[subject] == "nsubjpass":
            continue
        elif any(parse.deps[c] == "aux" and (parse.lowers[c] in modals or parse.lowers[c] == "wo") for c in parse.children[verb]):
            yield from _actions(parse, verb, tokens, subject, f"will:{parse.lemmas[verb]}", 0.8)
        else:
            yield from _bound_by_words(parse, verb, tokens, subject)


def _doer(parse: Parse, verb: int) -> int | None:
    """The subject of ``verb``, or of the verb that it is joined to: "accepted the invitation and would send a delegation"."""
    for _ in range(_JOINED):
        subject = next((c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "nsubjpass")), None)
        if subject is not None or parse.deps[verb] != "conj":
            return subject
        verb = parse.heads[verb]
        if parse.lemmas[verb] == "be" and not _ready(parse, verb):  # "it is nearly complete and will give power": a thing, no party
            return None
    return None


def _negated(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] == "neg" for c in parse.children[verb])


def _no_longer(parse: Parse, verb: int) -> bool:
    """Whether it is told that what was meant to be will not be: "will no longer send", "will not send them any more"."""
    before = parse.lowers[max(0, verb - 3) : verb]
    after = parse.lowers[verb + 1 : parse.right[verb] + 1]
    negated = any(parse.deps[c] == "neg" for c in parse.children[verb])
    ended = any(word == "any" and after[at + 1 : at + 2] in (("more",), ("longer",)) for at, word in enumerate(after))
    return "longer" in before or (negated and ended)


def _binding(parse: Parse, verb: int) -> bool:
    """Whether "will not" binds to leave a deed undone: "we will not let it dock", no "we will not know"."""
    return parse.lemmas[verb] not in _PASSIVE_MINDS and any(
        parse.lowers[c] in _WOULD or parse.lowers[c] == "wo" for c in parse.children[verb]
    )


def _bound_by_words(parse: Parse, verb: int, tokens: range, subject: int) -> Iterator[_Pledge]:
    """What the speaker is bound to by other words: "we are ready to help", "we reaffirm our commitment to deliver"."""
    for child in parse.children[verb]:
        if child < verb or child not in tokens:
            continue
        word = parse.lemmas[child]
        if (parse.deps[child] == "acomp" and parse.lowers[child] in _READY) or (parse.deps[child] == "dobj" and word in _AIMS):
            for inner in parse.children[child]:
                if parse.deps[inner] in ("xcomp", "acl", "ccomp") and _infinitive(parse, inner) and inner in tokens:
                    yield from _actions(parse, inner, tokens, subject, f"bound:{word}", 0.8)
        elif parse.deps[child] == "xcomp" and _sets_out(parse, verb) and _infinitive(parse, child):
            yield from _actions(parse, child, tokens, subject, f"bound:{parse.lemmas[verb]}", 0.85)


def _sets_out(parse: Parse, verb: int) -> bool:
    """Whether a verb says that its subject binds itself to or sets about what follows: "we promise to", "we are going to"."""
    due = parse.lemmas[verb] == "be" and parse.child(verb, "attr", "acomp", "prep") is None  # "is to provide tents"
    return due or parse.lemmas[verb] in _PLEDGING or (parse.lemmas[verb] == "go" and parse.tags[verb] == "VBG")


def _actions(parse: Parse, head: int, tokens: range, subject: int | None, rule: str, confidence: float) -> Iterator[_Pledge]:
    """The coordinated actions under ``head``, each with its own words; verbs that share what follows are one."""
    verbs = [head, *_fellows(parse, head, tokens)]
    start = 0
    for number, verb in enumerate(verbs):
        following = verbs[number + 1] if number + 1 < len(verbs) else None
        if following is not None and _shares(parse, verb, following):
            continue
        first, main = verbs[start], verbs[start]
        last = _end(parse, verb, following, tokens)
        start = number + 1
        if parse.lemmas[main] in _PASSIVE_MINDS and not _ready(parse, main):
            continue
        yield _Pledge(main, _with_mark(parse, _with_not(parse, first, tokens), tokens), last, subject, rule, confidence)


def _fellows(parse: Parse, head: int, tokens: range, depth: int = 0) -> list[int]:
    """The verbs coordinated with ``head`` that share its subject, in order."""
    found: list[int] = []
    for child in parse.children[head]:
        if child > head and child in tokens and parse.deps[child] == "conj" and parse.tags[child] in ("VB", "VBP", "VBG"):
            if any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[child]):
                continue
            found.append(child)
            found.extend(_fellows(parse, child, tokens, depth + 1) if depth < _DEPTH else [])
    return sorted(found)


def _shares(parse: Parse, verb: int, following: int) -> bool:
    """Whether two verbs stand side by side and share what follows ("intensify and accelerate the campaign")."""
    return all(parse.pos[i] in ("CCONJ", "ADV", "PUNCT") for i in range(verb + 1, following))


def _end(parse: Parse, verb: int, following: int | None, tokens: range) -> int:
    last = parse.right[verb] + 1 if following is None else following
    apart = (c for c in parse.children[verb] if c > verb and parse.deps[c] == "conj" and parse.child(c, "nsubj", "nsubjpass") is not None)
    last = min([last, *(parse.left[c] for c in apart)])  # "we will tighten it, and we will not fire" are two
    last = min(last, tokens.stop)
    while last > verb + 1 and (parse.pos[last - 1] in ("PUNCT", "CCONJ") or parse.tags[last - 1] in ("TO", "MD")):
        last -= 1
    return last


def _ready(parse: Parse, verb: int) -> bool:
    return any(parse.lowers[c] in _READY for c in parse.children[verb])


def _with_not(parse: Parse, first: int, tokens: range) -> int:
    """``first`` with the negation before it: what is bound is to leave it undone ("not surrender", "never fire")."""
    refused = next((c for c in parse.children[first] if c < first and parse.lowers[c] in _NOT and parse.lowers[c + 1] != "only"), None)
    return first if refused is None or refused not in tokens else refused


def _with_mark(parse: Parse, first: int, tokens: range) -> int:
    """``first`` with the opening quotation mark directly before it."""
    before = first - 1
    if (
        before in tokens
        and parse.words[before] in _MARKS
        and parse.quotation_of[before] >= 0
        and parse.quotation_of[before] == parse.quotation_of[first]
    ):
        return before
    return first


def _bound(parse: Parse, statement: Statement, pledge: _Pledge, actors: Actors) -> tuple[str, ...]:
    """Who is bound: those named as the doers, the speaker, and those the speaker speaks for."""
    listed: list[str] = []
    if pledge.subject is not None and parse.lowers[pledge.subject] not in _FIRST:
        named = actors.at(parse.span(pledge.subject, pledge.subject + 1))
        if named is not None:
            listed.append(named[1].id)
    speaker = actors.get(statement.speaker.actor) if statement.speaker is not None else None
    if speaker is not None and speaker.kind in _BEARERS:
        listed.append(speaker.id)
        listed.extend(_fellow_speakers(parse, statement, actors))
    for actor_id in tuple(listed):
        behind = actors.get(actor_id)
        if behind is not None and behind.speaks_for is not None:
            listed.append(behind.speaks_for)
        elif behind is not None and behind.code is not None and behind.code.endswith("GOV"):
            government = actors.get(f"{behind.code[:3]}-GOV")  # a ministry's or a spokesman's word binds the government
            if government is not None:
                listed.append(government.id)
    return tuple(dict.fromkeys(listed))


def _fellow_speakers(parse: Parse, statement: Statement, actors: Actors) -> list[str]:
    """The others who speak with the first: "Spain and Ireland said they would"."""
    words = statement.speaker.spans[0] if statement.speaker is not None else None
    named = actors.within(words) if words is not None else ()
    return [actor.id for span, actor, _ in named if actor.kind in _BEARERS and parse.deps[parse.tokens(span).stop - 1] == "conj"]


def _commitment(
    parse: Parse,
    pledge: _Pledge,
    span: Span,
    bound: tuple[str, ...],
    statement: Statement | None,
    actors: Actors,
    times: Sequence[Timex],
    events: Sequence[Event],
    published: str | None,
) -> Commitment:
    span = in_one_voice(parse, span)
    event = _event(span, parse.span(pledge.head, pledge.head + 1), events)
    towards = _towards(span, bound, event, actors)
    return Commitment(
        actors=bound,
        action=Action(event.type if event is not None else None, " ".join(span.of(parse.text).split())),
        towards=towards,
        stance=_stance(parse, pledge, event, towards),
        deadline=deadline(parse, pledge.first, span, times, published),
        status="open",
        evidence=(span,),
        statement=statement.id if statement is not None else None,
        rule=pledge.rule,
        confidence=round(pledge.confidence * (statement.confidence if statement is not None else 1.0), 3),
    )


def _event(span: Span, head: Span, events: Sequence[Event]) -> Event | None:
    """The event that the action is: the one told by its head verb, else the first promised or threatened one in its words."""
    inside = [e for e in events if any(s.overlaps(span) for s in e.trigger.spans)]
    by_head = [e for e in inside if any(s.overlaps(head) for s in e.trigger.spans)]
    promised = [e for e in inside if e.factuality.status in ("pledged", "threatened", "conditional", "scheduled")]
    return next(iter((*by_head, *promised)), None)


def _towards(span: Span, bound: tuple[str, ...], event: Event | None, actors: Actors) -> str | None:
    """Whom it concerns: the event's recipient, else the first other actor named in its words."""
    if event is not None:
        for recipient in event.recipients:
            if recipient.actor is not None and recipient.actor not in bound:
                return recipient.actor
    return next((actor.id for _, actor, mention in actors.within(span) if actor.id not in bound and mention.form != "pronoun"), None)


def _stance(parse: Parse, pledge: _Pledge, event: Event | None, towards: str | None) -> Literal["against", "for"] | None:
    """``against`` or ``for`` the actor it concerns, None where neither shows."""
    if towards is None:
        return None
    words = set(parse.lowers[pledge.first : pledge.last])
    if "against" in words or (event is not None and event.type in _HOSTILE):
        return "against"
    if event is not None and event.type in _FRIENDLY:
        return "for"
    return None
