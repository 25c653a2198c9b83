"""Collecting from a news site, from folders and archives: what comes in, what is looked at again, what is set aside."""

from __future__ import annotations

import json
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from collecting_runs import QUICK, collecting, config_of, until
from dateline.collect import health
from dateline.collect.collector import Collector
from dateline.collect.config import Config, parse
from dateline.collect.reader import InlineReader
from dateline.collect.work import Tally
from dateline.store import Store
from dateline.store.fetch_tables import fetches, source_health
from dateline.store.tables import notices
from fault_runs import kept, number_of_articles, set_aside, wrong
from news_server import NewsSite
from stub_collector import read_quickly, read_whole

NOW = datetime.now(UTC)


def once(config: Config, store: Store, base: Path = Path()) -> Tally:
    """One look at every source, by the real reader of pages."""
    return Collector(config, store, InlineReader(read_whole), base=base).run(once=True)


def quickly(config: Config, store: Store, hours: float = 0) -> Tally:
    """One look at every source, by the quick reader, so many hours from now."""
    return Collector(config, store, InlineReader(read_quickly), clock=lambda: NOW + timedelta(hours=hours)).run(once=True)


def states(store: Store, now: datetime | None = None) -> dict[str, health.SourceState]:
    with store.reading() as connection:
        return {each.name: each for each in health.states(connection, now or datetime.now(UTC))}


