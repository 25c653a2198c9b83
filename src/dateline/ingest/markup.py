"""XML from outside made harmless and readable: no document type, no entities of its own, no forbidden characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING

from dateline.errors import UnreadableSource
from dateline.ingest.encoding import decode

if TYPE_CHECKING:
    from lxml import etree

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|RDF|urlset|sitemapindex|opml))\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!\[CDATA\[(?:.*?\]\]>|.*\Z)|&(?:#(\d{1,8}|x[0-9a-f]{1,6});|(\w{1,40});)?", re.DOTALL | re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OWN = ("amp", "lt", "gt", "quot", "apos")


@dataclass(frozen=True, slots=True)
class Xml:
    """An XML file from its root element on: ``root`` is the element's name, ``text`` all characters, entities still to be written out."""

    root: str
    text: str


def readable(data: bytes, uri: str, charset: str | None = None) -> Xml:
    """The file from its root element on, whatever its encoding; ``UnreadableSource`` where no known root element is in it.

    What stands before the root element, a document type with entities above all, is left out: nothing can grow or be fetched.
    """
    text = _FORBIDDEN.sub("", _decoded(data, charset))
    root = _ROOT.search(text)
    if root is None:
        raise UnreadableSource(f"{uri}: this is no feed, sitemap or list of feeds; check the address.")
    return Xml(root.group(1), text[root.start() :])


def without_entities(text: str) -> str:
    """The XML with every reference that not all parsers know replaced by its characters; unknown ones stay as they are written."""
    return _ENTITY.sub(_written_out, text)


def parse_xml(data: bytes, uri: str, largest: int, charset: str | None = None) -> etree._Element:
    """The root of an XML file, broken places passed over, nothing grown or fetched; ``UnreadableSource`` where there is none."""
    if len(data) > largest:
        raise UnreadableSource(f"{uri}: {len(data) / 1e6:.0f} MB is too large for such a list (limit {largest >> 20} MB).")
    from lxml import etree

    text = without_entities(readable(data, uri, charset).text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"{uri}: the XML is broken from the beginning; its maker must mend it.") from error
    if root is None:
        raise UnreadableSource(f"{uri}: the XML is broken from the beginning; its maker must mend it.")
    return root


def name_of(node: etree._Element) -> str:
    """The name of an element in small letters, without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _decoded(data: bytes, charset: str | None) -> str:
    """The characters: UTF-8 wherever it fits, as feeds often declare another encoding than they are in."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:1024])
        return decode(data, declared.group(1).decode("ascii") if declared else charset).text


def _written_out(found: re.Match[str]) -> str:
    """What a reference stands for, in a form that every XML parser knows; what stands for nothing is written as it is."""
    number, name = found.groups()
    whole = found.group()
    if number:
        return whole if _allowed(int(number[1:], 16) if number[0] in "xX" else int(number)) else "\ufffd"
    if name is None:
        return whole if len(whole) > 1 else "&amp;"
    if name in _OWN:
        return whole
    known = html5.get(f"{name};")
    return known.replace("&", "&amp;").replace("<", "&lt;") if known else f"&amp;{name};"


def _allowed(code: int) -> bool:
    """True for a character that XML may hold."""
    shown = 0x20 <= code <= 0x10FFFF and code not in (0x7F, 0xFFFE, 0xFFFF)
    return code in (9, 10, 13) or (shown and not 0xD800 <= code < 0xE000)
