"""Today, stories, situations, the map and the lists: what somebody sees who opens them on the sample crisis."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dateline.store.store import Store
from dateline.stories.deeds import deeds_of
from dateline.stories.glance import latest_situations, latest_stories, stories_in
from dateline.stories.scene import Where, head, matrix, sources
from dateline.web.app import make_app
from dateline.web.settings import Settings
from dateline.web.views import looking

HERE = "http://127.0.0.1:8484"


@pytest.fixture
def largest(crisis_file: Path) -> int:
    """The situation with most stories."""
    with Store(crisis_file, readonly=True) as store:
        return max(latest_situations(store, limit=20).situations, key=lambda each: len(each.stories)).id


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]*)"', page)
    return found[1] if found else ""


def moment(page: str) -> str:
    found = re.search(r'name="at" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def send(browser: TestClient, page: str, **fields: str) -> int:
    return browser.post("/looked", data={"csrf": csrf(page), **fields}, headers={"origin": HERE}).status_code


def test_today_quotes_both_sides_of_a_change_and_leads_to_both_sentences(browser: TestClient) -> None:
    page = browser.get("/").text
    change = next(part for part in page.split('<li class="entry change')[1:] if "Denied, now admitted" in part)
    assert len(re.findall(r'class="evidence" href="/reports/[^"]+\?value=\w+/\d+#value"', change)) == 2
    assert "Why these two" in change


def test_what_was_marked_as_seen_is_not_new_any_more(browser: TestClient) -> None:
    page = browser.get("/").text
    assert send(browser, page, at=moment(page)) == 303
    assert "Nothing has changed since you last looked" in browser.get("/").text


def test_other_days_stay_within_reach(browser: TestClient) -> None:
    page = browser.get("/?day=2025-03-13").text
    assert "Changes of 13 Mar 2025" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert browser.get("/?day=never").status_code == 400


def test_a_moment_that_is_none_or_lies_ahead_does_no_harm(browser: TestClient) -> None:
    page = browser.get("/").text
    assert send(browser, page, at="soon") == 400
    assert send(browser, page, at="2999-01-01T00:00:00Z") == 303
    with Store(browser.app.state.desk.settings.store, readonly=True) as store:  # type: ignore[attr-defined]
        since = looking.new_since(store, re.search(r"<summary>(.*?)</summary>", page)[1])  # type: ignore[index]
        assert since is not None
        assert since <= store.now()


def test_coming_back_within_the_hour_keeps_what_is_new_and_the_next_sitting_begins_where_the_last_ended(crisis_copy: Path) -> None:
    now = "2026-01-01T09:00:00.000000Z"
    with Store(crisis_copy, clock=lambda: now) as store:
        with store.writing() as connection:
            looking.left(connection, "ann", now)
        assert looking.new_since(store, "ann") is None
        now = "2026-01-01T09:30:00.000000Z"
        with store.writing() as connection:
            looking.left(connection, "ann", now)
        assert looking.new_since(store, "ann") is None
        now = "2026-01-02T08:00:00.000000Z"
        assert looking.new_since(store, "ann") == "2026-01-01T09:30:00.000000Z"
        with store.writing() as connection:
            looking.left(connection, "ann", now)
        now = "2026-01-02T08:10:00.000000Z"
        assert looking.new_since(store, "ann") == "2026-01-01T09:30:00.000000Z"
        assert looking.new_since(store, "ben") is None


def test_a_situation_is_told_on_one_page(browser: TestClient, largest: int) -> None:
    page = browser.get(f"/situations/{largest}").text
    for part in ("timeline", "changes", "map", "positions", "pledges", "figures", "matrix", "chapters", "sources"):
        assert f'id="{part}"' in page, part
    assert "<blockquote>" in page
    assert re.search(r'class="chart at-wide"[^>]*>.*?href="/reports/[^"]+\?value=events/\d+#value"', page, re.DOTALL)
    assert "style=" not in page
    assert "copies" in page


def test_a_situation_can_be_narrowed_to_some_days(browser: TestClient, largest: int) -> None:
    whole = browser.get(f"/situations/{largest}").text
    part = browser.get(f"/situations/{largest}?since=2025-03-12&until=2025-03-14").text
    assert len(part) < len(whole)
    assert "12 Mar 2025 to 14 Mar 2025" in part
    assert "No report of these days" in browser.get(f"/situations/{largest}?since=2030").text
    assert browser.get(f"/situations/{largest}?since=soon").status_code == 400


def test_a_story_folds_its_copies_under_what_they_copy(browser: TestClient, crisis_file: Path) -> None:
    with Store(crisis_file, readonly=True) as store:
        found = latest_stories(store, limit=100).lines
        number = next(line.id for line in found if any(source.copies for source in sources(store, Where(story=line.id))))
    page = browser.get(f"/stories/{number}").text
    assert re.search(r"<details[^>]*><summary>\d+ cop(y|ies) of it", page)
    assert f"/situations/{largest_of(crisis_file, number)}" in page


def largest_of(file: Path, story: int) -> int:
    with Store(file, readonly=True) as store:
        return next(each.id for each in latest_situations(store, limit=50).situations if story in stories_in(store, each.id))


@pytest.mark.parametrize("path", ["/stories/99999", "/situations/99999", "/stories/0"])
def test_what_is_not_there_is_said_so(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "has no" in answer.text


def test_a_cell_of_who_does_what_to_whom_leads_to_these_events(browser: TestClient, largest: int) -> None:
    page = browser.get(f"/situations/{largest}").text
    cell = re.search(r'<td class="heat[^"]*"><a href="(/events\?doer=[^"]+)"', page)
    assert cell is not None
    listed = browser.get(cell[1].replace("&amp;", "&")).text
    assert '<li class="entry pair' in listed


def test_what_did_not_happen_is_never_counted_as_done(crisis_file: Path, largest: int) -> None:
    with Store(crisis_file, readonly=True) as store:
        deeds = deeds_of(store, head(store, Where(situation=largest)).readings)
    shown = matrix([deed for deed in deeds if deed.status == "denied"])
    assert all(cell.real == 0 for row in shown.rows for cell in row if cell is not None)


def test_stories_go_on_over_pages_without_one_told_twice(crisis_file: Path) -> None:
    with Store(crisis_file, readonly=True) as store:
        whole = [line.id for line in latest_stories(store, limit=1000).lines]
        paged: list[int] = []
        after: str | None = None
        while True:
            page = latest_stories(store, limit=4, after=after)
            paged += [line.id for line in page.lines]
            after = page.after
            if after is None:
                break
    assert paged == whole
    assert len(set(whole)) == len(whole)


def test_one_source_copies_nobody_and_two_copy_nobody(browser: TestClient) -> None:
    page = browser.get("/stories").text
    assert "1 source that copies nobody" in page
    assert "2 sources that copy nobody" in page


def test_stories_can_be_asked_for_by_what_their_reports_tell(browser: TestClient) -> None:
    all_of_them, some = browser.get("/stories").text, browser.get("/stories?words=clinic").text
    assert 0 < some.count('href="/stories/') < all_of_them.count('href="/stories/')
    assert browser.get("/stories?after=nonsense").status_code == 400


def test_what_is_typed_into_the_search_box_is_led_to_an_address_that_says_it(browser: TestClient) -> None:
    answer = browser.get(f"/reports?q={quote('type:ASSAULT clinic')}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/reports?words=clinic&type=ASSAULT"
    page = browser.get(answer.headers["location"]).text
    assert "<mark>clinic</mark>" in page
    assert 'value="clinic type:ASSAULT"' in page


@pytest.mark.parametrize(
    ("path", "hint"), [("/reports?q=actr:x", "actor"), ("/events?type=ASSULT", "ASSAULT"), ("/events?actor=Nobody Atall", "Nobody Atall")]
)
def test_what_was_mistyped_is_answered_on_the_page_with_the_nearest_right_words(browser: TestClient, path: str, hint: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 400
    notice = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert notice is not None
    assert hint in notice[1]
    assert "<form" in answer.text


@pytest.mark.parametrize("noun", ["reports", "events", "statements"])
def test_a_list_has_its_filters_other_forms_and_a_next_page(browser: TestClient, noun: str) -> None:
    page = browser.get(f"/{noun}?limit=3").text
    assert page.count('<li class="entry') == 3
    for form in ("csv", "json", "jsonl", "rss"):
        assert f'href="/{noun}.{form}?limit=3"' in page
    more = re.search(r'rel="next" href="([^"]+)"', page)
    assert more is not None
    other = browser.get(more[1].replace("&amp;", "&"))
    assert other.status_code == 200
    assert other.text.count('<li class="entry') == 3


def test_fields_left_empty_are_taken_out_of_the_address(browser: TestClient) -> None:
    assert browser.get("/events?doer=&type=ASSAULT&place=").headers["location"] == "/events?type=ASSAULT"


def test_the_map_is_a_picture_and_a_list_without_scripts(browser: TestClient) -> None:
    page = browser.get("/map").text
    assert 'class="drawn-map"' in page
    assert re.search(r"<summary>Madagascar <span", page)
    assert "data-tiles" not in page


def test_the_points_of_the_map_lead_to_sentences(browser: TestClient, largest: int) -> None:
    for address in ("/map/points.json", f"/map/points.json?situation={largest}", "/map/points.json?type=ASSAULT"):
        made = browser.get(address).json()
        assert made["events"], address
        assert all(0 <= row[0] < len(made["places"]) for row in made["events"])
        assert {row[2] for row in made["events"]} <= set(made["looks"])
    assert {row[1] for row in browser.get("/map/points.json?type=ASSAULT").json()["events"]} == {"ASSAULT"}
    assert browser.get("/map/points.json?type=ASSULT").status_code == 400


def test_a_store_that_holds_nothing_says_what_to_do_next(tmp_path: Path) -> None:
    with TestClient(make_app(Settings(store=str(tmp_path / "empty.db"))), base_url=HERE, follow_redirects=False) as empty:
        for path in ("/", "/stories", "/situations", "/map", "/reports", "/events", "/statements"):
            page = empty.get(path)
            assert page.status_code == 200, path
            assert 'class="empty"' in page.text, path
            assert 'href="/sources"' in page.text, path


def test_every_page_can_be_read_without_a_script_and_holds_none_inline(browser: TestClient, largest: int) -> None:
    for path in ("/", f"/situations/{largest}", "/stories", "/situations", "/map", "/reports", "/events", "/statements"):
        page = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page), path
