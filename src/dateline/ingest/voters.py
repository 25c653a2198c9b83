"""Two extractors of other people as witnesses: the text that each takes for the report on a page."""

from __future__ import annotations

import logging

from dateline.ingest.page import Walk, parse_page

LARGEST = 2_500_000  # characters of a page that the extractors are asked about; they are slow beyond
DEEPEST = 220  # nested elements; their parser gives up at 256


def trafilatura_text(html: str) -> str:
    """What trafilatura takes for the report, without comments; empty where it finds none or fails."""
    import trafilatura  # here and below: they load slowly, and plain text does not need them

    _quiet("trafilatura", "htmldate", "courlan", "justext", "readability")
    try:
        return trafilatura.extract(html, include_comments=False) or ""
    except Exception:  # noqa: BLE001  a witness that fails abstains, whatever its reason: pages are outside input
        return ""


def readability_text(html: str) -> str:
    """What readability takes for the report; empty where it finds none or fails."""
    from readability import Document

    _quiet("readability")
    try:
        summary = Document(html).summary()
        return "\n".join(block.text for block in Walk(parse_page(summary), "summary").blocks)
    except Exception:  # noqa: BLE001  see above
        return ""


def _quiet(*names: str) -> None:
    """Keep the libraries' own messages from the terminal unless the program listens to them."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
