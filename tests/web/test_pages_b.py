"""A report in the desk: read with its reasons, corrected and seen so everywhere, compared with its versions, shown as it came."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.ingest.jsonl import lines_of, read_line
from dateline.pipeline import Pipeline
from dateline.store.answers import FoundCommitment, FoundEvent
from dateline.store.judging import Judgement, judge
from dateline.store.store import Store
from web import desks


def event(file: Path, status: str = "happened") -> FoundEvent:
    """An event of the crisis with that status, done by somebody whom the reports know."""
    with Store(file, readonly=True) as store:
        return next(found for found in store.events(status=status) if found.actors and found.actors[0].id and found.type == "ASSAULT")


def address(found: FoundEvent | FoundCommitment, noun: str = "events") -> str:
    return f"/reports/{found.report.article}?value={noun}/{found.number}"


def test_a_value_is_lit_with_its_sentence_and_says_why_it_was_taken(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    page = browser.get(address(found)).text
    assert page.count('id="value"') == 1
    assert re.search(r'<span id="value"></span><span class="mark[^"]* asked"', page)
    assert " around" in page
    panel = page[page.index('id="asked"') : page.index("</section>", page.index('id="asked"'))]
    assert found.rule in panel
    assert f"confidence {found.confidence:.2f}" in panel
    assert "trigger “" in panel


def test_a_report_or_a_value_that_is_not_there_is_answered_in_a_sentence(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    for path in ("/reports/nothing", f"/reports/{found.report.article}?value=events/999", f"/reports/{found.report.article}?version=7",
                 f"/reports/{found.report.article}?version=x", f"/reports/{found.report.article}?value=../../etc"):  # fmt: skip
        answer = browser.get(path)
        assert answer.status_code == 404, path
        assert "Traceback" not in answer.text


def test_every_value_of_a_report_stands_on_its_page_with_a_way_to_correct_it(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    page = browser.get(f"/reports/{found.report.article}").text
    with Store(crisis_copy, readonly=True) as store:
        record = store.record(found.report.article)
    for noun in ("actors", "places", "times", "statements", "events", "positions", "commitments", "figures", "memberships", "findings"):
        for number in range(len(getattr(record, noun))):
            assert f"?value={noun}/{number}#value" in page


def test_a_corrected_value_reads_so_everywhere_and_as_before_once_it_is_undone(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    there, path, who = address(found), f"events/{found.number}", found.actors[0].id
    taken = desks.send(browser, f"/reports/{found.report.article}/replace", path=path, why="the army says so",
                       **{"field.factuality.status": "alleged"})  # fmt: skip
    assert taken.status_code == 303
    assert taken.headers["location"] == f"{there}#value"
    page = browser.get(there).text
    assert "the army says so" in page
    assert "replaced by" in page
    assert re.search(r'id="asked" class="i-event g-open"', page)
    line = f"value={path}#value"
    for listed in ("/events?status=alleged&limit=200", f"/events?doer={who}&status=alleged&limit=200"):
        assert f"{found.report.article}?{line}" in browser.get(listed).text.replace("%2F", "/")
    assert f"{found.report.article}?{line}" not in browser.get("/events?status=happened&limit=200").text.replace("%2F", "/")
    told = next(each for each in browser.get("/events.json?limit=5000").json()["answers"]
                if each["report"]["article"] == found.report.article and each["number"] == found.number)  # fmt: skip
    assert (told["status"], told["judged"]) == ("alleged", "replaced")
    assert re.search(rf"{found.report.article},.*events/{found.number},ASSAULT,.*,alleged,", browser.get("/events.csv").text)
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number is not None
    assert desks.send(browser, f"/reports/{found.report.article}/withdraw", number=number[1], path=path).status_code == 303
    again = browser.get(there).text
    assert re.search(r'id="asked" class="i-event g-real"', again)
    assert "taken back" in again
    assert f"{found.report.article}?{line}" in browser.get("/events?status=happened&limit=200").text.replace("%2F", "/")


def test_a_rejected_value_is_gone_from_every_list_and_can_be_brought_back(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    path, article = f"events/{found.number}", found.report.article
    assert desks.send(browser, f"/reports/{article}/reject", path=path, why="told of another town").status_code == 303
    page = browser.get(f"/reports/{article}").text
    assert "Rejected by people" in page
    assert f'data-keys="{found.id}"' not in page
    assert all(
        (each["report"]["article"], each["number"]) != (article, found.number)
        for each in browser.get("/events.json?limit=5000").json()["answers"]
    )
    shown = browser.get(address(found)).text
    assert "<s>" in shown
    assert "told of another town" in shown
    others = [int(number) for number in re.findall(r"\?value=events/(\d+)#value", page)]
    assert len(set(others)) == len(others)  # the others kept their addresses
    number = re.search(r'name="number" value="(\d+)"', shown)
    assert number is not None
    desks.send(browser, f"/reports/{article}/withdraw", number=number[1], path=path)
    assert "Rejected by people" not in browser.get(f"/reports/{article}").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"field.factuality.status": "exploded", "why": "x"}, "factuality.status is one of"),
        ({"field.magnitude.killed": "many", "why": "x"}, "is a number"),
        ({"why": "x"}, "Nothing was changed"),
        ({"field.factuality.status": "alleged", "why": " "}, "Say why"),
    ],
)
def test_what_a_field_does_not_admit_is_refused_in_a_sentence(
    browser: TestClient, crisis_copy: Path, fields: dict[str, str], sentence: str
) -> None:
    found = event(crisis_copy)
    answer = desks.send(browser, f"/reports/{found.report.article}/replace", path=f"events/{found.number}", **fields)
    assert answer.status_code == 400
    assert sentence in answer.text
    with Store(crisis_copy, readonly=True) as store:
        assert store.record(found.report.article, judged=True) == store.record(found.report.article)


def test_a_field_offers_only_what_it_admits(browser: TestClient, crisis_copy: Path) -> None:
    page = browser.get(address(event(crisis_copy))).text
    select = page[page.index('name="field.factuality.status"') :].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]+)"', select)[:3] == ["happened", "ongoing", "scheduled"]
    assert 'value="happened" selected' in select


def test_two_actors_that_are_one_are_one_everywhere_until_it_is_taken_back(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    with Store(crisis_copy, readonly=True) as store:
        actors = store.record(found.report.article).actors
    stays, goes = actors[0], actors[1]
    done = desks.send(browser, f"/reports/{found.report.article}/join", path="actors/0", actor=stays.id, other=goes.id, why="one body")
    assert done.status_code == 303
    assert browser.get(f"/actors/{goes.id}").headers["location"] == f"/actors/{stays.id}"
    page = browser.get(f"/actors/{stays.id}").text
    assert "Read as one with" in page
    assert "one body" in page
    shown = browser.get(f"/reports/{found.report.article}?value=actors/0").text
    number = re.search(r'name="number" value="(\d+)"', shown)
    assert number is not None
    desks.send(browser, f"/reports/{found.report.article}/withdraw", number=number[1], path="actors/0")
    assert browser.get(f"/actors/{goes.id}").status_code == 200


def test_a_mention_is_split_off_to_another_actor(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    with Store(crisis_copy, readonly=True) as store:
        actors = store.record(found.report.article).actors
    at = next(number for number, actor in enumerate(actors) if len(actor.mentions) > 1)
    done = desks.send(browser, f"/reports/{found.report.article}/split", path=f"actors/{at}", mention=f"actors/{at}/mentions/1",
                      other="own/somebody-else", why="another one")  # fmt: skip
    assert done.status_code == 303
    with Store(crisis_copy, readonly=True) as store:
        seen = store.record(found.report.article, judged=True)
    assert any(actor.id == "own/somebody-else" for actor in seen.actors)
    assert browser.get(f"/reports/{found.report.article}").status_code == 200


def test_editors_pin_reports_to_stories_and_analysts_do_not(crisis_copy: Path) -> None:
    found = event(crisis_copy)
    with Store(crisis_copy) as store:
        desks.people(store)
    with desks.desk(crisis_copy) as (app, _):
        analyst, editor, reader = (desks.browser(app, role) for role in ("analyst", "editor", "reader"))
        pin = f"/reports/{found.report.article}/pin"
        assert desks.send(analyst, pin, story="1", why="it belongs there").status_code == 403
        assert desks.send(editor, pin, story="1", why="it belongs there").status_code == 303
        page = editor.get(f"/reports/{found.report.article}").text
        assert "pinned by edda" in page
        assert "it belongs there" in page
        assert 'href="/stories/1"' in page
        assert desks.send(editor, f"/reports/{found.report.article}/unpin").status_code == 303
        assert "pinned by" not in editor.get(f"/reports/{found.report.article}").text
        for way in ("accept", "reject", "replace", "join", "split", "withdraw"):
            assert desks.send(reader, f"/reports/{found.report.article}/{way}", path="events/0", why="x").status_code == 403
        shown = reader.get(address(found)).text
        assert "<h3>Why</h3>" in shown
        assert "/accept" not in shown


def another_text(pipeline: Pipeline, article_address: str, text: str, published: str):
    import json

    line = json.dumps({"text": text, "url": article_address, "published": published})
    return pipeline.record(read_line(next(iter(lines_of(line.encode()))), "again"))


def test_versions_are_told_apart_word_by_word(browser: TestClient, crisis_copy: Path, pipeline: Pipeline) -> None:
    found = event(crisis_copy)
    with Store(crisis_copy) as store:
        text = store.record(found.report.article).article.text
        first, rest = text.split("\n", 1)
        changed = f"{first}\n{rest}\n\nA sentence about a heron was added on Friday."
        record = another_text(pipeline, found.report.address, changed, found.report.published or "2025-03-12")
        assert record.article.id == found.report.article
        assert store.keep(record, raw=changed.encode()).outcome == "new version"
    page = browser.get(f"/reports/{found.report.article}/versions").text
    assert "From version 1 to version 2" in page
    assert "<ins>A sentence about a heron was added on Friday.</ins>" in page
    old = browser.get(f"/reports/{found.report.article}?version=1").text
    assert "This is version 1 of 2" in old
    assert "/accept" not in old
    assert browser.get(f"/reports/{found.report.article}/raw").text == changed


def test_one_text_has_nothing_to_compare_and_says_so(browser: TestClient, crisis_copy: Path) -> None:
    page = browser.get(f"/reports/{event(crisis_copy).report.article}/versions")
    assert page.status_code == 200
    assert "nothing to compare" in page.text


def test_what_came_in_is_shown_as_text_and_never_runs(browser: TestClient, crisis_copy: Path, pipeline: Pipeline) -> None:
    hostile = b"<html><script>alert(1)</script><body onload=alert(2)>Troops entered the town of Bekily on Monday.</body></html>"
    with Store(crisis_copy) as store:
        record = another_text(pipeline, "https://hostile.example/1", "<script>alert(1)</script> Troops entered Bekily.", "2025-03-12")
        article = store.keep(record, raw=hostile).article
        binary = another_text(pipeline, "https://hostile.example/2", "Troops left Bekily on Tuesday.", "2025-03-12")
        other = store.keep(binary, raw=b"%PDF-1.4 \x00\x01").article
    answer = browser.get(f"/reports/{article}/raw")
    assert answer.content == hostile
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script>alert" not in browser.get(f"/reports/{article}").text
    assert browser.get(f"/reports/{other}/raw").headers["content-disposition"].startswith("attachment")


def test_bytes_that_were_not_kept_are_missing_in_a_sentence(browser: TestClient, crisis_copy: Path, pipeline: Pipeline) -> None:
    with Store(crisis_copy) as store:
        article = store.keep(another_text(pipeline, "https://x.example/1", "Troops left Bekily on Tuesday.", "2025-03-12")).article
    answer = browser.get(f"/reports/{article}/raw")
    assert answer.status_code == 404
    assert "not kept" in answer.text


def test_copies_lead_to_their_original(browser: TestClient, crisis_copy: Path) -> None:
    from sqlalchemy import select

    from dateline.store.story_tables import copies

    with Store(crisis_copy, readonly=True) as store, store.reading() as connection:
        copy, original = connection.execute(select(copies.c.article, copies.c.original).order_by(copies.c.article)).first()  # type: ignore[misc]
    page = browser.get(f"/reports/{copy}").text
    assert "This tells another report&#39;s text again" in page or "This tells another report's text again" in page
    assert f'href="/reports/{original}"' in page
    assert f'href="/reports/{copy}"' in browser.get(f"/reports/{original}").text


def test_a_dropped_text_says_so_and_leaves_the_quotes(browser: TestClient, crisis_copy: Path) -> None:
    from dateline.store.retention import drop_texts

    found = event(crisis_copy)
    with Store(crisis_copy) as store:
        drop_texts(store, "9999")
    page = browser.get(address(found)).text
    assert "text of this report was dropped" in page
    assert found.trigger in page


def test_a_script_in_a_judgement_is_told_as_words(browser: TestClient, crisis_copy: Path) -> None:
    found = event(crisis_copy)
    with Store(crisis_copy) as store:
        judge(
            store,
            Judgement("accept", "<b>eve</b>", "<script>alert(1)</script>", article=found.report.article, path=f"events/{found.number}"),
        )
    page = browser.get(address(found)).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_change_that_rests_on_a_corrected_value_is_told_no_longer_until_it_is_undone(browser: TestClient, crisis_copy: Path) -> None:
    told = browser.get("/changes.json?limit=200").json()["changes"]
    change = next(each for each in told if each["kind"] in ("figures-differ", "figure-revised") and each["before"] is not None)
    side = change["now"]
    article, path = side["article"], f"{side['noun']}/{side['number']}"
    assert desks.send(browser, f"/reports/{article}/reject", path=path, why="a misprint").status_code == 303
    left = browser.get("/changes.json?limit=200").json()["changes"]
    assert change["id"] not in [each["id"] for each in left]
    number = re.search(r'name="number" value="(\d+)"', browser.get(f"/reports/{article}?value={path}").text)
    assert number is not None
    desks.send(browser, f"/reports/{article}/withdraw", number=number[1], path=path)
    assert browser.get("/changes.json?limit=200").json()["changes"] == told


def test_from_a_report_everything_about_its_actors_places_and_propositions_is_a_click_away(browser: TestClient, crisis_copy: Path) -> None:
    with Store(crisis_copy, readonly=True) as store:
        article = next(iter(store.positions())).report.article
        record = store.record(article)
    page = browser.get(f"/reports/{article}").text
    wanted = [f"/actors/{record.actors[0].id}", f"/propositions/{record.positions[0].proposition.id}"]
    wanted += [f"/places/{place.geonameid}" for place in record.places if place.geonameid][:1]
    for there in wanted:
        assert f'href="{there}"' in page
        assert browser.get(there).status_code == 200
