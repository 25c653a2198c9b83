"""What outsiders write stays text: nothing runs in the browser, nothing runs in the store, no file is reached that is not shown."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.pipeline import Pipeline
from dateline.store.check import check
from dateline.store.store import Store
from web import desks, hostile

OF_A_KIND, IN_ALL = 3, 260  # addresses
NUMBER = re.compile(r"\d+|[0-9a-f]{8,}|[A-Z]{3}-[A-Z]+|dl_\w+")
INJECTIONS = (
    "'", '"', "' OR '1'='1", "1; DROP TABLE articles; --", "') UNION SELECT password FROM users --", "%' OR 1=1 --", "x\\", "\\'; --",
    'a" OR text MATCH "b', ") OR (", "NEAR(a b, 99999)", "a* AND", "text:*", "^a", "-", "*", "{a}:b", "a NOT", "\x00", "\ud800", "\u202eevil",
    "a" * 5000, "((((((((((" * 50, "9" * 400, "-1", "1e999", "NaN", "../../etc/passwd", "{{7*7}}", "${7*7}", "%s%n", "a\r\nX-Evil: 1", "[]", "null",
    "since:9999999d", "9999-99-99", "type:", 'actor:"', "near:1,2,3,4", "💥" * 300,
)  # fmt: skip


class Visit(NamedTuple):
    """A desk that was walked through: its pages, and what else its links lead to."""

    app: FastAPI
    client: TestClient
    pages: dict[str, LexborHTMLParser]
    others: dict[str, str]


@pytest.fixture(scope="module")
def spoilt(crisis_file: Path, tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "dateline.db"
    hostile.make(crisis_file, path, pipeline)
    return path


@pytest.fixture(scope="module")
def visited(spoilt: Path) -> Iterator[Visit]:
    """A desk on the hostile store; the pages that links and forms lead to from the first one; what is no page."""
    with Store(spoilt, readonly=True) as store:
        outside = [f"/reports/{each.article.id}" for each in store.records() if each.article.source.uri.startswith("https://")]
    with desks.desk(spoilt) as (app, client):
        pages, others = _crawled(client, ["/", *outside])
        yield Visit(app, client, pages, others)


def _crawled(client: TestClient, first: Sequence[str]) -> tuple[dict[str, LexborHTMLParser], dict[str, str]]:
    pages: dict[str, LexborHTMLParser] = {}
    others: dict[str, str] = {}
    waiting, seen, kinds = deque(first), set(first), Counter[str]()
    while waiting and len(pages) + len(others) < IN_ALL:
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code in (200, 303, 400, 404), f"{address}: {answer.status_code}"
        if not answer.headers.get("content-type", "").startswith("text/html"):
            others[address] = answer.text
            continue
        pages[address] = LexborHTMLParser(answer.text)
        for link in _links(pages[address], address):
            kind = NUMBER.sub("#", urlsplit(link).path) + "?" + "&".join(sorted(set(re.findall(r"(\w+)=", urlsplit(link).query))))
            if link not in seen and kinds[kind] < OF_A_KIND:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)
    return pages, others


def _links(page: LexborHTMLParser, address: str) -> Iterator[str]:
    for node in page.css("a[href], area[href]"):
        href = node.attributes.get("href") or ""
        found = urljoin(desks.HERE + address, href)
        if found.startswith(desks.HERE + "/") and "/static/" not in found:
            yield found.removeprefix(desks.HERE).partition("#")[0]


def _nodes(page: LexborHTMLParser) -> Iterator[LexborNode]:
    assert page.root is not None
    yield from page.root.traverse(include_text=False)


def test_there_is_much_to_look_at(visited: Visit) -> None:
    _, _, pages, others = visited
    shown = [address for address, page in pages.items() if hostile.MARK in (page.html or "")]
    assert len(pages) > 60
    assert len(others) > 20
    assert len(shown) > 30, "the hostile words are to be seen, as text"


def test_no_page_runs_what_a_report_brought(visited: Visit) -> None:
    for address, page in visited.pages.items():
        for node in _nodes(page):
            said = f"{address}: {(node.html or '')[:200]}"
            attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
            assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")], said
            assert node.tag not in ("iframe", "object", "embed", "base", "style", "applet", "frame", "meta") or _plain_meta(node), said
            if node.tag == "script":
                inert = attributes.get("type", "").startswith("application/")
                assert inert or (attributes.get("src", "").startswith("/static/") and not (node.text() or "").strip()), said
            for name in ("src", "href", "action", "formaction", "xlink:href", "poster", "data"):
                value = attributes.get(name, "").strip()
                assert not re.match(r"(?i)\s*(javascript|vbscript|data:text)", value), said
                if name in ("action", "formaction"):
                    assert value == "" or re.match(r"/[^/\\]", value) or value == "/", said
                if name in ("src", "data", "poster"):
                    assert value == "" or value.startswith(("/", "data:image")), said
                    assert hostile.MARK not in value, said


def _plain_meta(node: LexborNode) -> bool:
    return node.tag == "meta" and "http-equiv" not in node.attributes


def test_links_to_elsewhere_are_http_and_say_nothing_of_the_desk(
    visited: Visit,
) -> None:
    outside = 0
    for address, page in visited.pages.items():
        for node in page.css("[href]"):
            href = node.attributes.get("href") or ""
            if not href.startswith(("/", "#", "?")) and ":" in href.split("/")[0]:
                assert href.startswith(("https://", "http://", "mailto:")), f"{address}: {href}"
                rel = set((node.attributes.get("rel") or "").split())
                assert href.startswith("mailto:") or {"noopener", "noreferrer", "nofollow"} <= rel, f"{address}: {href}"
                outside += 1
    assert outside > 0


def test_templates_are_not_run_twice(visited: Visit) -> None:
    for address, page in visited.pages.items():
        if hostile.MARK in (page.html or ""):
            assert "onload=x9x()>49" not in (page.html or "").replace("&gt;", ">"), address


def test_feeds_and_lists_hold_the_words_as_words(visited: Visit) -> None:
    feeds = 0
    for address, text in visited.others.items():
        path = urlsplit(address).path
        if path.endswith((".rss", ".atom", ".xml", ".opml")) and text:
            tree = etree.fromstring(
                text.encode(), etree.XMLParser(resolve_entities=False, no_network=True)
            )  # well-formed, whatever was in it
            assert not [node for node in tree.iter() if str(node.tag).rpartition("}")[2] in ("script", "img", "svg")], address
            feeds += 1
        elif path.endswith(".csv"):
            assert not re.search(r"(?m)^[=+@]", text), f"{address}: a cell that a table program would run"
    assert feeds > 3


def test_raw_bytes_are_shown_as_text_alone(visited: Visit) -> None:
    app, client, _, _ = visited
    with app.state.desk.store.reading():
        articles = [record.article.id for record in app.state.desk.store.records()]
    for article in articles[-3:]:
        answer = client.get(f"/reports/{quote(article, safe='')}/raw")
        kind = answer.headers["content-type"]
        assert answer.status_code in (200, 404)
        if kind.startswith("text/html"):  # a page of ours around it
            assert not LexborHTMLParser(answer.text).css(f"img[src={hostile.MARK}]")
        else:
            assert kind.startswith(("text/plain", "application/octet-stream"))
            assert "sandbox" in answer.headers["content-security-policy"] or kind.startswith("text/plain")


# injection


def parameters(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every page that is asked with words, and each word that it takes."""
    for path, route in desks.routes(app):
        if "GET" in route.methods:
            names = {field.alias for field in route.dependant.query_params}
            plain = any(
                path.startswith(start)
                for start in ("/reports", "/events", "/statements", "/positions", "/figures", "/memberships", "/map", "/api/v1")
            )
            for name in sorted(names | ({"q", "actor", "type", "since", "place", "sort"} if plain else set())):
                yield desks.filled(path), name


