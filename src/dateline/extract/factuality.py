"""Whether an event took place, and by whose word."""

from __future__ import annotations

from dataclasses import replace

from dateline.extract import together
from dateline.extract.chains import Enclosing, sources
from dateline.extract.denials import denials, turned_down
from dateline.extract.judge import Judge
from dateline.extract.sides import charged
from dateline.extract.spoken import spoken
from dateline.extract.status import State
from dateline.knowledge import Knowledge
from dateline.linguistics.encoding import Encoding
from dateline.model.actor import Actors
from dateline.model.event import Cue, Event, EventMention, Factuality
from dateline.model.parse import Parse
from dateline.model.span import Span
from dateline.model.statement import Statement, Words
from dateline.model.time import Timex

_GIVEN = frozenset(("AID", "COOPERATE"))


def factuality(
    mentions: tuple[EventMention, ...],
    parse: Parse,
    actors: Actors,
    times: tuple[Timex, ...],
    statements: tuple[Statement, ...],
    knowledge: Knowledge,
    published: str | None = None,
    encoding: Encoding | None = None,
    judge: Judge | None = None,
) -> tuple[Event, ...]:
    """The events with their status, certainty, polarity, score and chain of sources, in order.

    ``published`` is the day of the report, against which what is dated later has not happened yet; ``encoding`` the second voice on the
    status, None for the rules' word alone; ``judge`` the one judge of this parse, made here where none is given.
    """
    judge, enclosing = judge or Judge(parse, knowledge.signatures), Enclosing(statements)
    dated = {time.id: time for time in times}
    events: list[Event] = []
    states: list[State] = []
    for mention in sorted(mentions, key=lambda each: (each.first, each.last, each.type)):
        around = tuple(each for each in enclosing.around(mention.span) if not _is_cue(each, mention))
        state = _promised(judge.state(mention.head), mention, parse, knowledge)
        for statement in around:
            state = spoken(state, mention, statement, actors)
        state = charged(state, mention, around, parse, actors)
        if published is not None and state.real and parse.tags[mention.head] not in ("VBD", "VBN"):
            state = _in_time(state, dated.get(mention.time or "") or _own_time(mention, parse, times), published)
        events.append(_event(f"e{len(events) + 1}", mention, parse, actors, around, state))
        states.append(state)
    denied = turned_down(tuple(events), tuple(denials(parse, judge, actors)), parse)
    told = contested(tuple(_heard(event, state, encoding) for event, state in zip(denied, states, strict=True)))
    return tuple(replace(event, confidence=together.confidence(event, _sentence(event, parse), encoding)) for event in told)


def _sentence(event: Event, parse: Parse) -> Span:
    sentence = parse.sentence(parse.tokens(event.trigger.spans[0])[0])
    return parse.span(sentence.first, sentence.last)


def _heard(event: Event, state: State, encoding: Encoding | None) -> Event:
    """The event with the status that both voices speak for; what another sentence has denied stays denied."""
    if event.factuality.status != state.status:
        return event
    both = together.status(state, event.trigger.spans[0], encoding)
    if both.status == state.status:
        return event
    fact = replace(event.factuality, status=both.status, certainty=both.certainty, polarity=both.polarity, score=both.score)
    return replace(event, factuality=fact, rule=f"{event.rule.rpartition('; ')[0]}; {both.frame}")


def contested(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events where what one party says happened and its doer denies elsewhere in the report is only alleged."""
    denied = [event for event in events if event.factuality.status == "denied"]
    return tuple(_alleged(event) if any(_same(event, other) for other in denied) else event for event in events)


def _same(event: Event, denied: Event) -> bool:
    """Whether a deed told by somebody's word is the one that its doer denies: the same type, doer, and place or victim."""
    if event.type != denied.type or event.factuality.status != "happened" or len(event.factuality.according_to) < 2:
        return False
    doers = {ref.actor for ref in event.actors if ref.actor is not None}
    alike = event.rule.partition(";")[0] == denied.rule.partition(";")[0]  # the same word, where nobody is named
    if not (doers & {ref.actor for ref in denied.actors} if doers else alike):
        return False
    victims = {ref.actor for ref in event.recipients if ref.actor is not None}
    return bool(set(event.places) & set(denied.places)) or bool(victims & {ref.actor for ref in denied.recipients})


def _alleged(event: Event) -> Event:
    state = State("alleged")
    fact = replace(event.factuality, status=state.status, certainty=state.certainty, polarity=state.polarity, score=state.score)
    return replace(event, factuality=fact, rule=f"{event.rule}; contested")


def _promised(state: State, mention: EventMention, parse: Parse, knowledge: Knowledge) -> State:
    """Help told by a word of promising is pledged, not given: "earmarked five million for the port"."""
    if not state.real or mention.type not in _GIVEN:
        return state
    word = knowledge.signatures.find(parse.lemmas[mention.head].lower(), "verb", "thing")
    return state.to("pledged", mention.head, f"thing:{word.word}") if word is not None else state


def _is_cue(statement: Statement, mention: EventMention) -> bool:
    return statement.cue is not None and any(span.overlaps(mention.span) for span in statement.cue.spans)


def _own_time(mention: EventMention, parse: Parse, times: tuple[Timex, ...]) -> Timex | None:
    """The time told in the noun phrase of the event itself: "a summit on November 12"."""
    if parse.pos[mention.head] not in ("NOUN", "PROPN"):
        return None
    phrase = parse.span(mention.head, parse.right[mention.head] + 1)
    return next((time for time in times if time.type in ("DATE", "TIME") and phrase.covers(time.spans[0])), None)


def _in_time(state: State, time: Timex | None, published: str) -> State:
    """What is dated after the report has not happened yet."""
    if time is None or time.type not in ("DATE", "TIME") or time.begin is None or time.begin[:10] <= published[:10]:
        return state
    return replace(state, status="scheduled", frame="time:future")


def _event(name: str, mention: EventMention, parse: Parse, actors: Actors, around: tuple[Statement, ...], state: State) -> Event:
    return Event(
        id=name,
        type=mention.type,
        mode=mention.mode,
        contexts=mention.contexts,
        trigger=Words((mention.span,)),
        actors=mention.actors,
        recipients=mention.recipients,
        places=mention.places,
        time=mention.time,
        magnitude=mention.magnitude,
        factuality=Factuality(
            status=state.status,
            certainty=state.certainty,
            polarity=state.polarity,
            score=state.score,
            according_to=sources(parse, actors, state, around),
            cues=_cues(parse, state),
        ),
        statement=around[-1].id if around else None,
        rule=f"{mention.rule}; {state.frame}",
        confidence=mention.confidence,
    )


def _cues(parse: Parse, state: State) -> tuple[Cue, ...]:
    last = {turn.token: turn for turn in state.turns}
    return tuple(Cue((parse.span(token, token + 1),), turn.means) for token, turn in sorted(last.items()))
