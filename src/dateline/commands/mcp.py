"""The command that lets assistants ask: the Model Context Protocol on standard input and output, or over HTTP with a token."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.commands.common import plainly, site_option, store_option, there
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.web.assistants.tools import Room

SHORTEST = 24  # characters of a token


@click.command()
@store_option
@site_option
@click.option(
    "--http", "place", metavar="HOST:PORT", help="Serve over HTTP there, for those who bring a token; else on standard input and output."
)
@click.option("--token-file", type=click.Path(path_type=Path), metavar="FILE", help="A token that lets in (else DATELINE_MCP_TOKEN).")
@click.option("--allow-judging", "judging", is_flag=True, help="Let the assistant judge values too, in your name.")
@click.option("--desk", metavar="ADDRESS", default="", help="Where the desk is, so that links lead there: http://127.0.0.1:8484.")
def mcp(address: str, site: Path | None, place: str | None, token_file: Path | None, judging: bool, desk: str) -> None:
    """Let assistants ask the store: its questions as tools over the Model Context Protocol; read-only without --allow-judging."""
    with plainly():
        _installed()
        from dateline.store.store import Store
        from dateline.web.assistants.tools import Room
        from dateline.web.security.knowing import person

        there(address)
        with Store(address) as store:
            store.knowledge = site
            room = Room(store, desk.rstrip("/"))
            if place is None:
                from dateline.web.assistants.serving import on_streams, server

                on_streams(server(room, judging=judging, who=person()))
            else:
                _over_http(room, place, _token(token_file), person(), judging=judging)


def _over_http(room: Room, place: str, token: str | None, who: str, *, judging: bool) -> None:
    from dateline.web.assistants.serving import app, knowing, on_network, place_of, server
    from dateline.web.security import users

    host, port = place_of(place)
    if token is None and not users.there_are(room.store):
        raise UsageError(
            "Over HTTP a token is wanted: put one into DATELINE_MCP_TOKEN or a file (--token-file), or make users and tokens "
            "with dateline users."
        )
    if token is not None and len(token) < SHORTEST:
        raise UsageError(f"The token is too short to be safe: take at least {SHORTEST} characters, as from openssl rand -base64 32.")
    served = app(server(room, judging=judging, who=who), knowing(room, token, who, judging=judging), host)
    on_network(served, host, port, lambda where: click.echo(f"Assistants are served at {where} (Ctrl-C ends it).", err=True))


def _token(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("DATELINE_MCP_TOKEN") or None
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the token cannot be read from there.") from error


def _installed() -> None:
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise UsageError('This needs the package mcp: pip install "dateline[assistants]".')
