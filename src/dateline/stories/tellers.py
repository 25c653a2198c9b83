"""Whose word a report is: the agency's, where it prints one's text, else the outlet's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.model.article import Article

_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Teller:
    """The agency or the outlet behind a report; ``own`` is True where it is the agency's own publication."""

    name: str
    own: bool


def teller_of(article: Article, source: str | None) -> Teller:
    """The teller of ``article``, which came by the source called ``source`` (None: by none with a name)."""
    host = (urlsplit(article.source.uri).hostname or "").removeprefix("www.") if "://" in article.source.uri else ""
    outlet = source or host or article.id
    agency = article.dateline.agency if article.dateline is not None else None
    if agency is None:
        return Teller(outlet, own=False)
    sign = _folded(agency)
    return Teller(agency, own=bool(sign) and any(sign in _folded(each) for each in (source or "", host)))


def _folded(name: str) -> str:
    return _BETWEEN.sub("", name.lower())
