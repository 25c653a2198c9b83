"""Connections to public addresses only: the host is resolved here, its addresses are checked, and the checked one is connected to.

Whoever answers a second look-up otherwise (DNS rebinding) gains nothing by it, since there is no second look-up.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from typing import Any, cast

import httpcore2
import httpx2

SHARED = ipaddress.ip_network("100.64.0.0/10")  # between providers and their customers
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses in IPv6 clothes
CONNECTIONS = 64
IDLE = 15.0  # seconds that an unused connection is kept


class Refused(httpcore2.ConnectError):
    """The host lies at an address that is not public and is not allowed by name."""


def is_public(address: str) -> bool:
    """True for an IP address that lies on the public internet, IPv4 addresses inside IPv6 ones looked at as what they are."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not special and not (ip.version == 4 and ip in SHARED)


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host in the order of the system's preference; ``httpcore2.ConnectError`` where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(f"the host {host} is not known") from error
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class CheckedBackend(httpcore2.NetworkBackend):
    """Connects to hosts at public addresses, and to the hosts in ``allow`` wherever they are."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        """``allow`` holds names of hosts as they stand in addresses."""
        self._allow = frozenset(name.lower().strip("[]") for name in allow)
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """A connection to the first address of the host that answers; ``Refused`` if one of them is not public."""
        addresses = resolved(host, port)
        if host.lower() not in self._allow and not all(is_public(each) for each in addresses):
            raise Refused(f"{host} lies at an address that is not public; name it in allow if that is meant")
        last: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses[:4]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last or httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: there are no reports behind a socket file."""
        del timeout, socket_options
        raise Refused(f"{path} is no host")

    def sleep(self, seconds: float) -> None:
        """Waits."""
        self._inner.sleep(seconds)


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from cast("Iterable[bytes]", self._answer.stream)

    def close(self) -> None:
        self._answer.close()


class CheckedTransport(httpx2.BaseTransport):
    """Sends requests by HTTP/1.1 over a pool of checked connections; no proxy, no environment."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        """``allow`` as for ``CheckedBackend``."""
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            network_backend=CheckedBackend(allow),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS // 2,
            keepalive_expiry=IDLE,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer; errors are those of httpcore2."""
        where = request.url
        address = httpcore2.URL(scheme=where.raw_scheme, host=where.raw_host, port=where.port, target=where.raw_path)
        stream: Any = request.stream
        answer = self._pool.handle_request(
            httpcore2.Request(request.method, address, headers=request.headers.raw, content=stream, extensions=request.extensions)
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Lets go of all connections."""
        self._pool.close()
