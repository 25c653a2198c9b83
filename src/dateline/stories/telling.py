"""A story told in the reports' own words: the best headline, a few sentences quoted whole, who and where."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from dateline.model.story import Happening, Member, Named, Quoted, Story, StoryLine, Told
from dateline.stories.happenings import happenings
from dateline.stories.sentences import sentences
from dateline.stories.settings import Background
from dateline.stories.words import key, words

SENTENCES, SHORTEST, LONGEST = 3, 8, 60
READ = 40  # reports that sentences are taken from
ALIKE = 0.5  # two sentences so like each other say the same
OPENING, SHARED = 0.25, 0.1  # what a sentence gains by opening its report, by each further report that tells its event
MAIN = 8  # actors and places told
UNTITLED = "(no headline)"
Vector = dict[str, float]


def title_of(headlines: Sequence[str | None]) -> str:
    """The headline that has most in common with the others, by how rare the words are; the earliest of equals."""
    return _title(tuple(" ".join(each.split()) for each in headlines if each and each.strip()))


@lru_cache(maxsize=4_000)  # lists ask for the same ones again and again
def _title(told: tuple[str, ...]) -> str:
    if not told:
        return UNTITLED
    rare = _rarity({word for each in told for word in words(each)})
    sets = [set(words(each)) for each in told]
    counts = Counter(word for each in sets for word in each)
    scores = [sum(rare[word] * (counts[word] - 1) for word in sorted(each)) / math.sqrt(len(each) + 4) for each in sets]
    return told[max(range(len(told)), key=lambda at: (scores[at], -at))]


def story_of(line: StoryLine, told: Sequence[Told]) -> Story:
    """The story that the reports ``told``, in order of publication, make."""
    events = happenings(told)
    return Story(line, summary_of(told, events), actors_of(told), places_of(told), events, tuple(each.member for each in told))


def summary_of(told: Sequence[Told], events: Sequence[Happening]) -> tuple[Quoted, ...]:
    """Up to three sentences that say most of what the reports share, none saying what another has said, in the order of publication."""
    sources = [each for each in told if each.member.copy is None][-READ:]
    found = [(each, span, place) for each in sources for place, span in enumerate(sentences(each.record.article))]
    counted = [Counter(words(span.of(each.record.article.text))) for each, span, _ in found]
    rare = _rarity({word for each in counted for word in each})
    reports = Counter(word for each in sources for word in set(words(each.record.article.text)))
    centre = {word: rare[word] * math.log1p(reports[word]) for word in rare}
    vectors = [_unit({word: count * centre[word] for word, count in each.items()}) for each in counted]
    telling = _unit({word: value * reports[word] for word, value in centre.items()})
    weight = _told_by(events)
    worth = [1 + OPENING * (place == 0) + SHARED * weight.get((each.member.article, span.start), 0) for each, span, place in found]
    scores = [_dot(vectors[at], telling) * _fit(sum(counted[at].values())) * worth[at] for at in range(len(found))]
    chosen: list[int] = []
    for at in sorted(range(len(found)), key=lambda at: (-scores[at], at)):
        if scores[at] > 0 and all(_dot(vectors[at], vectors[other]) < ALIKE for other in chosen):
            chosen.append(at)
        if len(chosen) == SENTENCES:
            break
    return tuple(
        Quoted(each.member.article, span, span.of(each.record.article.text)) for each, span, _ in (found[at] for at in sorted(chosen))
    )


def _told_by(events: Sequence[Happening]) -> dict[tuple[str, int], int]:
    """For each sentence with an event, how many further reports tell that event."""
    out: dict[tuple[str, int], int] = {}
    for event in events:
        others = len({account.article for account in event.accounts}) - 1
        for account in event.accounts:
            where = (account.article, account.quote.span.start)
            out[where] = max(others, out.get(where, 0))
    return out


def actors_of(told: Sequence[Told]) -> tuple[Named, ...]:
    """The actors that most reports name, known to the knowledge files or persons by name."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in told:
        for actor in each.record.actors:
            if not actor.id.startswith("nominal/") and actor.kind not in ("media", "document", "other"):
                names.setdefault(actor.id, actor.name)
                counts[actor.id] += 1000 + min(len(actor.mentions), 99)
    return tuple(Named(name, names[name], count // 1000) for name, count in counts.most_common(MAIN))


def places_of(told: Sequence[Told]) -> tuple[Named, ...]:
    """The places that most reports name, those where events are first."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in told:
        for place in each.record.places:
            name = str(place.geonameid or place.name)
            names.setdefault(name, place.name)
            counts[name] += 1000 + (100 if place.role == "event" else 0) + min(len(place.mentions), 99)
    return tuple(Named(name, names[name], count // 1000) for name, count in counts.most_common(MAIN))


def independent(members: Sequence[Member]) -> int:
    """How many sources that copy none of the others tell the story."""
    return len({member.teller for member in members if member.copy is None})


def _rarity(told: set[str]) -> dict[str, float]:
    background, listed = Background.load(), sorted(told)
    counts = background.of(np.array([key(word) for word in listed], np.uint32))
    return {word: math.log((background.reports + 1) / (float(count) + 1)) for word, count in zip(listed, counts, strict=True)}


def _fit(length: int) -> float:
    """1 for sentences of a good length, less for fragments and for very long ones."""
    return 0.3 if length < SHORTEST else 1.0 if length <= LONGEST else LONGEST / length


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}


def _dot(one: Vector, other: Vector) -> float:
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * many.get(word, 0.0) for word, value in few.items())
