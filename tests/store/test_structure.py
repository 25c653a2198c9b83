"""The structure that the migrations make is the one that the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, FromClause, insert, select, table, text
from sqlalchemy import column as column_of

from dateline.store import Store
from dateline.store.all_tables import all_tables, present
from dateline.store.check import check
from dateline.store.retention import drop_texts
from dateline.store.structure import MIGRATIONS, head
from dateline.store.tables import evidence, mentions, metadata
from store.reports import BODY, report

BESIDE = ("alembic_version", "search_index")


def test_migrations_make_what_the_tables_say(store: Store) -> None:
    assert {table.name for table in all_tables()} == set(metadata.tables)

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (reflected and other is None and (str(name).startswith(BESIDE) or name in ("document", "ix_pieces_document")))

    with store.reading() as connection:
        assert len(present(connection)) == len(metadata.tables)
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert head() == numbers[-1]


def made_as(address: str, step: str) -> Engine:
    """The engine of a new store with the structure that ``step`` left."""
    from alembic import command
    from alembic.config import Config

    from dateline.store.engines import engine_for

    engine = engine_for(address)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
    return engine


def test_a_store_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    made_as(str(tmp_path / "old.db"), "0001").dispose()
    with Store(tmp_path / "old.db") as store:
        assert store.did is not None
        assert f"from structure 0001 to {head()}" in store.did
        with store.reading() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == head()
    with Store(tmp_path / "old.db") as store:
        assert store.did is None


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where no store is yet."""
    return str(tmp_path / "old.db") if request.param == "sqlite" else str(request.getfixturevalue("empty_postgres"))


NOW_VIEWS, NEW = {"evidence": evidence, "mentions": mentions}, ("citations", "quotes", "pieces", "meta")


def test_what_an_older_store_holds_is_carried_over(unmade: str, tmp_path: Path) -> None:
    long = f"{BODY}{' The hearing went on.' * 4000}"
    with Store(tmp_path / "new.db") as store, store.reading() as now:
        kept = [store.keep(each) for each in (report(1), report(2, body=long), report(3), report(3, body=BODY + " More."))]
        assert drop_texts(store, "9999") == 4
        kept += [store.keep(report(number)) for number in (4, 5)] + [store.keep(report(6, body=long))]
        shown = {name: _rows(now, view) for name, view in NOW_VIEWS.items()}
        found = [answer.quote for answer in store.events()]
        engine = made_as(unmade, "0007")
        with engine.begin() as then:
            for each in present(now):
                if each.name not in NEW:
                    _fill(then, each.name, [{key: value for key, value in row.items() if key != "roles"} for row in _rows(now, each)])
            for name, rows in shown.items():
                _fill(then, name, rows)
            words = text("SELECT id, reading, piece, headline, text, quotes, names FROM search")
            _fill(then, "search", [dict(row) for row in now.execute(words).mappings()])
        engine.dispose()
        with Store(unmade) as old, old.reading() as then:
            assert f"from structure 0007 to {head()}" in str(old.did)
            assert list(check(old)) == []
            assert {name: _rows(then, view) for name, view in NOW_VIEWS.items()} == shown
            for name in ("actors", "citations", "quotes", "pieces"):
                assert _rows(then, metadata.tables[name]) == _rows(now, metadata.tables[name])
            assert [answer.quote for answer in old.events()] == found
            assert len(list(old.find("hearing"))) == 1
            assert old.record(kept[0].article).article.text == store.record(kept[0].article).article.text
            assert old.keep(report(7)).outcome == "new"


def _rows(connection: Connection, of: FromClause) -> list[dict[str, object]]:
    rows = [dict(row) for row in connection.execute(select(of)).mappings()]
    return sorted(rows, key=lambda row: [str(value).rjust(9) for value in row.values()])


def _fill(connection: Connection, name: str, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table(name, *map(column_of, rows[0]))), rows)
