"""Assistants: the questions as tools, asked by the protocol's own client on streams and over the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.store.question import words_of
from dateline.store.store import Store

pytest.importorskip("mcp", reason="the package mcp is not installed")

from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from dateline.web.assistants.serving import app, knowing, place_of, server
from dateline.web.assistants.tools import Room
from running_desk import running

TOKEN = "a-token-that-is-long-enough-for-tests"
READING = {"find_reports", "statements", "events", "positions", "commitments", "figures", "memberships", "stories", "story", "situation",
           "changes", "report", "read_text"}  # fmt: skip
Talk = Callable[[Client], Awaitable[Any]]


def inside(room: Room, talk: Talk, *, judging: bool = False) -> Any:
    async def run() -> Any:
        async with Client(server(room, judging=judging, who="anna")) as client:
            return await talk(client)

    return anyio.run(run)


async def called(client: Client, tool: str, **given: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, given)
    assert not result.is_error, result.content
    data: dict[str, Any] = result.structured_content
    return data


@pytest.fixture
def room(crisis_copy: Path) -> Iterator[Room]:
    with Store(crisis_copy) as store:
        yield Room(store, "http://desk.example")


def test_the_tools_are_the_questions_and_only_read(room: Room) -> None:
    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == READING
        assert all(tool.annotations.read_only_hint for tool in tools.values())
        assert {word.keyword for word in words_of("events")} == set(tools["events"].input_schema["properties"])

    inside(room, talk)


def test_every_answer_has_its_quote_its_offsets_and_its_link(room: Room) -> None:
    async def talk(client: Client) -> None:
        for tool in ("statements", "events", "positions", "commitments", "figures", "memberships"):
            told = await called(client, tool, limit=4)
            assert told["found"]
            for each in told["found"]:
                report = await called(client, "report", article=each["article"], parts=["article"])
                text = report["article"]["text"]
                assert all(text[start:end] in text and start < end for start, end in each["offsets"])
                assert any(text[start:end].split()[0] in each["quote"] for start, end in each["offsets"])
                assert each["link"] == f"http://desk.example/reports/{each['article']}?value={each['path']}"
                assert each["address"].startswith("https://")

    inside(room, talk)


def test_questions_take_filter_words_and_say_what_is_wrong(room: Room) -> None:
    async def talk(client: Client) -> None:
        told = await called(client, "events", type=["ASSAULT"], status=["real"], since="2025-03-03", limit=3)
        assert {each["type"] for each in told["found"]} == {"ASSAULT"}
        more = await called(client, "events", type=["ASSAULT"], status=["real"], since="2025-03-03", limit=3, after=told["after"])
        assert more["found"]
        assert more["found"] != told["found"]
        for given, sentence in (
            ({"type": ["ASSALT"]}, "ASSAULT"),
            ({"typ": "x"}, "type"),
            ({"limit": 0}, "limit"),
            ({"actor": {"a": 1}}, "texts"),
        ):
            wrong = await client.call_tool("events", given)
            assert wrong.is_error
            assert sentence in wrong.content[0].text
        assert (await client.call_tool("report", {})).is_error
        assert (await client.call_tool("report", {"article": "none"})).is_error

    inside(room, talk)


def test_stories_situations_changes_and_reports_are_told_whole(room: Room) -> None:
    async def talk(client: Client) -> None:
        story = (await called(client, "stories", limit=1))["found"][0]
        assert (await called(client, "story", number=story["id"]))["line"]["title"] == story["title"]
        situation = (await called(client, "situation"))["found"][0]
        whole = await called(client, "situation", number=situation["id"])
        assert whole["changes"][0]["now"]["quote"]["text"]
        changes = await called(client, "changes", situation=situation["id"], kinds=["figure-revised"], limit=2)
        assert {each["kind"] for each in changes["found"]} == {"figure-revised"}
        assert (await called(client, "find_reports", words="Bekily", limit=2))["found"][0]["excerpt"]

    inside(room, talk)


def test_a_text_is_read(room: Room, pipeline: Any) -> None:
    room.reports._pipeline = pipeline

    async def talk(client: Client) -> None:
        told = await called(
            client, "read_text", text="BEKILY, March 3 (Example) - The army shelled a clinic on Monday.", published="2025-03-03"
        )
        assert told["events"][0]["type"] == "ASSAULT"

    inside(room, talk)


def test_nothing_is_judged_unless_that_was_allowed(room: Room) -> None:
    said = {"action": "reject", "path": "events/0", "why": "Misread."}

    async def refused(client: Client) -> str:
        article = (await called(client, "events", limit=1))["found"][0]["article"]
        assert (await client.call_tool("judge", {**said, "article": article})).is_error
        return str(article)

    article = inside(room, refused)

    async def allowed(client: Client) -> None:
        assert (await called(client, "judge", **said, article=article))["who"] == "anna"

    inside(room, allowed, judging=True)


def test_a_program_talks_to_it_on_standard_input_and_output(crisis_copy: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "dateline", "mcp", "--store", str(crisis_copy)], env=dict(os.environ)
    )

    async def talk() -> None:
        async with Client(command) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == READING
            assert (await called(client, "events", limit=1))["found"][0]["quote"]

    anyio.run(talk)


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    served = app(server(room, judging=True, who="anna"), knowing(room, TOKEN, "anna", judging=True), "127.0.0.1")
    with running(served) as address:
        yield f"{address}/mcp"


def test_a_program_talks_to_it_over_the_network_with_a_token(address: str) -> None:
    async def talk() -> None:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            told = await called(client, "events", limit=1)
            made = await called(
                client, "judge", action="accept", path=told["found"][0]["path"], article=told["found"][0]["article"], why="So it says."
            )
            assert made["who"] == "anna"

    anyio.run(talk)


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Bearer"}]
)
def test_without_a_token_nobody_comes_in(address: str, headers: dict[str, str]) -> None:
    answer = httpx2.post(address, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_another_hosts_name_is_refused(address: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "evil.example", "Accept": "application/json, text/event-stream"}
    answer = httpx2.post(address, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers)
    assert answer.status_code in (403, 421)


def test_it_does_not_serve_over_the_network_without_a_token(crisis_copy: Path) -> None:
    for place, sentence in (("127.0.0.1:0", "DATELINE_MCP_TOKEN"), ("8485", "HOST:PORT")):
        done = CliRunner().invoke(main, ["mcp", "--store", str(crisis_copy), "--http", place], env={"DATELINE_MCP_TOKEN": None})
        assert done.exit_code == 2
        assert sentence in done.output


def test_a_place_to_listen_is_a_host_and_a_port() -> None:
    assert place_of("[::1]:8485") == ("::1", 8485)
    assert place_of("localhost:0") == ("localhost", 0)
