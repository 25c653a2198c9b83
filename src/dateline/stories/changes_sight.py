"""What of a report can be held against others: events, figures, positions, pledges, memberships, each with visible features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.model.actor import Actor, ActorRef
from dateline.model.commitment import Commitment
from dateline.model.event import Event
from dateline.model.figure import Figure
from dateline.model.function import FunctionKind
from dateline.model.position import Position
from dateline.model.record import Record
from dateline.model.span import Span, any_overlap
from dateline.model.statement import Statement
from dateline.store.moments import day_number
from dateline.stories.answers import teller_of
from dateline.stories.changes_matter import Matter, Party, Sight, root
from dateline.stories.claim_pairs import denied
from dateline.stories.counts import as_counted, counting_subject
from dateline.stories.measuring import measured, scaled
from dateline.stories.parts import whole
from dateline.stories.recalled import gone_against, owned_up, turned_away
from dateline.stories.rejoinders import answers_told, carried, joined, preferred
from dateline.stories.replies import disowns, replies, tells_presence
from dateline.stories.sentences import sentence_at, sentences

AUTHOR = "author"
FIRST = -10_000  # below the numbers by which a denial and its claim are joined
NAMING = ("name", "place-name", "demonym")
_STATE = re.compile(r"[A-Z]{3}-")
UNOWNED = ("happened", "ongoing", "alleged", "denied")
STATELY = ("government", "armed-force")
OWNING = frozenset(("its", "his", "her", "their", "our", "my"))
WIDE = frozenset(("country", "region"))  # kinds of places too wide to tell two happenings apart
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_AFTER = re.compile(r"\s*(?:more|others?|another|of\s+(?:the|them|those|these|whom|its|his|their|her|our)\b)", re.IGNORECASE)
_MORE = re.compile(r" more\b(?! than\b)")


def sight(record: Record, *, reading: int = 0, story: int = 0, copy: bool = False, update: bool = False,
          source: str = "") -> Sight:  # fmt: skip
    """What can be compared of ``record``: a pure function of it and of its place."""
    seer = _Seer(record)
    published = record.article.published.value if record.article.published is not None else ""
    return Sight(record.article.id, reading, story, published, copy, source, update, whole(tuple(seer.matters())),
                 tuple(sorted(seer.place_names.items())), _headline(record))  # fmt: skip


def told_sentences(record: Record) -> tuple[Matter, ...]:
    """The sentences of a report's text as they are held against each other, in order."""
    return tuple(carried(_Seer(record).told()))


def _headline(record: Record) -> str:
    head = record.article.headline
    return " ".join(span.of(record.article.text) for span in head.spans) if head is not None else ""


_TOLL = re.compile(r"\b(?:toll|number of (?:the )?(?:dead|deaths|victims|wounded|injured|missing))\b", re.IGNORECASE)


