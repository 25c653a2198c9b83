"""What a party is told to be about to do, whatever the words: "would lend vehicles", "is to host", "wants to march again on May 1"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.intents import Intent, intents
from dateline.extract.tellers import Tellers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model.actor import Actor, Actors
    from dateline.model.event import Event
    from dateline.model.parse import Parse
    from dateline.model.span import Span
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

BOUND = frozenset({"government", "armed-force", "armed-group", "party", "parliament", "organisation", "coalition", "company", "person"})
_WOULD = frozenset({"would", "'d", "\u2019d"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "few", "only", "nothing"})
_FIRST = frozenset({"we", "i"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_HARM = frozenset({"ASSAULT", "THREATEN", "ACCUSE", "REJECT"})
_NOT_SAID = frozenset({"accuse", "call", "deny", "reject", "threaten", "concern"})
_AFTER = frozenset({"punct", "cc"})
_MEETINGS = frozenset({
    "talk", "session", "vote", "hearing", "trial", "election", "funeral", "meeting", "round", "summit", "match", "negotiation", "ballot",
    "poll", "debate", "case", "verdict", "ruling", "result", "rain", "storm", "wind", "flood", "water", "weather", "toll", "number",
    "price", "it", "there", "that", "this", "what", "nothing", "nobody", "none", "referendum", "festival", "service", "burial", "war",
    "conflict", "situation", "crisis", "court", "judge", "question", "matter",
})  # fmt: skip
_HELD = frozenset({"hold", "expect", "know", "see", "remember", "need", "force", "require", "affect", "lose", "kill", "leave", "hurt"})


@dataclass(frozen=True, slots=True)
class Intended:
    """A deed that somebody has bound himself to: its tokens (half-open), its head, who is bound, by which statement."""

    head: int
    words: range
    bound: tuple[str, ...]
    statement: str | None
    rule: str
    confidence: float


def intended(
    parse: Parse,
    actors: Actors,
    times: Sequence[Timex],
    statements: Sequence[Statement],
    events: Sequence[Event],
    published: str | None,
    taken: Sequence[Span],
) -> Iterator[Intended]:
    """The deeds to come of parties that no words of promising tell; none that shares words with one of ``taken``."""
    tellers = Tellers(parse, actors, statements)
    harmful = [event.trigger.spans[0] for event in events if event.type in _HARM]
    for intent in intents(parse, times, published):
        span = parse.span(intent.head, intent.head + 1)
        words = range(intent.head, _end(parse, intent.head))
        if any(each.overlaps(span) for each in harmful) or any(each.overlaps(parse.span(words.start, words.stop)) for each in taken):
            continue
        statement = tellers.statement(intent.verb)
        if statement is not None and statement.act in _NOT_SAID:
            continue
        who = _who(parse, intent, actors, tellers)
        if who:
            told = statement.id if statement is not None else None
            yield Intended(intent.head, words, who, told, f"intended:{intent.by}", intent.confidence)


def _who(parse: Parse, intent: Intent, actors: Actors, tellers: Tellers) -> tuple[str, ...]:
    """Who is bound: the doer where it is a party, else whoever says that it will be done."""
    subject = intent.subject
    teller = tellers.teller(intent.verb, free=any(parse.lowers[c] in _WOULD for c in parse.children[intent.verb]))
    if subject is not None and _NOBODY & {parse.lowers[subject], *(parse.lowers[c] for c in parse.children[subject])}:
        return ()  # "no one will be kept from voting": whose deed would that be?
    if subject is None or intent.passive:
        by = _agent(parse, intent.head, actors)
        return _sides(by, actors) if by is not None else _told_by(parse, intent, teller, actors)
    if parse.lowers[subject] in _FIRST:
        return _sides(teller, actors)
    found = actors.at(parse.span(subject, subject + 1))
    actor = found[1] if found is not None else None
    if actor is not None and actor.kind in (*BOUND, "population") and not _held_back(parse, subject):
        return _sides(actor, actors)
    if actor is None and parse.lowers[subject] in _PRONOUNS:
        return _sides(tellers.speaker_before(intent.verb), actors)
    return _told_by(parse, intent, teller, actors)


def _held_back(parse: Parse, subject: int) -> bool:
    return parse.lemmas[subject].lower() in _MEETINGS - _PRONOUNS


def _agent(parse: Parse, verb: int, actors: Actors) -> Actor | None:
    """The party by which something will be done: "will be paid by the state"."""
    by = next((c for c in parse.children[verb] if parse.deps[c] == "agent"), None)
    inner = parse.child(by, "pobj") if by is not None else None
    found = actors.at(parse.span(inner, inner + 1)) if inner is not None else None
    return found[1] if found is not None and found[1].kind in BOUND else None


def _told_by(parse: Parse, intent: Intent, teller: Actor | None, actors: Actors) -> tuple[str, ...]:
    """Whoever tells of things or people without a name what will be done with them, or what they will do."""
    subject = intent.subject
    if intent.by == "present" or (subject is not None and parse.lemmas[subject].lower() in _MEETINGS):
        return ()
    if parse.lemmas[intent.head] in _HELD or not (intent.passive or intent.timed):
        return ()
    return _sides(teller, actors)


def _sides(actor: Actor | None, actors: Actors) -> tuple[str, ...]:
    """A party and those for whom it speaks."""
    if actor is None or actor.kind not in (*BOUND, "population"):
        return ()
    listed = [actor.id]
    if actor.speaks_for is not None:
        listed.append(actor.speaks_for)
    elif actor.code is not None and actor.code.endswith("GOV"):
        government = actors.get(f"{actor.code[:3]}-GOV")
        listed.extend([government.id] if government is not None else [])
    return tuple(dict.fromkeys(listed))


def _end(parse: Parse, head: int) -> int:
    """Where the words of the deed end: before a verb joined to it that has a subject of its own."""
    last = min(parse.right[head] + 1, parse.sentence(head).last)
    apart = [c for c in parse.children[head] if c > head and parse.child(c, "nsubj", "nsubjpass") is not None]
    own = (c for c in apart if parse.deps[c] in ("conj", "parataxis") or (parse.deps[c] == "ccomp" and _finite(parse, c)))
    last = max(head + 1, min([last, *(parse.left[c] for c in own)]))
    while last > head + 1 and (parse.deps[last - 1] in _AFTER or parse.pos[last - 1] == "PUNCT"):
        last -= 1
    return last


def _finite(parse: Parse, verb: int) -> bool:
    """Whether a clause below is one of its own: "will pay, the minister says"; no "will have the door replaced"."""
    return parse.tags[verb] in ("VBD", "VBZ", "VBP") and parse.child(verb, "mark") is None
