"""The users of a desk: added, given roles and passwords, disabled; each act is written into the audit log with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection, delete, func, select, update

from dateline.errors import UsageError
from dateline.store.desk_tables import sessions, users
from dateline.store.store import Store
from dateline.web.security import passwords
from dateline.web.security.audit import Act, note
from dateline.web.settings import Role

NAME = re.compile(r"[\w][\w.@+-]{0,63}")


@dataclass(frozen=True, slots=True)
class User:
    """A user; ``password`` tells whether there is one (without, he comes in by a proxy or a provider alone)."""

    name: str
    role: Role
    password: bool
    zone: str | None
    made_at: str
    disabled_at: str | None


def named(name: str) -> str:
    """A user's name as it is kept: in small letters; ``UsageError`` for one that is none."""
    found = unicodedata.normalize("NFKC", name).strip().casefold()
    if not NAME.fullmatch(found):
        raise UsageError("A user's name has up to 64 letters, digits, and . @ + - _ and begins with a letter or digit.")
    return found


def add(store: Store, name: str, role: Role, password: str | None, by: Act) -> User:
    """Adds a user; ``UsageError`` where the name is taken. ``by`` says who adds (its code and object are filled in)."""
    name = named(name)
    kept = passwords.hashed(password, name) if password is not None else None
    with _writing(store, by, "added-user", f"{name} as {role}") as connection:
        if connection.execute(select(users.c.name).where(users.c.name == name)).first() is not None:
            raise UsageError(f"There is a user {name} already.")
        connection.execute(users.insert().values(name=name, role=role, password=kept, zone=None, made_at=store.now()))
    return User(name, role, kept is not None, None, store.now(), None)


def first_is_admin(store: Store, role: Role) -> None:
    """Raises ``UsageError`` where the first user would be no admin: nobody could add another."""
    if role != "admin" and not there_are(store):
        raise UsageError("The first user of a desk is an admin, or nobody could add others: make one first.")


def listed(store: Store) -> tuple[User, ...]:
    """All users, by name."""
    columns = (users.c.name, users.c.role, users.c.password.is_not(None), users.c.zone, users.c.made_at, users.c.disabled_at)
    with store.reading() as connection:
        return tuple(User(*row) for row in connection.execute(select(*columns).order_by(users.c.name)))


def find(store: Store, name: str) -> User | None:
    """The user of that name."""
    return next((user for user in listed(store) if user.name == name), None)


def there_are(store: Store) -> bool:
    """Whether the desk has users, disabled ones among them."""
    with store.reading() as connection:
        return connection.execute(select(users.c.name).limit(1)).first() is not None


def set_password(store: Store, name: str, password: str, by: Act) -> None:
    """Gives a user a new password; whoever is signed in as that user is signed out."""
    name = named(name)
    kept = passwords.hashed(password, name)
    with _writing(store, by, "set-password", name) as connection:
        _change(connection, name, password=kept)
        connection.execute(delete(sessions).where(sessions.c.user_name == name))


def refresh(store: Store, name: str, password: str) -> None:
    """Keeps a password that was right anew, with the parameters used now."""
    kept = passwords.hashed(password, name)
    with store.writing() as connection:
        _change(connection, name, password=kept)


def set_role(store: Store, name: str, role: Role, by: Act) -> None:
    """Gives a user another role; ``UsageError`` where no admin would be left."""
    name = named(name)
    with _writing(store, by, "set-role", f"{name} to {role}") as connection:
        _change(connection, name, role=role)
        _some_admin(connection)


def set_disabled(store: Store, name: str, by: Act, *, disabled: bool = True) -> None:
    """Keeps a user out, or lets him in again; sessions end at once, tokens rest. ``UsageError`` where no admin would be left."""
    name = named(name)
    with _writing(store, by, "disabled-user" if disabled else "enabled-user", name) as connection:
        _change(connection, name, disabled_at=store.now() if disabled else None)
        if disabled:
            connection.execute(delete(sessions).where(sessions.c.user_name == name))
            _some_admin(connection)


def set_zone(store: Store, name: str, zone: str) -> None:
    """Sets the time zone in which a user reads times."""
    if zone not in available_timezones():
        raise UsageError(f"{zone!r} is no time zone: give one as Europe/Rome.")
    with store.writing() as connection:
        _change(connection, name, zone=zone)


def password_of(store: Store, name: str) -> tuple[str | None, bool]:
    """What is kept of a user's password, and whether he may come in."""
    with store.reading() as connection:
        row = connection.execute(select(users.c.password, users.c.disabled_at).where(users.c.name == name)).first()
    return (row[0], row[1] is None) if row is not None else (None, False)


def zone_of(name: str | None) -> ZoneInfo:
    """The time zone of that name; UTC where there is none such."""
    return ZoneInfo(name) if name and name in available_timezones() else ZoneInfo("UTC")


@contextmanager
def _writing(store: Store, by: Act, did: str, about: str) -> Iterator[Connection]:
    with store.writing() as connection:
        yield connection
        note(connection, store.now(), Act(by.who, did, about, by.client))


def _change(connection: Connection, name: str, **values: str | None) -> None:
    if not connection.execute(update(users).where(users.c.name == name).values(**values)).rowcount:
        raise UsageError(f"There is no user {name}; dateline users list has them.")


def _some_admin(connection: Connection) -> None:
    admins = select(func.count()).select_from(users).where(users.c.role == "admin", users.c.disabled_at.is_(None))
    others = select(func.count()).select_from(users)
    if not connection.execute(admins).scalar() and connection.execute(others).scalar():
        raise UsageError("This would leave the desk without an admin: make another user admin first.")
