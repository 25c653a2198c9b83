"""Addresses of reports in their canonical form, so that one report is one address."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 2_000  # characters


def cleaned(address: str) -> str | None:
    """The address without fragment and tracking, to be fetched; None for what is no http(s) address."""
    from courlan import clean_url

    if len(address) > LONGEST or not address.startswith(("http://", "https://")):
        return None
    return clean_url(address) or None


def key_of(address: str) -> str:
    """What an address is known by: the same for all its spellings (scheme, "www.", closing slash, tracking, order of the query)."""
    from dateline.ingest.assemble import canonical_address

    return canonical_address(cleaned(address) or address)


def host_of(address: str) -> str:
    """The host and port that an address is fetched from, "" where it has none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
