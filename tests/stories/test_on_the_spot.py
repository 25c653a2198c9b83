"""In a war of many days, what a village saw and who denies it are put to the news of it, though few words are the same; other matters are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model.article import Dateline
from dateline.model.function import Function
from dateline.model.place import Place
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.stories.gathering import Gathering
from dateline.stories.sketch import Sketch, sketch
from stories.newspaper import Report
from stories.test_groups import MANY, WIRE, named

NEWS = Report(
    "Shells hit grain mill at Trelowen",
    (
        "Shells hit the grain mill at Trelowen on Tuesday and killed six workers, the fire brigade said.",
        "The roof fell in and the silo caught fire. Nine people were hurt, the commander of the brigade, Odo Prask, said.",
    ),
)
VILLAGE = "There was flour on everything, even on the dogs. The baker lost two brothers when the roof of the mill fell and the silo burned, and nobody has slept since."


def seen(report: Report, *, where: str | None = None, town: str | None = None, denial: float = 0.0) -> Sketch:
    record: Record = report.record()
    record = replace(record, functions=(Function("denies", record.article.paragraphs[:1], "test", denial),))
    places: tuple[Place, ...] = named(record, where) if where is not None else ()
    if town is not None:
        start = record.article.paragraphs[0].start
        line = Dateline((Span(start, start + len(town) + 3),), (Span(start, start + len(town)),), None)
        record = replace(record, article=replace(record.article, dateline=line))
    return sketch(replace(record, places=places)).sketch


def war() -> Gathering:
    """Twenty reports of one war, a story each, and the news of the mill."""
    held = Gathering()
    for number in range(20):
        line = f"In {MANY[0]} farmers mended the roofs of their barns after the storm, and schools stayed closed."
        report = replace(WIRE, headline=f"In {MANY[0]} a storm", paragraphs=(line,), uri=f"war/{number}", published=NEWS.published)
        held.add(f"war {number}", seen(report, where=MANY[0]), number)
    held.add("news", seen(NEWS, where="Trelowen"), 99)
    assert held.window.crowd == 1
    return held


@pytest.mark.parametrize(("start", "town"), [("TRELOWEN - ", "TRELOWEN"), ("", None)])
def test_what_a_village_saw_is_put_to_the_news_of_it(start: str, town: str | None) -> None:
    choice = war().choose(seen(replace(NEWS, headline="Flour and ash", paragraphs=(start + VILLAGE,)), town=town))
    assert choice.story == 99


@pytest.mark.parametrize(
    "line",
    [
        "The ferry across the Tresk will not run before spring, and pupils walk four miles to the bridge, their teacher says.",
        "The parliament put off its vote on fuel taxes for a week because too few of its members had come, its speaker said on Tuesday.",
    ],
)
def test_what_is_told_of_another_matter_is_put_to_none(line: str) -> None:
    assert war().choose(seen(replace(NEWS, headline="From the valley", paragraphs=(line,)))).story is None


def test_who_denies_answers_what_was_told() -> None:
    said = (
        "The gunners of the guard had no shells that day, and whoever says that they aimed at workers under a roof lies, its captain said."
    )
    assert war().choose(seen(replace(NEWS, headline="Guard: not our shells", paragraphs=(said,)), denial=0.9)).story == 99


@pytest.mark.parametrize(("published", "story"), [("2016-03-14", 99), ("2016-03-17", None)])
def test_a_story_of_a_war_stays_open_for_two_weeks(published: str, story: int | None) -> None:
    later = "A seventh worker died on Monday of burns that he suffered when shells hit the grain mill at Trelowen, the fire brigade said."
    assert war().choose(seen(replace(NEWS, headline="Seventh dead of the mill", paragraphs=(later,), published=published))).story == story


def test_news_that_comes_after_the_report_from_the_spot_is_put_to_it() -> None:
    held, first = Gathering(), war()
    for number in range(20):
        held.add(f"war {number}", first.sketch(number), number)
    held.add("village", seen(replace(NEWS, headline="Flour and ash", paragraphs=(f"TRELOWEN - {VILLAGE}",)), town="TRELOWEN"), 77)
    assert held.choose(seen(NEWS)).story == 77
