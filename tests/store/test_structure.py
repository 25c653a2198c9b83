"""The structure that the migrations make is the one that the tables say."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from dateline.store import Store
from dateline.store.all_tables import all_tables, present
from dateline.store.structure import MIGRATIONS, head
from dateline.store.tables import metadata

BESIDE = ("alembic_version", "search_index")


def test_migrations_make_what_the_tables_say(store: Store) -> None:
    assert {table.name for table in all_tables()} == set(metadata.tables)

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (reflected and other is None and (str(name).startswith(BESIDE) or name in ("document", "ix_search_document")))

    with store.reading() as connection:
        assert len(present(connection)) == len(metadata.tables)
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert head() == numbers[-1]


def test_a_store_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from dateline.store.engines import engine_for

    engine = engine_for(str(tmp_path / "old.db"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with Store(tmp_path / "old.db") as store:
        assert store.did is not None
        assert f"from structure 0001 to {head()}" in store.did
        with store.reading() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == head()
    with Store(tmp_path / "old.db") as store:
        assert store.did is None