class _Seer:
    """Reads one record."""

    def __init__(self, record: Record) -> None:
        self._record, self._text = record, record.article.text
        self._actors = {actor.id: actor for actor in record.actors}
        self._places = {place.id: place for place in record.places}
        self.place_names = {_key(place.geonameid, place.name): place.name for place in record.places}
        self._days = {time.id: day_number(time.begin) for time in record.times if time.begin is not None and time.begin == time.end}
        published = record.article.published
        self._published = day_number(published.value) if published is not None else None
        line = record.article.dateline
        self._line = line.spans if line is not None else ()
        spots = ((span, place) for place in record.places for mention in place.mentions for span in mention.spans)
        self._spots = [(span, place) for span, place in spots if not any_overlap((span,), self._line)]
        naming = (mention.text for actor in record.actors for mention in actor.mentions if mention.form in NAMING)
        known = (actor.name for actor in record.actors if actor.known)
        where = (mention.text for place in record.places for mention in place.mentions)
        self._named = frozenset(word for text in (*naming, *where, *known) for word in _roots(text))
        self._opening = self._opening_of()
        self._opening_words = " ".join(span.of(self._text) for span in self._opening)
        self._disowning = [each for each in record.statements if disowns(each, record.article)]

    def _opening_of(self) -> tuple[Span, ...]:
        """Headline, then the first two sentences."""
        head = self._record.article.headline
        return (*(head.spans if head is not None else ()), *sentences(self._record.article)[:2])

    def matters(self) -> Iterable[Matter]:
        """Every comparable value, in the order of the record's lists."""
        for number, event in enumerate(self._record.events):
            yield self._event(number, event)
        for number, figure in enumerate(self._record.figures):
            if figure.value is not None or figure.low is not None:
                yield self._figure(number, figure)
        for number, position in enumerate(self._record.positions):
            says = f"{position.stance}: {position.proposition.text}"
            own = frozenset(_roots(position.proposition.text))
            yield self._matter("positions", number, position.proposition.id, None, position.stance, position.evidence, says=says,
                               doers=self._parties([position.actor]), others=self._parties(self._speaking_for(position)), own=own,
                               day=None)  # fmt: skip
        for number, pledge in enumerate(self._record.commitments):
            own = frozenset(_roots(pledge.action.text))
            yield self._matter("commitments", number, _deed_type(pledge), None, pledge.status, pledge.evidence,
                               says=pledge.action.text, doers=self._parties(pledge.actors), own=own,
                               deadline=pledge.deadline or self._set_day(pledge),
                               others=self._parties([pledge.towards] if pledge.towards else []))  # fmt: skip
        for number, member in enumerate(self._record.memberships):
            yield self._matter("memberships", number, member.group, None, member.change, member.evidence,
                               says=f"{self._name(member.member)} {member.change}: {self._name(member.group)}",
                               doers=self._parties([member.member]), others=self._parties([member.group]))  # fmt: skip
        for number, statement in enumerate(self._record.statements):
            if tells_presence(statement, self._record.article):
                yield self._statement(number, "presence", "happened", None)
        answers: set[Span] = set()
        told = self.told()
        chances = denied(carried(told))
        numbers = {each.sentence: each.number for each in told}
        for reply in replies(self._record):
            if reply.claim is None:
                yield self._statement(reply.number, "withdrawn", "withdrawn", None)
            else:
                claim = self._statement(reply.claim, "claim", "alleged", reply.number)
                denial = self._statement(reply.number, "claim", "denied", reply.number)
                here, there = numbers.get(denial.sentence), numbers.get(claim.sentence)
                if here is not None and there is not None and (better := preferred(here, there, chances)) != there:
                    claim, denial = joined(told[better], told[here])
                answers |= {claim.sentence, denial.sentence}
                yield claim
                yield denial
        yield from self._sentences(told, chances, answers)

    def told(self) -> list[Matter]:
        """The sentences of the text, in order."""
        told = []
        for number, span in enumerate(sentences(self._record.article)):
            whole = self._sentence(Span(span.end - 1, span.end))
            named = self._parties(self._named_in(whole))
            made = self._matter("sentences", number, "", None, "told", (whole,), says=whole.of(self._text), doers=named)
            told.append(replace(made, teller=self._speaking(whole), deadline=self._ahead_in(whole)))
        return told

    def _sentences(self, told: list[Matter], chances: Mapping[tuple[int, int], float], answers: set[Span]) -> Iterator[Matter]:
        """The sentences, those first that deny what another says, but for those in ``answers``; ``reply`` joins both."""
        for claim, denial in answers_told(told, chances):
            if not {claim.sentence, denial.sentence} & answers:  # else statements tell it
                yield from joined(claim, denial)
        for base, was, now, pairs in (
            (FIRST, "refused", "done", gone_against),
            (2 * FIRST, "said", "owned", owned_up),
            (3 * FIRST, "said", "turned", turned_away),
        ):
            for before, after in pairs(told):
                yield replace(before, status=was, reply=base - before.number, teller=teller_of(before))
                yield replace(after, status=now, reply=base - before.number, teller=teller_of(after))
        yield from told

    def _speaking(self, sentence: Span) -> Party | None:
        """Whose word a sentence gives: the speaker of the longest statement in it."""
        told = [
            (sum(_shared(span, sentence) for span in each.content.spans), each) for each in self._record.statements if each.inside is None
        ]
        most = max(told, key=lambda each: each[0], default=None)
        who = self._speaker(most[1]) if most is not None and most[0] else ()
        return who[0] if who else None

    def _named_in(self, sentence: Span) -> list[str]:
        """The ids of the actors whom a sentence speaks of, in the order of its words."""
        first = {actor.id: [span.start for span in _spans_of(actor) if span.overlaps(sentence)] for actor in self._record.actors}
        return sorted((actor for actor, starts in first.items() if starts), key=lambda actor: min(first[actor]))

    def _speaking_for(self, position: Position) -> list[str]:
        """The person of the sentence who holds a position for his government or party, which goes unnamed: others of it may differ."""
        named = self._named_in(self._sentence(position.evidence[-1]))
        if position.actor in named:
            return []
        return [each for each in named if self._actors[each].kind == "person" and self._actors[each].speaks_for == position.actor][:1]

    def _statement(self, number: int, kind: str, status: str, reply: int | None) -> Matter:
        told = self._record.statements[number]
        says = " ".join(span.of(self._text) for span in told.content.spans)
        who = self._speaker(told)
        made = self._matter("statements", number, kind, None, status, told.content.spans, says=says, doers=who, reply=reply,
                            own=frozenset(_roots(f"{self._before(told.content.spans[0])} {says}")))  # fmt: skip
        return replace(made, teller=who[0] if who else None)

    def _before(self, span: Span) -> str:
        """The words of the sentence before that of ``span``: what "the offer" was."""
        ended = [each for each in sentences(self._record.article) if each.end <= self._sentence(span).start]
        return ended[-1].of(self._text) if ended else ""

    def _speaker(self, statement: Statement) -> tuple[Party, ...]:
        return self._refs([statement.speaker]) if statement.speaker is not None else ()

    def _set_day(self, pledge: Commitment) -> str | None:
        """The day for which a pledge is set: "would send surgeons on Wednesday"; None for days gone by."""
        within = [time for time in self._record.times if time.begin is not None and any_overlap(time.spans, pledge.evidence)]
        if self._published is None:
            return None
        ahead = (each.end[:10] for each in within if each.begin is not None and each.end is not None
                 and (day_number(each.begin) or 0) >= self._published)  # fmt: skip
        return next(ahead, None)

    def _ahead_in(self, sentence: Span) -> str | None:
        """The first day after the report's that a sentence tells, the last of a longer time: "another march on May 8"."""
        within = (each for each in self._record.times if each.begin is not None and any_overlap(each.spans, (sentence,)))
        ends = (each.end[:10] for each in within if each.begin and each.end and (day_number(each.begin) or 0) > (self._published or 0))
        return next(ends, None) if self._published is not None else None

    def _day_ahead(self, span: Span) -> int | None:
        """The one day ahead that the sentence of ``span`` tells: "talks are to open in Juba on Thursday"."""
        within = self._sentence(span)
        days = {self._days[time.id] for time in self._record.times if time.id in self._days and any_overlap(time.spans, (within,))}
        ahead = [day for day in days if day is not None and self._published is not None and day >= self._published]
        return ahead[0] if len(ahead) == 1 else None

    def _event(self, number: int, event: Event) -> Matter:
        doers, others = self._refs(event.actors), self._refs(event.recipients)
        place = frozenset(self._key(name) for name in event.places if self._exact(name))
        trigger = " ".join(span.of(self._text) for span in event.trigger.spans)
        refs = " ".join(span.of(self._text) for ref in (*event.actors, *event.recipients) for span in ref.spans)
        status = event.factuality.status
        disowned = next((each for each in self._disowning if any_overlap(each.content.spans, event.trigger.spans)), None)
        if disowned is not None and status in UNOWNED:  # it was not him
            status, doers = "denied", self._speaker(disowned)
        day = self._days.get(event.time or "")
        if day is None and status in ("scheduled", "pledged"):
            day = self._day_ahead(event.trigger.spans[0])
        return self._matter(
            "events", number, event.type, event.mode, status, event.trigger.spans, says=trigger, doers=doers,
            others=others, chain=event.factuality.according_to, places=place, day=day,
            own=frozenset(_roots(f"{trigger} {refs}")), contexts=event.contexts,
        )  # fmt: skip

    def _figure(self, number: int, figure: Figure) -> Matter:
        low = figure.low if figure.low is not None else figure.value
        high = figure.high if figure.high is not None else figure.value
        words = " ".join(span.of(self._text) for span in figure.evidence)
        after = self._text[figure.evidence[-1].end : figure.evidence[-1].end + 24]
        part = (len(words.split()) == 1 and bool(_AFTER.match(after))) or " of the " in f" {words} " or bool(_MORE.search(words))
        part = part or figure.rule == "figures/of-them"
        sentence = self._sentence(figure.evidence[0])
        seat = self._seat(sentence, words)
        places = frozenset([self._key(figure.place)]) if figure.place and self._exact(figure.place) else frozenset()
        places -= seat
        told = measured(figure, sentence.of(self._text), self._opening_words, words)
        made = self._matter(
            "figures", number, told.kind, told.mode, "happened", figure.evidence, says=words, chain=figure.according_to, places=places,
            doers=self._parties([figure.subject] if figure.subject else []), day=self._days.get(figure.time or ""),
            low=scaled(low, told), high=scaled(high, told), bound=figure.bound, unit=told.unit, part=part, own=frozenset(_roots(words)),
        )  # fmt: skip
        made = replace(made, scene=made.scene - seat or self._scene()) if seat else made
        named = frozenset(word for party in self._parties(self._named_in(made.sentence)) for word in party.words)
        return as_counted(made, figure.rule, self._topic(made.sentence), named)

    def _matter(self, noun: str, number: int, kind: str, mode: str | None, status: str, spans: Sequence[Span], *, says: str,
                doers: tuple[Party, ...] = (), others: tuple[Party, ...] = (), chain: Sequence[str] = (),
                places: frozenset[str] = frozenset(), day: int | None = None, own: frozenset[str] = frozenset(),
                low: float | None = None, high: float | None = None, bound: str = "exact", unit: str | None = None,
                part: bool = False, contexts: tuple[str, ...] = (), deadline: str | None = None,
                reply: int | None = None) -> Matter:  # fmt: skip
        sentence = self._sentence(spans[-1] if noun == "positions" else spans[0])
        text = sentence.of(self._text)
        lead = next((at for at, span in enumerate(self._opening) if span.start <= spans[0].start < span.end), 9)
        tellers = self._parties([chain[-1]]) if len(chain) > 1 else self._voice(spans[0]) if noun == "figures" else ()
        here = frozenset(self._key(place.id) for span, place in self._spots if span.overlaps(sentence) and self._exact(place.id))
        return Matter(
            self._record.article.id, noun, number, kind, mode, status, doers, others, tellers[0] if tellers else None, places,
            here or self._scene(), day, self._words(noun, text), own - self._named,
            frozenset(token.lower() for token in _TOKEN.findall(text)), sentence, text, " ".join(says.split()), lead, self._published,
            low, high, bound, unit, part, contexts, deadline, reply, self._lands(sentence), self._functions(sentence),
        )  # fmt: skip

    def _functions(self, sentence: Span) -> tuple[tuple[FunctionKind, float], ...]:
        """What the record says that a sentence does: of sentences that are cut otherwise, those that share half of the shorter."""
        return tuple(
            (each.kind, each.confidence)
            for each in self._record.functions
            if 2 * sum(_shared(span, sentence) for span in each.evidence) >= min(_length(each.evidence), sentence.end - sentence.start)
        )

    def _words(self, noun: str, text: str) -> frozenset[str]:
        """The words of a sentence that name nobody; of a toll without more, those of the report's opening: "They put the toll at 23"."""
        found = frozenset(_roots(text)) - self._named
        return found | self._topic() if noun == "figures" and _TOLL.search(text) is not None else found

    def _topic(self, before: Span | None = None) -> frozenset[str]:
        """The words of the report's opening that name nobody, of what stands ``before`` a sentence."""
        spans = (span for span in self._opening if before is None or span.end <= before.start)
        return frozenset(word for span in spans for word in _roots(span.of(self._text))) - self._named

    def _voice(self, span: Span) -> tuple[Party, ...]:
        """Who says it in words that lead to nobody: "the organisers spoke of 90,000 people"."""
        around = [each for each in self._record.statements if any(part.start <= span.start < part.end for part in each.content.spans)]
        return self._speaker(min(around, key=lambda each: sum(part.end - part.start for part in each.content.spans))) if around else ()

    def _sentence(self, span: Span) -> Span:
        """The sentence of ``span`` without the dateline before it."""
        sentence = sentence_at(self._record.article, span)
        ends = [line.end for line in self._line if sentence.overlaps(line) and line.end <= span.start]
        start = max(ends, default=sentence.start)
        while ends and start < span.start and not self._text[start].isalnum() and self._text[start] not in "\"“‘'":
            start += 1
        return Span(start, sentence.end)

    def _scene(self) -> frozenset[str]:
        return frozenset(
            self._key(place.id)
            for span, place in self._spots
            if self._exact(place.id) and any(span.overlaps(part) for part in self._opening)
        )

    def _seat(self, sentence: Span, says: str) -> frozenset[str]:
        """The places that only tell where one who counts has his seat: "the department in the capital has registered 6,500"."""
        text = sentence.of(self._text)
        subject = counting_subject(text, says)
        if subject is None:
            return frozenset()
        start = sentence.start + text.partition(says)[0].rindex(subject)
        within = Span(start, start + len(subject))
        return frozenset(self._key(place.id) for span, place in self._spots if span.overlaps(within) and self._exact(place.id))

    def _lands(self, sentence: Span) -> frozenset[str]:
        """The countries of the places that a sentence names; of the opening's where it names none."""
        told = [(span, place.country) for span, place in self._spots if place.country is not None]
        here = frozenset(land for span, land in told if span.overlaps(sentence))
        return here or frozenset(land for span, land in told if any(span.overlaps(part) for part in self._opening))

    def _key(self, place: str) -> str:
        found = self._places.get(place)
        return _key(found.geonameid, found.name) if found is not None else place

    def _exact(self, place: str) -> bool:
        found = self._places.get(place)
        return found is not None and found.kind not in WIDE

    def _name(self, actor: str) -> str:
        return self._actors[actor].name if actor in self._actors else actor

    def _refs(self, refs: Sequence[ActorRef]) -> tuple[Party, ...]:
        out: list[Party] = []
        for ref in refs:
            if ref.actor is not None:
                out.extend(self._parties([ref.actor]))
            elif ref.spans:
                words = " ".join(span.of(self._text) for span in ref.spans)
                out.append(Party(frozenset(), frozenset(_roots(words)), words, None, firm=False))
        return tuple(out)

    def _parties(self, ids: Sequence[str | None]) -> tuple[Party, ...]:
        return tuple(self._party(each) for each in ids if each is not None and each != AUTHOR)

    def _party(self, actor: str) -> Party:
        known = self._actors.get(actor)
        if known is None:
            words, state = frozenset(_roots(actor.rpartition("/")[2])), actor[:3] if _STATE.match(actor) else None
            return Party(frozenset([actor]), words, actor, state, firm=not actor.startswith("nominal/"))
        words = frozenset(word for mention in known.mentions if mention.form != "pronoun" for word in _roots(mention.text))
        state = _state_of(known) if known.known else None
        if known.kind == "person" and known.speaks_for in self._actors:
            state = _state_of(self._actors[known.speaks_for])
        elif known.kind == "person" and known.known and (known.code or "").endswith("GOV"):
            state = known.country
        ids = frozenset(each for each in (actor, known.speaks_for) if each is not None)
        return Party(ids, words, known.name, state, firm=not actor.startswith("nominal/"))


def _state_of(actor: Actor) -> str | None:
    """The state that an actor is a part of: an opposition party is of its country, not of the state."""
    return actor.country if actor.kind in STATELY else None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _spans_of(actor: Actor) -> tuple[Span, ...]:
    """Where he is spoken of, but for what is his: "her minister" speaks of the minister."""
    return tuple(span for mention in actor.mentions if mention.text.lower() not in OWNING for span in mention.spans)


def _deed_type(pledge: Commitment) -> str:
    """The type of what is pledged; none where it is only that of the word given."""
    return pledge.action.type if pledge.action.type is not None and pledge.action.type != "AGREE" else ""


def _roots(text: str) -> list[str]:
    return [found for token in _TOKEN.findall(text) if len(found := root(token)) > 2]


def _key(geonameid: int | None, name: str) -> str:
    return str(geonameid) if geonameid is not None else name.casefold()
