"""The places of an opening are told by their names, known to a gazetteer or not, and by where a paper's own reporter is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model.article import Dateline
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.stories import focus, spots
from dateline.stories.words import words
from stories.newspaper import Report


def record(headline: str, sentence: str, town: str | None = None, agency: str | None = None) -> Record:
    made = Report(headline, (f"{town} - {sentence}" if town else sentence,)).record()
    start = made.article.paragraphs[0].start
    if town is None:
        return made
    line = Dateline((Span(start, start + len(town) + 3),), (Span(start, start + len(town)),), agency)
    return replace(made, article=replace(made.article, dateline=line))


def told(headline: str, sentence: str, town: str | None = None) -> list[str]:
    made = record(headline, sentence, town)
    return spots.words_of(made, focus.opening(made.article))


@pytest.mark.parametrize(
    ("headline", "sentence", "expected"),
    [
        ("Bakery burns down at Trelowen", "Nobody was hurt.", ["trelowen"]),
        ("Bakery burns down", "A bakery in the village of Ôster Quy burned down near San Telmo on Friday.", ["oster", "quy", "telmo"]),
        ("Bakery burns down", "It burned down in March, at Easter, in New Port.", ["easter"]),
        ("Bakers of Trelowen burn bread", "They did so because of a tax.", []),
    ],
)
def test_what_stands_with_a_capital_after_a_word_that_says_where_is_a_place(headline: str, sentence: str, expected: list[str]) -> None:
    assert told(headline, sentence) == expected


def test_where_a_paper_writes_belongs_to_the_places_of_what_its_opening_tells() -> None:
    assert told("Smoke rises from the mill at Kolo", "People stood in the road.", "TRELOWEN") == ["kolo", "trelowen"]
    assert told("Smoke over the mill", "People stood in the road.", "TRELOWEN") == []


@pytest.mark.parametrize(
    ("town", "agency", "expected"),
    [
        ("TRELOWEN", None, ["TRELOWEN"]),
        ("TRELOWEN", "ABC", []),
        ("OSLO", None, []),
        ("PANAMA CITY", None, []),
        ("QUEZON CITY", None, ["QUEZON CITY"]),
    ],
)
def test_a_paper_is_on_the_spot_where_it_writes_for_itself_and_not_from_a_capital(
    town: str, agency: str | None, expected: list[str]
) -> None:
    assert spots.home(record("Smoke over the mill", "People stood in the road.", town, agency)) == expected


def test_one_paper_writes_accents_and_another_does_not() -> None:
    assert words("Nentón’s Mocímboa, São Łódź") == words("Nenton's Mocimboa, Sao Łodz")
