"""Pages from templates: one environment, everything from outside escaped, the words and signs of ``show``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from dateline.show.wording import LOOKS, StatusLook
from dateline.store.answers import (
    FoundCommitment,
    FoundEvent,
    FoundFigure,
    FoundMembership,
    FoundPosition,
    FoundStatement,
    Value,
)
from dateline.stories.changes_asking import LABELS
from dateline.version import VERSION
from dateline.web.desk import desk_of
from dateline.web.localising import FILTERS, locale_of
from dateline.web.viewer import viewer_of


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the menu: where it leads and what it is called."""

    path: str
    name: str


_NOUNS: Mapping[type, str] = {
    FoundStatement: "statements", FoundEvent: "events", FoundPosition: "positions", FoundCommitment: "commitments",
    FoundFigure: "figures", FoundMembership: "memberships",
}  # fmt: skip
_LABELS: Mapping[str, str] = {str(kind): label for kind, label in LABELS}
ENDS = 4  # words at either end of a passage by which it is found
MENU = (
    Door("/", "Today"), Door("/stories", "Stories"), Door("/events", "Events"), Door("/positions", "Positions"),
    Door("/commitments", "Commitments"), Door("/figures", "Figures"), Door("/memberships", "Memberships"), Door("/map", "Map"),
    Door("/dossiers", "Dossiers"), Door("/coding", "Coding"), Door("/watches", "Watches"), Door("/sources", "Sources"),
)  # fmt: skip


def page(request: Request, name: str, status: int = 200, /, **shown: Any) -> HTMLResponse:
    """The template ``name`` filled with ``shown``; it also sees ``viewer``, ``path``, ``query`` and ``menu``."""
    viewer = viewer_of(request)
    text = templates().get_template(name).render(
        viewer=viewer, path=request.url.path, query=request.url.query, menu=MENU, version=VERSION,
        settings=desk_of(request).settings, locale=locale_of(request.headers.get("accept-language")), **shown,
    )  # fmt: skip
    return HTMLResponse(text, status)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment of all templates."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("dateline.web"), PackageLoader("dateline.show")]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(FILTERS, look=look, plain_status=plain_status, path=path_of, change_label=change_label, fragment=fragment)
    made.globals["asset"] = asset
    return made


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file, with a digest of its content: browsers may keep it for ever."""
    found = next(place for room in ("dateline.web", "dateline.show") if (place := files(room) / "static" / name).is_file())
    content = found.read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def path_of(value: Value) -> str:
    """Where an answer stands in its report's record, as ``events/7``."""
    return f"{_NOUNS[type(value)]}/{value.number}"


def fragment(text: str) -> str:
    """What stands after the # of an address so that a browser scrolls to ``text`` and lights it (a text fragment): its two ends."""
    words = text.split()
    ends = [text] if len(words) <= 2 * ENDS else [" ".join(words[:ENDS]), " ".join(words[-ENDS:])]
    return ":~:text=" + ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)


def change_label(kind: str) -> str:
    """The kind of a change in words: "Ruled out, then done"."""
    return _LABELS.get(kind, plain_status(kind))


def look(status: str) -> StatusLook | None:
    """How an event's status shows: label, sign, group; None for words that are none (the statuses of pledges)."""
    return next((each for each in LOOKS if each.status == status), None)


def plain_status(status: str) -> str:
    """A status or kind in words: "ruled-out" as "ruled out"."""
    return status.replace("-", " ")
