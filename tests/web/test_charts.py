"""Charts: every mark leads somewhere, says its status without colour, and nothing from outside gets out of its text."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dateline.show.wording import LOOKS
from dateline.stories.deeds import Deed, Somewhere
from dateline.web.views.charts import DEEP, Days, Mark, steps, timeline
from dateline.web.views.mapping import drawn, spots_of
from dateline.web.views.outlines import geojson, rings

LANES = [(look.status, look.label) for look in LOOKS]
SVG = "{http://www.w3.org/2000/svg}"


def drawings(made: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<all>{made}</all>"))


def mark(day: str = "2016-02-03", status: str = "happened", title: str = "an event") -> Mark:
    return Mark(day, status, status, "/reports/a?value=events/1&b=2#value", title)


def test_a_status_has_its_own_sign_so_that_it_reads_without_colour() -> None:
    made = timeline([mark(status=look.status) for look in LOOKS], LANES, "Events")
    signs = {text.text for text in drawings(made)[0].iter(f"{SVG}text") if "mark" in (text.get("class") or "")}
    assert signs == {look.sign for look in LOOKS}


def test_a_chart_is_drawn_for_wide_and_for_narrow_screens() -> None:
    made = drawings(timeline([mark()], LANES, "Events"))
    assert [drawing.get("class") for drawing in made] == ["chart at-wide", "chart at-narrow"]
    assert all(drawing.get("aria-label") == "Events" for drawing in made)


def test_of_many_marks_of_a_day_the_rest_is_a_number_that_leads_to_the_list() -> None:
    made = timeline([mark(title=str(at)) for at in range(20)], LANES, "Events", lambda lane, first, last: f"/events?{lane}&{first}&{last}")
    links = [link for link in drawings(made)[0].iter(f"{SVG}a") if link.get("href", "").startswith("/events")]
    assert [link.get("href") for link in links] == ["/events?happened&2016-02-03&2016-02-03"]
    assert links[0].find(f"{SVG}text").text == f"+{20 - DEEP}"  # type: ignore[union-attr]


def test_without_marks_nothing_is_drawn() -> None:
    assert timeline([], LANES, "Events") == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_words_from_outside_stay_words(title: str) -> None:
    made = drawings(timeline([Mark("2016-02-03", "happened", title, title, title)], [("happened", title)], title))
    assert not [
        each for each in made[0].iter() if each.tag not in {f"{SVG}{name}" for name in ("svg", "rect", "line", "text", "a", "title")}
    ]


@given(st.lists(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)), min_size=1, max_size=6))
def test_any_days_have_an_axis_with_words(days: list[date]) -> None:
    told = [day.isoformat() for day in days]
    axis = Days.of(told, 100, 900)
    assert all(100 <= axis.x(day) <= 900 for day in told)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 50
    assert all(word for _, word in ticks)


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_an_axis_of_amounts_holds_all_of_them_in_few_steps(low: float, span: float) -> None:
    made = steps(low, low + span)
    close = max(abs(low), span, 1) * 1e-9
    assert made[0] <= low + close
    assert made[-1] >= low + span - close
    assert len(made) <= 8


def deed(place: Somewhere, status: str = "happened") -> Deed:
    return Deed("a", 1, 1, "ASSAULT", None, (), status, "hit", "2016-02-03", True, None, (), (), (place,), "It was hit.")


def test_a_picture_of_a_map_names_its_places_and_leads_to_their_events() -> None:
    tunis = Somewhere(2464470, "Tunis <b>", "TUN", 36.8, 10.2, "city")
    nowhere = Somewhere(None, "Xanadu", None, None, None, "unknown")
    spots = spots_of([deed(tunis), deed(tunis, "denied"), deed(nowhere)])
    assert [(spot.place.name, spot.real, spot.unreal) for spot in spots] == [("Tunis <b>", 1, 1), ("Xanadu", 1, 0)]
    assert spots[1].href == "/events?place=Xanadu"
    picture = drawings(drawn(spots))[0]
    assert [link.get("href") for link in picture.iter(f"{SVG}a")] == ["/events?place=2464470"]
    assert "Tunis <b>" in {text.text for text in picture.iter(f"{SVG}text")}


def test_outlines_are_rings_of_degrees() -> None:
    assert rings("M1 2l1 0 0 1zM5 5l-1 0.5z") == (((1, 2), (2, 2), (2, 3)), ((5, 5), (4, 5.5)))
    assert geojson().count(b'"Feature"') > 150


def test_days_of_the_axis_are_named_as_the_reader_names_them() -> None:
    days = ["2025-03-03", "2025-03-23"]
    assert Days.of(days, 0, 300).ticks()[0][1] == "3 Mar 2025"
    assert Days.of(days, 0, 300, "en_US").ticks()[0][1] == "Mar 3, 2025"
    assert Days.of(days, 0, 300, "de_DE").ticks()[0][1] == "3. März 2025"
