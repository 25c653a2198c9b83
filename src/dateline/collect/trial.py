"""The sources of a configuration looked at once each, those that are switched off too: what is there, in one line. Nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dateline import ingest
from dateline.collect.config import Config, SourceSettings
from dateline.collect.fetch import Answer, Asked, Fetcher, FetchFailed
from dateline.collect.folders import files_in
from dateline.collect.listing import Further, Seen, listing_of
from dateline.collect.opml import feeds_of
from dateline.collect.robots import Robots
from dateline.collect.shown import plain
from dateline.errors import UnreadableSource

LISTS = ("feed", "sitemap", "page")


@dataclass(frozen=True, slots=True)
class Look:
    """What one source has: ``found`` says it for eyes, ``well`` whether reports can be had from it."""

    source: SourceSettings
    found: str
    well: bool

    def __str__(self) -> str:
        """As one line."""
        return plain(f"{self.source.name} ({'on' if self.source.on else 'off'}): {self.found}")


def look_at(config: Config, base: Path, fetcher: Fetcher, *, sleep: Callable[[float], None] = time.sleep) -> Iterator[Look]:
    """What each source of ``config`` has, in their order, each as it is found; paths begin at ``base``.

    ``robots.txt`` and the pauses between two fetches from one host are kept to.
    """
    robots, hosts = Robots(fetcher), set[str]()
    for source in config.source:
        host = urlsplit(source.address).netloc if "://" in source.address else ""
        try:
            if host:
                robots.check(source.address)
                if host in hosts:
                    sleep(max(config.collect.delay, robots.delay(host)))
                hosts.add(host)
            found, well = _found(source, config, base, fetcher)
        except (FetchFailed, UnreadableSource) as error:
            found, well = str(error), False
        yield Look(source, found, well)


def _found(source: SourceSettings, config: Config, base: Path, fetcher: Fetcher) -> tuple[str, bool]:
    if source.kind == "opml":
        feeds = len(feeds_of(source, base, fetcher, set()))
        return f"{_many(feeds, 'feed')}.", feeds > 0
    if source.kind not in LISTS:
        files = len(files_in(source, base, settled=False))
        return f"{_many(files, 'file')}.", source.kind == "folder" or files > 0  # a folder may be empty: it is watched
    largest = config.collect.largest << 20
    is_report = source.kind == "page" and source.links is None
    answer = fetcher.fetch(Asked(source.address, largest=largest if is_report else largest * 10))
    told, well = _report(answer, source) if is_report else _listed(answer, source)
    moved = f" It has moved to {answer.moved_to}: write that in its place." if answer.moved_to is not None else ""
    return told + moved, well


def _report(answer: Answer, source: SourceSettings) -> tuple[str, bool]:
    article = ingest.article(ingest.unpack(answer.body or b"", source.address), uri=answer.address)
    headline = article.headline.text if article.headline is not None else "no headline"
    return f"a report of {len(article.text):,} characters, “{headline}”.", True


def _listed(answer: Answer, source: SourceSettings) -> tuple[str, bool]:
    reports, further, wrong, newest = 0, 0, 0, ""
    for item in listing_of(answer, source, source.address).items:
        if isinstance(item, Seen):
            reports, newest = reports + 1, max(newest, item.dated or "")
        elif isinstance(item, Further):
            further += 1
        else:
            wrong += 1
    told = [_many(reports, "report"), *([f"the newest of {newest[:10]}"] if newest else [])]
    told += [_many(further, "further list")] if further else []
    told += [f"{_many(wrong, 'entry', 'entries')} that cannot be read"] if wrong else []
    return f"{', '.join(told)}.", reports + further > 0


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
