"""Scorers of event types, participants and polarity (PLOVER, CAMEO)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.evaluate.scorers.measures import Counts, classified, percent, prf, typed_spans
from dateline.evaluate.task import Figures, Prediction, Row

QUADS = (
    ("1", "AGREE CONSULT SUPPORT CONCEDE"),
    ("2", "COOPERATE AID RETREAT YIELD"),
    ("3", "REQUEST ACCUSE REJECT THREATEN"),
    ("4", "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
)
PENTA = {name: quad for quad, names in QUADS for name in names.split()}
ROOTS = (  # CAMEO root codes 2 to 20 as PLOVER types
    "REQUEST AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE "
    "ASSAULT ASSAULT ASSAULT"
)
CAMEO = dict(enumerate(ROOTS.split(), 2))
REAL = ("happened", "ongoing")


def folded(kind: str) -> str:
    """The type with CONCEDE and RETREAT as one, as the older sets have it."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def _events(predictions: Mapping[str, Prediction], row: Row) -> list[Mapping[str, Any]]:
    return list(predictions.get(row["id"], {}).get("events", []))


def pair(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Root type of a given pair: accuracy and macro F1, and macro F1 of the penta class."""
    usable = [row for row in gold if row["labels"]["char_spans"]["source"] and row["labels"]["char_spans"]["target"]]
    both = [(folded(row["labels"]["gold_root"]), folded(predictions.get(row["id"], {}).get("type", "none"))) for row in usable]
    penta_pairs = [(PENTA[wanted], PENTA.get(said, "0")) for wanted, said in both]
    return {"root": classified(both), "penta_macro_f1": classified(penta_pairs)["macro_f1"]}


def _wanted_root(row: Row) -> tuple[str, Any, Any] | None:
    """Root type, sources and targets of a row; None for a CAMEO row without a codable first event."""
    labels = row["labels"]
    if "gold_root" in labels or "plover16" in labels:
        return folded(labels.get("plover16") or labels["gold_root"]), labels.get("source"), labels.get("target")
    first = next(iter(labels.get("events") or []), None)
    code = int(first["eventcode"][:2]) if first and first.get("eventcode") else 0
    if first is None or code not in CAMEO:
        return None
    return CAMEO[code], [{"code": first.get("sourcecode", "")}], [{"code": first.get("targetcode", "")}]


def _countries(parties: Any) -> set[str]:
    return {party.get("code", "")[:3] for party in parties} if isinstance(parties, list) else set()


def raw(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Root types per sentence, the dyad where the gold names countries, and polarity flips on REJECT sentences."""
    root, dyad, flips = Counts(), Counts(), Counts()
    penta_hits = 0
    for row in gold:
        wanted = _wanted_root(row)
        if wanted is None:
            continue
        kind, sources, targets = wanted
        events = [event for event in _events(predictions, row) if folded(event["type"]) in PENTA]
        types = {folded(event["type"]) for event in events}
        root += Counts(int(kind in types), len(types), 1)
        penta_hits += PENTA[kind] in {PENTA[name] for name in types}
        if kind == "REJECT":
            friendly = any(PENTA[folded(event["type"])] in "12" and event.get("status") in REAL for event in events)
            flips += Counts(int(kind not in types and friendly), 0, 1)
        source, target = _countries(sources), _countries(targets)
        if source and target and "" not in source | target:
            dyad += Counts(int(any(_is_dyad(event, kind, source, target) for event in events)), 0, 1)
    return {
        "n": root.wanted, "root": root.prf(), "penta_recall": percent(penta_hits, root.wanted),
        "dyad": percent(dyad.hits, dyad.wanted), "dyads": dyad.wanted,
        "flips": percent(flips.hits, flips.wanted), "rejects": flips.wanted,
    }  # fmt: skip


def _is_dyad(event: Mapping[str, Any], kind: str, source: set[str], target: set[str]) -> bool:
    return folded(event["type"]) == kind and bool(source & set(event.get("actors", []))) and bool(target & set(event.get("recipients", [])))


def _majority_roots(codes: Iterable[str]) -> set[str]:
    matches = (re.match(r"\d-(\d+)", code) for code in codes)
    return {CAMEO[int(match[1])] for match in matches if match and int(match[1]) in CAMEO}


def relevance(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """False alarms on sentences where no coder saw an event; root types where most coders agree."""
    root, alarms = Counts(), Counts()
    for row in gold:
        types = {folded(event["type"]) for event in _events(predictions, row) if event.get("status") in REAL}
        wanted = _majority_roots(row["labels"]["cameo_majority"])
        if row["labels"]["n_relevant"] == 0:
            alarms += Counts(int(bool(types)), 0, 1)
        if wanted:
            root += Counts(len(wanted & types), len(types), len(wanted))
    return {"quiet_sentences": alarms.wanted, "false_alarms": percent(alarms.hits, alarms.wanted), "root": root.prf()}


def penta(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Penta class of a sentence: accuracy and macro F1."""
    return classified([(str(row["labels"]["penta"]), str(predictions.get(row["id"], {}).get("penta", "none"))) for row in gold])


def whowhom(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Spans of source and target: exact and overlap F by role."""

    def spans(items: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, str]]:
        return [(item["start"], item["end"], item["role"]) for item in items]

    return typed_spans((spans(row["labels"]["spans"]), spans(predictions.get(row["id"], {}).get("spans", []))) for row in gold)


def _meets(event: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    return (
        event["type"] in want["types"]
        and event.get("status") in want["statuses"]
        and all(not want.get(role) or bool(set(want[role]) & set(event.get(role, []))) for role in ("actors", "recipients"))
    )


def polarity(gold: Sequence[Row], predictions: Mapping[str, Prediction]) -> Figures:
    """Sentences whose events all have the right status, and sentences where what did not happen is counted as real.

    A row is wrong, too, where an event of a wanted type has a status that no want of the type allows.
    """
    right, flips, missed = 0, 0, []
    for row in gold:
        events = _events(predictions, row)
        allowed: dict[str, set[str]] = defaultdict(set)
        for want in row["want"]:
            for kind in want["types"]:
                allowed[kind].update(want["statuses"])
        flip = any(event["type"] in row.get("never", []) and event.get("status") in REAL for event in events)
        stray = any(event["type"] in allowed and event.get("status") not in allowed[event["type"]] for event in events)
        fine = all(any(_meets(event, want) for event in events) for want in row["want"]) and not flip and not stray
        right, flips = right + fine, flips + flip
        if not fine:
            missed.append(row["id"])
    return {"n": len(gold), "right": percent(right, len(gold)), "flips": percent(flips, len(gold)), "missed": missed}


__all__ = ["pair", "penta", "polarity", "prf", "raw", "relevance", "whowhom"]
