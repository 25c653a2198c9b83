"""Which tellings of events are of one happening."""

from __future__ import annotations

from dateline.watch.sights import Sight, as_data, from_data, is_one

SHELLING = Sight(places=("bekily",), day="2025-03-04", mode="heavy-weapons", sizes=("killed=9",), told="2025-03-04")
AMBUSH = Sight(places=("sakaraha",), day="2025-03-07", mode="firearms", sizes=("killed=6",), told="2025-03-07")


def points(new: Sight, old: Sight, *, one_story: bool = True, one_report: bool = False) -> float | None:
    return is_one(new, old, one_story=one_story, one_report=one_report)


def test_a_headline_without_a_place_goes_with_its_own_number() -> None:
    other = Sight(places=("amboasary",), day="2025-03-07", mode="firearms", sizes=("killed=5",), told="2025-03-07")
    headline = Sight(sizes=("killed=5",), told="2025-03-07")
    own, wrong = points(headline, other, one_report=True), points(headline, AMBUSH)
    assert own is not None
    assert own > (wrong or 0.0)


def test_two_places_two_days_or_two_who_do_it_are_two() -> None:
    assert points(SHELLING, Sight(places=("betroka",), sizes=("killed=9",))) is None
    assert points(SHELLING, Sight(places=("bekily",), day="2025-03-09")) is None
    assert points(Sight(doers=("army",), sizes=("killed=9",)), Sight(doers=("rebels",), sizes=("killed=9",))) is None


def test_a_toll_that_is_revised_within_days_is_one_and_much_later_it_is_not() -> None:
    assert points(Sight(sizes=("killed=11",), told="2025-03-05"), SHELLING) is not None
    assert points(Sight(sizes=("killed=11",), told="2025-03-25"), SHELLING) is None


def test_in_another_story_it_takes_a_place_and_a_number_or_a_day() -> None:
    recalled = Sight(places=("bekily",), sizes=("killed=9",), told="2025-03-08")
    assert points(recalled, SHELLING, one_story=False) is not None
    assert points(Sight(sizes=("killed=9",)), SHELLING, one_story=False) is None
    assert points(Sight(places=("bekily",)), SHELLING, one_story=False) is None


def test_a_sight_is_kept_as_it_is() -> None:
    assert from_data(as_data(SHELLING)) == SHELLING
