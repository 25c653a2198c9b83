"""Erasing for good: an article with everything that hangs on it, or a person's name out of every text, value and judgement."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.entities import codepoint2name
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, text, update

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.model.serial import from_json
from dateline.store.all_tables import present
from dateline.store.appendonly import close_again, open_for_forgetting
from dateline.store.fetch_tables import fetches
from dateline.store.packing import compress, decompress, digest_of, pack, unpack
from dateline.store.rows import Rows, add_values, evidence_rows
from dateline.store.store import Store
from dateline.store.story_tables import stories, story_articles
from dateline.store.tables import (
    OF_READINGS,
    actors,
    articles,
    backups,
    forgotten,
    judged,
    judgements,
    mentions,
    pieces,
    raw,
    readings,
    versions,
)  # fmt: skip
from dateline.store.writing import Numbers, write
from dateline.store.writing import insert as insert_rows

BLOCK = "█"
SHORTEST = 3  # characters of a name that is looked for by itself
PAGE = 200


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased, and the backups that were made before and still hold it."""

    articles: int
    judgements: int
    backups: tuple[str, ...]


def forget(store: Store, name: str) -> Forgotten:
    """Erases the article or the person with the id ``name``; ``UsageError`` where the store has neither."""
    with store.reading() as connection:
        is_article = connection.execute(select(articles.c.id).where(articles.c.id == name)).first() is not None
        is_person = (
            connection.execute(select(actors.c.actor).where(actors.c.actor == name, actors.c.kind == "person").limit(1)).first() is not None
        )
        made = tuple(connection.execute(select(backups.c.file).order_by(backups.c.made_at)).scalars())
    if not is_article and not is_person:
        raise UsageError(f"The store {store.address} has no article and no person {name}.")
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        open_for_forgetting(connection)
        before = connection.execute(select(func.count()).select_from(judgements)).scalar_one()
        number = _article(connection, name, store.now()) if is_article else _person(connection, name, store.now())
        gone = before - connection.execute(select(func.count()).select_from(judgements)).scalar_one()
        close_again(connection)
    _sweep(store)
    return Forgotten(number, gone, made)


def _sweep(store: Store) -> None:
    """Lets nothing of what was deleted lie about in the index or the log."""
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        else:
            connection.execute(text("VACUUM pieces, citations, quotes, versions, readings"))


def _article(connection: Connection, article: str, moment: str) -> int:
    contents = list(connection.execute(select(versions.c.raw).where(versions.c.article == article, versions.c.raw.is_not(None))).scalars())
    _beside(connection, article)
    connection.execute(delete(judgements).where(judgements.c.article == article))
    _unindex(connection, select(readings.c.id).where(readings.c.article == article))
    connection.execute(delete(articles).where(articles.c.id == article))  # its alerts, changes and place in a story go with it
    _stories(connection, article)
    used = select(versions.c.raw).where(versions.c.raw.is_not(None))
    connection.execute(delete(raw).where(raw.c.sha256.in_(contents), raw.c.sha256.not_in(used)))
    connection.execute(insert(forgotten).values(sha256=digest_of(article.encode("utf-8", "replace")), forgotten_at=moment))
    return 1


def _beside(connection: Connection, article: str) -> None:
    """Deletes what other parts of the program keep of an article without referring to it: by its id, or by an address that it had."""
    kept = [each for each in present(connection) if "article" in each.c and not each.c.article.foreign_keys and each.name != "judgements"]
    for table in kept:
        connection.execute(delete(table).where(table.c.article == article))
    had = select(versions.c.uri).where(versions.c.article == article).union(select(articles.c.address).where(articles.c.id == article))
    addresses = list(connection.execute(had).scalars())
    fetched = or_(fetches.c.key.in_(addresses), fetches.c.address.in_(addresses))
    connection.execute(delete(fetches).where(fetched, fetches.c.role.in_(("page", "entry"))))


def _stories(connection: Connection, article: str) -> None:
    """A story named after the article takes its name from another of its articles; one that has none left goes."""
    for story in list(connection.execute(select(stories.c.id).where(stories.c.leader == article)).scalars()):
        others = select(story_articles.c.article).where(story_articles.c.story == story)
        other = connection.execute(others.order_by(story_articles.c.published, story_articles.c.article).limit(1)).scalar()
        if other is not None:
            connection.execute(update(stories).where(stories.c.id == story).values(leader=other))
        else:
            connection.execute(delete(stories).where(stories.c.id == story))


def _person(connection: Connection, person: str, moment: str) -> int:
    told = select(actors.c.reading).where(actors.c.actor == person)
    query = (
        select(readings.c.id, readings.c.record, versions.c.id, versions.c.text, versions.c.length, versions.c.raw, readings.c.article)
        .join(versions, versions.c.id == readings.c.version)
        .where(readings.c.id.in_(told))
        .order_by(readings.c.id)
    )
    found = connection.execute(query).all()
    mask = _Mask(person, f"person-forgotten-{found[0][0]}", _names(connection, person))
    _unindex(connection, told)
    for version in sorted({row[2] for row in found}):
        _redact(connection, version, mask, moment)
    for reading, packed, version, body, length, content, _ in found:
        record = from_json(Record, mask.data(unpack(packed, body if body is not None else " " * length).to_dict()))
        _rewrite(connection, reading, version, record, kept_text=body is not None)
        if content is not None:
            connection.execute(update(raw).where(raw.c.sha256 == content).values(content=None, dropped_at=moment))
    _judgements(connection, mask)
    _titles(connection, mask)
    _waiting(connection, mask)
    return len({row[-1] for row in found})


