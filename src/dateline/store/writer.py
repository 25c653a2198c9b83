"""The right to write for a long while: a collector and a re-reading take it, so that no second one works against them unnoticed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from dateline.errors import StoreError, StoreLocked
from dateline.store.engines import file_of, shown
from dateline.store.moments import now

LONG_KEY = 0x6461_7466  # of the lock on PostgreSQL


@contextmanager
def alone(engine: Engine, address: str) -> Iterator[None]:
    """Holds the right to write for long; ``StoreLocked`` at once where another program has it. It ends with the process in any case."""
    path = file_of(address)
    with _in_data_base(engine, address) if path is None else _beside(path, address):
        yield


@contextmanager
def _beside(path: Path, address: str) -> Iterator[None]:
    try:
        handle = os.open(f"{path}.writer", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"The store {shown(address)}: it cannot be written ({error.strerror}).") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            who = os.read(handle, 200).decode("ascii", "replace").strip() or "process unknown"
            raise StoreLocked(_refusal(address, who)) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}, since {now()[:19]}Z".encode(), 0)
        yield
    finally:
        os.close(handle)  # the lock goes with it


@contextmanager
def _in_data_base(engine: Engine, address: str) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LONG_KEY}).scalar():
            raise StoreLocked(_refusal(address, "another connection"))
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LONG_KEY})


def _refusal(address: str, who: str) -> str:
    return f"The store {shown(address)} is being written by another program ({who}): wait until it has finished, or stop it."
