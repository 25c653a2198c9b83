"""Everything comes in once, whatever goes wrong on the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from collecting_runs import HURRIED, QUICK, collecting, config_of, until
from dateline.collect.collector import Collector
from dateline.collect.config import parse
from dateline.collect.reader import InlineReader
from dateline.store import Store
from fault_runs import kept, kill_again_and_again, number_of_articles, set_aside, wrong
from news_server import FAULTS, Faults, NewsSite, made_up
from stub_collector import read_quickly

START = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("fetched", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_nothing_is_lost_or_doubled_where_one_fetch_in_five_goes_wrong(fetched: int, tmp_path: Path) -> None:
    reports = [made_up(n, START) for n in range(1, int(fetched * 0.76))]
    site = NewsSite(reports, faults=Faults(0.2), slow=2.0)
    with site.served(), Store(tmp_path / "dateline.db") as store:
        config = config_of(f"feed {site.address}/feed.xml", f"feed {site.address}/other.xml", f"sitemap {site.address}/sitemap.xml",
                           more='[[source]]\nname = "map"\nkind = "sitemap"\nnewer = "366d"\naddress = "' + site.address + '/sitemap.xml"\n',
                           manners=HURRIED)  # fmt: skip
        collector = Collector(config, store, InlineReader(read_quickly))
        with collecting(collector):
            until(lambda: number_of_articles(store) == len(reports), fetched / 4 + 120)
            site.ids = "renamed"  # the site gives all its items new ids, and changes some reports
            for report in reports[::10]:
                site.change(report.slug)
            until(lambda: wrong(site, store) == [], fetched / 4 + 120)
        assert set_aside(store) == []
        assert collector.tally.fetched >= fetched
        assert collector.tally.failed > 0.15 * fetched
        assert set(site.faults.made) == set(FAULTS)
        assert sum(len(texts) for texts in kept(store).values()) == len(reports) + len(reports[::10])


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.long)])
def test_killed_at_any_instant_it_goes_on_where_it_was(kills: int, tmp_path: Path) -> None:
    site = NewsSite(
        [made_up(n, START) for n in range(1, 20 * kills + 1)], faults=Faults(0.2, kinds=("500", "reset", "truncated", "damaged"))
    )
    with site.served(), Store(tmp_path / "dateline.db") as store:
        written = QUICK + f'[[source]]\nname = "a"\nkind = "feed"\naddress = "{site.address}/feed.xml"\n'
        (tmp_path / "dateline.toml").write_text(written, encoding="utf-8")
        assert kill_again_and_again(tmp_path / "dateline.toml", kills, 7) >= 0.8 * kills
        with collecting(Collector(parse(written), store, InlineReader(read_quickly))):
            until(lambda: wrong(site, store) == [], 300)
        assert sum(len(texts) for texts in kept(store).values()) == 20 * kills
