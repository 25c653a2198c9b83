"""Fetching one address: what a good citizen does, and one plain sentence for whatever a site does."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore2
import pytest

from dateline.collect import network
from dateline.collect.fetch import Asked, Fetcher, FetchFailed, _wait
from dateline.collect.network import is_public
from dateline.collect.robots import Robots
from news_server import FAULTY, NewsSite, bombs, made_up

START = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite([made_up(1, START)], slow=3.0).served() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(contact="editor@collector.example", allow=("127.0.0.1",), limit=1.0)
    yield made
    made.close()


def test_a_page_comes_with_who_asked_for_it(site: NewsSite, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(Asked(f"{site.address}/news/report-1"))
    assert answer.status == 200
    assert answer.body == site.page(site.reports["report-1"])
    assert answer.charset == "utf-8"
    assert list(site.agents) == [fetcher.agent]
    assert "(+editor@collector.example)" in fetcher.agent


def test_what_has_not_changed_is_not_sent_again(site: NewsSite, fetcher: Fetcher) -> None:
    first = fetcher.fetch(Asked(f"{site.address}/news/report-1"))
    again = fetcher.fetch(Asked(f"{site.address}/news/report-1", etag=first.etag, modified=first.modified))
    assert (again.status, again.body, again.etag) == (304, None, first.etag)


def test_a_permanent_redirect_tells_the_new_address(site: NewsSite, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(Asked(f"{site.address}/moved/report-1"))
    assert answer.moved_to == answer.address == f"{site.address}/news/report-1"


EXPECTED = {
    "500": ("passing", "answers 500"), "503": ("passing", "answers 503"), "429": ("passing", "answers 429"), "404": ("lasting", "answers 404"),
    "reset": ("passing", "connection"), "truncated": ("passing", "breaks off"), "slow": ("passing", "longer than 1 s"),
    "endless": ("lasting", "larger than 1 MB"), "damaged": ("passing", "damaged"), "cut-gzip": ("passing", "breaks off"),
    "gzip-bomb": ("lasting", "larger than 1 MB"), "brotli-bomb": ("lasting", "larger than 1 MB"), "loop": ("lasting", "redirects more than 5"),
    "outside": ("lasting", "no http(s) address"), "private": ("lasting", "not public"), "empty": ("passing", "empty"),
    "no-http": ("passing", "no HTTP"), "binary": None,
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FAULTY))
def test_every_fault_is_one_plain_sentence(kind: str, site: NewsSite, fetcher: Fetcher) -> None:
    site.extra["/fault"] = FAULTY[kind]
    expected = EXPECTED[kind]
    if expected is None:  # bytes are bytes: the reader refuses them
        assert fetcher.fetch(Asked(f"{site.address}/fault")).body
        return
    bombs()
    begun = time.monotonic()
    with pytest.raises(FetchFailed) as failed:
        fetcher.fetch(Asked(f"{site.address}/fault", largest=1 << 20))
    assert time.monotonic() - begun < 15
    assert (failed.value.kind, True) == (expected[0], expected[1] in str(failed.value)), str(failed.value)
    assert str(failed.value).startswith(f"{site.address}/fault: ")
    assert "\n" not in str(failed.value)


def test_a_site_says_how_long_to_stay_away(site: NewsSite, fetcher: Fetcher) -> None:
    site.extra["/busy"] = FAULTY["429"]
    with pytest.raises(FetchFailed) as failed:
        fetcher.fetch(Asked(f"{site.address}/busy"))
    assert failed.value.wait == 1.0
    assert 25 < (_wait(format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)) or 0) <= 30
    assert [_wait(said) for said in ("soon", "", None, "-3")] == [None] * 4
    assert _wait("99999999999") == 86_400.0


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/x", "file:///etc/passwd", "http:///x", "nonsense", "http://[::1"])
def test_only_http_addresses_are_fetched(address: str, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetcher.fetch(Asked(address))
    assert failed.value.kind == "lasting"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1",
     "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.2.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_a_private_address_is_refused_unless_it_is_allowed_by_name(site: NewsSite) -> None:
    stranger = Fetcher(allow=("localhost",))
    with pytest.raises(FetchFailed, match=r"not public; name it in allow"):
        stranger.fetch(Asked(f"{site.address}/"))
    assert stranger.fetch(Asked(f"{site.address}/".replace("127.0.0.1", "localhost"))).status == 200
    assert len(site.requests) == 1
    stranger.close()


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(site: NewsSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the address that was checked is the address that is connected to."""
    asked: list[str] = []
    connected: list[str] = []

    def rebinding(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    def connect(self: object, host: str, *rest: object) -> object:
        connected.append(host)
        raise httpcore2.ConnectError("the test connects to nobody")

    monkeypatch.setattr(network.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    fetcher = Fetcher()
    with pytest.raises(FetchFailed, match="no connection"):
        fetcher.fetch(Asked("http://rebind.example/"))
    assert connected == ["93.184.216.34"]
    with pytest.raises(FetchFailed, match="not public"):
        fetcher.fetch(Asked("http://rebind.example/"))
    assert connected == ["93.184.216.34"]
    fetcher.close()


def test_a_host_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(network.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(network.Refused):
        network.CheckedBackend().connect_tcp("mixed.example", 80)


def test_what_robots_txt_forbids_is_not_fetched(site: NewsSite, fetcher: Fetcher) -> None:
    site.robots = "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"
    robots = Robots(fetcher)
    robots.check(f"{site.address}/news/report-1")
    with pytest.raises(FetchFailed, match=r"robots\.txt forbids it"):
        robots.check(f"{site.address}/private/report-1")
    assert robots.delay(site.address.removeprefix("http://")) == 7.0
    assert [path for path, _ in site.requests] == ["/robots.txt"]


def test_a_site_without_rules_allows_everything_and_one_that_is_down_nothing_yet(site: NewsSite, fetcher: Fetcher) -> None:
    site.extra["/robots.txt"] = FAULTY["404"]
    Robots(fetcher).check(f"{site.address}/private/x")
    site.extra["/robots.txt"] = FAULTY["500"]
    with pytest.raises(FetchFailed) as failed:
        Robots(fetcher).check(f"{site.address}/news/report-1")
    assert failed.value.kind == "passing"
