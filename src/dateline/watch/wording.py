"""Alerts in words: what, who, where, with which status, by whose word, the quotes and the link; made anew from the records each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Connection, select

from dateline.store.answers import FoundEvent, FoundFigure, FoundReport, Party, Value
from dateline.store.change_tables import changes
from dateline.store.find import Key
from dateline.store.question import NOUNS, Noun, clean
from dateline.store.shelf import Shelf
from dateline.store.tables import notices
from dateline.store.watch_tables import alerts, watches
from dateline.watch.telling import Draft, State, read, written

LONGEST_QUOTE, LONGEST_TITLE = 600, 200
KINDS = {"match": "", "threshold": "", "change": "change", "peak": "more than usual", "gap": "less than usual", "silent": "silent source",
         "first": "first time", "limit": "limit reached"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """One alert for eyes and programs.

    ``thread`` is the number of the first alert on the same thing (its own where it is the first), ``update`` says what is new in a later
    one. ``status`` is whether it took place, ``by`` by whose word; ``quotes`` are the report's words; ``link`` is where the report is.
    ``before`` is, of a change, what stood there until now, word by word, and ``before_link`` where.
    """

    id: int
    thread: int
    watch: str
    kind: str
    raised_at: str
    title: str
    what: str
    who: tuple[str, ...] = ()
    to_whom: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: str | None = None
    status: str | None = None
    by: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    link: str | None = None
    headline: str | None = None
    source: str | None = None
    published: str | None = None
    article: str | None = None
    story: int | None = None
    update: str | None = None
    before: str | None = None
    before_link: str | None = None
    held: bool = False


def messages(connection: Connection, numbers: Sequence[int]) -> tuple[Message, ...]:
    """The alerts of those numbers in words, in that order; those whose report was forgotten are left out."""
    query = select(alerts, watches.c.name).join(watches, watches.c.id == alerts.c.watch).where(alerts.c.id.in_(list(numbers)))
    rows = {row.id: row for row in connection.execute(query)}
    values = _values(connection, rows.values())
    return tuple(_message(connection, rows[number], values.get(number)) for number in numbers if number in rows)


def _values(connection: Connection, rows: Iterable[Any]) -> dict[int, Value | FoundReport]:
    """What the alerts are about, by the number of the alert; a query a kind of value."""
    out: dict[int, Value | FoundReport] = {}
    by_noun: dict[Noun, list[Any]] = {}
    for row in rows:
        if row.reading is not None:
            by_noun.setdefault(cast("Noun", row.noun if row.number is not None else "reports"), []).append(row)
    for noun, listed in by_noun.items():
        keys = tuple(dict.fromkeys(Key(None, row.reading, row.number or 0) for row in listed))
        shelf = Shelf(connection, noun, keys)
        found = {} if noun == "reports" else {(each.report.reading, each.number): each for each in shelf.values()}
        for row in listed:
            if noun == "reports" and row.reading in shelf.reports:
                out[row.id] = FoundReport(report=shelf.reports[row.reading], excerpt=_opening(shelf.texts()[row.reading]), values=())
            elif (value := found.get((row.reading, row.number or 0))) is not None:
                out[row.id] = value
    return out


def _opening(text: str | None) -> str | None:
    """The first sentence or so after the headline."""
    body = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return body[min(1, len(body) - 1)][:LONGEST_QUOTE] if body else None


def _message(connection: Connection, row: Any, value: Value | FoundReport | None) -> Message:
    state = dict(read(row.state))
    now, before = read(str(state["now"])), read(str(state["before"]))
    shared: dict[str, Any] = {"id": row.id, "thread": row.thread, "watch": row.name, "kind": row.kind, "raised_at": row.raised_at,
                              "held": row.held, "story": row.story}  # fmt: skip
    if value is None:
        what = _without_report(connection, row, now, before)
        return Message(title=_title(row, what), what=what, **shared)
    report = value.report
    update, earlier = _update(row, now, before), _before(connection, row) if row.kind == "change" else None
    about: dict[str, Any] = {"link": report.address, "headline": report.headline, "source": report.source, "published": report.published,
                             "article": report.article, "update": update, "before": _short(earlier.quote) if earlier else None,
                             "before_link": earlier.report.address if earlier else None}  # fmt: skip
    if isinstance(value, FoundReport):
        quotes = (_short(value.excerpt),) if value.excerpt else ()
        return Message(
            title=_title(row, report.headline or "A report"), what=report.headline or "A report", quotes=quotes, **about, **shared
        )
    told = _told(value)
    return Message(title=_title(row, _line(told, report.headline)), quotes=(_short(value.quote),) if value.quote else (), **told, **about,
                   **shared)  # fmt: skip


def _before(connection: Connection, row: Any) -> Value | None:
    """The other side of a change, where it still is as it was."""
    found = connection.execute(select(changes).where(changes.c.id == row.subject, changes.c.reading == row.reading)).first()
    if found is None or found.other_reading is None or found.other_noun not in NOUNS:
        return None
    shelf = Shelf(connection, found.other_noun, (Key(None, found.other_reading, found.other_number),))
    return next(iter(shelf.values()), None)


def _told(value: Value) -> dict[str, Any]:
    """What a value says, field by field of a message."""
    who = [*getattr(value, "actors", ()), getattr(value, "actor", None), getattr(value, "speaker", None), getattr(value, "member", None),
           getattr(value, "subject", None)]  # fmt: skip
    to_whom = [*getattr(value, "recipients", ()), getattr(value, "addressee", None), getattr(value, "towards", None),
               getattr(value, "group", None)]  # fmt: skip
    status = next((getattr(value, name) for name in ("status", "stance", "change", "act") if getattr(value, name, None)), None)
    return {
        "what": _what(value), "who": _names(who), "to_whom": _names(to_whom),
        "where": tuple(dict.fromkeys(clean(spot.name) for spot in getattr(value, "places", ()))),
        "when": getattr(value, "begins", None) or getattr(value, "deadline", None), "status": status,
        "by": _names([*getattr(value, "according_to", ())][-1:]),
    }  # fmt: skip


def _names(parties: Iterable[Party | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(party.name) for party in parties if party is not None))


def _what(value: Value) -> str:
    if isinstance(value, FoundEvent):
        sizes = [f"{number} {name}" for name in ("killed", "wounded", "arrested") if (number := getattr(value, name)) is not None]
        mode = f" ({value.mode})" if value.mode else ""
        return f"{value.type}{mode}{': ' if sizes else ''}{', '.join(sizes)}"
    if isinstance(value, FoundFigure):
        size = value.value if value.value is not None else f"{value.low or ''}–{value.high or ''}"
        return f"{value.measure}: {size}{f' {value.unit}' if value.unit and value.unit != value.measure else ''}"
    for name in ("content", "text", "action"):
        if (words := getattr(value, name, None)) is not None:
            return _short(str(words), 160)
    return "membership"


def _line(told: dict[str, Any], headline: str | None) -> str:
    """One line on a value: what, who, where, with which status."""
    who, where = ", ".join(told["who"][:2]), ", ".join(told["where"][:1])
    parts = [told["what"], f"by {who}" if who else "", f"in {where}" if where else "", f"[{told['status']}]" if told["status"] else ""]
    said = " ".join(part for part in parts if part)
    return f"{said} - {headline}" if headline else said


def _title(row: Any, line: str) -> str:
    prefix = f"{row.name}: {'update: ' if row.thread != row.id else ''}{f'{KINDS[row.kind]}: ' if KINDS.get(row.kind) else ''}"
    return _short(f"{prefix}{line}", LONGEST_TITLE)


def _update(row: Any, now: State, before: State) -> str | None:
    """What is new in it: ``status happened (before: possible)``."""
    last = dict(before)
    shown = [
        f"{name} {_plain(value)}{f' (before: {_plain(last[name])})' if name in last else ''}" for name, value in now if _is_shown(name)
    ]
    if row.thread == row.id and row.kind in ("match", "threshold"):
        return None
    return "; ".join(shown) or None


def _is_shown(name: str) -> bool:
    return name not in ("report", "words", "limit")


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _without_report(connection: Connection, row: Any, now: State, before: State) -> str:
    said, usual = dict(now), dict(before)
    if row.kind == "silent":
        message = connection.execute(select(notices.c.message).where(notices.c.id == row.subject)).scalar()
        return message or "A source is silent."
    if row.kind == "gap":
        return f"nothing for {_plain(said.get('days'))} days; usually {_plain(usual.get('usual'))} a day."
    if row.kind == "limit":
        return f"{_plain(said.get('limit'))} alerts were sent today; further ones are listed (dateline alerts list), not sent."
    return "its report is no longer there."


def _short(text: str, most: int = LONGEST_QUOTE) -> str:
    kept = clean(text)
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def lines(message: Message) -> list[str]:
    """A message for eyes, line by line."""
    out = [message.title]
    pairs = (
        ("new", message.update),
        ("who", ", ".join(message.who)),
        ("to whom", ", ".join(message.to_whom)),
        ("where", ", ".join(message.where)),
        ("when", message.when),
        ("status", message.status),
        ("by the word of", ", ".join(message.by)),
    )
    out += [f"  {name}: {value}" for name, value in pairs if value]  # fmt: skip
    out += [f"  “{quote}”" for quote in message.quotes]
    out += [f"  before: “{message.before}” {clean(message.before_link or '')}"] if message.before else []
    told = ", ".join(part for part in (message.source, (message.published or "")[:10]) if part)
    out += [f"  {clean(message.link)}{f' ({told})' if told else ''}"] if message.link else []
    return [clean_line(line) for line in out]


def clean_line(line: str) -> str:
    """A line without control characters, its indent kept."""
    return line[: len(line) - len(line.lstrip())] + clean(line)


def as_data(message: Message) -> dict[str, Any]:
    """A message as plain JSON values."""
    from dateline.model.serial import to_json

    return cast("dict[str, Any]", to_json(message))


def as_json(message: Message) -> str:
    """A message as one line of JSON."""
    return json.dumps(as_data(message), ensure_ascii=False)


def drafted(connection: Connection, watch: str, drafts: Sequence[Draft]) -> list[str]:
    """What drafts would say, a line each with the day and the link."""
    rows = [
        SimpleNamespace(id=number, thread=draft.thread or number, name=watch, kind=draft.kind, reading=draft.reading, noun=draft.noun,
                        number=draft.number, story=draft.story, subject=draft.subject, raised_at="", held=True,
                        state=written((("now", written(draft.now)), ("before", written(draft.before)))))
        for number, draft in enumerate(drafts, 1)
    ]  # fmt: skip
    values = _values(connection, rows)
    made = [_message(connection, row, values.get(row.id)) for row in rows]
    return [_drafted(each) for each in made]


def _drafted(message: Message) -> str:
    update = f" ({message.update})" if message.update else ""
    return clean(f"{(message.published or '')[:10]} {message.title}{update} {message.link or ''}")
