"""A report as the desk shows it: seen through judgements, each value with its path, what was said of it, and what may be said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from dateline.model.actor import Actor
from dateline.model.place import Place
from dateline.model.position import Position
from dateline.model.record import Record, Value, evidence_spans
from dateline.model.serial import to_json
from dateline.model.span import Span
from dateline.show.explain import grounds, paired
from dateline.show.page import Block, blocks
from dateline.show.sections import Item, Section, sections
from dateline.store.fields import FIXED, fields_of
from dateline.store.seen import NAMING
from dateline.store.viewing import Said, Viewed
from dateline.stories.sentences import sentence_at

# What a kind of item is called in the record.
LISTS = (("actor", "actors"), ("place", "places"), ("time", "times"), ("statement", "statements"), ("event", "events"),
         ("position", "positions"), ("commitment", "commitments"), ("figure", "figures"), ("membership", "memberships"),
         ("finding", "findings"))  # fmt: skip
COUNTED = ("statements", "events", "positions", "commitments", "figures", "memberships")  # kinds that a dossier takes


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field may be given: as it is written in a form, and for eyes."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Replaceable:
    """A field of a value that may be replaced: its way, what stands in it now, what it admits (nothing: any text), what it is."""

    name: str
    now: str
    choices: tuple[Choice, ...]
    kind: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A mention of an actor that may be split off: its path and its words."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The value that an address asks for: why it was taken, what was said of it, what may be put in its place."""

    path: str
    noun: str
    item: Item
    grounds: tuple[str, ...]
    said: tuple[Said, ...]
    fields: tuple[Replaceable, ...]
    mentions: tuple[Words, ...]
    actor: str | None
    others: tuple[Choice, ...]
    about: str | None

    @property
    def rejected(self) -> bool:
        """True where a person rejected it."""
        return any(each.action == "reject" for each in self.said)

    @property
    def picked(self) -> bool:
        """True where a dossier takes such a value."""
        return self.noun in COUNTED


@dataclass(frozen=True, slots=True)
class Gone:
    """A value that a person rejected: its path, how it showed, and who rejected it."""

    path: str
    item: Item
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of a report that its page shows."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    asked: Asked | None
    gone: tuple[Gone, ...]
    _paths: dict[str, str] = field(repr=False)
    _about: dict[str, str] = field(repr=False)
    _view: Viewed = field(repr=False)

    def path(self, item: Item) -> str | None:
        """Where the item's value stands in the record as read; None for an actor whom a person split off."""
        return self._paths.get(item.key)

    def about(self, item: Item) -> str | None:
        """The page of what the item names: of its actor, its place, its proposition; None for other items."""
        return self._about.get(item.key)

    def said(self, item: Item) -> tuple[Said, ...]:
        """The judgements that stand on the item's value."""
        path = self.path(item)
        return self._view.said_of(path) if path is not None else ()


def shown(view: Viewed, path: str | None) -> Shown:
    """What the page of ``view`` shows, the value at ``path`` lit; as if none were asked for where there is none there."""
    parts = sections(view.seen)
    items = [item for section in parts for item in section.items]
    paths = {item.key: at for _, item, at in _placed(view) if at is not None}
    asked = _asked(view, path) if path is not None else None
    lit = next((item for item in items if asked is not None and paths.get(item.key) == asked.path), None)
    around = _around(view.seen, lit) if lit is not None else None
    pages = {item.key: page for value, item in paired(view.seen) if (page := _page_of(value)) is not None}
    return Shown(parts, blocks(view.seen, items, lit, around), asked, tuple(_gone(view)), paths, pages, view)


def _page_of(value: Value) -> str | None:
    if isinstance(value, Actor):
        return f"/actors/{quote(value.id)}"
    if isinstance(value, Place):
        return f"/places/{value.geonameid}" if value.geonameid is not None else None
    return f"/propositions/{quote(value.proposition.id)}" if isinstance(value, Position) else None


def _around(record: Record, item: Item) -> Span | None:
    """The sentence of an item."""
    return sentence_at(record.article, item.spans[0]) if item.spans else None


def _placed(view: Viewed) -> Iterator[tuple[Value, Item, str | None]]:
    """Every value as seen, with its item and its path in the record as read."""
    nouns = dict(LISTS)
    numbers = {noun: iter(view.numbers(noun)) for _, noun in LISTS}
    for value, item in paired(view.seen):
        number = next(numbers[nouns[item.kind]], None)
        yield value, item, f"{nouns[item.kind]}/{number}" if number is not None else None


def _machine(view: Viewed) -> Iterator[tuple[Value, Item, str]]:
    """Every value as read, with its item and its path."""
    nouns, counts = dict(LISTS), dict.fromkeys((noun for _, noun in LISTS), 0)
    for value, item in paired(view.machine):
        noun = nouns[item.kind]
        yield value, item, f"{noun}/{counts[noun]}"
        counts[noun] += 1


def _gone(view: Viewed) -> Iterator[Gone]:
    rejected = {each.path for each in view.said if each.action == "reject" and not each.taken_back}
    if rejected:
        yield from (Gone(path, item, view.said_of(path)) for _, item, path in _machine(view) if path in rejected)


def _asked(view: Viewed, path: str) -> Asked | None:
    seen = next(((value, item, view.seen) for value, item, at in _placed(view) if at == path), None)
    found = seen or next(((value, item, view.machine) for value, item, at in _machine(view) if at == path), None)
    if found is None:
        return None
    value, item, record = found
    noun, _, number = path.partition("/")
    actor = view.machine.actors[int(number)] if noun == "actors" else None
    mentions = tuple(
        Words(f"{path}/mentions/{at}", " ".join(mention.text.split())) for at, mention in enumerate(actor.mentions if actor else ())
    )
    said = view.said_of(path) + tuple(each for each in _joins(view, actor.id if actor else None))
    return Asked(
        path, noun, item, (*grounds(record, value), *_evidence(record, value)), said, _replaceable(record, noun, value), mentions,
        actor.id if actor else None, _parties(view.machine, without=actor.id if actor else None), _page_of(value),
    )  # fmt: skip


def _evidence(record: Record, value: Value) -> Sequence[str]:
    spans = evidence_spans(value)
    words = " … ".join(f"“{' '.join(span.of(record.article.text).split())}”" for span in spans[:12])
    return (f"evidence {words}",) if spans else ()


def _joins(view: Viewed, actor: str | None) -> Iterator[Said]:
    if actor is not None:
        ids = view.joined.all_of(actor)
        yield from (each for each in view.said if each.action == "join" and not each.taken_back and each.actor in ids)


def _replaceable(record: Record, noun: str, value: Value) -> tuple[Replaceable, ...]:
    data: Any = to_json(value)
    made = []
    for each in fields_of(noun):
        at: Any = data
        for part in each.name.split("."):
            at = at[part]
        choices = tuple(Choice(one, one.replace("-", " ")) for one in each.values)
        if each.name in NAMING and each.name not in FIXED:
            choices = _parties(record, also=at)
        now = "" if at is None else at if isinstance(at, str) else json.dumps(at)
        made.append(Replaceable(each.name, now, choices, each.kind, each.empty))
    return tuple(made)


def _parties(record: Record, *, without: str | None = None, also: str | None = None) -> tuple[Choice, ...]:
    """The actors of a report, by name."""
    found = {actor.id: actor.name for actor in record.actors if actor.id != without}
    if also is not None:
        found.setdefault(also, also)
    return tuple(Choice(name, f"{label} ({name})") for name, label in sorted(found.items(), key=lambda each: each[1].casefold()))
