"""What people make at the desk: dossiers, grades, coding; watches and alerts; sources."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document
from fastapi.testclient import TestClient
from httpx2 import Response

from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.settings import Settings
from dateline.web.work import coding, dossiers
from dateline.web.work.agreement import agreement, kappa
from web.conftest import HERE


def first_event(file: Path) -> tuple[str, str, str]:
    """Article, path and quote of an event of the crisis."""
    with Store(file, readonly=True) as store:
        found = next(iter(store.events(status="real")))
        return found.report.article, f"events/{found.number}", found.quote


def token(client: TestClient) -> str:
    """The token that forms carry."""
    return client.get("/dossiers").text.partition('name="csrf" value="')[2].partition('"')[0]


def send(client: TestClient, to: str, /, **fields: str | list[str]) -> Response:
    return client.post(to, data={"csrf": token(client), **fields}, headers={"Origin": HERE})


def test_a_value_is_picked_with_a_note_and_comes_out_as_markdown_word_and_paper(browser: TestClient, crisis_copy: Path) -> None:
    article, path, quote = first_event(crisis_copy)
    asked = browser.get("/dossiers/pick", params={"article": article, "path": path, "back": f"/reports/{article}"})
    assert quote[:30] in asked.text.replace("&#39;", "'")
    taken = send(
        browser, "/dossiers/pick", article=article, path=path, name="For Monday", note="Ask the *army*.", tags="Toll, army", back=""
    )
    assert taken.status_code == 303
    assert taken.headers["location"] == "/dossiers/1"
    page = browser.get("/dossiers/1").text
    assert f"/reports/{article}?value={path.replace('/', '%2F')}#value" in page or f"/reports/{article}?value={path}#value" in page
    assert "Ask the *army*." in page
    told = browser.get("/dossiers/1.md")
    assert told.headers["content-type"].startswith("text/markdown")
    assert "# For Monday" in told.text
    assert r"Ask the \*army\*." in told.text
    assert r"\[1\]" in told.text
    word = browser.get("/dossiers/1.docx")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs)
    assert "For Monday" in text
    assert quote in text
    assert article in text
    assert quote[:30] in browser.get("/dossiers/1/print").text.replace("&#39;", "'")


def test_the_same_value_stands_in_a_dossier_once(crisis_copy: Path) -> None:
    article, path, _ = first_event(crisis_copy)
    with Store(crisis_copy) as store:
        number = dossiers.make(store, "Twice", "anna")
        assert dossiers.pick(store, number, "anna", article=article, path=path, note="first") == dossiers.pick(
            store, number, "anna", article=article, path=path, note="second"
        )
        assert [each.note for each in dossiers.items(store, number, "anna")] == ["second"]


def test_a_dossier_is_seen_by_its_owner_alone_until_it_is_shared(crisis_copy: Path) -> None:
    with Store(crisis_copy) as store:
        number = dossiers.make(store, "Mine", "anna")
        assert dossiers.listed(store, "ben") == ()
        with pytest.raises(Exception, match="no dossier"):
            dossiers.items(store, number, "ben")
        dossiers.change(store, number, "anna", name="Ours", note="", shared=True)
        assert [each.name for each in dossiers.listed(store, "ben")] == ["Ours"]
        with pytest.raises(Exception, match="belongs to anna"):
            dossiers.remove(store, number, "ben")


def test_entries_are_moved_and_taken_out(crisis_copy: Path) -> None:
    with Store(crisis_copy) as store:
        number = dossiers.make(store, "Order", "anna")
        events = [next_ for _, next_ in zip(range(3), store.events(), strict=False)]
        for event in events:
            dossiers.pick(store, number, "anna", article=event.report.article, path=f"events/{event.number}")
        first = dossiers.items(store, number, "anna")
        dossiers.move(store, number, first[2].id, "anna", by=-1)
        assert [each.id for each in dossiers.items(store, number, "anna")] == [first[0].id, first[2].id, first[1].id]
        dossiers.drop(store, number, first[0].id, "anna")
        assert [each.id for each in dossiers.items(store, number, "anna")] == [first[2].id, first[1].id]


def test_a_form_leads_to_no_other_site(browser: TestClient, crisis_copy: Path) -> None:
    article, path, _ = first_event(crisis_copy)
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        taken = send(browser, "/dossiers/pick", article=article, path=path, name="Back", back=back)
        assert taken.headers["location"].startswith("/dossiers/")


def test_a_source_is_graded_and_the_grade_stands_in_the_citation(browser: TestClient, crisis_copy: Path) -> None:
    assert send(browser, "/sources/grade", name="SWN", reliability="B", credibility="2", why="mostly first-hand").status_code == 303
    page = browser.get("/sources/one", params={"name": "SWN"}).text
    assert "usually reliable, probably true" in page
    assert "mostly first-hand" in page
    wrong = send(browser, "/sources/grade", name="SWN", reliability="G")
    assert wrong.status_code == 400
    assert "letter from A to F" in wrong.text


def test_two_coders_judge_unseen_by_each_other_and_their_agreement_is_told(crisis_copy: Path) -> None:
    from dateline.store.question import Question

    with Store(crisis_copy) as store:
        number = coding.make(store, "Trial", "events", Question.of(status="real"), ["anna", "ben"], "carl", size=4, seed=7)
        fields = coding.one(store, number).fields
        right = dict.fromkeys(fields, "right")
        for which in range(1, 5):
            coding.answer(store, number, which, "anna", right)
        assert dict(coding.item(store, number, 1, "ben").answers) == {}
        assert not coding.one(store, number).is_told
        coding.answer(store, number, 1, "ben", right | {"status": "wrong:denied", "type": "wrong"})
        for which in range(2, 5):
            coding.answer(store, number, which, "ben", right)
        assert coding.one(store, number).is_told
        told = coding.results(store, number)
        status = next(each for each in told.agreements if each.field == "status")
        assert (status.judged, status.alike) == (4, 0.75)
        assert ("status", 7, 8) in told.machine
        with pytest.raises(Exception, match="no coder"):
            coding.answer(store, number, 1, "carl", right)


def test_a_round_is_made_coded_and_exported_on_the_pages(browser: TestClient, crisis_copy: Path) -> None:
    me = browser.get("/").text.partition("<summary>")[2].partition("</summary>")[0].strip()
    made = send(browser, "/coding", name="Status", noun="events", coders=f"{me}, other", where="status=real", size="2", seed="3")
    assert made.headers["location"] == "/coding/1"
    fields = json.loads(json.dumps(coding.FIELDS["events"]))
    answers = dict.fromkeys(fields, "right") | {"status": "wrong", "status-code": "alleged"}
    following = send(browser, "/coding/1/1", **answers)
    assert following.headers["location"] == "/coding/1/2"
    assert browser.get("/coding/1.csv").status_code == 400  # unseen until all have judged
    send(browser, "/coding/1/close")
    exported = browser.get("/coding/1.csv").text
    assert "wrong:alleged" in exported
    assert browser.get("/coding/1.json").json()["round"]["name"] == "Status"
    assert "Agreement" in browser.get("/coding/1").text


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a"), ("a", "a")], None),
        ([], None),
    ],
)
def test_kappa_is_cohens(pairs: list[tuple[str, str]], expected: float | None) -> None:
    assert kappa(pairs) == expected


def test_agreement_of_three_coders_is_the_mean_over_pairs() -> None:
    told = agreement("status", {"a": {1: "x", 2: "y"}, "b": {1: "x", 2: "y"}, "c": {1: "y", 2: "x"}})
    assert told.judged == 6
    assert told.kappa == pytest.approx((1 - 1 - 1) / 3)


def test_a_watch_is_tried_on_the_past_then_kept_and_has_its_feeds(browser: TestClient) -> None:
    form = {
        "name": "strikes",
        "ask": "events",
        "w-type": "ASSAULT",
        "w-status": "real",
        "trigger": "any",
        "limit": "20",
        "zone": "UTC",
        "on": "on",
    }
    tried = send(browser, "/watches", act="try", since="10y", **form)
    assert tried.status_code == 200
    assert "What it would have raised" in tried.text
    assert "strikes" not in browser.get("/watches").text
    assert send(browser, "/watches", act="keep", **form).status_code == 303
    page = browser.get("/watches").text
    assert "/watches/strikes/feed.rss" in page
    for kind, media in (("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json")):
        assert browser.get(f"/watches/strikes/feed.{kind}").headers["content-type"].startswith(media)
    send(browser, "/watches/strikes/off")
    assert "Switch on" in browser.get("/watches").text
    send(browser, "/watches/strikes/remove")
    assert "There is no watch yet" in browser.get("/watches").text


def test_a_wrong_word_in_a_watch_is_answered_with_the_nearest_right_one(browser: TestClient) -> None:
    answer = send(browser, "/watches", act="keep", name="x", ask="events", trigger="threshold", threshold="kiled >= 10")
    assert answer.status_code == 400
    assert "killed" in answer.text
    assert "kiled &gt;= 10" in answer.text  # what was written still stands in the form


def test_a_watch_of_the_desk_writes_no_file(browser: TestClient) -> None:
    answer = send(browser, "/watches", act="keep", name="x", ask="events", trigger="any", limit="5", send="file:/tmp/out.jsonl")
    assert answer.status_code == 400
    assert "no way out" in answer.text


def test_alerts_are_dealt_with_and_stories_muted(browser: TestClient, crisis_copy: Path) -> None:
    from dateline.watch import saved
    from dateline.watch.checking import Watcher
    from dateline.watch.rules import Watch

    with Store(crisis_copy) as store:
        saved.save(store, [Watch("all strikes", "events", "type=ASSAULT&status=real", limit=50)])
        assert Watcher(store, say=lambda fact, reason: None).run("all strikes").alerts
    listed = browser.get("/alerts", params={"all": "true"}).text
    number = listed.partition('id="alert-')[2].partition('"')[0]
    assert send(browser, f"/alerts/{number}", act="snooze-1d").status_code == 303
    assert send(browser, f"/alerts/{number}", act="acknowledge").status_code == 303
    assert "acknowledged" in browser.get("/alerts", params={"all": "true"}).text
    story = listed.partition("/alerts/stories/")[2].partition('"')[0]
    send(browser, f"/alerts/stories/{story}", act="mute")
    assert f"Story {story}" in browser.get("/alerts").text


def test_feeds_come_in_and_go_out_as_a_list(crisis_copy: Path, tmp_path: Path) -> None:
    from dateline.collect.config import load
    from dateline.collect.starting import start

    config = tmp_path / "dateline.toml"
    start(config)
    before = len(load(config).source)
    config.write_text(
        config.read_text(encoding="utf-8").replace("[collect]", '[collect]\ncontact = "desk@example.org"', 1), encoding="utf-8"
    )
    opml = b'<opml version="2.0"><body><outline text="New" xmlUrl="https://new.example/feed"/></body></opml>'
    with TestClient(make_app(Settings(store=str(crisis_copy), config=config)), base_url=HERE, follow_redirects=False) as client:
        answer = client.post("/sources/opml", data={"csrf": token(client)}, files={"file": ("list.opml", opml)}, headers={"Origin": HERE})
        assert answer.status_code == 303, answer.text
        assert "xml" in client.get("/sources.opml").text
    assert len(load(config).source) == before + 1
