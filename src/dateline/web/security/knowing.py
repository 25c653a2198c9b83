"""Who comes with which cookie, token or proxy header; what was found is remembered for a few seconds."""

from __future__ import annotations

import getpass
import threading
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TypeVar

from sqlalchemy import Connection, update

from dateline.errors import DatelineError
from dateline.store.desk_tables import tokens
from dateline.web.desk import Desk
from dateline.web.security import sessions, users
from dateline.web.security.audit import Act
from dateline.web.security.keys import digest, fresh, same
from dateline.web.security.sessions import Session
from dateline.web.security.tokens import Bearer
from dateline.web.security.tokens import find as find_token
from dateline.web.settings import Role
from dateline.web.viewer import SCOPES

REMEMBERED = 3.0  # seconds: what another program changes (dateline users) counts after so long
MOST = 4096
HOLDER = "token"  # the name of whoever holds the desk's one token, where no user is kept
HOLDERS_ROLE: Role = "editor"
USED_EVERY = 60  # seconds between two notes that a token was used
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Known:
    """A person known without a session: by a proxy's header, or as the person at this machine."""

    name: str
    role: Role
    zone: str | None


@dataclass(frozen=True, slots=True)
class _Memory:
    until: float
    found: Session | Bearer | Known | None


@lru_cache(maxsize=1)
def person() -> str:
    """The name of the person whose program this is."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"


class Knowing:
    """Looks up who comes; everything here may wait for the store, so it is called from threads, but for ``remembered``."""

    def __init__(self, desk: Desk) -> None:
        """Knows nobody yet."""
        self._desk = desk
        self.secret = fresh()  # of this run: forms of those who have no session
        self._memory: dict[str, _Memory] = {}
        self._lock = threading.Lock()
        self._tokens_noted: dict[int, float] = {}
        self._holders: dict[str, Session] = {}  # signed in with the desk's token: kept while the program runs
        self._rotation_rests = 0.0

    def remembered(self, key: str) -> tuple[bool, Session | Bearer | Known | None]:
        """Whether ``key`` was looked up a moment ago, and what was found."""
        memory = self._memory.get(key)
        if memory is None or memory.until < monotonic():
            return False, None
        return True, memory.found

    def forget(self) -> None:
        """Forgets everything: something about users, sessions or tokens was changed here."""
        with self._lock:
            self._memory.clear()

    def session(self, secret: str) -> Session | None:
        """The session of a cookie."""
        key = digest(secret)
        held = self._holders.get(key)
        found = sessions.find(self._desk.store, key) if held is None else held if held.expires_at > self._desk.store.now() else None
        return self._keep(f"cookie:{key}", found)

    def token(self, secret: str) -> Bearer | None:
        """Whose token it is."""
        key = digest(secret)
        own = self._desk.settings.token
        if own is not None and same(own, secret):
            found: Bearer | None = Bearer(0, HOLDER, HOLDERS_ROLE, None, SCOPES, None)
        else:
            found = find_token(self._desk.store, key)
        return self._keep(f"token:{key}", found)

    def named(self, name: str) -> Known | None:
        """The user that a proxy or a provider names; added where newcomers are welcome. None where he may not come in."""
        store, newcomers = self._desk.store, self._desk.settings.newcomers
        try:
            name = users.named(name)
            user = users.find(store, name)
            if user is None and newcomers is not None:
                user = users.add(store, name, newcomers, None, Act(name, "came", None))
        except DatelineError:
            user = None
        fine = user is not None and user.disabled_at is None
        return self._keep(f"named:{name}", Known(user.name, user.role, user.zone) if fine and user is not None else None)

    def local(self) -> Known | None:
        """The person at this machine, where the desk has no users, listens here alone, and has no other way in."""
        settings = self._desk.settings
        closed = not settings.loopback or settings.proxy_header or settings.token or settings.provider
        there = closed or users.there_are(self._desk.store)
        return self._keep("local", None if there else Known(person(), "admin", None))

    def hold(self) -> str:
        """Begins a session of the holder of the desk's token; gives the secret for the cookie."""
        secret, now = fresh(), self._desk.store.now()
        with self._lock:
            while len(self._holders) >= MOST:
                self._holders.pop(next(iter(self._holders)))
            key = digest(secret)
            end = sessions.later(now, sessions.LASTS)
            self._holders[key] = Session(key, HOLDER, HOLDERS_ROLE, None, fresh(), now, now, end)
        return secret

    def let_go(self, session: Session) -> bool:
        """Ends a session of the holder of the desk's token; False where it is none such."""
        with self._lock:
            return self._holders.pop(session.digest, None) is not None

    def may_rotate(self, session: Session) -> bool:
        """Whether it is time for another secret of a session; after a try that failed, only a minute later."""
        store = self._desk.store
        if session.digest in self._holders:
            return False
        return not store.readonly and monotonic() >= self._rotation_rests and sessions.due(session, store.now())

    def rotated(self, session: Session) -> str | None:
        """A new secret for a session; None where it cannot be kept now."""
        try:
            secret = sessions.rotate(self._desk.store, session)
        except DatelineError:
            self._rotation_rests = monotonic() + 60
            return None
        self.forget()
        return secret

    def used(self, bearer: Bearer) -> None:
        """Notes, now and then, that a token was used."""
        now = monotonic()
        if bearer.id == 0 or now - self._tokens_noted.get(bearer.id, -USED_EVERY) < USED_EVERY:
            return
        self._tokens_noted[bearer.id] = now
        at, number = self._desk.store.now(), bearer.id

        def work(connection: Connection) -> None:
            connection.execute(update(tokens).where(tokens.c.id == number).values(used_at=at))

        self._desk.later(work)

    def _keep(self, key: str, found: Found) -> Found:
        with self._lock:
            while len(self._memory) >= MOST:
                self._memory.pop(next(iter(self._memory)))
            self._memory[key] = _Memory(monotonic() + REMEMBERED, found)  # type: ignore[arg-type]  # one of the three, or None
        return found