def _names(connection: Connection, person: str) -> tuple[str, ...]:
    """The names that readings have for the person, the longest first."""
    same = (mentions.c.reading == actors.c.reading) & (mentions.c.number == actors.c.number)
    query = select(actors.c.name, mentions.c.text).join(mentions, same)
    query = query.where(actors.c.actor == person, mentions.c.noun == "actors", mentions.c.form == "name").distinct()
    whole = {name for row in connection.execute(query) for name in row} | set(
        connection.execute(select(actors.c.name).where(actors.c.actor == person).distinct()).scalars()
    )
    parts = {word for name in whole for word in name.split()[-1:]}
    return tuple(sorted((name for name in whole | parts if len(name) >= SHORTEST), key=lambda name: (-len(name), name)))


@dataclass(frozen=True, slots=True)
class _Mask:
    """Takes a person's names out of strings, each replaced by as many blocks, so that spans stay where they are."""

    person: str
    instead: str
    names: tuple[str, ...]

    def words(self, said: str) -> str:
        for name in self.names:
            said = said.replace(name, BLOCK * len(name))
        return said

    def data(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.instead if value == self.person else self.words(value)
        if isinstance(value, list):
            return [self.data(each) for each in value]
        return {key: self.data(each) for key, each in value.items()} if isinstance(value, dict) else value


def _unindex(connection: Connection, those: Select[Any]) -> None:
    """Takes readings out of the full-text index, while their texts, which it needs for that, are still there."""
    connection.execute(delete(pieces).where(pieces.c.reading.in_(those)))


def _rewrite(connection: Connection, reading: int, version: int, record: Record, *, kept_text: bool) -> None:
    for table in reversed(OF_READINGS):
        connection.execute(delete(table).where(table.c.reading == reading))
    rows, numbers = Rows(), Numbers(connection, "search")
    add_values(rows, record, reading, version, numbers)
    if not kept_text:
        rows.pieces = [(*row[:4], 0, 0, "", row[7]) for row in rows.pieces]
        gone = [(reading, *row[5:8]) for row in evidence_rows(record, reading)]
        insert_rows(connection, "quotes", list(dict.fromkeys(gone)))
    write(connection, rows)
    numbers.close()
    packed = pack(record)
    connection.execute(update(readings).where(readings.c.id == reading).values(record=packed.content, digest=packed.digest))


def _redact(connection: Connection, version: int, mask: _Mask, moment: str) -> None:
    row = connection.execute(
        select(versions.c.text, versions.c.headline, versions.c.byline, versions.c.uri).where(versions.c.id == version)
    ).one()
    masked = {key: mask.words(said) if said is not None else None for key, said in zip(row._fields, row, strict=True)}
    connection.execute(update(versions).where(versions.c.id == version).values(**masked, redacted_at=moment))


def _titles(connection: Connection, mask: _Mask) -> None:
    """Takes the person's names out of what lists said of their entries."""
    for name in mask.names:
        found = select(fetches.c.key, fetches.c.title).where(fetches.c.title.contains(name, autoescape=True))
        for key, title in connection.execute(found).all():
            connection.execute(update(fetches).where(fetches.c.key == key).values(title=mask.words(title)))


def _waiting(connection: Connection, mask: _Mask) -> None:
    """Takes the person's names out of what was fetched and waits to be read."""
    after, named = "", re.compile("|".join(map(_written, mask.names)) or "(?!)")
    query = select(fetches.c.key, fetches.c.content).where(fetches.c.content.is_not(None)).order_by(fetches.c.key).limit(PAGE)
    while found := connection.execute(query.where(fetches.c.key > after)).all():
        for key, content in found:
            page = decompress(content).decode("utf-8", "surrogateescape")
            masked = named.sub(lambda name: BLOCK * len(name[0]), page)
            if masked != page:
                packed = compress(masked.encode("utf-8", "surrogateescape"))
                connection.execute(update(fetches).where(fetches.c.key == key).values(content=packed))
        after = found[-1].key


def _written(name: str) -> str:
    """A pattern for ``name`` as it may stand in a page: characters as such or as references, any white space between words."""
    return r"(?:\s|&nbsp;|&#160;|&#[xX][aA]0;)+".join("".join(map(_character, word)) for word in name.split())


def _character(char: str) -> str:
    code, known = ord(char), codepoint2name.get(ord(char))
    return f"(?:{re.escape(char)}|&#0*{code};|&#[xX]0*(?i:{code:x});{f'|&{known};' if known else ''})"


def _judgements(connection: Connection, mask: _Mask) -> None:
    """Deletes the judgements that name the person: what they say cannot be kept without the name."""
    named = [row.id for row in connection.execute(select(judgements)) if _names_any(row, mask)]
    for number in named:
        connection.execute(delete(judged).where(judged.c.judgement == number))
        connection.execute(delete(judgements).where(or_(judgements.c.id == number, judgements.c.withdraws == number)))


def _names_any(row: Any, mask: _Mask) -> bool:
    said = json.dumps([each for each in row if isinstance(each, str)], ensure_ascii=False)
    return any(name in said for name in (mask.person, *mask.names))
