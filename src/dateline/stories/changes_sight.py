"""What of a report can be held against others: events, figures, positions, pledges, memberships, each with visible features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from dateline.model.actor import ActorRef
from dateline.model.commitment import Commitment
from dateline.model.event import Event
from dateline.model.figure import Figure
from dateline.model.record import Record
from dateline.model.span import Span, any_overlap
from dateline.model.statement import Statement
from dateline.store.moments import day_number
from dateline.stories.replies import disowns, replies, tells_presence
from dateline.stories.sentences import sentence_at, sentences
from dateline.stories.words import stem

AUTHOR = "author"
NAMING = ("name", "place-name", "demonym")
_STATE = re.compile(r"[A-Z]{3}-")
UNOWNED = ("happened", "ongoing", "alleged", "denied")
WIDE = frozenset(("country", "region"))  # kinds of places too wide to tell two happenings apart
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_ENDINGS = ("ings", "ing", "ed", "es", "er", "e")
_AFTER = re.compile(r"\s*(?:more|others?|another|of\s+(?:the|them|those|these|whom|its|his|their|her|our)\b)", re.IGNORECASE)


_MORE = re.compile(r" more\b(?! than\b)")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts, speaks or is acted on: ids that mean him, the words that name him, his state, whether the ids are firm."""

    ids: frozenset[str]
    words: frozenset[str]
    name: str
    state: str | None
    firm: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """One value of a report made comparable. ``kind`` is the event's type, the measure, the proposition, or the group.

    ``places`` are told of the value, ``scene`` those of its sentence or of the report's opening; ``day`` an ordinal; ``words`` the folded
    words of its sentence that name neither parties nor places; ``low`` and ``high`` bound a figure; ``reply`` is the number of the
    statement that denies a claim, in the denial and in the claim; ``lands`` are the countries named
    in its sentence, or else in the opening.
    """

    article: str
    noun: str
    number: int
    kind: str
    mode: str | None
    status: str
    doers: tuple[Party, ...]
    others: tuple[Party, ...]
    teller: Party | None
    places: frozenset[str]
    scene: frozenset[str]
    day: int | None
    words: frozenset[str]
    own: frozenset[str]
    told: frozenset[str]
    sentence: Span
    text: str
    says: str
    lead: int
    published: int | None
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    unit: str | None = None
    part: bool = False
    contexts: tuple[str, ...] = ()
    deadline: str | None = None
    reply: int | None = None
    lands: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be compared of one report, with when and in which story it was told."""

    article: str
    reading: int
    story: int
    moment: str
    copy: bool
    source: str
    update: bool
    matters: tuple[Matter, ...]
    names: tuple[tuple[str, str], ...]

    def name_of(self, place: str) -> str:
        """The name of a place by its key."""
        return dict(self.names).get(place, place)


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """``word`` folded further than ``stem`` does: without the commonest endings of verbs."""
    short = stem(word)
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 3:
            return short[: len(short) - len(ending)]
    return short


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """The words of ``data/cues.tsv`` by their use."""
    found: dict[str, set[str]] = {}
    for line in (files("dateline.stories") / "data" / "cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and line != "use\tword":
            use, word = line.split("\t")
            found.setdefault(use, set()).add(word)
    return {use: frozenset(words) for use, words in found.items()}


@lru_cache(maxsize=1)
def measures() -> dict[str, str]:
    """What the measures of ``data/measures.tsv`` count."""
    text = (files("dateline.stories") / "data" / "measures.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "measure\t"))]
    return dict(rows)


def sight(record: Record, *, reading: int = 0, story: int = 0, copy: bool = False, update: bool = False,
          source: str = "") -> Sight:  # fmt: skip
    """What can be compared of ``record``: a pure function of it and of its place."""
    seer = _Seer(record)
    published = record.article.published.value if record.article.published is not None else ""
    return Sight(record.article.id, reading, story, published, copy, source, update, _whole(tuple(seer.matters())),
                 tuple(sorted(seer.place_names.items())))  # fmt: skip


def _whole(matters: tuple[Matter, ...]) -> tuple[Matter, ...]:
    """``matters`` with the smaller ones of two counts of one measure in one sentence marked as parts of the larger one."""
    counts = [each for each in matters if each.noun == "figures"]
    return tuple(
        replace(each, part=True) if each.noun == "figures" and any(_part(each, other) for other in counts) else each for each in matters
    )


def _part(one: Matter, other: Matter) -> bool:
    """True for a smaller count in the same sentence, by the same word and of nobody else's people."""
    if one.kind != other.kind or one.sentence.start != other.sentence.start or (one.high or 0.0) >= (other.high or 0.0):
        return False
    if one.teller is not None and other.teller is not None and not (one.teller.ids & other.teller.ids or one.teller == other.teller):
        return False
    return not other_side(one, other) and not (one.doers and not other.doers and one.teller is not None)


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    text = (files("dateline.stories") / "data" / "sides.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "side\t"))]
    return {word: side for side, words in rows for word in words.split()}


def sides_of(figure: Matter) -> frozenset[str]:
    """The sides (``data/sides.tsv``) that those counted are called by: soldiers, fighters."""
    return frozenset(_sides()[word] for word in figure.says.lower().split() if word in _sides())


def other_side(one: Matter, other: Matter) -> bool:
    """True for counts of two sides: soldiers, and fighters."""
    mine, theirs = sides_of(one), sides_of(other)
    return bool(mine and theirs) and not mine & theirs


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
                               doers=self._parties([position.actor]), own=own, day=None)  # fmt: skip
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
        for reply in replies(self._record):
            if reply.claim is None:
                yield self._statement(reply.number, "withdrawn", "withdrawn", None)
            else:
                yield self._statement(reply.claim, "claim", "alleged", reply.number)
                yield self._statement(reply.number, "claim", "denied", reply.number)

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

    def _event(self, number: int, event: Event) -> Matter:
        doers, others = self._refs(event.actors), self._refs(event.recipients)
        place = frozenset(self._key(name) for name in event.places if self._exact(name))
        trigger = " ".join(span.of(self._text) for span in event.trigger.spans)
        refs = " ".join(span.of(self._text) for ref in (*event.actors, *event.recipients) for span in ref.spans)
        status = event.factuality.status
        disowned = next((each for each in self._disowning if any_overlap(each.content.spans, event.trigger.spans)), None)
        if disowned is not None and status in UNOWNED:  # it was not him
            status, doers = "denied", self._speaker(disowned)
        return self._matter(
            "events", number, event.type, event.mode, status, event.trigger.spans, says=trigger, doers=doers,
            others=others, chain=event.factuality.according_to, places=place, day=self._days.get(event.time or ""),
            own=frozenset(_roots(f"{trigger} {refs}")), contexts=event.contexts,
        )  # fmt: skip

    def _figure(self, number: int, figure: Figure) -> Matter:
        low = figure.low if figure.low is not None else figure.value
        high = figure.high if figure.high is not None else figure.value
        words = " ".join(span.of(self._text) for span in figure.evidence)
        after = self._text[figure.evidence[-1].end : figure.evidence[-1].end + 24]
        part = (len(words.split()) == 1 and bool(_AFTER.match(after))) or " of the " in f" {words} " or bool(_MORE.search(words))
        places = frozenset([self._key(figure.place)]) if figure.place and self._exact(figure.place) else frozenset()
        kind = measures().get(figure.measure, figure.measure)
        return self._matter(
            "figures", number, kind, None, "happened", figure.evidence, says=words, chain=figure.according_to, places=places,
            doers=self._parties([figure.subject] if figure.subject else []), day=self._days.get(figure.time or ""), low=low, high=high,
            bound=figure.bound, unit=figure.unit, part=part, own=frozenset(_roots(words)),
        )  # fmt: skip

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
            here or self._scene(), day, frozenset(_roots(text)) - self._named, own - self._named,
            frozenset(token.lower() for token in _TOKEN.findall(text)), sentence, text, " ".join(says.split()), lead, self._published,
            low, high, bound, unit, part, contexts, deadline, reply, self._lands(sentence),
        )  # fmt: skip

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
        state = known.country if known.kind in ("government", "armed-force") and known.known else None
        if known.kind == "person" and known.speaks_for in self._actors:
            state = self._actors[known.speaks_for].country
        elif known.kind == "person" and known.known and (known.code or "").endswith("GOV"):
            state = known.country
        ids = frozenset(each for each in (actor, known.speaks_for) if each is not None)
        return Party(ids, words, known.name, state, firm=not actor.startswith("nominal/"))


def _deed_type(pledge: Commitment) -> str:
    """The type of what is pledged; none where it is only that of the word given."""
    return pledge.action.type if pledge.action.type is not None and pledge.action.type != "AGREE" else ""


def _roots(text: str) -> list[str]:
    return [found for token in _TOKEN.findall(text) if len(found := root(token)) > 2]


def _key(geonameid: int | None, name: str) -> str:
    return str(geonameid) if geonameid is not None else name.casefold()
