"""Sources that are not well, in a line each."""

from __future__ import annotations

from pathlib import Path

from dateline.collect import health
from dateline.collect.config import SourceSettings
from dateline.collect.unwell import Unwell, unwell
from dateline.store.store import Store

NOW = "2026-01-02T03:04:05.000000Z"


def test_what_stands_on_the_notice_board_comes_first_then_looks_that_failed(tmp_path: Path) -> None:
    with Store(tmp_path / "dateline.db") as store:
        with store.writing() as connection:
            made = [SourceSettings(name=name, kind="feed", address=f"https://{name}.example/feed") for name in ("ann", "ben", "cid")]
            numbers = health.register(connection, made, NOW)
            health.raise_notice(connection, "source-silent", "cid", "cid has had nothing new for 9 days.", NOW)
            health.failed(connection, numbers["ann"], NOW, "the name is unknown")
        with store.reading() as connection:
            found = unwell(connection)
        assert found.sources == 3
        assert found.unwell == (
            Unwell("cid", "silent", "cid has had nothing new for 9 days.", NOW),
            Unwell("ann", "troubled", "The last look at ann failed: the name is unknown", None),
        )
        with store.writing() as connection:
            health.succeeded(connection, numbers["ann"], NOW, new=True)
            health.end_notice(connection, "source-silent", "cid", NOW)
        with store.reading() as connection:
            assert unwell(connection).unwell == ()
