"""`dateline init`, `add`, `collect`, `sources` as a person types them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from collecting_runs import QUICK
from dateline.collect.config import Config, SourceSettings
from dateline.collect.fetch import Fetcher
from dateline.collect.health import SourceState
from dateline.collect.log import Log
from dateline.collect.metrics import Metrics
from dateline.collect.notify import notify, watchdog
from dateline.collect.shown import json_lines, table
from dateline.collect.trial import look_at
from dateline.ingest.opml import read_opml
from news_server import NewsSite


def dateline(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False)


def test_from_an_empty_folder_to_a_store_and_the_state_of_its_sources(tmp_path: Path, samples: Path) -> None:
    assert dateline("init", cwd=tmp_path).returncode == 0
    (tmp_path / "inbox" / "rome.txt").write_bytes((samples / "rome-meeting.txt").read_bytes())
    done = dateline("collect", "--once", "--log", "json", "--metrics", "figures.prom", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    facts = [json.loads(line)["fact"] for line in done.stderr.splitlines()[:-1]]
    assert facts[-2:] == ["kept", "stopped"]
    assert 'dateline_reports_total{outcome="new"} 1.0' in (tmp_path / "figures.prom").read_text()
    shown = dateline("sources", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines()[1].split()[:3] == ["inbox", "folder", "ok"]
    feeds = read_opml(dateline("sources", "--opml", cwd=tmp_path).stdout.encode(), "feeds")
    assert len(feeds) == 10


def test_the_feed_of_a_page_is_found_and_added(site: NewsSite, tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    assert "dateline init makes one" in dateline("add", site.address, cwd=tmp_path).stderr
    file.write_text('[collect]\nallow = ["127.0.0.1"]\n', encoding="utf-8")
    assert "contact" in dateline("add", site.address, cwd=tmp_path).stderr
    file.write_text('[collect]\ncontact = "a@b.example"\nallow = ["127.0.0.1"]\n', encoding="utf-8")
    done = dateline("add", f"{site.address}/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f'address = "{site.address}/feed.xml"' in file.read_text(encoding="utf-8")
    again = dateline("add", f"{site.address}/", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    nowhere = dateline("add", f"{site.address}/news/nothing", cwd=tmp_path)
    assert (nowhere.returncode, "answers 404" in nowhere.stderr) == (2, True)


def test_every_source_is_looked_at_once_and_told_in_a_line(site: NewsSite, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "feeds.opml").write_bytes(site.opml())
    site.extra["/moved"] = lambda handler: handler.redirect(f"{site.address}/feed.xml", 301)
    wanted = {
        "feed.xml": "12 reports, the newest of 2026-03-10.",
        "sitemap.xml": "12 reports, the newest of 2026-03-10.",
        "news/report-1": "a report of",
        "": "this is a page, no feed; dateline add",
        "nothing.xml": "the site answers 404.",
        "private/feed.xml": "robots.txt forbids it.",
        "moved": f"12 reports, the newest of 2026-03-10. It has moved to {site.address}/feed.xml: write that in its place.",
        "inbox": "0 files.",
        "feeds.opml": "2 feeds.",
    }
    kinds = {"sitemap.xml": "sitemap", "news/report-1": "page", "inbox": "folder", "feeds.opml": "opml"}
    file = tmp_path / "dateline.toml"
    lines = ['[collect]\nallow = ["127.0.0.1"]\ndelay = 0\n']
    for name in wanted:
        address = name if name in ("inbox", "feeds.opml") else f"{site.address}/{name}"
        lines.append(f'[[source]]\nname = "to {name}"\nkind = "{kinds.get(name, "feed")}"\naddress = "{address}"\non = false\n')
    file.write_text("".join(lines), encoding="utf-8")
    refused = dateline("sources", "--check", cwd=tmp_path)
    assert (refused.returncode, "contact" in refused.stderr) == (2, True)
    file.write_text(file.read_text().replace("[collect]", '[collect]\ncontact = "a@b.example"', 1), encoding="utf-8")
    done = dateline("sources", "--check", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    told = done.stdout.splitlines()
    assert len(told) == len(wanted)
    for line, (name, expected) in zip(told, wanted.items(), strict=True):
        assert line.startswith(f"to {name} (off): ")
        assert expected in line
    assert not list(tmp_path.glob("*.db"))


def test_between_two_looks_at_one_host_there_is_a_pause(site: NewsSite, tmp_path: Path) -> None:
    sources = tuple(SourceSettings(name, "feed", f"{site.address}/{name}") for name in ("feed.xml", "atom.xml", "feed.json"))
    waited: list[float] = []
    with closing(Fetcher(allow=("127.0.0.1",))) as fetcher:
        assert all(look.well for look in look_at(Config(source=sources), tmp_path, fetcher, sleep=waited.append))
    assert waited == [2.0, 2.0]


def test_wrong_calls_are_one_sentence(tmp_path: Path) -> None:
    for arguments in (("collect",), ("sources",), ("sources", "--store", "no.db")):
        done = dateline(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_signal_ends_it_gracefully(site: NewsSite, tmp_path: Path) -> None:
    told = QUICK + f'[[source]]\nname = "s"\nkind = "feed"\naddress = "{site.address}/feed.json"\n'
    (tmp_path / "dateline.toml").write_text(told, encoding="utf-8")
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(tmp_path / "notify"))
    heard.settimeout(60)
    environment = {**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")}
    with subprocess.Popen(
        [sys.executable, "-m", "dateline", "collect"], cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert heard.recv(200).startswith(b"READY=1")
        process.send_signal(signal.SIGTERM)
        assert heard.recv(200) == b"STOPPING=1"
        _, said = process.communicate(timeout=60)
    heard.close()
    assert process.returncode == 0, said
    assert "stopped" in said
    assert "Traceback" not in said


def test_without_systemd_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", "30000000")
    notify("READY=1")
    assert watchdog() == 15.0


def test_the_log_has_one_fact_a_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    Log("text")("kept", headline="One\x1b[31m\ntwo", count=3, nothing=None)
    Log("json")("kept", headline="One\x1b[31m\ntwo")
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith('kept headline="One\ufffd[31m\ufffdtwo" count=3') or "\x1b" not in first
    assert json.loads(second)["headline"] == "One\x1b[31m\ntwo"
    assert "\x1b" not in second


def test_the_table_of_sources_is_for_eyes() -> None:
    failing = SourceState("b\x1b", "feed", "https://b.example/", "2026-01-01T00:00:00Z", None, None, 0, 0.0, 2, 1, 4, "It is gone.", None,
                          ("b could not be fetched 4 times in a row: It is gone.",), ("source-failing",))  # fmt: skip
    text = table([failing])
    assert "\x1b" not in text
    assert text.splitlines()[1].split()[:3] == ["b\ufffd", "feed", "failing"]
    assert text.endswith("It is gone.")
    assert json.loads(json_lines([failing]))["state"] == "failing"


def test_figures_are_written_whole(tmp_path: Path) -> None:
    metrics = Metrics()
    metrics.fetched("new")
    metrics.write(tmp_path / "f.prom")
    assert 'dateline_fetches_total{outcome="new"} 1.0' in (tmp_path / "f.prom").read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["f.prom"]
