"""What a page says about itself: JSON-LD, Open Graph and other meta elements, its address and language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from dateline.ingest.dates import iso_moment
from dateline.ingest.tables import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_ARTICLE_TYPES = re.compile(r"(?:News)?Article$|BlogPosting$|Report$|LiveBlogPosting$|WebPage$", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{1,300}>")
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|$)")
MOST_JSON = 2_000_000  # characters of JSON-LD that are read


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; None where it says nothing."""

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    author: str | None = None
    site: str | None = None
    address: str | None = None
    language: str | None = None
    body: str | None = None


def metadata_of(root: LexborNode) -> Metadata:
    """The page's metadata: JSON-LD first, then meta elements, then address and language."""
    stated = _json_article(root)
    metas = _metas(root)
    address = _address(root, metas, stated)
    published = _moment(stated.get("datePublished")) or next((m for value in metas.get("published", ()) if (m := iso_moment(value))), None)
    return Metadata(
        headline=_text(stated.get("headline")) or _first(metas, "headline"),
        description=_text(stated.get("description")) or _first(metas, "description"),
        published=published or _date_in(address),
        author=_author(stated.get("author")) or _author(metas.get("author")),
        site=_first(metas, "site"),
        address=address,
        language=((root.attributes.get("lang") or "").split("-")[0].lower() or None) if root.tag == "html" else None,
        body=_text(stated.get("articleBody")),
    )


def _first(metas: dict[str, list[str]], field: str) -> str | None:
    return next(iter(metas.get(field, ())), None)


def _metas(root: LexborNode) -> dict[str, list[str]]:
    """The contents of known meta elements by field, best name first."""
    found: dict[str, list[str]] = {}
    for node in root.css("meta"):
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (attributes.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content[:5000])
    out: dict[str, list[str]] = {}
    for field, name in pairs("metadata"):
        out.setdefault(field, []).extend(found.get(name, ()))
    return out


def _json_article(root: LexborNode) -> dict[str, Any]:
    """The JSON-LD object that describes the article, else an empty one."""
    best: dict[str, Any] = {}
    for node in root.css('script[type="application/ld+json"]'):
        text = (node.text() or "").strip()
        if not text or len(text) > MOST_JSON:
            continue
        for item in _objects(_loaded(text)):
            if _is_article(item) and _worth(item) > _worth(best):
                best = item
    return best


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outer ones first."""
    waiting = [value]
    while waiting:
        now = waiting.pop(0)
        if isinstance(now, dict):
            yield now
            waiting.extend(item for item in now.values() if isinstance(item, (dict, list)))
        elif isinstance(now, list):
            waiting.extend(item for item in now if isinstance(item, (dict, list)))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names)


def _worth(item: dict[str, Any]) -> int:
    page = "WebPage" in str(item.get("@type"))
    return sum(bool(item.get(name)) for name in ("headline", "datePublished", "author", "articleBody")) * 2 + (not page and bool(item))


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(unescape(_TAG.sub(" ", value)).split()) or None


def _moment(value: Any) -> str | None:
    return iso_moment(value) if isinstance(value, str) else None


def _author(value: Any) -> str | None:
    """The names of the authors, joined by commas."""
    listed = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in listed]
    return ", ".join(name for name in names if name and "://" not in name) or None


def _address(root: LexborNode, metas: dict[str, list[str]], stated: dict[str, Any]) -> str | None:
    """The page's own address: canonical link, Open Graph, JSON-LD."""
    links = [node.attributes.get("href") or "" for node in root.css("link[rel]") if node.attributes.get("rel") == "canonical"]
    main = stated.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    candidates: list[str] = [*links, *metas.get("address", ()), *(value for value in (main, stated.get("url")) if isinstance(value, str))]
    base = next((c for c in candidates if c.startswith(("http://", "https://"))), None)
    for candidate in candidates:
        try:
            joined: str = urljoin(base or "", candidate.strip())
        except ValueError:
            continue
        if joined.startswith(("http://", "https://")):
            return joined[:2000]
    return None


def _date_in(address: str | None) -> str | None:
    """A date in the path of an address (/2016/01/29/)."""
    found = _ADDRESS_DATE.search(address or "")
    return iso_moment("-".join(found.groups())) if found else None
