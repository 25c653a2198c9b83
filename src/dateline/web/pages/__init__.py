"""The pages of the desk, one file each: its ``router`` and what it gathers for its template."""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter

FILES = (
    "today",
    "lists",
    "reports",
    "report",
    "judging",
    "positions",
    "commitments",
    "figures",
    "memberships",
    "actor",
    "place",
    "proposition",
    "events",
    "statements",
    "stories",
    "story",
    "situations",
    "situation",
    "map",
    "dossiers",
    "coding",
    "watches",
    "alerts",
    "sources",
    "signing",
    "account",
    "users",
    "audit",
    "api",
)  # in the order in which their addresses are tried


def routers() -> tuple[APIRouter, ...]:
    """The routers of all pages."""
    return tuple(import_module(f"dateline.web.pages.{name}").router for name in FILES)
