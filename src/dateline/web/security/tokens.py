"""The tokens of programs: made for some scopes and some time, kept as digests, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from dateline.errors import UsageError
from dateline.store.desk_tables import tokens, users
from dateline.store.moments import written
from dateline.store.store import Store
from dateline.store.writing import Numbers
from dateline.web.security.audit import Act, note
from dateline.web.security.keys import digest, fresh
from dateline.web.settings import Role
from dateline.web.viewer import SCOPES, Scope

PREFIX = "dl_"  # so that scanners of secrets and people know one when they see it
LONGEST = 366  # days
LABEL = 100  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner sees it."""

    id: int
    name: str
    label: str
    scopes: tuple[Scope, ...]
    made_at: str
    expires_at: str | None
    used_at: str | None
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose a token is, and what it was made for."""

    id: int
    name: str
    role: Role
    zone: str | None
    scopes: tuple[Scope, ...]
    used_at: str | None


def make(store: Store, name: str, label: str, scopes: tuple[str, ...], days: int | None, by: Act) -> str:
    """Makes a token for a user; gives its secret, which is told this once and kept by nobody."""
    wrong = [scope for scope in scopes if scope not in SCOPES]
    if wrong or not scopes:
        raise UsageError(f"{wrong[0]!r} is no scope: it is one of {', '.join(SCOPES)}." if wrong else "Say what the token is for.")
    if days is not None and not 1 <= days <= LONGEST:
        raise UsageError(f"A token lasts 1 to {LONGEST} days.")
    label = " ".join(label.split())[:LABEL]
    if not label:
        raise UsageError("Say in a few words who uses the token.")
    secret, now = PREFIX + fresh(), store.now()
    ends = written(datetime.fromisoformat(now) + timedelta(days=days)) if days is not None else None
    with store.writing() as connection:
        if connection.execute(select(users.c.name).where(users.c.name == name)).first() is None:
            raise UsageError(f"There is no user {name}; dateline users list has them.")
        numbers = Numbers(connection, "tokens")
        made = numbers()
        ordered = " ".join(scope for scope in SCOPES if scope in scopes)
        row = {
            "id": made,
            "digest": digest(secret),
            "user_name": name,
            "label": label,
            "scopes": ordered,
            "made_at": now,
            "expires_at": ends,
        }
        connection.execute(tokens.insert().values(row))
        numbers.close()
        note(connection, now, Act(by.who, "made-token", f"{made} of {name}: {ordered}", by.client))
    return secret


def find(store: Store, secret_digest: str) -> Bearer | None:
    """Whose token has that digest; None where it is over, taken back, or its user disabled."""
    query = (
        select(tokens.c.id, tokens.c.user_name, users.c.role, users.c.zone, tokens.c.scopes, tokens.c.used_at)
        .join(users, users.c.name == tokens.c.user_name)
        .where(tokens.c.digest == secret_digest, tokens.c.revoked_at.is_(None), users.c.disabled_at.is_(None))
        .where(or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > store.now()))
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return Bearer(row[0], row[1], row[2], row[3], tuple(scope for scope in SCOPES if scope in row[4].split()), row[5])


def listed(store: Store, name: str | None = None) -> tuple[Token, ...]:
    """The tokens of a user, or of all, the newest first."""
    query = select(
        tokens.c.id, tokens.c.user_name, tokens.c.label, tokens.c.scopes, tokens.c.made_at, tokens.c.expires_at, tokens.c.used_at,
        tokens.c.revoked_at,
    )  # fmt: skip
    if name is not None:
        query = query.where(tokens.c.user_name == name)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(tokens.c.id.desc())).all()
    return tuple(Token(row[0], row[1], row[2], tuple(s for s in SCOPES if s in row[3].split()), *row[4:]) for row in rows)


def revoke(store: Store, number: int, by: Act, *, owner: str | None = None) -> None:
    """Takes a token back (of ``owner`` alone where one is named); ``UsageError`` where there is none."""
    with store.writing() as connection:
        query = update(tokens).where(tokens.c.id == number, tokens.c.revoked_at.is_(None))
        if owner is not None:
            query = query.where(tokens.c.user_name == owner)
        if not connection.execute(query.values(revoked_at=store.now())).rowcount:
            raise UsageError(f"There is no token {number} in force.")
        note(connection, store.now(), Act(by.who, "revoked-token", str(number), by.client))
