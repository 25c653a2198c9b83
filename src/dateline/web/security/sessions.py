"""Signed-in browsers. The cookie holds a secret, the store its digest; the secret changes now and then, and at each sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from dateline.store.desk_tables import sessions, users
from dateline.store.moments import written
from dateline.store.store import Store
from dateline.web.security.audit import Act, note
from dateline.web.security.keys import digest, fresh
from dateline.web.settings import Role

RESTS = timedelta(hours=12)  # without a request, a session ends
LASTS = timedelta(days=7)  # and after so long in any case
ROTATES = timedelta(minutes=30)
GRACE = timedelta(seconds=60)  # that the old secret still counts, for requests under way


@dataclass(frozen=True, slots=True)
class Session:
    """A session and whose it is; ``csrf`` is the secret that the tokens of its forms are made from."""

    digest: str
    name: str
    role: Role
    zone: str | None
    csrf: str
    made_at: str
    rotated_at: str
    expires_at: str


def start(store: Store, name: str, act: Act) -> str:
    """Begins a session of a user and writes ``act`` down; gives the secret for the cookie. Sessions long over are removed."""
    secret, now = fresh(), store.now()
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.expires_at < now))
        connection.execute(
            sessions.insert().values(
                digest=digest(secret), user_name=name, csrf=fresh(), made_at=now, rotated_at=now, expires_at=later(now, RESTS)
            )
        )
        note(connection, now, act)
    return secret


def find(store: Store, secret_digest: str) -> Session | None:
    """The session with that digest; None where it is over or its user is disabled."""
    query = (
        select(
            sessions.c.digest, sessions.c.user_name, users.c.role, users.c.zone, sessions.c.csrf, sessions.c.made_at,
            sessions.c.rotated_at, sessions.c.expires_at,
        )
        .join(users, users.c.name == sessions.c.user_name)
        .where(sessions.c.digest == secret_digest, sessions.c.expires_at > store.now(), users.c.disabled_at.is_(None))
    )  # fmt: skip
    with store.reading() as connection:
        row = connection.execute(query).first()
    return Session(*row) if row is not None else None


def due(session: Session, now: str) -> bool:
    """Whether the session's secret has been in use for long enough (and is not the old one of a session that has changed it)."""
    return now > later(session.rotated_at, ROTATES) and session.expires_at > later(now, GRACE)


def rotate(store: Store, session: Session) -> str:
    """Gives the session another secret; the old one counts for a minute more. Its end is put off, up to a week from its start."""
    secret, now = fresh(), store.now()
    end = min(later(now, RESTS), later(session.made_at, LASTS))
    with store.writing() as connection:
        connection.execute(
            sessions.insert().values(
                digest=digest(secret), user_name=session.name, csrf=session.csrf, made_at=session.made_at, rotated_at=now, expires_at=end
            )
        )
        connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(expires_at=later(now, GRACE)))
    return secret


def end(store: Store, session: Session, act: Act) -> None:
    """Ends a session (under its old secret too) and writes ``act`` down."""
    with store.writing() as connection:
        same = (sessions.c.user_name == session.name) & (sessions.c.csrf == session.csrf)
        connection.execute(delete(sessions).where(same))
        note(connection, store.now(), act)


def end_others(store: Store, name: str, kept: str | None, act: Act) -> None:
    """Ends all sessions of a user but the one with the forms' secret ``kept``, and writes ``act`` down."""
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.user_name == name, sessions.c.csrf != (kept or "")))
        note(connection, store.now(), act)


def later(moment: str, by: timedelta) -> str:
    """The moment that comes so long after another."""
    return written(datetime.fromisoformat(moment) + by)
