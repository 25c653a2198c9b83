"""Who acts and speaks: mentions in the text, and the actors behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dateline.model.span import Span

ActorKind = Literal[
    "person", "government", "parliament", "armed-force", "armed-group", "party", "organisation", "coalition",
    "company", "media", "population", "document", "other",
]  # fmt: skip
MentionForm = Literal["name", "nominal", "pronoun", "place-name", "demonym"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that may name an actor, before it is known which one.

    ``span`` is the noun phrase without what follows its head ("Italian Foreign Minister Paolo Gentiloni"); ``first``
    to ``last`` are its tokens (half-open), ``head`` its head token. ``candidates`` are ids of known actors the words
    may name, best first; ``title`` an office in the words, ``country`` (ISO 3166 alpha-3) whose it is, ``sector`` the
    PLOVER sector. ``name`` is the person's or group's own name in the words, if any; ``affiliation`` the id of the known
    organisation or group that the words say the one mentioned belongs to ("UN envoy").
    """

    span: Span
    first: int
    last: int
    head: int
    form: MentionForm
    rule: str
    confidence: float
    kind: ActorKind | None = None
    name: str | None = None
    candidates: tuple[str, ...] = ()
    title: str | None = None
    country: str | None = None
    sector: str | None = None
    plural: bool = False
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor or a place, in the form it has in the text."""

    spans: tuple[Span, ...]
    text: str
    form: MentionForm
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds: its title, the country or organisation it belongs to, and its dates (ISO)."""

    title: str
    of: str | None
    begin: str | None = field(default=None, metadata={"json": "from"})
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A government, office holder, armed force, armed group, party, organisation, coalition or population.

    ``code`` is PLOVER style: ISO 3166 alpha-3 and sector. ``known`` is False for actors that the knowledge files do
    not hold and whose id was made from the text. A person and the government he speaks for are two actors.
    """

    id: str
    code: str | None
    name: str
    kind: ActorKind
    country: str | None
    office: Office | None
    speaks_for: str | None
    known: bool
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ActorRef:
    """The actor behind some words: its id (None where the words name nobody we could resolve) and the words."""

    actor: str | None
    spans: tuple[Span, ...]


class Actors:
    """The actors of one article, findable by id and by where they are mentioned. Iterating gives them in order."""

    __slots__ = ("_by_id", "_mentions", "_starts", "all", "longest")

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.all = tuple(actors)
        self._by_id = {actor.id: actor for actor in self.all}
        self._mentions = sorted(
            ((span, actor, mention) for actor in self.all for mention in actor.mentions for span in mention.spans),
            key=lambda found: (found[0].start, -found[0].end, found[1].id),
        )
        self._starts = [found[0].start for found in self._mentions]
        self.longest = max((len(found[0]) for found in self._mentions), default=0)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, actor_id: str | None) -> Actor | None:
        """The actor with this id, or None."""
        return self._by_id.get(actor_id) if actor_id is not None else None

    def within(self, span: Span) -> tuple[tuple[Span, Actor, Mention], ...]:
        """The mentions that share a character with ``span``, in order of their beginnings."""
        low = bisect_right(self._starts, span.start - self.longest)
        high = bisect_right(self._starts, span.end - 1)
        return tuple(found for found in self._mentions[low:high] if found[0].overlaps(span))

    def at(self, span: Span) -> tuple[Span, Actor, Mention] | None:
        """The mention that shares most characters with ``span``; the tighter one, then the earlier, on a tie."""
        return max(
            self.within(span),
            key=lambda found: (found[0].shared(span), -len(found[0]), -found[0].start),
            default=None,
        )
