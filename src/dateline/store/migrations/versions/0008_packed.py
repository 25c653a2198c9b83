"""What was cited in one row for all values of a list, the words of the full text no longer twice, and two indexes fewer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from alembic import op
from sqlalchemy import Connection, text

from dateline.store.migrations import run

revision, down_revision, branch_labels, depends_on = "0008", "0007", None, None
READINGS = 500  # packed at a time
# Lists of values whose evidence has the value's own rule and confidence, but for cues.
OWN = ("commitments", "events", "figures", "memberships", "positions", "statements", "times")
CITED = """SELECT reading, noun, number, part, start, stop, rule, confidence FROM evidence
WHERE reading > :after AND reading <= :last ORDER BY reading, noun, number, ordinal"""
NAMED = "SELECT reading, noun, number, form, text FROM mentions WHERE reading > :after AND reading <= :last ORDER BY 1, 2, 3, ordinal"
PACKED = "INSERT INTO citations (reading, noun, parts, kinds, spans, mentions) VALUES (:reading, :noun, :parts, :kinds, :spans, :mentions)"
LONG = """SELECT s.reading, s.id, s.text, v.text FROM search s JOIN readings r ON r.id = s.reading JOIN versions v ON v.id = r.version
WHERE s.reading IN (SELECT reading FROM search WHERE piece > 0) ORDER BY s.reading, s.piece"""
MOVED = "UPDATE pieces SET start = :start, stop = :stop WHERE id = :id"
PIECE, OVERLAP = 30_000, 2_000


def upgrade() -> None:
    """Makes the new tables, fills them from the old ones, and puts views in the place of these."""
    connection = op.get_bind()
    run(connection, __file__)
    _pack(connection)
    _cut(connection)
    run(connection, str(Path(__file__).with_name("0008_views.py")))


def _pack(connection: Connection) -> None:
    after, most = 0, connection.execute(text("SELECT coalesce(max(reading), 0) FROM evidence")).scalar_one()
    while after < most:
        window = {"after": after, "last": after + READINGS}
        named = {(reading, noun): list(rows) for (reading, noun), rows in _by_list(connection, NAMED, window)}
        made = [_row(key, rows, named.pop(key, [])) for key, rows in _by_list(connection, CITED, window)]
        if made:
            connection.execute(text(PACKED), made)
        after += READINGS


def _by_list(connection: Connection, query: str, window: dict[str, int]) -> Iterator[tuple[tuple[int, str], Iterator[Any]]]:
    return groupby(connection.execute(text(query), window).all(), key=lambda row: (row[0], row[1]))


def _row(key: tuple[int, str], rows: Iterator[Any], named: list[Any]) -> dict[str, object]:
    parts: dict[str, int] = {}
    kinds: dict[tuple[str, float], int] = {}
    spans: list[list[tuple[int, ...]]] = []
    for _, _, number, part, start, stop, rule, confidence in rows:
        name, _, at = part.partition("/")
        more: tuple[int, ...] = (int(at),) if at else ()
        if name == "cues" or key[1] not in OWN:
            more = (int(at) if at else -1, kinds.setdefault((rule, confidence), len(kinds)))
        _of_value(spans, number).append((parts.setdefault(name, len(parts)), start, stop - start, *more))
    mentions: list[list[tuple[str, str]]] = []
    for _, _, number, form, words in named:
        _of_value(mentions, number).append((form, words))
    packed = {"parts": _json(list(parts)), "kinds": _json(list(kinds)), "spans": _json(spans)}
    return {"reading": key[0], "noun": key[1], "mentions": _json(mentions) if mentions else None, **packed}


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _of_value(lists: list[list[Any]], number: int) -> list[Any]:
    while len(lists) <= number:
        lists.append([])
    return lists[number]


def _cut(connection: Connection) -> None:
    """Where the pieces of long texts stand in them: as they are cut now, or as they were cut before they overlapped."""
    for _, rows in groupby(connection.execute(text(LONG)).all(), key=lambda row: row[0]):
        listed = [(number, words, body) for _, number, words, body in rows]
        body, pieces = listed[0][2], [words for _, words, _ in listed]
        if body is None:
            continue
        ways = (_cuts(body, OVERLAP), _cuts(body, 0))
        cuts = next((way for way in ways if [body[cut] for cut in way] == pieces[: len(way)]), [])
        for at, (number, words, _) in enumerate(listed):
            start = cuts[at].start if at < len(cuts) else max(body.find(words), 0)
            connection.execute(text(MOVED), {"start": start, "stop": start + len(words), "id": number})


def _cuts(body: str, overlap: int) -> list[slice]:
    out: list[slice] = []
    start = 0
    while len(body) - start > PIECE:
        least, most = start + overlap, start + PIECE
        cut = max(body.rfind(" ", least, most), body.rfind("\n", least, most))
        cut = cut + 1 if cut > least else most
        out.append(slice(start, cut))
        start = min((at + 1 for at in (body.find(" ", cut - overlap, cut), body.find("\n", cut - overlap, cut)) if at >= 0), default=cut)
    return [*out, slice(start, len(body))]
