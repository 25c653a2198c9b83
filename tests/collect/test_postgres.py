"""The state of collecting on PostgreSQL: the same as on SQLite, where all other tests run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import private_postgres
from collecting_runs import config_of
from dateline.collect import health
from dateline.collect.collector import Collector
from dateline.collect.reader import InlineReader
from dateline.store import Store
from fault_runs import wrong
from news_server import NewsSite
from stub_collector import read_quickly


@pytest.fixture
def address() -> Iterator[str]:
    """An empty data base of a private server."""
    with private_postgres.reached() as server, private_postgres.database(server) as made:
        yield made


def test_a_site_comes_into_a_postgresql_store(site: NewsSite, address: str) -> None:
    config, now = config_of(f"feed {site.address}/feed.xml", f"sitemap {site.address}/none.xml"), datetime.now(UTC)
    with Store(address) as store:
        for hours in range(3):
            Collector(config, store, InlineReader(read_quickly), clock=lambda at=now + timedelta(hours=hours): at).run(once=True)
            site.change(f"report-{hours + 1}")
        assert wrong(site, store) == ["report-3 is not as it is now"]  # changed after the last look
        with store.reading() as connection:
            found = {each.name: each for each in health.states(connection, now)}
        assert (found["s0"].state, found["s0"].items, found["s1"].state, found["s1"].failures) == ("ok", 12, "failing", 3)
