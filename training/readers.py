"""The labelled sets as examples, one reader a set."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from examples import Example, Judgement, Tags, Window, fold_of, windows
from labels import CAMEO, QUIET, SCALES, TYPES
from tokenizers import Tokenizer

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


class Reader:
    """Turns files of labelled rows into examples."""

    def __init__(self, tokenizer: Tokenizer, longest: int) -> None:
        self.tokenizer, self.longest = tokenizer, longest

    def _window(self, text: str) -> Window:
        return Window(self.tokenizer, text, 0, len(text), self.longest)

    def read(self, name: str, path: Path) -> list[Example]:
        """The examples of the set ``name``."""
        readers: dict[str, Callable[[str, list[Row]], Iterator[Example]]] = {
            "pair": self._pair, "penta": self._penta, "relevance": self._relevance, "relocar": self._places,
            "wiki_metonymy": self._places, "gwn": self._places, "wikievents": self._arguments, "polnear": self._statements,
        }  # fmt: skip
        return list(readers.get(name, self._factuality)(name, list(rows(path))))

    def _pair(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            spans, window = row["labels"]["char_spans"], self._window(row["text"])
            source, target = (window.pieces(*spans[role][0]) if spans[role] else None for role in ("source", "target"))
            label = TYPES.index(row["labels"]["gold_root"])
            if source and target:
                judged = (Judgement("pair", (source, target), label),)
                yield Example(row["id"], name, window.ids, fold_of(row["text"]), judgements=judged, classes=(label,))

    def _penta(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            window = self._window(row["text"])
            judged = (Judgement("penta", ((0, len(window.ids)),), int(row["labels"]["penta"])),)
            yield Example(row["id"], name, window.ids, fold_of(row["text"]), judgements=judged)

    def _relevance(self, name: str, found: list[Row]) -> Iterator[Example]:
        for row in found:
            labels, window = row["labels"], self._window(row["text"])
            codes = [int(m[1]) for code in labels["cameo_majority"] if (m := re.match(r"\d-(\d+)", code))]
            roots = {TYPES.index(CAMEO[code - 2]) for code in codes if 2 <= code < 2 + len(CAMEO)}
            judged: list[Judgement] = []
            tags: list[Tags] = []
            if labels["n_relevant"] == 0:
                roots = {QUIET}
                tags = [Tags("trigger", tuple(window.kinds(())))]
            else:
                judged = _coded(window, row)
            if roots or judged:
                yield Example(row["id"], name, window.ids, fold_of(row["text"]), tuple(tags), tuple(judged), classes=tuple(sorted(roots)))

    def _factuality(self, name: str, found: list[Row]) -> Iterator[Example]:
        by_text: dict[str, list[Row]] = defaultdict(list)
        for row in found:
            by_text[row["text"]].append(row)
        for text, together in by_text.items():
            window = self._window(text)
            pieces = [(window.pieces(*row["predicate_span"]), row) for row in together]
            judged = tuple(Judgement("factuality", (at,), row["factuality"], SCALES.index(name)) for at, row in pieces if at)
            yield Example(together[0]["id"], name, window.ids, fold_of(text), judgements=judged)

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
                    yield Example(row["id"], name, window.ids, fold_of(row["text"]), judgements=tuple(judged))

    def _arguments(self, name: str, found: list[Row]) -> Iterator[Example]:
        """Doers, sufferers and places of WikiEvents' events; entities near by that are none of these take no part."""
        for row in found:
            entities = [tuple(e["span"]) for e in row["entities"]]
            events = row["events"]
            for window in windows(self.tokenizer, row["text"], self.longest):
                judged = [j for event in events for j in _roles(window, event, entities)]
                if judged:
                    yield Example(row["id"], name, window.ids, fold_of(row["text"]), judgements=tuple(judged))

    def _statements(self, name: str, found: list[Row]) -> Iterator[Example]:
        seen = set()
        for row in found:
            if row["id"] in seen:
                continue
            seen.add(row["id"])
            parts = {part: [(*s, 0) for a in row["attributions"] if a["content"] for s in a[part]] for part in ("content", "source", "cue")}
            for window in windows(self.tokenizer, row["text"], self.longest):
                tags = tuple(Tags(part, window.bio(sorted(spans, key=lambda s: s[0] - s[1]))) for part, spans in parts.items())
                yield Example(row["id"], name, window.ids, fold_of(row["text"]), tags=tags)


AGENTS = ("Attacker", "Killer", "Injurer", "Destroyer", "DamagerDestroyer", "Giver", "Jailer", "Transporter", "Impeder", "Investigator")
PATIENTS = ("Target", "Victim", "Recipient", "Detainee", "Defendant", "Artifact")
_NEAR = 200  # code points from a trigger within which other entities are shown as no participants


def _roles(window: Window, event: Row, entities: list[tuple[int, int]]) -> Iterator[Judgement]:
    start, end = event["trigger_span"]
    at = window.pieces(start, end)
    if at is None:
        return
    bits: dict[tuple[int, int], int] = defaultdict(int)
    known = {tuple(a["span"]) for a in event["arguments"]}
    for argument in event["arguments"]:
        role = argument["role"]
        bits[tuple(argument["span"])] |= 1 if role in AGENTS else 2 if role in PATIENTS else 4 if role == "Place" else 0
    others = [s for s in entities if s not in known and abs(s[0] - start) < _NEAR]
    for span in [*(s for s, value in bits.items() if value), *others]:
        mention = window.pieces(*span)
        if mention is not None and mention != at:
            yield Judgement("role", (at, mention), bits.get(span, 0))


_PARTS = {"Source": 1, "Target": 2, "Location": 4, "Time": 8}


def _coded(window: Window, row: Row) -> list[Judgement]:
    """Who did what to whom by the CAMEO coder who marked most; places and times belong to every action."""
    marked = max((c["entities"] for c in row["labels"]["coders"].values() if c.get("1_Relevant") == "True"), key=len, default=[])
    spans = [(label.split("-"), window.pieces(start, start + len(words))) for label, words, start in marked]
    actions = [(label[1], at) for label, at in spans if label[0] == "Action" and at]
    out = []
    for number, action in actions:
        for label, at in spans:
            if label[0] in _PARTS and at and at != action:
                own = len(label) == 1 or label[1] == number
                out.append(Judgement("role", (action, at), _PARTS[label[0]] * own))
    return out
