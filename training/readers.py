"""The labelled sets as examples, one reader a set."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from examples import Example, Judgement, Tags, Window, held_out, windows
from tokenizers import Tokenizer

TYPES = ("AGREE CONSULT SUPPORT YIELD COOPERATE AID REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT").split()
CAMEO = (
    "REQUEST AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE "
    "ASSAULT ASSAULT ASSAULT"
).split()
ENTITY_TYPES = ("Person", "Organisation", "Location", "Temporal", "Quantity", "Nationality", "Money")
ROLES = ("source", "target", "reciprocal source+target")
SCALES = ("uw", "uds", "meantime", "commitmentbank")
QUIET = len(TYPES)  # the class of a sentence without any event

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


class Reader:
    """Turns files of labelled rows into examples."""

    def __init__(self, tokenizer: Tokenizer, longest: int, held_out_of: int) -> None:
        self.tokenizer, self.longest, self.of = tokenizer, longest, held_out_of

    def _window(self, text: str) -> Window:
        return Window(self.tokenizer, text, 0, len(text), self.longest)

    def read(self, name: str, path: Path) -> list[Example]:
        """The examples of the set ``name``."""
        readers: dict[str, Callable[[str, list[Row]], Iterator[Example]]] = {
            "pair": self._pair, "penta": self._penta, "relevance": self._relevance, "whowhom": self._whowhom, "relocar": self._places,
            "wiki_metonymy": self._places, "gwn": self._places, "re3d": self._entities, "polnear": self._statements,
        }  # fmt: skip
        return list(readers.get(name, self._factuality)(name, list(rows(path))))

    def _pair(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            spans, window = row["labels"]["char_spans"], self._window(row["text"])
            source, target = (window.pieces(*spans[role][0]) if spans[role] else None for role in ("source", "target"))
            label = TYPES.index(row["labels"]["gold_root"])
            if source and target:
                judged = (Judgement("pair", (source, target), label),)
                yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), judgements=judged, classes=(label,))

    def _penta(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            window = self._window(row["text"])
            judged = (Judgement("penta", ((0, len(window.ids)),), int(row["labels"]["penta"])),)
            yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), judgements=judged)

    def _relevance(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            labels, window = row["labels"], self._window(row["text"])
            codes = [int(m[1]) for code in labels["cameo_majority"] if (m := re.match(r"\d-(\d+)", code))]
            roots = {TYPES.index(CAMEO[code - 2]) for code in codes if 2 <= code < 2 + len(CAMEO)}
            if labels["n_relevant"] == 0:
                roots = {QUIET}
            if roots:
                yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), classes=tuple(sorted(roots)))

    def _whowhom(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            window = self._window(row["text"])
            spans = [(s["start"], s["end"], ROLES.index(s["role"])) for s in row["labels"]["spans"]]
            yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), tags=(Tags("whowhom", window.bio(spans)),))

    def _factuality(self, name: str, found: list[Row]) -> Iterator[Example]:
        by_text: dict[str, list[Row]] = defaultdict(list)
        for row in found:
            by_text[row["text"]].append(row)
        for text, together in by_text.items():
            window = self._window(text)
            pieces = [(window.pieces(*row["predicate_span"]), row) for row in together]
            judged = tuple(Judgement("factuality", (at,), row["factuality"], SCALES.index(name)) for at, row in pieces if at)
            yield Example(together[0]["id"], name, window.ids, held_out(text, self.of), judgements=judged)

    def _places(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            for window in windows(self.tokenizer, row["text"], self.longest):
                judged = []
                for t in row["toponyms"]:
                    label = (t.get("label") or "").lower()
                    if label not in ("literal", "metonymic", "mixed") or (label == "mixed" and t.get("group")):
                        continue
                    at = window.pieces(t["start"], t["end"])
                    if at:
                        judged.append(Judgement("actor", (at,), float(label != "literal")))
                if judged:
                    yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), judgements=tuple(judged))

    def _entities(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            spans = [
                (*e["span"], ENTITY_TYPES.index(e["type"]))
                for e in row["entities"]
                if e["type"] in ENTITY_TYPES and e.get("confidence", 1) >= 0.5
            ]
            spans.sort(key=lambda s: s[1] - s[0])
            for window in windows(self.tokenizer, row["text"], self.longest):
                yield Example(row["id"], name, window.ids, held_out(row["text"], self.of), tags=(Tags("entities", window.bio(spans)),))

    def _statements(self, name: str, found: list[Row]) -> Iterator[Example]:
        seen = set()
        for row in found:
            if row["id"] in seen:
                continue
            seen.add(row["id"])
            parts = {part: [(*s, 0) for a in row["attributions"] if a["content"] for s in a[part]] for part in ("content", "source", "cue")}
            for window in windows(self.tokenizer, row["text"], self.longest):
                tags = tuple(Tags(part, window.bio(sorted(spans, key=lambda s: s[0] - s[1]))) for part, spans in parts.items())
                yield Example(row["id"], name, window.ids, held_out(row["id"], self.of), tags=tags)