def standing(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [
            (kind, said) for kind, said in connection.execute(select(notices.c.kind, notices.c.message).where(notices.c.ended_at.is_(None)))
        ]


def test_the_articles_behind_a_feed_of_teasers_are_fetched(site: NewsSite, store: Store) -> None:
    tally = once(config_of(f"feed {site.address}/feed.xml"), store)
    assert (tally.new, tally.set_aside, tally.failed) == (12, 0, 0)
    assert wrong(site, store) == []
    assert once(config_of(f"feed {site.address}/feed.xml"), store).new == 0
    assert site.requests[-1] == ("/feed.xml", 304)


def test_a_feed_of_whole_reports_is_read_without_fetching_them(site: NewsSite, store: Store) -> None:
    assert once(config_of(f"feed {site.address}/atom.xml"), store).new == 12
    assert {path for path, _ in site.requests} == {"/robots.txt", "/atom.xml"}
    assert all("Correction" not in text for texts in kept(store).values() for text in texts)


def test_json_feeds_sitemaps_pages_of_links_and_lists_of_feeds_lead_to_the_same_reports(site: NewsSite, store: Store) -> None:
    links = f'[[source]]\nname = "front"\nkind = "page"\naddress = "{site.address}/"\nlinks = "/news/*"\n'
    mapped = f'[[source]]\nname = "map"\nkind = "sitemap"\naddress = "{site.address}/sitemap.xml"\nnewer = "366d"\n'
    config = config_of(f"feed {site.address}/feed.json", f"opml {site.address}/feeds.opml", more=links + mapped)
    tally = quickly(config, store)
    assert (tally.new, tally.set_aside) == (24, 0)  # /news/ and the whole reports under /full/
    assert {"s0", "Courier", "Whole", "front", "map"} == set(states(store))


def test_new_ids_for_old_items_are_not_new(site: NewsSite, store: Store) -> None:
    config = config_of(f"feed {site.address}/feed.xml")
    quickly(config, store)
    asked = len(site.requests)
    site.ids = "other"
    assert quickly(config, store).fetched == 1
    assert len(site.requests) == asked + 2  # the rules and the feed


def test_a_changed_text_is_a_new_version_of_the_same_article(site: NewsSite, store: Store) -> None:
    config = config_of(f"feed {site.address}/feed.xml")
    quickly(config, store)
    site.change("report-3")
    tally = quickly(config, store, 1)
    assert (tally.new, tally.versions) == (0, 1)
    assert sorted(len(texts) for texts in kept(store).values()) == [1] * 11 + [2]
    assert wrong(site, store) == []


def test_a_page_is_looked_at_again_for_a_change_that_its_feed_does_not_tell(site: NewsSite, store: Store) -> None:
    told = f'[[source]]\nname = "s"\nkind = "feed"\naddress = "{site.address}/feed.json"\n'
    config = parse(QUICK.replace("revisit = []", 'revisit = ["1h"]') + told)
    quickly(config, store)
    site.change("report-5")
    assert quickly(config, store, 0.9).versions == 0
    assert quickly(config, store, 1.1).versions == 1
    assert sum(status == 304 for path, status in site.requests if path.startswith("/news/")) == 11


def test_a_page_that_is_a_source_itself_is_followed(site: NewsSite, store: Store) -> None:
    config = config_of(f"page {site.address}/news/report-1")
    assert quickly(config, store).new == 1
    site.change("report-1")
    assert quickly(config, store, 1).versions == 1
    assert quickly(config, store, 2).fetched == 1
    assert states(store)["s0"].state == "ok"


def test_the_same_address_in_other_spellings_is_one_article(site: NewsSite, store: Store) -> None:
    config = config_of(f"feed {site.address}/feed.xml", f"feed {site.address}/other.xml", f"feed {site.address}/feed.json")
    tally = quickly(config, store)
    assert (tally.new, tally.same) == (12, 0)
    assert sum(path.startswith("/news/") for path, _ in site.requests) == 12


def test_a_page_that_cannot_be_read_is_set_aside_and_not_tried_for_ever(site: NewsSite, store: Store) -> None:
    site.extra["/news/report-2"] = lambda to: to.answer(b"<html><body></body></html>", "text/html")
    site.extra["/news/report-4"] = lambda to: to.answer(b"gone", "text/plain", 410)
    with collecting(Collector(config_of(f"feed {site.address}/feed.xml"), store, InlineReader(read_quickly))):
        until(lambda: len(set_aside(store)) == 2, 30)
    assert number_of_articles(store) == 10
    assert sum(path == "/news/report-2" for path, _ in site.requests) == 4
    assert sum(path == "/news/report-4" for path, _ in site.requests) == 1
    assert any("no report on the page" in reason for reason in set_aside(store))
    assert states(store)["s0"].set_aside == 2


def test_a_fault_of_the_reader_over_one_page_stops_nothing(site: NewsSite, store: Store) -> None:
    def read(capture):
        if capture.uri.endswith("report-7"):
            raise ZeroDivisionError("seven")
        return read_quickly(capture)

    tally = Collector(config_of(f"feed {site.address}/feed.xml"), store, InlineReader(read), clock=lambda: NOW).run(once=True)
    assert (tally.new, tally.failed) == (11, 1)


def test_what_robots_txt_forbids_is_set_aside(site: NewsSite, store: Store) -> None:
    site.robots = "User-agent: *\nDisallow: /news/report-1\n"
    with collecting(Collector(config_of(f"feed {site.address}/feed.xml"), store, InlineReader(read_quickly))):
        until(lambda: len(set_aside(store)) == 4, 30)  # 1, 10, 11, 12
    assert number_of_articles(store) == 8
    assert not any(path.startswith("/news/report-1") for path, _ in site.requests)


def test_a_folder_is_watched(store: Store, samples: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "first.txt").write_bytes((samples / "rome-meeting.txt").read_bytes())
    os.utime(inbox / "first.txt", (1e9, 1e9))
    config = parse(QUICK + '[[source]]\nname = "inbox"\nkind = "folder"\naddress = "inbox"\nevery = "0.1s"\n')
    with collecting(Collector(config, store, InlineReader(read_whole), base=tmp_path)):
        until(lambda: number_of_articles(store) == 1, 20)
        (inbox / "rows.jsonl").write_bytes((samples / "three-reports.jsonl").read_bytes())
        (inbox / "nothing.txt").write_bytes(b"")
        until(lambda: number_of_articles(store) == 4 and len(set_aside(store)) == 1, 20)
    assert "empty" in set_aside(store)[0]
    (inbox / "nothing.txt").write_bytes((samples / "protest-conakry.txt").read_bytes())
    assert once(config, store, tmp_path).new == 1
    assert set_aside(store) == []


def test_an_archive_is_read_on_from_where_it_was(store: Store, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": f"r{n}", "title": f"Envoy {n}", "text": f"NIAMEY - Envoy {n} arrived.", "url": f"https://a.example/{n}"})
        for n in range(50)
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    config = parse(QUICK + '[[source]]\nname = "old"\nkind = "archive"\naddress = "*.jsonl"\n')
    read: list[str] = []
    stopper = threading.Event()

    def reading(capture):
        read.append(capture.uri)
        if len(read) == 20:
            stopper.set()
            collector.stop()
        return read_whole(capture)

    collector = Collector(config, store, InlineReader(reading), base=tmp_path)
    collector.run(once=True)
    assert stopper.is_set()
    assert 16 <= number_of_articles(store) < 50
    assert once(config, store, tmp_path).same == 0
    assert number_of_articles(store) == 50


def test_a_source_that_fails_raises_a_notice_that_ends_when_it_works_again(site: NewsSite, store: Store) -> None:
    site.extra["/feed.xml"] = lambda to: to.answer(b"oops", "text/plain", 500)
    config = config_of(f"feed {site.address}/feed.xml")
    for _ in range(3):
        quickly(config, store)
    assert [kind for kind, _ in standing(store)] == ["source-failing"]
    assert (states(store)["s0"].state, states(store)["s0"].failures) == ("failing", 3)
    del site.extra["/feed.xml"]
    quickly(config, store)
    assert standing(store) == []
    assert states(store)["s0"].state == "ok"


def test_a_feed_that_is_no_feed_says_so_and_is_tried_again(site: NewsSite, store: Store) -> None:
    quickly(config_of(f"feed {site.address}/"), store)
    assert "dateline add" in (states(store)["s0"].problem or "")


def test_a_sitemap_that_is_none_fails_and_stops_nothing(site: NewsSite, store: Store) -> None:
    site.extra["/map.xml"] = lambda to: to.answer(bytes(range(256)) * 9, "application/xml")
    assert quickly(config_of(f"sitemap {site.address}/map.xml", f"feed {site.address}/feed.xml"), store).new == 12
    assert states(store)["s0"].failures == 1


def test_whole_entries_without_addresses_are_articles_of_their_own(site: NewsSite, store: Store) -> None:
    words = "The council of the harbour town met again and spoke about the tents. " * 15
    items = "".join(f"<item><title>Note {n}</title><description>{words} {n}.</description></item>" for n in range(3))
    site.extra["/notes.xml"] = lambda to: to.answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "text/xml")
    assert once(config_of(f"feed {site.address}/notes.xml"), store).new == 3


def test_a_source_that_has_moved_for_good_raises_a_notice(site: NewsSite, store: Store) -> None:
    site.extra["/old.xml"] = lambda to: to.redirect("/feed.xml", 301)
    quickly(config_of(f"feed {site.address}/old.xml"), store)
    assert states(store)["s0"].moved_to == f"{site.address}/feed.xml"
    assert states(store)["s0"].state == "moved"


def test_a_source_that_falls_silent_for_longer_than_its_habit_raises_a_notice(site: NewsSite, store: Store) -> None:
    config = config_of(f"feed {site.address}/feed.xml")
    quickly(config, store)
    with store.writing() as connection:  # one item an hour
        for number, key in enumerate(connection.execute(select(fetches.c.key).where(fetches.c.role != "list")).scalars().all()):
            seen = health.moment(NOW - timedelta(hours=number))
            connection.execute(update(fetches).where(fetches.c.key == key).values(seen_at=seen))
    quickly(config, store, 20)
    assert standing(store) == []
    quickly(config, store, 26)
    assert standing(store) == [("source-silent", "s0 has had nothing new for 26.0 hours; its usual gap is at most 1.0 hours.")]
    site.reports["extra"] = site.reports["report-1"].__class__("extra", "Extra", ("One.", "Two."), NOW)
    quickly(config, store, 27)
    assert standing(store) == []


def test_texts_that_are_suddenly_short_raise_a_notice(site: NewsSite, store: Store) -> None:
    config = config_of(f"feed {site.address}/feed.xml")
    quickly(config, store)
    first = site.reports["report-1"]
    for number in range(3):
        site.reports[f"short-{number}"] = first.__class__(f"short-{number}", f"Short {number}", ("Log in.",), first.published)
    quickly(config, store)
    assert [kind for kind, _ in standing(store)] == ["layout-changed"]


def test_the_pause_adapts_to_the_rhythm_of_the_source(site: NewsSite, store: Store) -> None:
    config = parse(
        QUICK.replace("latest = 0.5", "latest = 100") + f'[[source]]\nname = "s"\nkind = "feed"\naddress = "{site.address}/feed.json"\n'
    )
    pauses = []
    for _ in range(4):
        quickly(config, store)
        with store.reading() as connection:
            pauses.append(connection.execute(select(source_health.c.pause)).scalar_one())
    assert pauses == sorted(pauses)
    assert pauses[0] == 0.2
    site.reports["extra"] = site.reports["report-1"].__class__("extra", "Extra", ("One.", "Two."), site.reports["report-1"].published)
    quickly(config, store)
    with store.reading() as connection:
        assert connection.execute(select(source_health.c.pause)).scalar_one() < pauses[-1]


def test_a_host_that_asks_for_time_gets_it(site: NewsSite, store: Store) -> None:
    begun: list[float] = []

    def busy(to):
        begun.append(time.monotonic())
        if len(begun) == 1:
            to.answer(b"slowly", "text/plain", 429, **{"Retry-After": "1"})
        else:
            to.answer(to.server.site.rss(), "application/rss+xml")

    site.extra["/feed.xml"] = busy
    with collecting(Collector(config_of(f"feed {site.address}/feed.xml"), store, InlineReader(read_quickly))):
        until(lambda: number_of_articles(store) == 12, 30)
    assert begun[1] - begun[0] >= 1.0


def test_a_feed_of_very_many_items_is_taken_whole(site: NewsSite, store: Store) -> None:
    items = "".join(
        f"<item><title>Item {n}</title><guid isPermaLink='false'>g{n}</guid><description>{'Words. ' * 3}{n} ...</description></item>"
        for n in range(3000)
    )
    site.extra["/big.xml"] = lambda to: to.answer(
        f"<rss version='2.0'><channel><title>Big</title>{items}</channel></rss>".encode(), "text/xml"
    )
    with collecting(Collector(config_of(f"feed {site.address}/big.xml"), store, InlineReader(read_quickly))):

        def all_there() -> bool:
            with store.reading() as connection:
                return len(connection.execute(select(fetches.c.key).where(fetches.c.role == "entry")).all()) == 3000

        until(all_there, 100)
