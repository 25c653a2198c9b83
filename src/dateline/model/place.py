"""Where: names of places in the text, and the gazetteer entries behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.model.actor import Mention
from dateline.model.span import Span

PlaceKind = Literal["country", "region", "province", "city", "district", "facility", "water", "area"]
PlaceRole = Literal["dateline", "event", "mentioned"]
Reading = Literal["place", "actor"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text, and whether it stands for the place or for who sits or lives there.

    ``first`` to ``last`` are its tokens (half-open), ``head`` its head token. ``ids`` are the gazetteer entries the
    name may mean; ``within`` the toponym that follows as "Sirte, Libya" and encloses it, as its span. ``modifier`` is
    a compass part or the like ("northern"). ``reasons`` say why it reads as place or actor.
    """

    span: Span
    first: int
    last: int
    head: int
    name: str
    reads_as: Reading
    confidence: float
    rule: str
    ids: tuple[int, ...] = ()
    within: Span | None = None
    modifier: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gazetteer entry that a place name may mean, with its score and the reasons for it."""

    geonameid: int
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place name resolved to a gazetteer entry (GeoNames id, WGS 84 degrees), or left open with null coordinates."""

    id: str
    geonameid: int | None
    name: str
    kind: PlaceKind
    feature: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    role: PlaceRole
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...] = ()


class Places:
    """The places of one article, findable by id and by where they are mentioned. Iterating gives them in order."""

    __slots__ = ("_by_id", "_mentions", "_starts", "all", "longest")

    def __init__(self, places: Iterable[Place]) -> None:
        self.all = tuple(places)
        self._by_id = {place.id: place for place in self.all}
        self._mentions = sorted(
            ((span, place) for place in self.all for mention in place.mentions for span in mention.spans),
            key=lambda found: (found[0].start, -found[0].end, found[1].id),
        )
        self._starts = [found[0].start for found in self._mentions]
        self.longest = max((len(found[0]) for found in self._mentions), default=0)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, place_id: str | None) -> Place | None:
        """The place with this id, or None."""
        return self._by_id.get(place_id) if place_id is not None else None

    def within(self, span: Span) -> tuple[tuple[Span, Place], ...]:
        """The mentions that share a character with ``span``, in order of their beginnings."""
        low = bisect_right(self._starts, span.start - self.longest)
        high = bisect_right(self._starts, span.end - 1)
        return tuple(found for found in self._mentions[low:high] if found[0].overlaps(span))