def test_no_word_in_an_address_reaches_the_store_but_as_a_word(
    visited: Visit,
) -> None:
    app, client, _, _ = visited
    before = _counted(app)
    tried = 0
    asked = [(path, name) for path, name in parameters(app) if not path.endswith("/live")]
    for number, (path, name) in enumerate(asked):
        for injection in INJECTIONS if number % 20 == 0 else INJECTIONS[number % 13 :: 13]:
            address = f"{path}?{name}={quote(injection.encode('utf-8', 'surrogatepass'))}"
            answer = client.get(address)
            assert answer.status_code < 500 or answer.status_code == 503, f"{address}: {answer.text[:300]}"
            assert "X-Evil" not in answer.headers
            assert "Traceback" not in answer.text
            assert "sqlite3" not in answer.text.lower()
            tried += 1
    for path, route in desks.routes(app):
        if "{" in path and "GET" in route.methods:
            for injection in INJECTIONS[:: 1 if path.count("{") == 1 and "/api/" not in path else 5]:
                address = re.sub(r"\{[^}]*\}", lambda _, value=injection: quote(value.encode("utf-8", "surrogatepass"), safe=""), path)
                assert client.get(address).status_code < 500, address
                tried += 1
    assert tried > 500
    assert _counted(app) == before
    assert not list(check(app.state.desk.store))


