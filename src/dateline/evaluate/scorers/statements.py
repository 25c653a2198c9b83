"""Scorer of statements: content, source, and both."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.evaluate.scorers.measures import Counts, percent
from dateline.evaluate.task import Figures, Prediction, Row

ENDS = string.whitespace + string.punctuation + "\u201c\u201d\u2018\u2019\u2014\u2013\u2026"
ALIKE = 0.5  # intersection over union of characters from which two contents are the same

Spans = Sequence[Sequence[int]]


def _characters(spans: Spans) -> set[int]:
    return {index for start, end in spans for index in range(start, end)}


def _extent(text: str, spans: Spans) -> tuple[int, int]:
    """First and last character of the spans once quotation marks and punctuation at their ends are trimmed."""
    ends = []
    for first, last in spans:
        start, end = first, last
        while start < end and text[start] in ENDS:
            start += 1
        while end > start and text[end - 1] in ENDS:
            end -= 1
        ends.append((start, end))
    return min(start for start, _ in ends), max(end for _, end in ends)


def _pairs(gold: Sequence[set[int]], mine: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Contents matched one to one, most alike first."""
    alike = sorted(((len(a & b) / len(a | b), i, k) for i, a in enumerate(gold) for k, b in enumerate(mine) if a & b), reverse=True)
    matched: list[tuple[int, int]] = []
    for likeness, i, k in alike:
        if likeness >= ALIKE and all(i != left and k != right for left, right in matched):
            matched.append((i, k))
    return matched


def statements(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Characters in contents; contents matched, matched exactly, with the right source; only an article's first annotator counts."""
    char, match, exact, joint, source = Counts(), Counts(), Counts(), Counts(), Counts()
    seen: set[Any] = set()
    for row in gold:
        if row["id"] in seen:
            continue
        seen.add(row["id"])
        wanted = [each for each in row["attributions"] if each["content"]]
        mine = [each for each in predictions.get(row["id"], {}).get("statements", []) if each.get("content")]
        gold_chars, my_chars = [_characters(each["content"]) for each in wanted], [_characters(each["content"]) for each in mine]
        all_gold: set[int] = set().union(*gold_chars)
        all_mine: set[int] = set().union(*my_chars)
        char += Counts(len(all_gold & all_mine), len(all_mine), len(all_gold))
        pairs = _pairs(gold_chars, my_chars)
        same = sum(_extent(row["text"], wanted[i]["content"]) == _extent(row["text"], mine[k]["content"]) for i, k in pairs)
        sourced = [(i, k) for i, k in pairs if wanted[i]["source"]]
        right = sum(bool(_characters(wanted[i]["source"]) & _characters(mine[k].get("source") or [])) for i, k in sourced)
        match += Counts(len(pairs), len(mine), len(wanted))
        exact += Counts(same, len(mine), len(wanted))
        source += Counts(right, 0, len(sourced))
        joint += Counts(right + len(pairs) - len(sourced), len(mine), len(wanted))
    return {
        "char": char.prf(), "match": match.prf(), "exact": exact.prf(), "source_acc": percent(source.hits, source.wanted),
        "joint": joint.prf(),
    }  # fmt: skip
