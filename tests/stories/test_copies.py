"""Copies of one text are found whatever a paper does to it; reports in other words are none."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from dateline.stories.copies import Copies, shared, text_of
from dateline.stories.copying import Roots
from dateline.stories.settings import Settings
from dateline.stories.sketch import Sketch, sketch
from stories.newspaper import Report, glued, printed, sampled

WIRE = Report(
    "Gunmen kill eleven at market in Northland",
    (
        "PORT VALE, March 1 (AFP) - Gunmen on motorcycles killed at least 11 people at the cattle market of Kolo on Tuesday, police said.",
        "The attackers came from the hills at about noon and opened fire on traders, witnesses told AFP by telephone.",
        "“They shot at everything that moved and set fire to the stalls,” said Moussa Diallo, who sells rope there.",
        "Nobody claimed responsibility, but the governor blamed a group that has raided villages along the river since January.",
        "The army said it had sent 40 men and a helicopter to look for the gunmen, who fled north with stolen cattle.",
    ),
    agency="AFP",
)
OTHER_WORDS = Report(
    "Market massacre shocks river province",
    (
        "A dozen armed men rode into Kolo's livestock market yesterday and left eleven dead, according to a police officer.",
        "People ran for the riverbank when the shooting began, and several drowned, a nurse at the clinic said.",
        "It was the fourth raid this year in the province, where soldiers are few and roads are bad.",
        "Authorities promised reinforcements, as they had after each of the earlier raids.",
    ),
)

LONG = replace(WIRE, paragraphs=(*WIRE.paragraphs, OTHER_WORDS.paragraphs[1], "The council will meet in Kolo at noon today."))
SAID_OTHERWISE = "“They shot at everything that moved and set fire to the stalls,” a trader, Moussa Diallo, said."


def seen(report: Report) -> Sketch:
    return sketch(report.record()).sketch


def kind(copy: Report, original: Report = WIRE) -> str | None:
    both = shared(text_of(seen(copy)), text_of(seen(original)))
    return both.kind() if both.is_copy(Settings.load()) else None


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (replace(WIRE, headline="Carnage at market"), "identical"),
        (
            replace(WIRE, headline="No mercy for the rope sellers on the day when riders came down from the hills above our town"),
            "identical",
        ),
        (replace(WIRE, paragraphs=WIRE.paragraphs[:3]), "abridged"),
        (replace(WIRE, paragraphs=(*WIRE.paragraphs, *OTHER_WORDS.paragraphs)), "extended"),
        (replace(WIRE, paragraphs=(WIRE.paragraphs[0].replace("11", "14"), *WIRE.paragraphs[1:])), "updated"),
        (replace(WIRE, paragraphs=(*WIRE.paragraphs[:3], *OTHER_WORDS.paragraphs[:2])), "updated"),
        (OTHER_WORDS, None),
        (replace(OTHER_WORDS, paragraphs=(*OTHER_WORDS.paragraphs, WIRE.paragraphs[2])), None),
    ],
    ids=["headline", "long headline", "cut", "lengthened", "another toll", "half of it", "other words", "one quotation in both"],
)
def test_a_copy_is_told_by_what_was_done_to_it(copy: Report, expected: str | None) -> None:
    assert kind(copy) == expected


@pytest.mark.parametrize(
    ("copy", "original", "expected"),
    [
        (replace(LONG, paragraphs=LONG.paragraphs[:-1]), LONG, "abridged"),
        (replace(WIRE, paragraphs=(WIRE.paragraphs[0], SAID_OTHERWISE, WIRE.paragraphs[3])), LONG, "abridged"),
        (replace(LONG, paragraphs=(*LONG.paragraphs[:4], *LONG.paragraphs[5:], OTHER_WORDS.paragraphs[2])), LONG, "updated"),
    ],
    ids=["its last sentence left out", "cut, and one attribution in other words", "one sentence for another"],
)
def test_who_cuts_abridges_and_who_puts_one_sentence_for_another_updates(copy: Report, original: Report, expected: str) -> None:
    assert kind(copy, original) == expected


def groups(reports: Sequence[Report]) -> list[int]:
    """The original of each report, as they come in one after the other."""
    copies, roots = Copies(Settings.load()), Roots()
    for at, report in enumerate(reports):
        text = text_of(seen(report))
        found = copies.found(text)
        copies.add(at, text)
        roots.add(at, own=False, published=report.published)
        if found:
            roots.settle(at, [match for match, _ in found], copies)
    return [roots.of.get(at, at) for at in range(len(reports))]


def test_newspaper_edits_of_our_own_texts_are_found() -> None:
    originals = [*sampled(ROOT / "samples"), *list(glued(ROOT / "training" / "data"))[:120]]
    made = [(number, each) for number, report in enumerate(originals) for each in (report, *(printed(report, seed) for seed in range(3)))]
    random.Random(5).shuffle(made)
    found = groups([report for _, report in made])
    pairs = [(a, b) for b in range(len(made)) for a in range(b)]
    want = {(a, b) for a, b in pairs if made[a][0] == made[b][0]}
    got = {(a, b) for a, b in pairs if found[a] == found[b]}
    assert 2 * len(want & got) / (len(want) + len(got)) >= 0.97


def test_the_agencys_own_report_becomes_the_original_even_if_it_comes_last() -> None:
    copies, roots = Copies(Settings.load()), Roots()
    for at, (report, own) in enumerate([(replace(WIRE, headline="Paper"), False), (WIRE, False), (WIRE, True)]):
        text = text_of(seen(report))
        found = copies.found(text)
        copies.add(at, text)
        roots.add(at, own=own, published="2016-03-01")
        if found:
            roots.settle(at, [match for match, _ in found], copies)
    assert roots.of == {0: 2, 1: 2}


def test_an_empty_report_is_no_copy() -> None:
    assert kind(Report("?", ("…",))) is None


def test_the_maker_makes_the_same_again(tmp_path: Path) -> None:
    assert printed(WIRE, 3) == printed(WIRE, 3) != printed(WIRE, 4)