def _counted(app: FastAPI) -> list[int]:
    from sqlalchemy import text

    tables = ("articles", "readings", "actors", "events", "watches", "dossiers", "grades", "users")
    with app.state.desk.store.reading() as connection:
        return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0 for table in tables]


def test_no_field_of_a_form_reaches_the_store_but_as_a_word(
    visited: Visit,
) -> None:
    app, client, pages, _ = visited
    done: set[str] = set()
    for page in pages.values():
        for form in page.css("form[method=post]"):
            action = form.attributes.get("action") or ""
            kind = NUMBER.sub("#", action)
            if kind in done or action.startswith(("/sign-", "/users", "/account/password", "/sources")):
                continue
            done.add(kind)
            names = [node.attributes.get("name") for node in form.css("[name]")]
            for injection in INJECTIONS[:3] + INJECTIONS[18:21]:
                fields = {str(name): injection.encode("utf-8", "replace").decode() for name in names if name and name != "csrf"}
                answer = desks.send(client, action, **fields)
                assert answer.status_code < 500 or answer.status_code == 503, f"{action}: {fields}"
    assert len(done) >= 3
    assert not list(check(app.state.desk.store))


# files


TRAVERSALS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "..\\..\\etc\\passwd",
    "%2e%2e%5c%2e%2e%5cetc%5cpasswd", "/etc/passwd", "%2fetc%2fpasswd", "..;/..;/etc/passwd", "%252e%252e%252fetc%252fpasswd",
    "%c0%ae%c0%ae/etc/passwd", "desk.css%00.png", "../app.py", "../settings.py", "..%2ftemplates%2fbase.html.j2", "file:///etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize("way", TRAVERSALS)
def test_no_address_leads_to_a_file_that_is_not_shown(visited: Visit, way: str) -> None:
    app, client, _, _ = visited
    starts = {"/static/", "/"} | {path.partition("{")[0] for path, _ in desks.routes(app) if "{" in path}
    for start in sorted(starts):
        answer = client.send(client.build_request("GET", desks.HERE + start + way))
        assert answer.status_code < 500 or answer.status_code == 503, start
        assert "root:" not in answer.text, start
        assert "def make_app" not in answer.text, start
        assert "{% block" not in answer.text, start


def test_the_store_is_whole_after_all_that(spoilt: Path) -> None:
    with Store(spoilt) as store:
        assert not list(check(store))
