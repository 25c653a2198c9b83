"""Passwords: argon2id, a few at once, as slow for a name that nobody has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import DatelineError, UsageError

SHORTEST, LONGEST = 10, 1000
AT_ONCE = 2  # each takes its memory, and some 50 ms of one core
MEMORY, PASSES, LANES = 47_104, 1, 1  # KiB; the first choice of OWASP's sheet on keeping passwords
PATIENCE = 3.0  # seconds
_room = threading.BoundedSemaphore(AT_ONCE)


class Busy(DatelineError):
    """Too many people sign in at this moment."""


def hashed(password: str, name: str) -> str:
    """What is kept of the password of ``name``; ``UsageError`` for one that is easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters: take four or five words.")
    if len(set(password)) < SHORTEST // 2 or name.casefold() in password.casefold() or password.isdecimal():
        raise UsageError("That password is easily guessed: take four or five words, without the name of the account.")
    with _turn():
        return _hasher().hash(password.encode("utf-8", "surrogatepass"))


def right(kept: str | None, password: str) -> bool:
    """Whether ``password`` is the one that was kept; takes as long where none was kept."""
    if len(password) > LONGEST:
        return False
    with _turn():
        try:
            return _hasher().verify(kept or _nobodys(), password.encode("utf-8", "surrogatepass")) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def aged(kept: str) -> bool:
    """Whether a password was kept with other parameters than are used now."""
    return _hasher().check_needs_rehash(kept)


@contextmanager
def _turn() -> Iterator[None]:
    if not _room.acquire(timeout=PATIENCE):
        raise Busy("Too many people sign in at this moment: try again in a minute.")
    try:
        yield
    finally:
        _room.release()


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash("a password that nobody has")
