"""What keeps people's judgements as they were made: triggers (``migrations/``) refuse to change or delete one."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.store.tables import meta

FORGETTING = "forgetting"  # a key of ``meta`` that is there only within the transaction that erases


def open_for_forgetting(connection: Connection) -> None:
    """Lets this transaction delete judgements; ``close_again`` before its end."""
    connection.execute(meta.insert().values(key=FORGETTING, value="1"))


def close_again(connection: Connection) -> None:
    """Judgements are guarded again."""
    connection.execute(meta.delete().where(meta.c.key == FORGETTING))
