"""Makes the files that the readers' tests read: feeds, mails, web archives, PDFs, with sentences of our own."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape

LEAD = "Rebels in the north refused to meet the mediators on Monday, officials said after a long day of talks in the capital."
MORE = "The army denied that it had shelled the market of Bria and called on the mediators to ask the rebels who had done so."
LAST = "Both sides will meet again on Friday if the road to the airport is open by then, the spokesman of the mediators said."


def item(
    number: int, *, title: str = "Talks in Bria fail", body: str = f"<p>{LEAD}</p>", date: str = "Thu, 12 Nov 2026 10:00:00 GMT"
) -> str:
    return (
        f"<item><title>{title}</title><link>/news/{number}</link><guid isPermaLink='false'>id-{number}</guid>"
        f"<pubDate>{date}</pubDate><description>{escape(body)}</description></item>"
    )


def rss(*items: str, head: str = "", declared: str = "utf-8") -> str:
    return (
        f"<?xml version='1.0' encoding='{declared}'?>{head}<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>The Bria Wire</title><link>http://wire.example/</link><language>en-gb</language><ttl>30</ttl>"
        f"{''.join(items)}</channel></rss>"
    )


def page(number: int = 1) -> bytes:
    return (
        f"<html><head><title>Talks {number} in Bria fail again</title></head><body><article><h1>Talks {number} in Bria fail again</h1>"
        f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article></body></html>"
    ).encode()


def answer(body: bytes, media: str = "text/html; charset=utf-8", extra: str = "", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body


def record(
    address: str, payload: bytes, *, kind: str = "response", media: str = "application/http; msgtype=response",
    date: str | None = "2026-11-12T10:00:00Z",
) -> bytes:  # fmt: skip
    head = [f"WARC-Type: {kind}", f"WARC-Target-URI: {address}", "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>"]
    head += [f"WARC-Date: {date}"] if date else []
    head += [f"Content-Type: {media}", f"Content-Length: {len(payload)}"]
    return ("WARC/1.0\r\n" + "\r\n".join(head) + "\r\n\r\n").encode() + payload + b"\r\n\r\n"


def mail(
    *, html: str | None = None, text: str | None = None, subject: str = "Talks in Bria fail – again", attached: bytes | None = None
) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = subject, "Wire <wire@news.example>", "desk@paper.example"
    made["Date"], made["Message-ID"] = "Thu, 12 Nov 2026 10:00:00 +0200", "<n1@news.example>"
    if text is not None:
        made.set_content(text)
    if html is not None and text is not None:
        made.add_alternative(html, subtype="html")
    elif html is not None:
        made.set_content(html, subtype="html")
    if attached is not None:
        made.add_attachment(attached, maintype="application", subtype="pdf", filename="statement.pdf")
    return bytes(made)


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def pdf(
    lines: list[tuple[str, float, float]], *, pages: list[list[tuple[str, float, float]]] | None = None, password: str | None = None
) -> bytes:
    """A PDF of lines, each with the height above the foot of the page and the size of its type, points."""
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    made = canvas.Canvas(stream, pagesize=(595, 842), encrypt=password)
    for each in pages or [lines]:
        for text, up, size in each:
            made.setFont("Helvetica", size)
            made.drawString(60, up, text)
        made.showPage()
    made.save()
    return stream.getvalue()


def set_lines(text: str, up: float, *, size: float = 11, width: int = 85) -> list[tuple[str, float, float]]:
    """The text broken at a column, each line 14 points below the last."""
    import textwrap

    return [(line, up - 14 * number, size) for number, line in enumerate(textwrap.wrap(text, width, break_on_hyphens=False))]
