"""Runs with faults and kills: what they do and what must hold after them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from conftest import ROOT
from dateline.ingest.assemble import canonical_address
from dateline.store import Store
from dateline.store.fetch_tables import fetches
from dateline.store.tables import articles, versions
from news_server import NewsSite

LINES = 80  # of the log of a collector, before it is killed, at most


def kept(store: Store) -> dict[str, list[str]]:
    """The texts of all articles by their canonical address, in order of their versions."""
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        query = select(articles.c.address, versions.c.text).join(versions, versions.c.article == articles.c.id)
        for address, text in connection.execute(query.order_by(articles.c.id, versions.c.number)).all():
            found.setdefault(canonical_address(address), []).append(text)
    return found


def number_of_articles(store: Store) -> int:
    """How many articles are kept."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(articles)).scalar_one()


def set_aside(store: Store) -> list[str]:
    """Why addresses were set aside."""
    with store.reading() as connection:
        return [reason or "" for reason in connection.execute(select(fetches.c.reason).where(fetches.c.state == "set-aside")).scalars()]


def wrong(site: NewsSite, store: Store) -> list[str]:
    """What is lost, there twice, or not as the site has it; nothing where all is well."""
    found, host = kept(store), site.address.removeprefix("http://")
    out = [f"{slug} is lost" for slug in site.reports if f"{host}/news/{slug}" not in found]
    for report in site.reports.values():
        texts = found.get(f"{host}/news/{report.slug}", [])
        if len(set(texts)) != len(texts):
            out.append(f"{report.slug} has a version twice")
        if texts and not texts[-1].endswith(report.body[-1]):
            out.append(f"{report.slug} is not as it is now")
    if len(found) != len(site.reports) or number_of_articles(store) != len(site.reports):
        out.append(f"{number_of_articles(store)} articles at {len(found)} addresses, not {len(site.reports)}")
    return out


def kill_again_and_again(config: Path, kills: int, seed: int) -> int:
    """Starts the collector and kills it after some random work, so many times; gives how many times it was killed at work."""
    chance, killed = random.Random(seed), 0
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
    for _ in range(kills):
        command = [sys.executable, str(ROOT / "tests" / "stub_collector.py"), str(config)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
            assert process.stderr is not None
            for _ in range(chance.randint(1, LINES)):  # so much of its log, then a moment more
                process.stderr.readline()
            time.sleep(chance.uniform(0.0, 0.03))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.stderr.read()
    return killed
