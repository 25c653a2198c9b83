"""Lists in other forms, who stands where, pledges, figures, memberships; actors, places, propositions: what the desk shows of claims."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dateline.store.answers import FoundFigure, Report
from dateline.store.question import NOUNS
from dateline.store.store import Store
from dateline.stories.promises import promises
from dateline.web.app import make_app
from dateline.web.settings import Settings
from dateline.web.views.differing import differences
from dateline.web.views.figure_chart import Scale, chart, claimants, recent
from dateline.web.views.standing import matrix
from web.conftest import HERE


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_says_the_same_as_csv_json_lines_and_json(browser: TestClient, noun: str) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get(f"/{noun}.csv?limit=30").text)))
    lines = [json.loads(line) for line in browser.get(f"/{noun}.jsonl?limit=30").text.splitlines()]
    whole = browser.get(f"/{noun}.json?limit=30").json()
    assert rows
    assert whole["answers"] == lines
    assert [row["article"] for row in rows] == [line["report"]["article"] for line in lines]


def test_pages_of_json_lead_on_to_the_end(browser: TestClient) -> None:
    everything = browser.get("/statements.json").json()["answers"]
    seen, ahead = [], "/statements.json?limit=100"
    while ahead is not None:
        page = browser.get(ahead).json()
        seen += page["answers"]
        ahead = page["next"]
    assert seen == everything
    assert len(browser.get("/statements.jsonl").text.splitlines()) == len(everything)


def test_lists_as_files_are_whole_however_many_answers_there_are(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = browser.get("/events.jsonl").text
    assert everything.count("\n") > 21
    monkeypatch.setattr("dateline.store.asking.GULP", 7)  # as if there were some hundred times as many
    assert browser.get("/events.jsonl").text == everything
    assert len(list(csv.reader(io.StringIO(browser.get("/events.csv").text)))) == everything.count("\n") + 1
    assert browser.get("/events.jsonl?limit=15").text == "".join(everything.splitlines(keepends=True)[:15])
    assert browser.get("/api/v1/events?format=csv").text.count("\r\n") >= everything.count("\n") + 1


@pytest.mark.parametrize("noun", NOUNS)
def test_a_feed_leads_to_the_sentences(browser: TestClient, noun: str) -> None:
    answer = browser.get(f"/{noun}.rss")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    root = etree.fromstring(answer.content)
    items = root.findall("channel/item")
    assert 0 < len(items) <= 50
    link = items[0].findtext("link") or ""
    assert link.startswith(f"{HERE}/reports/")
    assert browser.get(link.removeprefix(HERE)).status_code == 200
    assert noun == "reports" or "#value" in link
    names = [item.findtext("guid") for item in items]
    assert len(set(names)) == len(names)


def test_other_forms_keep_the_filters_of_the_page(browser: TestClient) -> None:
    page = browser.get("/events?type=ASSAULT&status=denied").text
    assert re.search(r'href="/events\.csv\?type=ASSAULT&(amp;)?status=denied"', page)
    told = browser.get("/events.json?type=ASSAULT&status=denied").json()["answers"]
    assert told
    assert {(each["type"], each["status"]) for each in told} == {("ASSAULT", "denied")}


@pytest.mark.parametrize("path", ["/events.csv?colour=red", "/events.rss?type=ASSAULTS", "/figures.jsonl?limit=0", "/positions.json?after=x",
                                  "/changes.json?kind=nothing", "/changes.rss?situation=a", "/stories.json?since=never"])  # fmt: skip
def test_a_question_that_is_not_understood_is_answered_as_such_in_every_form(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_stories_and_changes_come_as_json_and_as_feeds(browser: TestClient) -> None:
    stories = browser.get("/stories.json").json()["stories"]
    assert stories
    assert stories[0]["ends"] == max(each["ends"] for each in stories)
    changes = browser.get("/changes.json?limit=20").json()["changes"]
    assert 0 < len(changes) <= 20
    assert browser.get(f"/changes.json?kind={changes[0]['kind']}").json()["changes"]
    root = etree.fromstring(browser.get("/changes.rss").content)
    links = [each.text or "" for each in root.iterfind("channel/item/link")]
    assert any("#:~:text=" in link for link in links)  # a sentence that no value of the record tells
    assert [link for link in links if browser.get(link.removeprefix(HERE)).status_code != 200] == []
    assert etree.fromstring(browser.get("/stories.rss").content).findall("channel/item")


def test_positions_stand_in_a_matrix_of_parties_and_propositions(browser: TestClient, crisis_copy: Path) -> None:
    page = browser.get("/positions").text
    assert "Who stands where" in page
    with Store(crisis_copy, readonly=True) as store:
        told = matrix(store.positions().page(300).answers)
    assert told.rows
    assert all(len(row.cells) == len(told.propositions) for row in told.rows)
    assert page.count('<details class="cell" name="cell">') == sum(cell is not None for row in told.rows for cell in row.cells)
    quoted = next(cell for row in told.rows for cell in row.cells if cell is not None).told[0]
    assert f"/reports/{quoted.report.article}?value=positions/{quoted.number}#value" in page.replace("%2F", "/")


def test_a_party_that_turned_is_said_to_have_turned(browser: TestClient, crisis_copy: Path) -> None:
    with Store(crisis_copy, readonly=True) as store:
        told = matrix(store.positions().page(300).answers)
    turned = [cell for row in told.rows for cell in row.cells if cell is not None and cell.before is not None]
    assert browser.get("/positions").text.count("turned, was") == len(turned)


def test_the_ledger_tells_how_pledges_stand_with_the_words_of_each_step(browser: TestClient) -> None:
    page = browser.get("/commitments?until=2025-03-31").text
    assert "Ledger, as of 31 Mar 2025" in page
    for status in ("acted-on", "withdrawn"):
        assert f'<h3 id="{status}">' in page
    before = browser.get("/commitments?until=2025-03-18").text  # the workers are freed a week after their day
    assert '<h3 id="contradicted">' in before
    kept = page[page.index('<h3 id="acted-on">') :]
    step = kept[kept.index('<ol class="steps">') :].partition("</ol>")[0]
    assert step.count("<li>") > 1
    assert step.count('class="evidence"') == step.count("<li>")


def test_a_pledge_that_headline_and_text_repeat_stands_once_in_the_ledger(crisis_file: Path) -> None:
    with Store(str(crisis_file)) as store:
        told = promises(store, list(store.commitments(until="2025-03-18")), "2025-03-18")
    (workers,) = [each for each in told if "mine workers" in each.made.action]
    assert workers.status == "contradicted"
    assert workers.reports == 3


def test_figures_are_drawn_by_claimant_and_counts_that_differ_stand_beside(browser: TestClient) -> None:
    page = browser.get("/figures?measure=killed").text
    assert 'class="chart at-wide"' in page
    assert "Counts that differ or were revised" in page
    assert 'class="ring"' in page
    first = re.search(r'<a href="(/reports/[^"]+#value)" aria-label', page)
    assert first is not None
    assert browser.get(first[1].replace("&amp;", "&")).status_code == 200


def test_memberships_stand_by_group_with_since_when(browser: TestClient) -> None:
    page = browser.get("/memberships").text
    assert "Who belongs to what" in page
    assert "since" in page


@pytest.mark.parametrize("path", ["/positions?actor=Nobody+Knows", "/commitments?status=exploded", "/figures?measure=unicorns",
                                  "/memberships?colour=red"])  # fmt: skip
def test_a_wrong_filter_is_told_on_the_page_and_the_form_stays(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'class="filters"' in answer.text


@pytest.mark.parametrize("path", ["/positions?until=1950", "/commitments?until=1950", "/figures?until=1950", "/memberships?until=1950"])
def test_an_empty_list_says_what_to_do_next(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "Take a filter away" in answer.text


def test_pages_of_an_empty_store_say_what_to_do_next(tmp_path: Path) -> None:
    with TestClient(make_app(Settings(store=str(tmp_path / "empty.db"))), base_url=HERE) as client:
        for path in ("/positions", "/commitments", "/figures", "/memberships"):
            assert "Add a source" in client.get(path).text
        assert client.get("/events.csv").text.count("\n") == 1
        assert client.get("/events.json").json() == {"answers": [], "next": None, "notes": []}
        assert etree.fromstring(client.get("/events.rss").content).findall("channel/item") == []
        assert client.get("/actors/ITA-GOV").status_code == 404


def test_an_actors_page_tells_everything_about_it(browser: TestClient) -> None:
    page = browser.get("/actors/MDG-GOV").text
    assert "<h1>Government of Madagascar</h1>" in page
    for title in ("Does", "Is done to it", "Says", "Where it stands", "What it pledged"):
        assert f">{title}</h2>" in page
    assert 'class="chart at-wide"' in page
    assert 'href="/reports?actor=MDG-GOV"' in page


def test_a_place_has_its_map_its_events_and_its_reports(browser: TestClient, crisis_copy: Path) -> None:
    with Store(crisis_copy, readonly=True) as store:
        spot = next(spot for found in store.events(status="real") for spot in found.places if spot.geonameid)
    page = browser.get(f"/places/{spot.geonameid}").text
    assert f"<h1>{spot.name}</h1>" in page
    assert 'role="img" aria-label="Map: ' in page
    assert ">Events there</h2>" in page
    assert "Reports that name it" in page
    for wrong in ("x", "1", "-5", "99999999999999"):
        assert browser.get(f"/places/{wrong}").status_code == 404


def test_a_proposition_shows_who_stands_where_on_it(browser: TestClient, crisis_copy: Path) -> None:
    with Store(crisis_copy, readonly=True) as store:
        found = next(iter(store.positions()))
    page = browser.get(f"/propositions/{found.proposition}").text
    assert found.actor.name in page.replace("&#39;", "'")
    assert f"/reports/{found.report.article}?value=positions/{found.number}#value" in page.replace("%2F", "/")
    assert browser.get("/propositions/no/such/thing").status_code == 404


WORDS = st.lists(st.sampled_from(["army", "left", "town", "on", "Monday", "eleven", "dead", ".", "said"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), max_size=8)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_differences_hold_all_words_of_both_texts(old: list[str], new: list[str]) -> None:
    found = differences("\n".join(old), "\n".join(new))

    def same(without: str, paragraphs: Sequence[str]) -> bool:
        left = ["".join(run.text for run in paragraph.runs if run.how != without) for paragraph in found if paragraph.how != without]
        return sorted("".join(part.split()) for part in left if part) == sorted("".join(part.split()) for part in paragraphs)

    assert same("gone", new)
    assert same("new", old)


def figure(day: str | None, value: float | None, *, low: float | None = None, high: float | None = None, number: int = 0) -> FoundFigure:
    report = Report("a", 1, number, "https://a.example", "<b>A</b>", None, day, "en", "2025-01-01")
    return FoundFigure(report=report, number=number, quote="q", rule="r", confidence=1.0, measure="killed", subject=None, value=value, low=low,
                       high=high, bound="exact", unit=None, places=(), begins=None, ends=None, according_to=())  # fmt: skip


AMOUNTS = st.one_of(st.none(), st.floats(0, 1e12, allow_nan=False), st.integers(0, 10**9))


@settings(deadline=None)
@given(st.lists(st.tuples(st.dates().map(str), AMOUNTS, AMOUNTS, AMOUNTS), max_size=20))
def test_any_claims_can_be_drawn_and_no_name_becomes_a_tag(told: list[tuple[str, float | None, float | None, float | None]]) -> None:
    found = [figure(day, value, low=low, high=high, number=at) for at, (day, value, low, high) in enumerate(told)]
    drawn = chart(found, claimants(found), frozenset(), "Claims")
    assert "<b>" not in drawn
    if drawn:
        etree.fromstring(f"<div>{drawn}</div>")
    assert set(recent(found)) <= set(found)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e12, allow_nan=False), min_size=1, max_size=10))
def test_every_amount_lies_on_the_axis(amounts: list[float]) -> None:
    scale = Scale.of(amounts, 10.0, 200.0)
    assert all(9.5 <= scale.y(each) <= 200.5 for each in amounts)
    assert all(9.5 <= scale.y(each) <= 200.5 for each in scale.ticks())
