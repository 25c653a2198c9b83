"""Reports grouped all at once: the order changes nothing, look-alikes come apart, and the scorer agrees with the reference."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dateline.evaluate.scorers.stories import stories
from dateline.model.actor import Actor, Mention
from dateline.model.article import Dateline
from dateline.model.place import Place
from dateline.model.record import Record
from dateline.model.span import Span
from dateline.stories import focus
from dateline.stories.groups import gathered
from dateline.stories.sketch import Sketch, sketch
from dateline.stories.window import Window
from dateline.stories.words import key, telling
from stories.newspaper import Report
from stories.test_book import ELSEWHERE, RIVAL
from stories.test_copies import WIRE

TOWNS = (
    ("Kolo", "Moussa Diallo", "river Sanje", "motorcycles", "cattle", "governor Abdou Karimou", "militia", "traders", "helicopter"),
    ("Tabrin", "Yelena Orlova", "lake Verun", "lorries", "timber", "prefect Stanko Relic", "smugglers", "foresters", "boat"),
)
LINES = (
    "Gunmen attacked the market of {0} and killed people there, police said after the attack in {0}.",
    "They came on {3} from the {2} and fired at {7}, said {1}, who sells {4} at the market.",
    "The {5} blamed {6} for the attack and promised that the killers would be found.",
    "A {8} was sent along the {2} to look for the {6}, and {7} buried the dead.",
    "Police said the market would stay closed and that {4} could not be sold until the {5} allowed it.",
    "Witnesses said the gunmen had asked for {1} by name before they opened fire on the {7}.",
)


def look_alikes() -> list[Sketch]:
    """Six reports each of two attacks on markets that share nearly all of their words."""
    made = []
    for town in TOWNS:
        for number in range(6):
            lines = list(LINES)
            random.Random(number).shuffle(lines)
            paragraphs = tuple(line.format(*town) for line in lines[:5])
            made.append(
                sketch(
                    replace(WIRE, headline=f"Attack on market of {town[0]}", paragraphs=paragraphs, uri=f"{town[0]}/{number}").record()
                ).sketch
            )
    return made


def test_two_look_alike_attacks_are_two_stories() -> None:
    assert gathered(look_alikes()) == [list(range(6)), list(range(6, 12))]


def test_the_order_of_the_reports_changes_nothing() -> None:
    made = [*look_alikes(), *(sketch(report.record()).sketch for report in (WIRE, RIVAL, ELSEWHERE))]
    order = list(range(len(made)))
    random.Random(3).shuffle(order)
    again = gathered([made[each] for each in order])
    assert sorted(sorted(order[each] for each in group) for group in again) == gathered(made)


def named(record: Record, names: str) -> tuple[Place, ...]:
    """The towns ``names`` where the record tells of them."""
    out = []
    for number, name in enumerate(names.split()):
        start = record.article.text.index(name)
        mention = Mention((Span(start, start + len(name)),), name, "name", "test", 1.0)
        out.append(Place(f"p{number}", None, name, "city", None, None, None, None, None, "city", "event", (mention,)))
    return tuple(out)


def told_of(places: list[str]) -> Window:
    """A window with a short report from each of ``places``, a story each."""
    window = Window()
    for number, place in enumerate(places):
        line = f"In {place} farmers mended the roofs of their barns after the storm, and schools stayed closed."
        record = replace(WIRE, headline=f"In {place} a storm", paragraphs=(line,), uri=f"{place}/{number}").record()
        at = window.add("", sketch(replace(record, places=named(record, place.split(" Zarkpress")[0]))).sketch)
        window.put(at, number)
    return window


MANY = [f"Zark{first}{second}o Umbr{first}{second}el Tost{first}{second}in" for first in "abcdef" for second in "lmnr"]


def test_a_window_full_of_one_matter_is_a_crowd_and_one_of_many_is_none() -> None:
    assert told_of(MANY).crowd == 0
    assert told_of([*MANY[:4], *[MANY[0]] * 20]).crowd == 1


def test_one_name_in_all_reports_may_be_the_agency_and_makes_no_crowd() -> None:
    assert told_of([f"{each} Zarkpress" for each in MANY]).crowd == 0


def test_in_a_crowd_the_name_that_all_stories_share_says_less_than_that_of_one_story_with_many_reports() -> None:
    name, kind = np.array([key("zarkalo")], np.uint32), np.zeros(1, np.int64)
    apart, together = told_of([MANY[0]] * 20), told_of([MANY[0]] * 20)
    for at in range(20):
        together.put(at, 1)
    assert apart.crowd == together.crowd == 1
    assert 2 * apart.rarity(name, kind)[0] < min(told_of(MANY).rarity(name, kind)[0], together.rarity(name, kind)[0])


def test_where_and_for_whom_one_writes_is_no_part_of_what_happened() -> None:
    starts = ("ADEN (ABC) - ", "OSLO - ")
    there, elsewhere = (replace(WIRE, paragraphs=(f"{start}{WIRE.paragraphs[0]}", *WIRE.paragraphs[1:])) for start in starts)
    seen = []
    for report, end in ((there, 13), (elsewhere, 7)):
        record = report.record()
        start = record.article.paragraphs[0].start
        article = replace(record.article, dateline=Dateline((Span(start, start + end),), (), None))
        seen.append(sketch(replace(record, article=article)).sketch)
    assert seen[0].to_bytes() == seen[1].to_bytes()


def test_what_a_report_tells_first_leaves_out_its_parties() -> None:
    record = replace(
        WIRE, headline="Red Bank rebels blow up bridge at Kolo", paragraphs=("The bridge at Kolo was blown up at dawn.",)
    ).record()
    mention = Mention((Span(0, 15),), "Red Bank rebels", "name", "test", 1.0)
    party = Actor("armed-group/red-bank", None, "Red Bank rebels", "armed-group", None, None, None, False, (mention,))
    record = replace(record, actors=(party,))
    told = focus.told_first(record, focus.opening(record.article))
    assert told[:5] == telling("blow up bridge at Kolo")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fourteen sailors", "14 sailors"),
        ("Thirty-seven wounded", "37 wounded"),
        ("bombed", "bombing"),
        ("marches", "marched"),
        ("marchers", "marching"),
        ("seized", "seizing"),
        ("Stopped", "stops"),
    ],
)
def test_numbers_in_words_and_forms_of_a_verb_are_one_word(one: str, other: str) -> None:
    assert telling(one) == telling(other)


def test_the_occasion_of_a_deed_is_no_part_of_what_a_report_tells_first() -> None:
    line = "The Farmers' List left the cabinet on Monday in protest against the shelling of Kolo, and its two ministers resigned."
    record = replace(WIRE, headline="Farmers' List leaves cabinet over shelling of Kolo", paragraphs=(line,)).record()
    told = focus.told_first(record, focus.opening(record.article))
    assert "kolo" not in told
    assert {*telling("left cabinet ministers resigned")} <= {*told}
    assert "kolo" in telling(record.article.text)


def test_a_number_of_years_is_no_occasion() -> None:
    record = replace(WIRE, headline="Mayor jailed over 3 years", paragraphs=("A court in Kolo jailed the mayor.",)).record()
    assert "3" in focus.told_first(record, focus.opening(record.article))


def test_in_a_crowd_two_openings_with_different_towns_are_less_alike() -> None:
    many = told_of([*MANY[:4], *[MANY[0]] * 20])
    line = "In {} farmers mended the roofs of their barns after the storm, and schools stayed closed."
    same, other = (replace(WIRE, headline="A storm", paragraphs=(line.format(each),)).record() for each in (MANY[0], MANY[1]))
    where = np.array([10])
    asked = [many.ask(sketch(replace(each, places=named(each, names))).sketch) for each, names in ((same, MANY[0]), (other, MANY[1]))]
    assert [float(many.apart(each, where)[0]) for each in asked] == [0.0, pytest.approx(many.settings.apart)]
    assert not told_of(MANY).apart(told_of(MANY).ask(asked[1].sketch), where).any()


def test_no_reports_make_no_stories() -> None:
    assert gathered([]) == []
    assert gathered([sketch(Report("?", ("…",)).record()).sketch]) == [[0]]


def test_the_scorer_gives_the_reference_figures(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("reference", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold = [{"id": str(each), "subtopic": str(each % 4)} for each in range(20)]
    answers = {str(each): {"story": each % 3} for each in range(17)}
    assert stories(gold, answers) == reference.stories(gold, answers)
