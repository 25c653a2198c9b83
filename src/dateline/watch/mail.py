"""Alerts by e-mail, over TLS; every try of one delivery carries the same Message-ID, so that a mailbox drops a second one."""

from __future__ import annotations

import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime

from dateline.store.question import clean
from dateline.watch.packets import Packet, SendFailed
from dateline.watch.ways import Way, secret

LIMIT = 30.0  # seconds that a mail server may be silent


def mail_of(way: Way, packet: Packet) -> EmailMessage:
    """The mail that ``packet`` is, plain text."""
    sender = way.sender or ""
    out = EmailMessage()
    out["Subject"] = clean(packet.subject)
    out["From"] = sender
    out["To"] = ", ".join(way.to)
    out["Date"] = format_datetime(parsedate_to_datetime(packet.date))
    out["Message-ID"] = message_id(packet.key, sender)
    if packet.first_key is not None:
        out["In-Reply-To"] = out["References"] = message_id(packet.first_key, sender)
    out["Auto-Submitted"] = "auto-generated"
    out.set_content(packet.text.encode("utf-8", "replace").decode("utf-8"))
    return out


def message_id(key: str, sender: str) -> str:
    """The Message-ID of a delivery."""
    return f"<{key}@{sender.rpartition('@')[2]}>"


def send(way: Way, packet: Packet) -> None:
    """Sends a packet; ``SendFailed`` unless the mail server took it for every receiver."""
    message = mail_of(way, packet)
    try:
        with _server(way) as server, _ended_after(server, 3 * LIMIT):
            if way.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if way.user is not None and way.password is not None:
                server.login(way.user, secret(way.password))
            refused = server.send_message(message, from_addr=way.sender, to_addrs=list(way.to))
    except smtplib.SMTPAuthenticationError as error:
        raise SendFailed(f"the mail server {way.server} refuses the user or the password ({error.smtp_code}).") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise SendFailed(f"the mail server {way.server} refuses every receiver ({_code(error.recipients)}).") from error
    except smtplib.SMTPResponseException as error:
        raise SendFailed(f"the mail server {way.server} answers {error.smtp_code}.") from error
    except (smtplib.SMTPException, OSError) as error:
        raise SendFailed(f"the mail server {way.server} cannot be reached or breaks off ({type(error).__name__}).") from error
    if refused:  # taken for some: told, not sent again to those who have it
        raise SendFailed(f"the mail server {way.server} refuses {len(refused)} of {len(way.to)} receivers ({_code(refused)}).", taken=True)


def _server(way: Way) -> smtplib.SMTP:
    server = way.server or ""
    if way.tls == "tls":
        return smtplib.SMTP_SSL(server, way.port, timeout=LIMIT, context=ssl.create_default_context())
    return smtplib.SMTP(server, way.port, timeout=LIMIT)


@contextmanager
def _ended_after(server: smtplib.SMTP, limit: float) -> Iterator[None]:
    """Ends the conversation after ``limit`` seconds, however often the server says a little."""
    end = threading.Timer(limit, server.close)
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _code(refused: dict[str, tuple[int, bytes]]) -> int:
    return next(iter(refused.values()))[0]
