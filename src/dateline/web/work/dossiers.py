"""Dossiers: values picked with notes and tags, kept, shared with others at the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, or_, select, update

from dateline.errors import UsageError
from dateline.store.desk_tables import dossier_items, dossiers
from dateline.store.question import clean
from dateline.store.store import Store
from dateline.store.writing import Numbers
from dateline.web.viewer import Missing
from dateline.web.work.values import told_at

LONGEST_NAME, LONGEST_NOTE, MOST_ITEMS, MOST_TAGS = 120, 4_000, 2_000, 20
_TAG = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier: whose it is, whether the others at the desk see it, how many values it holds."""

    id: int
    name: str
    note: str | None
    owner: str
    shared: bool
    made_at: str
    changed_at: str
    items: int


@dataclass(frozen=True, slots=True)
class Picked:
    """A value in a dossier, as it read when it was picked; ``path`` None is the report as a whole."""

    id: int
    article: str
    reading: int
    path: str | None
    line: str
    quote: str
    note: str | None
    tags: tuple[str, ...]
    who: str
    picked_at: str


def listed(store: Store, who: str) -> tuple[Dossier, ...]:
    """The dossiers that ``who`` may see, those changed last first."""
    query = _dossiers().where(or_(dossiers.c.owner == who, dossiers.c.shared)).order_by(dossiers.c.changed_at.desc(), dossiers.c.id)
    with store.reading() as connection:
        return tuple(Dossier(*row) for row in connection.execute(query))


def one(store: Store, number: int, who: str) -> Dossier:
    """The dossier of that number; ``Missing`` where ``who`` sees none."""
    with store.reading() as connection:
        return _one(connection, number, who)


def _one(connection: Connection, number: int, who: str) -> Dossier:
    row = connection.execute(_dossiers().where(dossiers.c.id == number)).first()
    found = Dossier(*row) if row is not None else None
    if found is None or (found.owner != who and not found.shared):
        raise Missing(f"There is no dossier {number} that you may see.")
    return found


def _dossiers() -> Select[Any]:
    counted = select(func.count()).where(dossier_items.c.dossier == dossiers.c.id).scalar_subquery()
    columns = (
        dossiers.c.id,
        dossiers.c.name,
        dossiers.c.note,
        dossiers.c.owner,
        dossiers.c.shared,
        dossiers.c.made_at,
        dossiers.c.changed_at,
    )
    return select(*columns, counted).where(dossiers.c.removed_at.is_(None))


def make(store: Store, name: str, who: str, *, note: str = "", shared: bool = False) -> int:
    """Makes a dossier; gives its number."""
    now = store.now()
    with store.writing() as connection:
        numbers = Numbers(connection, "dossiers")
        made = numbers()
        connection.execute(dossiers.insert().values(
            id=made, name=_named(name), note=_noted(note), owner=who, shared=shared, made_at=now, changed_at=now))  # fmt: skip
        numbers.close()
    return made


def change(store: Store, number: int, who: str, *, name: str, note: str, shared: bool) -> None:
    """Gives a dossier another name or note, shares it or no longer; its owner may."""
    with store.writing() as connection:
        _owned(connection, number, who)
        values = {"name": _named(name), "note": _noted(note), "shared": shared, "changed_at": store.now()}
        connection.execute(update(dossiers).where(dossiers.c.id == number).values(values))


def remove(store: Store, number: int, who: str) -> None:
    """Takes a dossier away; its owner may."""
    with store.writing() as connection:
        _owned(connection, number, who)
        connection.execute(update(dossiers).where(dossiers.c.id == number).values(removed_at=store.now()))


def _owned(connection: Connection, number: int, who: str) -> None:
    found = _one(connection, number, who)
    if found.owner != who:
        raise UsageError(f"The dossier {found.name!r} belongs to {found.owner}: only they can change, share or remove it.")


def items(store: Store, number: int, who: str) -> tuple[Picked, ...]:
    """What a dossier holds, in its order."""
    with store.reading() as connection:
        _one(connection, number, who)
        found = connection.execute(select(dossier_items).where(dossier_items.c.dossier == number).order_by(dossier_items.c.place))
        return tuple(
            Picked(row.id, row.article, row.reading, row.path, row.line, row.quote, row.note, tuple((row.tags or "").split()), row.who,
                   row.picked_at)
            for row in found
        )  # fmt: skip


