"""What the extractors need of a parser, and a parser that remembers."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from dateline.model.parse import Parse
from dateline.model.span import Span

_CODE = ("parser.py", "quickening.py", "quotations.py", "sentences.py", "spacy_parser.py")  # what a parse depends on beside the model


class Parser(Protocol):
    """Turns the blocks of a text into a ``Parse``; the same text always into the same one."""

    @property
    def name(self) -> str:
        """Name and version of the model, for the manifest."""
        ...

    def parse(self, text: str, blocks: Sequence[Span]) -> Parse:
        """The analysis of ``blocks`` (headline, standfirst, paragraphs: code points of ``text``), in this order."""
        ...


class RememberingParser:
    """A parser that keeps what another has parsed in a folder, for measuring the same texts again and again.

    The folder is read with ``pickle``, so it must be one that only the user writes to.
    """

    def __init__(self, parser: Parser, folder: Path) -> None:
        self._parser, self._folder = parser, folder
        code = (Path(__file__).parent / name for name in _CODE)
        self._code = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()  # other code, other parses

    @property
    def name(self) -> str:
        """Name and version of the parser that does the work."""
        return self._parser.name

    def parse(self, text: str, blocks: Sequence[Span]) -> Parse:
        """The kept analysis of the same text by the same parser, else a new one, which is then kept."""
        told = f"{self.name}\0{self._code}\0{[(b.start, b.end) for b in blocks]}\0{text}"
        key = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
        path = self._folder / key[:2] / f"{key}.pickle"
        if path.is_file():
            return cast(Parse, pickle.loads(path.read_bytes()))
        parse = self._parser.parse(text, blocks)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(pickle.dumps(parse, protocol=5))
        beside.replace(path)
        return parse
