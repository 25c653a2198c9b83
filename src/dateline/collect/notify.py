"""What systemd wants to hear of a service (sd_notify): ready, alive, stopping."""

from __future__ import annotations

import os
import socket


def notify(*said: str) -> None:
    """Sends a state such as ``READY=1`` to systemd; does nothing where there is none."""
    where = os.environ.get("NOTIFY_SOCKET", "")
    if not where.startswith(("/", "@")):
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.connect("\0" + where[1:] if where.startswith("@") else where)
            out.send("\n".join(said).encode())
    except OSError:
        return  # a service that cannot say how it is works on all the same


def watchdog() -> float | None:
    """The seconds within which systemd wants a sign of life, None where it wants none."""
    said = os.environ.get("WATCHDOG_USEC", "")
    return int(said) / 2e6 if said.isascii() and said.isdigit() and int(said) else None