def pick(store: Store, number: int, who: str, *, article: str, path: str | None, note: str = "", tags: str = "") -> int:
    """Puts a value into a dossier, at its end; gives the number of the entry. The same value stands in it once: its note is replaced."""
    told = told_at(store, article, path)
    with store.writing() as connection:
        _one(connection, number, who)
        here = (dossier_items.c.dossier == number) & (dossier_items.c.article == article)
        here &= dossier_items.c.path == path if path is not None else dossier_items.c.path.is_(None)
        known = connection.execute(select(dossier_items.c.id).where(here)).scalar()
        values = {"note": _noted(note), "tags": " ".join(tags_of(tags)) or None}
        if known is not None:
            connection.execute(update(dossier_items).where(here).values(values))
        else:
            known = _add(connection, number, store.now(), article=article, path=path, reading=told.report.reading, line=told.line,
                         quote=told.quote, who=who, **values)  # fmt: skip
        _touch(connection, number, store.now())
    return known


def _add(connection: Connection, number: int, now: str, **values: object) -> int:
    count, last = connection.execute(
        select(func.count(), func.max(dossier_items.c.place)).where(dossier_items.c.dossier == number)
    ).one()  # fmt: skip
    if count >= MOST_ITEMS:
        raise UsageError(f"A dossier holds at most {MOST_ITEMS} values: begin another.")
    numbers = Numbers(connection, "dossier_items")
    made = numbers()
    connection.execute(dossier_items.insert().values(id=made, dossier=number, place=(last or 0) + 1, picked_at=now, **values))
    numbers.close()
    return made


def annotate(store: Store, number: int, item: int, who: str, *, note: str, tags: str) -> None:
    """Gives an entry another note and other tags."""
    with store.writing() as connection:
        values = {"note": _noted(note), "tags": " ".join(tags_of(tags)) or None}
        connection.execute(update(dossier_items).where(dossier_items.c.id == _item(connection, number, item, who)).values(values))
        _touch(connection, number, store.now())


def drop(store: Store, number: int, item: int, who: str) -> None:
    """Takes an entry out."""
    with store.writing() as connection:
        connection.execute(delete(dossier_items).where(dossier_items.c.id == _item(connection, number, item, who)))
        _touch(connection, number, store.now())


def move(store: Store, number: int, item: int, who: str, *, by: int) -> None:
    """Moves an entry up (``by`` -1) or down (1): it changes places with its neighbour."""
    with store.writing() as connection:
        _item(connection, number, item, who)
        query = select(dossier_items.c.id, dossier_items.c.place).where(dossier_items.c.dossier == number).order_by(dossier_items.c.place)
        rows = connection.execute(query).all()
        at = next(index for index, row in enumerate(rows) if row.id == item)
        other = at + (1 if by > 0 else -1)
        if 0 <= other < len(rows):
            for row, place in ((rows[at], rows[other].place), (rows[other], rows[at].place)):
                connection.execute(update(dossier_items).where(dossier_items.c.id == row.id).values(place=place))
            _touch(connection, number, store.now())


def _item(connection: Connection, number: int, item: int, who: str) -> int:
    _one(connection, number, who)
    where = (dossier_items.c.id == item) & (dossier_items.c.dossier == number)
    if connection.execute(select(dossier_items.c.id).where(where)).first() is None:
        raise Missing(f"The dossier {number} has no entry {item}.")
    return item


def _touch(connection: Connection, number: int, now: str) -> None:
    connection.execute(update(dossiers).where(dossiers.c.id == number).values(changed_at=now))


def tags_of(text: str) -> tuple[str, ...]:
    """The tags that a line of words means, each once, in small letters."""
    words: Iterable[str] = (_TAG.sub("-", word).strip("-").casefold() for word in re.split(r"[\s,;]+", text[:LONGEST_NOTE]))
    return tuple(dict.fromkeys(word[:40] for word in words if word))[:MOST_TAGS]


def _named(name: str) -> str:
    kept = clean(name)
    if not 0 < len(kept) <= LONGEST_NAME:
        raise UsageError(f"A dossier needs a name of 1 to {LONGEST_NAME} characters.")
    return kept


def _noted(note: str) -> str | None:
    kept = "\n".join(filter(None, (clean(line) for line in note.splitlines())))
    if len(kept) > LONGEST_NOTE:
        raise UsageError(f"A note has at most {LONGEST_NOTE} characters.")
    return kept or None
