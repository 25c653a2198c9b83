"""Runs the desk: refuses what would let strangers in, then answers until it is stopped."""

from __future__ import annotations

import gc
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from dateline.errors import OutputError, UsageError
from dateline.store.engines import shown
from dateline.store.store import Store
from dateline.web.security import users
from dateline.web.security.door import networks
from dateline.web.settings import Settings

FILES = 4096  # that may be open at once, where the system allows it
ENDS = 10  # seconds that requests under way have, once it is stopped


def safe(settings: Settings, store: Store) -> None:
    """Raises ``UsageError`` with one sentence that says what to do, where the desk would let strangers in or could let nobody in."""
    networks(settings.proxies)
    if settings.proxy_header and not settings.proxies:
        raise UsageError("--proxy-header counts from known proxies alone: name their addresses with --proxies.")
    if settings.token is not None and len(settings.token) < 24:
        raise UsageError("The token is too short to be safe: take at least 24 characters, as from openssl rand -base64 32.")
    if settings.loopback or settings.token or settings.proxy_header or users.there_are(store):
        return
    raise UsageError(
        f"{settings.host} can be reached by others and this desk has no users: make the first with "
        f"dateline users add NAME --admin --store {shown(settings.store)}, or put a token into DATELINE_TOKEN."
    )


def serve(settings: Settings, store: Store, ready: Callable[[str], None]) -> None:
    """Answers requests until stopped; calls ``ready`` with the desk's address. ``OutputError`` where it cannot listen."""
    gc.disable()  # what is imported now stays: to look through it again and again would take a tenth of the start
    import uvicorn

    from dateline.web.app import make_app
    from dateline.web.security.careful import careful

    safe(settings, store)
    _more_files()
    listening = _listening(settings.host, settings.port)
    app = make_app(settings, store)
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(
        app, http=careful(settings), ws="none", loop="asyncio", log_config=None, log_level="warning",
        access_log=False, proxy_headers=False, server_header=False, limit_concurrency=settings.bounds.connections, lifespan="on",
        timeout_keep_alive=settings.bounds.idle_seconds, timeout_graceful_shutdown=ENDS,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, _ended)
    ready(address(settings.host, listening.getsockname()[1]))
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _ended(number: int, frame: object) -> None:
    """The server has let requests under way come to their end; so does the program."""
    sys.exit(0)


def address(host: str, port: int) -> str:
    """Where the desk is, for a browser."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _listening(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(found[0], socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sends small answers at once
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(found[4])
        made.listen(1024)
    except OSError as error:
        why = "another program listens there" if error.errno == 98 else error.strerror
        raise OutputError(f"The desk cannot listen on {host}, port {port}: {why}; give another --port.") from error
    return made


def _more_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard) if hard != resource.RLIM_INFINITY else FILES, hard))
