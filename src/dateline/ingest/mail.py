"""Mail files: a newsletter or a statement sent by mail as an article, and the reports attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.capture import Capture, Rejected
from dateline.ingest.dates import iso_moment
from dateline.ingest.encoding import decode
from dateline.ingest.html import decode_page, read_page
from dateline.ingest.kinds import LARGEST_CARRIER, Kind
from dateline.ingest.plain import read_text
from dateline.ingest.sanitise import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model.article import Article, Source

MOST_PARTS = 200
MOST_ATTACHMENTS = 20
LONGEST_HEADER = 4_000  # characters of a header that are read
_ATTACHED = {"application/pdf": Kind.PDF}  # what is read of attachments; pictures and calendars are no reports
FEWEST_WORDS = 40  # of a text part that is read where the page beside it holds no report


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail taken apart: its subject, moment (ISO 8601), address, and the characters of its page and of its text, None without."""

    subject: str | None
    sent: str | None
    address: str | None
    page: str | None
    text: str | None
    attachments: tuple[EmailMessage, ...]


def open_mail(data: bytes, uri: str) -> Mail:
    """The parts of a mail; ``UnreadableSource`` where it nests or repeats parts beyond reason, or is too large."""
    if len(data) > LARGEST_CARRIER:
        raise UnreadableSource(f"{uri}: {len(data) / 1e6:.0f} MB is too large for a mail; save its text alone.")
    try:
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
        parts = _leaves(message, uri)
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise UnreadableSource(f"{uri}: the mail is damaged; save its text alone.") from error
    shown = [part for part in parts if not _is_attachment(part)]
    page = next((part for part in shown if part.get_content_type() == "text/html"), None)
    text = next((part for part in shown if part.get_content_type() == "text/plain"), None)
    return Mail(
        subject=plain(_header(message, "Subject")),
        sent=_moment(message),
        address=_address(message),
        page=decode_page(_payload(page), _charset(page)) if page is not None else None,
        text=decode(_payload(text), _charset(text)).text if text is not None else None,
        attachments=tuple(part for part in parts if _is_attachment(part)),
    )


def _leaves(message: EmailMessage, uri: str) -> list[EmailMessage]:
    """The parts that hold something, in order; a mail within the mail is none of them."""
    waiting: list[EmailMessage] = [message]
    found: list[EmailMessage] = []
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            raise UnreadableSource(f"{uri}: the mail has more than {MOST_PARTS} parts; save its text alone.")
        if part.get_content_maintype() == "multipart":
            below = part.get_payload()
            waiting[:0] = [each for each in below if isinstance(each, EmailMessage)] if isinstance(below, list) else []
        elif part.get_content_maintype() != "message":
            found.append(part)
    return found


def _is_attachment(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() in _ATTACHED


def _payload(part: EmailMessage) -> bytes:
    """The bytes of a part, base64 and quoted-printable undone; empty where that fails."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, AttributeError):
        return None


def _header(message: EmailMessage, name: str) -> str | None:
    """The words of a header, decoded; None where it is missing or cannot be read."""
    try:
        value = message.get(name)
    except Exception:  # noqa: BLE001  the standard library's header parser fails in many ways over hostile headers
        return None
    return str(value)[:LONGEST_HEADER].replace("\0", "") or None if value is not None else None


def _moment(message: EmailMessage) -> str | None:
    """The moment of the Date header, ISO 8601."""
    from email.utils import parsedate_to_datetime

    try:
        return iso_moment(parsedate_to_datetime(_header(message, "Date") or "").isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _address(message: EmailMessage) -> str | None:
    """Where the mail stands on the web (Archived-At, RFC 5064), else its own name as an address (mid:, RFC 2392)."""
    archived = (_header(message, "Archived-At") or "").strip("<> \t")
    if archived.startswith(("http://", "https://")):
        return archived[:2000]
    name = (_header(message, "Message-ID") or "").strip("<> \t")
    return f"mid:{name[:500]}" if name and not name.isspace() else None


def read_mail(data: bytes, source: Source, *, given: str | None = None) -> Article:
    """The article in a mail: its page where that holds a report, else its text with the subject as headline.

    Spans lead to text nodes of the page, or to characters of subject and text, as decoded. Raises ``UnreadableSource``.
    """
    mail = open_mail(data, source.uri)
    if mail.page and mail.page.strip():
        try:
            return read_page(mail.page, source.uri, source, title=mail.subject, published=mail.sent, given=given, address=mail.address)
        except UnreadableSource:
            if len((mail.text or "").split()) < FEWEST_WORDS:
                raise
    if not (mail.text or "").strip():
        raise UnreadableSource(f"{source.uri}: the mail has no text to read; save what is attached to it and read that.")
    return read_text(mail.text or "", source.uri, title=mail.subject, published=mail.sent, given=given, address=mail.address, source=source)


def captures_of(data: bytes, uri: str, given: str | None = None) -> Iterator[Capture | Rejected]:
    """A capture of the mail itself where it has a text, and of each PDF that is attached to it."""
    try:
        mail = open_mail(data, uri)
    except UnreadableSource as error:
        yield Rejected(uri, str(error))
        return
    attached = [part for part in mail.attachments if part.get_content_type() in _ATTACHED]
    if (mail.page or mail.text or "").strip() or not attached:
        yield Capture(data, uri, Kind.MAIL, given=given)
    for number, part in enumerate(attached[:MOST_ATTACHMENTS], 1):
        name, content = f"{uri}#{number}", _payload(part)
        if len(content) > LARGEST_CARRIER:
            yield Rejected(name, f"{name}: the attachment is too large for one report ({len(content) / 1e6:.0f} MB); save it and split it.")
        else:
            yield Capture(content, name, _ATTACHED[part.get_content_type()], title=mail.subject, published=mail.sent, given=given)
    if len(attached) > MOST_ATTACHMENTS:
        yield Rejected(uri, f"{uri}: only the first {MOST_ATTACHMENTS} of {len(attached)} attachments were read.")
