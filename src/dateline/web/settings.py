"""How the desk is run: where it listens, which store it shows, what it allows."""

from __future__ import annotations

from dataclasses import dataclass

HOST, PORT = "127.0.0.1", 8484


@dataclass(frozen=True, slots=True)
class Settings:
    """``store`` is an address as ``Store`` takes it; ``hosts`` the names that the desk answers to besides its own address.

    ``tiles`` is the address of a tile server that the maps may ask ("https://tiles.example.org/{z}/{x}/{y}.png"); without one the
    maps show the packaged outlines alone, and no page makes a request to the outside.
    """

    store: str = "dateline.db"
    host: str = HOST
    port: int = PORT
    hosts: tuple[str, ...] = ()
    tiles: str | None = None
