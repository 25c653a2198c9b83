"""What people say of the machine's values: accept, reject, replace; join two actors, split a mention off; withdraw what was said.

Judgements are only ever added. A machine value is never changed: readings are seen *through* the judgements (``seen.as_seen``). Into
another reading of the article a judgement goes along where its evidence still stands: the same words, and for accept and reject the same
value; where they are gone it is orphaned, and listed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from sqlalchemy import Connection, delete, select

from dateline.errors import UsageError
from dateline.model.record import Value, evidence_spans
from dateline.model.serial import to_json
from dateline.store.change_tables import change_articles, changes
from dateline.store.fields import admissible
from dateline.store.following import lasting, standing
from dateline.store.store import Store
from dateline.store.tables import judged, judgements, readings
from dateline.store.writing import Numbers, insert

Action = Literal["accept", "reject", "replace", "join", "split", "withdraw"]
NOUNS = ("actors", "places", "times", "statements", "events", "positions", "commitments", "figures", "memberships", "findings")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says: the action, who and why; of which value (``path`` in the record of ``article``, as ``events/7``).

    ``replace`` names a ``field`` (``factuality.status``) and its ``replacement`` (JSON); ``join`` says that ``other`` is ``actor``,
    everywhere; ``split`` that the mention at ``path`` (``actors/3/mentions/1``) is ``other``; ``withdraw`` takes the judgement of that
    number back. ``id`` and ``made_at`` are given by the store.
    """

    action: Action
    who: str
    why: str
    article: str | None = None
    path: str | None = None
    field: str | None = None
    replacement: str | None = None
    actor: str | None = None
    other: str | None = None
    withdraws: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement as the store holds it; ``number`` is where its value stands in the reading asked for, None if orphaned."""

    id: int
    made_at: str
    judgement: Judgement
    number: int | None


def judge(store: Store, judgement: Judgement) -> int:
    """Adds ``judgement``; gives its number. ``UsageError`` where it does not say what it must, or of what is not there."""
    _complete(judgement)
    target = _target(store, judgement) if judgement.article is not None else None
    with store.writing() as connection:
        numbers = Numbers(connection, "judgements")
        made = numbers()
        value, words = (target.value, target.words) if target is not None else (None, None)
        noun = target.noun if target is not None else None
        actor = target.actor if target is not None and judgement.action == "split" else judgement.actor
        insert(connection, "judgements", [
            (made, store.now(), judgement.who, judgement.why, judgement.action, judgement.article, noun, value, words, judgement.field,
             judgement.replacement, actor, judgement.other, judgement.withdraws)
        ])  # fmt: skip
        if target is not None:
            insert(connection, "judged", [(made, target.reading, judgement.action, target.noun, target.number)])
            if judgement.action in ("reject", "replace"):
                _look_again(connection, cast(str, judgement.article))
        if judgement.action == "withdraw":
            _withdraw(connection, cast(int, judgement.withdraws))
        numbers.close()
    return made


def _complete(judgement: Judgement) -> None:
    if judgement.action not in get_args(Action):
        raise UsageError(f"{judgement.action!r} is no judgement: it is one of {', '.join(get_args(Action))}.")
    if not judgement.who.strip() or not judgement.why.strip():
        raise UsageError("A judgement needs a name (who) and a reason (why).")
    needed = {"accept": ("article", "path"), "reject": ("article", "path"), "replace": ("article", "path", "field", "replacement"),
              "join": ("actor", "other"), "split": ("article", "path", "other"), "withdraw": ("withdraws",)}[judgement.action]  # fmt: skip
    missing = [name for name in needed if getattr(judgement, name) is None]
    if missing:
        raise UsageError(f"To {judgement.action} needs {' and '.join(missing)}.")
    if judgement.action == "join" and judgement.actor == judgement.other:
        raise UsageError(f"{judgement.actor} is one actor already.")


@dataclass(frozen=True, slots=True)
class _Target:
    reading: int
    noun: str
    number: int
    value: str
    words: str
    actor: str | None


def _target(store: Store, judgement: Judgement) -> _Target:
    article, path = cast(str, judgement.article), cast(str, judgement.path)
    record = store.record(article)
    with store.reading() as connection:
        reading = connection.execute(select(readings.c.id).where(readings.c.article == article, readings.c.current)).scalar_one()
    noun, number, mention = _parts(path)
    listed = cast(tuple[Value, ...], getattr(record, noun)) if noun in NOUNS else ()
    if number >= len(listed):
        raise UsageError(f"The record of {article} has no {path}.")
    value = listed[number]
    if judgement.action == "replace":
        _replaceable(noun, cast(dict[str, Any], to_json(value)), cast(str, judgement.field), cast(str, judgement.replacement))
    spans = evidence_spans(value)
    if judgement.action == "split":
        mentions = getattr(value, "mentions", ())
        if noun != "actors" or mention is None or mention >= len(mentions):
            raise UsageError(f"To split needs the mention of an actor, as actors/3/mentions/1; {path} is none.")
        spans = mentions[mention].spans
    words = [[span.start, span.of(record.article.text)] for span in spans]
    return _Target(reading, noun, number, lasting(value), json.dumps(words, ensure_ascii=False), getattr(value, "id", None))


def _parts(path: str) -> tuple[str, int, int | None]:
    parts = path.split("/")
    whole = all(part.isascii() and part.isdecimal() for part in parts[1::2])
    if len(parts) not in (2, 4) or not whole or (len(parts) == 4 and parts[2] != "mentions"):
        raise UsageError(f"{path!r} is no path of a value: give it as events/7, or actors/3/mentions/1.")
    return parts[0], int(parts[1]), int(parts[3]) if len(parts) == 4 else None


def _replaceable(noun: str, value: dict[str, Any], field: str, replacement: str) -> None:
    at: Any = value
    for part in field.split("."):
        if not isinstance(at, dict) or part not in at:
            raise UsageError(f"{noun} have no field {field}.")
        at = at[part]
    try:
        new = json.loads(replacement)
    except ValueError as error:
        raise UsageError(f'{replacement!r} is no JSON: write text as "text".') from error
    allowed = admissible(noun, field)
    if allowed and new not in allowed:
        raise UsageError(f"{field} is one of {', '.join(map(str, allowed))}; not {new}.")
    if isinstance(new, (dict, list)) or (at is not None and new is not None and isinstance(at, str) != isinstance(new, str)):
        raise UsageError(f"{field} is {json.dumps(at)}: it can be replaced by one value of its kind.")


def _withdraw(connection: Connection, number: int) -> None:
    found = connection.execute(select(judgements.c.article).where(judgements.c.id == number)).first()
    if found is None:
        raise UsageError(f"There is no judgement {number}.")
    connection.execute(delete(judged).where(judged.c.judgement == number))
    if found.article is not None:
        _look_again(connection, found.article)


def _look_again(connection: Connection, article: str) -> None:
    """Has a report, and those that changed anything of it, looked at anew for changes: as they are seen now."""
    against = select(changes.c.article).where(changes.c.other == article).distinct()
    touched = sorted({article, *connection.execute(against).scalars()})
    connection.execute(delete(change_articles).where(change_articles.c.article.in_(touched)))
    turns = Numbers(connection, "change_turns")  # what another program holds in memory is not so any more
    turns()
    turns.close()


def listed(store: Store, *, orphaned: bool = False) -> list[Standing]:
    """The judgements that stand, with their place in the current readings; only the orphaned ones if asked."""
    with store.reading() as connection:
        places = select(judged.c.judgement, judged.c.number).join(readings, readings.c.id == judged.c.reading).where(readings.c.current)
        numbers: dict[int, int | None] = dict(connection.execute(places).all())
        rows = standing(connection)
    out = []
    for row in rows:
        number = numbers.get(row.id)
        path = f"{row.noun}/{number}" if number is not None else None
        said = Judgement(row.action, row.who, row.why, row.article, path, row.field, row.replacement, row.actor, row.other)
        out.append(Standing(row.id, row.made_at, said, number))
    return [each for each in out if not orphaned or (each.judgement.article is not None and each.number is None)]
