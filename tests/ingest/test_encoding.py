from __future__ import annotations

import pytest

from dateline import ingest
from dateline.ingest.encoding import decode, source_range
from dateline.model.span import Span

TEXT = "Kyjev odmítá – „nikdy“\r\nDer Außenminister sagte: Übermorgen €5 😀\rEnd."
LEVEL = TEXT.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_all_its_forms_leads_back_to_its_bytes(encoding: str) -> None:
    data = TEXT.encode(encoding)
    read = decode(data)
    if encoding in {"utf-16-le", "utf-16-be"}:
        data = (TEXT * 4).encode(encoding)
        read = decode(data)
        assert read.text == LEVEL * 4
    else:
        assert read.text == LEVEL
    for start in range(0, len(LEVEL), 3):
        span = Span(start, min(start + 5, len(LEVEL)))
        ranges = source_range(read.text, read.source_map, span)
        back = "".join(data[a:b].decode(read.encoding) for a, b in ranges)
        assert back.replace("\r", "\n").replace("\n\n", "\n") == span.of(read.text)


def test_western_bytes_without_declaration_are_read_as_windows_1252() -> None:
    data = "The minister’s “no” cost £5 – a café owner said. Nothing else was said that day.".encode("cp1252")
    read = decode(data)
    assert read.text == "The minister’s “no” cost £5 – a café owner said. Nothing else was said that day."
    assert read.encoding == "cp1252"


def test_cyrillic_bytes_are_recognised() -> None:
    text = "Министр иностранных дел заявил в понедельник, что Россия не будет участвовать в операции. Переговоры продолжатся. " * 3
    assert decode(text.encode("cp1251")).text == text


def test_a_few_bad_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    data = "Ça alors — déjà vu. ".encode() * 20 + b"\xff\xfe oops" + "é".encode()
    read = decode(data)
    assert read.encoding == "utf-8"
    assert read.text.count("\ufffd") == 2
    at = read.text.index("\ufffd")
    ((start, end),) = source_range(read.text, read.source_map, Span(at, at + 2))
    assert data[start:end] == b"\xff\xfe"
    ((start, end),) = source_range(read.text, read.source_map, Span(at + 2, len(read.text)))
    assert data[start:end].decode() == " oopsé"


def test_nul_and_lone_surrogates_become_replacement_characters_of_the_same_length() -> None:
    assert decode(b"a\0\0b").text == "a\ufffd\ufffdb"
    assert decode("\ufeffa".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le")).text == "a\ufffdb"
    article = ingest.from_text("The minister\0 said \ud83d no to everything on Monday.")
    assert article.text == "The minister\ufffd said \ufffd no to everything on Monday."


def test_any_bytes_are_read() -> None:
    every = bytes(range(256))
    assert len(decode(every).text) <= 256
    assert decode(b"").text == ""
