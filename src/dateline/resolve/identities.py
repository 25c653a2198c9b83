"""Who an actor is, before his mentions are gathered: id, code, kind, country, office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge import Knowledge
from dateline.knowledge.actors import ActorEntry
from dateline.knowledge.phrases import fold
from dateline.model.actor import Actor, ActorKind, ActorMention, Mention, Office
from dateline.model.article import Article
from dateline.model.parse import Parse

OPEN_DAY = "9999-12-31"  # the day of an article without a date: whoever holds an office last holds it
_SEPARATORS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor without mentions. Two mentions belong to one actor if their identities have the same id."""

    id: str
    name: str
    kind: ActorKind
    code: str | None = None
    country: str | None = None
    office: Office | None = None
    speaks_for: str | None = None
    known: bool = False
    plural: bool = False

    def actor(self, mentions: tuple[Mention, ...]) -> Actor:
        """The actor with its mentions."""
        return Actor(self.id, self.code, self.name, self.kind, self.country, self.office, self.speaks_for, self.known, mentions)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the resolvers look at: the mentions of one article, its parse, its day, what is known, and where it was filed."""

    mentions: tuple[ActorMention, ...]
    parse: Parse
    day: str
    knowledge: Knowledge
    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, mentions: Sequence[ActorMention], parse: Parse, article: Article, knowledge: Knowledge) -> Scene:
        """The scene of an article; the place and the agency of its dateline are no actors."""
        day = article.published.value[:10] if article.published is not None else OPEN_DAY
        filed = article.dateline.place_spans if article.dateline is not None else ()
        outside = article.dateline.spans if article.dateline is not None else ()
        kept = tuple(mention for mention in mentions if not any(mention.span.overlaps(span) for span in outside))
        return cls(kept, parse, day, knowledge, tuple(span.of(article.text).title() for span in filed))


def slug(text: str) -> str:
    """The text in small ASCII letters and digits joined by hyphens, for ids."""
    return _SEPARATORS.sub("-", fold(text).lower()).strip("-") or "unnamed"


def of_entry(entry: ActorEntry) -> Identity:
    """The identity of a known actor."""
    kind: ActorKind = entry.kind  # type: ignore[assignment]
    return Identity(entry.id, entry.name, kind, entry.code or None, entry.country, known=True, plural=kind in ("coalition", "population"))


def sectored(country: str, sector: str, name: str, knowledge: Knowledge) -> Identity:
    """The actor that a state's sector is: its government, armed forces, parliament; else a made-up one (SYR-REB)."""
    base = sector[:3] or "GOV"
    entry = knowledge.actors.get(f"{country}-{base}")
    if entry is not None:
        return of_entry(entry)
    return Identity(f"{country}-{base}", name, _kind_of_sector(base), f"{country}{base}", country, plural=base in PLURAL_SECTORS)


PLURAL_SECTORS = frozenset({"REB", "UAF", "CVL", "OPP", "REF", "CRM", "MED", "LAB", "PPL"})


def _kind_of_sector(sector: str) -> ActorKind:
    if sector == "GOV":
        return "government"
    if sector in ("MIL", "COP"):
        return "armed-force"
    if sector == "LEG":
        return "parliament"
    if sector in ("REB", "UAF"):
        return "armed-group"
    if sector == "PTY":
        return "party"
    if sector == "MED":
        return "media"
    if sector == "BUS":
        return "company"
    if sector in ("CVL", "REF", "OPP", "LAB", "CRM", "PPL"):
        return "population"
    return "organisation"


def seat(scene: Scene, index: int) -> str | None:
    """The state in which a body is said to sit by the words from ``index`` on: "(police) in Kenya", "(the Senate) in Manila"."""
    parse = scene.parse
    if index + 1 >= len(parse) or parse.lowers[index] != "in":
        return None
    state = scene.knowledge.actors.longest(parse.words, index + 1, 4)
    entry = state[1][0][0] if state is not None else None
    return entry.country if entry is not None and entry.id.endswith("-GOV") else None
