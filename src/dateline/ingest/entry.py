"""An entry of a feed: what a feed says of one report, cleaned, and whether it is the report or only its opening."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urljoin

from dateline.ingest.assemble import implausible
from dateline.ingest.dates import iso_moment
from dateline.ingest.sanitise import plain
from dateline.ingest.tables import rows

FEWEST_WORDS = 120  # of a text that is taken for the whole report where the feed does not say so
FEWEST_CONTENT_WORDS = 60  # of a content that the feed gives beside a summary
LONGEST_VALUE = 2_000  # characters of an address, an id, an author
LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one report; None where it says nothing.

    ``title``, ``summary`` and ``author`` are plain words; ``content`` is HTML as it came, hostile, to be read and never shown.
    ``published`` and ``updated`` are moments (ISO 8601); ``doubt`` says in one sentence why a date of the feed was not taken.
    ``teaser`` is True where the feed holds only the report's opening.
    """

    id: str | None
    address: str | None
    title: str | None
    published: str | None
    updated: str | None
    summary: str | None
    content: str | None
    author: str | None
    language: str | None
    teaser: bool
    doubt: str | None = None


@dataclass(slots=True)
class Said:
    """What a feed said of an entry, as it came, while it is gathered."""

    id: str | None = None
    address: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str | None = None
    content: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all entries of a feed: its name, the moment it was fetched (None: now), its language, the address of its site."""

    uri: str
    retrieved: str | None = None
    language: str | None = None
    site: str | None = None

    @property
    def base(self) -> str:
        """What relative addresses are made whole by: the feed's own address, for a file that of its site."""
        return self.uri if self.uri.startswith(("http://", "https://")) else self.site or ""


def entry_of(said: Said, frame: Frame) -> Entry:
    """The entry, cleaned: words for markup, whole addresses, dates that can be."""
    content, summary = said.content or said.summary, plain(said.summary)
    published, doubt = moment_of(said.published, frame.retrieved)
    updated, other = moment_of(said.updated, frame.retrieved)
    address = whole_address(said.address, frame.base) or (whole_address(said.id, "") if said.id else None)
    return Entry(
        id=(plain(said.id) or "")[:LONGEST_VALUE] or None,
        address=address,
        title=(plain(said.title) or "")[:LONGEST_TITLE] or None,
        published=published or (updated if not doubt else None),
        updated=updated,
        summary=summary,
        content=content if content and content.strip() else None,
        author=(plain(said.author) or "")[:LONGEST_VALUE] or None,
        language=(said.language or frame.language or "").split("-")[0].lower()[:8] or None,
        teaser=_is_teaser(summary or "", plain(said.content) or ""),
        doubt=doubt or other,
    )


def whole_address(address: str | None, base: str) -> str | None:
    """The http(s) address, made whole by the feed's own where it is relative; None for any other."""
    try:
        joined = urljoin(base, (address or "").strip()) if address and address.strip() else ""
    except ValueError:
        return None
    return joined[:LONGEST_VALUE] if joined.startswith(("http://", "https://")) and not re.search(r"[\s\x00-\x1f]", joined) else None


def moment_of(value: str | None, retrieved: str | None) -> tuple[str | None, str | None]:
    """A moment that can be one of publication, in ISO form, or None and why not; no date at all is no doubt."""
    moment = iso_moment(value) if value else None
    if moment is None:
        return None, None
    doubt = implausible(moment, retrieved or datetime.now(UTC).isoformat())
    return (None, doubt) if doubt else (moment, None)


def _is_teaser(summary: str, content: str) -> bool:
    """True where the feed holds no more than the opening: no content, a short one, or one that breaks off."""
    text = content or summary
    if any(pattern.search(text[-400:]) for pattern in _breaks()):
        return True
    words = len(text.split())
    return words < (FEWEST_CONTENT_WORDS if content and len(content) > 1.5 * len(summary) else FEWEST_WORDS)


@lru_cache(maxsize=1)
def _breaks() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{row[0]})\s*$", re.IGNORECASE) for row in rows("teasers"))
