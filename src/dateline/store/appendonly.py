"""What keeps people's judgements as they were made: triggers that refuse to change or delete one, save while something is forgotten."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.store.tables import meta

FORGETTING = "forgetting"  # a key of ``meta`` that is there only within the transaction that erases
REFUSAL = "judgements are never changed or deleted"
SQLITE = """CREATE TRIGGER judgements_{verb} BEFORE {verb} ON judgements
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'forgetting') BEGIN SELECT RAISE(ABORT, '{refusal}'); END"""
POSTGRES = (
    """CREATE FUNCTION judgements_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF NOT EXISTS (SELECT 1 FROM meta WHERE key = 'forgetting') THEN RAISE EXCEPTION '{refusal}'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    "CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements FOR EACH ROW EXECUTE FUNCTION judgements_stay()",
)


def guard(connection: Connection) -> None:
    """Makes the triggers."""
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(SQLITE.format(verb=verb, refusal=REFUSAL))
        return
    for statement in POSTGRES:
        connection.exec_driver_sql(statement.format(refusal=REFUSAL))


def open_for_forgetting(connection: Connection) -> None:
    """Lets this transaction delete judgements; ``close_again`` before its end."""
    connection.execute(meta.insert().values(key=FORGETTING, value="1"))


def close_again(connection: Connection) -> None:
    """Judgements are guarded again."""
    connection.execute(meta.delete().where(meta.c.key == FORGETTING))
