"""The API: what a program can ask for, and how it is told what went wrong."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from dateline.model.record import Record
from dateline.store.question import NOUNS, words_of
from dateline.store.store import Store
from dateline.web.api.reading import LONGEST
from dateline.web.security import tokens, users
from dateline.web.security.audit import Act

API = "/api/v1"


def found(browser: TestClient, path: str) -> list[Any]:
    answer = browser.get(API + path)
    assert answer.status_code == 200, answer.text
    listed: list[Any] = answer.json()["found"]
    return listed


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_every_answer_says_its_words_and_where_they_stand(browser: TestClient, noun: str) -> None:
    for each in found(browser, f"/{noun}?limit=5"):
        record = Record.from_json(browser.get(f"{API}/articles/{each['report']['article']}").text)
        kind, _, number = each["path"].partition("/")
        assert kind == noun
        assert getattr(record, noun)[int(number)].rule == each["rule"]
        assert each["link"] == f"/reports/{each['report']['article']}?value={each['path']}"
        assert each["quote"]


def test_pages_follow_each_other_and_end(browser: TestClient) -> None:
    whole = [(each["report"]["article"], each["path"]) for each in found(browser, "/events?limit=1000")]
    paged, address = [], f"{API}/events?limit=100&sort=newest"
    while address:
        answer = browser.get(address)
        paged += [(each["report"]["article"], each["path"]) for each in answer.json()["found"]]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
    assert paged == whole
    assert len(whole) > 100


def test_all_answers_come_as_lines_and_as_a_table(browser: TestClient) -> None:
    lines = browser.get(f"{API}/events", params={"format": "jsonl", "type": "ASSAULT"})
    assert lines.headers["content-type"] == "application/x-ndjson"
    told = [json.loads(line) for line in lines.text.split("\n") if line]
    assert {each["type"] for each in told} == {"ASSAULT"}
    table = browser.get(f"{API}/events?type=ASSAULT", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["path"] for row in rows] == [each["path"] for each in told]
    assert len(told) > 5


def test_fields_are_chosen(browser: TestClient) -> None:
    assert set(found(browser, "/events?limit=1&fields=quote,status,report.article")[0]) == {"quote", "status", "report"}
    answer = browser.get(f"{API}/events?fields=qoute")
    assert answer.status_code == 400
    assert "Did you mean quote?" in answer.json()["detail"]
    article = found(browser, "/articles?limit=1&fields=report.article")[0]["report"]["article"]
    assert set(browser.get(f"{API}/articles/{article}?fields=events,manifest.dateline").json()) == {"events", "manifest"}


def test_what_did_not_change_is_not_sent_again(browser: TestClient) -> None:
    first = browser.get(f"{API}/events?limit=3")
    assert browser.get(f"{API}/events?limit=3", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert browser.get(f"{API}/events?limit=2", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    assert first.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/nothing", 404, "no such address"),
        ("GET", "/articles/none", 404, "no article none"),
        ("GET", "/stories/99999", 404, "no story 99999"),
        ("GET", "/watches/none", 404, "no watch"),
        ("POST", "/events", 405, "takes GET alone"),
        ("PUT", "/watches", 405, "takes GET, POST alone"),
        ("GET", "/events?typ=ASSAULT", 400, "Did you mean type?"),
        ("GET", "/events?type=ASSALT", 400, "Did you mean ASSAULT?"),
        ("GET", "/events?type=", 400, "type is empty"),
        ("GET", "/events?after=x", 400, "no cursor"),
        ("GET", "/events?limit=2000", 400, "format=jsonl"),
        ("GET", "/events?min=3", 400, "figures can"),
        ("GET", "/figures?min=many", 400, "min 'many' is no number"),
        ("GET", "/changes?kind=pledge", 400, "pledge-"),
        ("GET", "/changes?sinc=2025", 400, "Did you mean since?"),
        ("GET", "/stories?limit=many", 422, "limit"),
        ("GET", "/search?actor=ITA-GOV", 400, "needs words"),
        ("POST", "/judgements", 422, "action"),
    ],
)
def test_what_goes_wrong_is_told_in_one_shape(browser: TestClient, method: str, path: str, status: int, sentence: str) -> None:
    answer = browser.request(method, API + path, json={} if method == "POST" else None)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    assert sentence in told["detail"]


def test_a_search_understands_filter_words_in_its_box(browser: TestClient) -> None:
    told = found(browser, "/search?q=workers since:2025-03-09")
    assert told
    assert all(each["report"]["published"] >= "2025-03-09" and each["excerpt"] for each in told)


def test_a_report_is_linked_data(browser: TestClient) -> None:
    article = found(browser, "/articles?words=Bekily&limit=1")[0]["report"]["article"]
    text = browser.get(f"{API}/articles/{article}/text").text
    page = browser.get(f"{API}/articles/{article}/annotations")
    assert page.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    for annotation in page.json()["items"]:
        for target in annotation["target"]:
            quote, position, *_ = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
    told = browser.get(f"{API}/articles/{article}/jsonld").json()
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert any(place["name"] == "Bekily" and place["sameAs"].startswith("https://sws.geonames.org/") for place in told["contentLocation"])
    assert browser.get(f"{API}/articles/{article}/versions").json()["found"][0]["number"] == 1


def test_stories_situations_and_changes_lead_to_each_other(browser: TestClient) -> None:
    story = found(browser, "/stories?limit=1")[0]
    assert browser.get(f"{API}/stories/{story['id']}").json()["line"] == story
    situation = found(browser, "/situations?limit=1")[0]
    assert browser.get(f"{API}/situations/{situation['id']}").json() == situation
    changes = found(browser, f"/changes?situation={situation['id']}&limit=5")
    assert [each["now"]["published"] for each in changes] == sorted((each["now"]["published"] for each in changes), reverse=True)
    assert {each["situation"] for each in changes} == {situation["id"]}
    kinds = found(browser, "/changes?kind=figure-revised&kind=figures-differ&limit=100")
    assert {each["kind"] for each in kinds} <= {"figure-revised", "figures-differ"}
    first = browser.get(f"{API}/changes?limit=4").json()
    second = browser.get(f"{API}/changes", params={"limit": 4, "after": first["after"]}).json()
    assert not {each["id"] for each in first["found"]} & {each["id"] for each in second["found"]}
    assert found(browser, f"/situations/{situation['id']}/pledges")
    assert found(browser, f"/situations/{situation['id']}/stands")


def test_actors_places_and_propositions_are_listed_and_counted(browser: TestClient) -> None:
    listed = found(browser, "/actors?limit=500")
    assert [each["id"] for each in listed] == sorted(each["id"] for each in listed)
    card = browser.get(f"{API}/actors/MDG-MIL").json()
    assert card["reports"] > 5
    assert {each["noun"] for each in card["counts"]} >= {"events", "statements"}
    assert found(browser, "/actors?name=MDG-MIL")[0]["id"] == "MDG-MIL"
    place = next(each for each in found(browser, "/places?limit=500") if each["name"] == "Bekily")
    assert browser.get(f"{API}/places/{place['geonameid']}").json()["place"] == place
    proposition = found(browser, "/propositions?limit=1")[0]
    assert browser.get(f"{API}/propositions/{proposition['id']}").json()["proposition"] == proposition


def test_a_value_is_judged_and_the_judgement_taken_back(browser: TestClient) -> None:
    event = found(browser, "/events?limit=1&status=happened")[0]
    said = {"action": "replace", "article": event["report"]["article"], "path": event["path"], "field": "factuality.status",
            "replacement": "denied", "why": "The next sentence denies it."}  # fmt: skip
    made = browser.post(f"{API}/judgements", json=said)
    assert made.status_code == 201, made.text
    where = made.headers["location"]
    assert browser.get(where).json()["judgement"]["why"] == said["why"]
    query = "/events?limit=1000&fields=path,status,judged,report.article"
    seen = next(each for each in found(browser, query) if (each["report"]["article"], each["path"]) == (said["article"], said["path"]))
    assert (seen["status"], seen["judged"]) == ("denied", "replaced")
    assert browser.post(f"{where}/withdraw", json={"why": "Misread."}).status_code == 204
    assert browser.get(where).status_code == 404
    wrong = browser.post(f"{API}/judgements", json=said | {"path": "events/999"})
    assert wrong.status_code == 400
    assert "events/999" in wrong.json()["detail"]


def test_a_watch_is_made_changed_and_removed(browser: TestClient) -> None:
    rule = {"name": "ambushes", "ask": "events", "where": "type=ASSAULT&place=Madagascar", "limit": 20}
    made = browser.post(f"{API}/watches", json=rule)
    assert made.status_code == 201, made.text
    assert made.json()["watch"]["name"] == "ambushes"
    assert browser.post(f"{API}/watches", json=rule).status_code == 409
    changed = browser.put(f"{API}/watches/ambushes", json={key: rule[key] for key in rule if key != "name"} | {"on": False})
    assert (changed.status_code, changed.json()["watch"]["on"]) == (200, False)
    wrong = browser.put(f"{API}/watches/ambushes", json={"where": "type=ASSALT"})
    assert (wrong.status_code, "ASSAULT" in wrong.json()["detail"]) == (400, True)
    assert "no way out" in browser.put(f"{API}/watches/other", json={"send": ["/etc/passwd"], "limit": 2}).json()["detail"]
    assert browser.delete(f"{API}/watches/ambushes").status_code == 204
    assert found(browser, "/watches") == []


def test_a_text_is_read_and_nothing_of_it_is_kept(browser: TestClient, pipeline: Any) -> None:
    browser.app.state.reports._pipeline = pipeline  # type: ignore[attr-defined]
    text = "BEKILY, March 3 (Example) - The army shelled a clinic on Monday, witnesses said."
    record = Record.from_json(browser.post(f"{API}/read", json={"text": text, "published": "2025-03-03"}).text)
    assert record.article.text.startswith("BEKILY")
    bare = browser.post(f"{API}/read?published=2025-03-03", content=text, headers={"Content-Type": "text/plain"})
    assert Record.from_json(bare.text) == record
    assert browser.get(f"{API}/articles/{record.article.id}").status_code == 404
    assert browser.post(f"{API}/read", content=b"x", headers={"Content-Type": "image/png"}).status_code == 400
    assert browser.post(f"{API}/read", json={"text": "a" * (LONGEST + 1)}).status_code == 422


def test_who_comes_while_many_wait_is_told_when_to_come_again(browser: TestClient) -> None:
    reports = browser.app.state.reports  # type: ignore[attr-defined]
    while reports._room.acquire(blocking=False):
        pass
    answer = browser.post(f"{API}/read", json={"text": "The army shelled a clinic."})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_store_is_taken_out(browser: TestClient, crisis_copy: Any) -> None:
    answer = browser.get(f"{API}/export?format=csv&format=plover&until=2025-03-05")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert {"csv/events.csv", "plover.jsonl", "datapackage.json"} <= set(packed.namelist())
        whole = packed.read("csv/events.csv").decode()
    assert browser.get(f"{API}/export/events?until=2025-03-05").text == whole
    assert browser.get(f"{API}/export?format=excel").status_code == 400
    assert browser.get(f"{API}/export/nothing").status_code == 422
    assert browser.get(f"{API}/export/events?actor=Nobody-at-all").status_code == 400


def test_what_can_be_taken_out_is_what_an_export_knows() -> None:
    from dateline.store.export.exporters import NAMES as FORMATS
    from dateline.store.export.tables import NAMES
    from dateline.web.api import exporting, taking

    assert exporting.FORMATS == FORMATS
    assert get_args(exporting.TableName) == NAMES
    assert exporting.LEFT_OUT == taking.LEFT_OUT


def test_the_description_lists_the_filter_words_of_every_noun(browser: TestClient) -> None:
    whole = browser.get("/openapi.json").json()
    assert whole["openapi"].startswith("3.1")
    for noun in NOUNS:
        operation = whole["paths"][f"{API}/{'articles' if noun == 'reports' else noun}"]["get"]
        assert {word.name for word in words_of(noun)} <= {each["name"] for each in operation["parameters"]}
    for methods in whole["paths"].values():
        for operation in methods.values():
            assert operation.get("summary") or operation.get("description")
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_alerts_are_listed_and_acknowledged(browser: TestClient) -> None:
    assert found(browser, "/alerts?new=true") == []
    assert browser.post(f"{API}/alerts/7/acknowledge").status_code == 404


def test_the_index_says_what_there_is(browser: TestClient) -> None:
    told = browser.get(API).json()
    assert f"{API}/events" in told["addresses"]
    for address in told["addresses"]:
        if address not in (f"{API}/live", f"{API}/export", f"{API}/search"):
            assert browser.get(address).status_code == 200, address


def test_values_of_several_kinds_stand_under_a_report(browser: TestClient, crisis_copy: Any) -> None:
    told = found(browser, "/articles?type=ASSAULT&act=deny&limit=5")
    with Store(crisis_copy) as store:
        kept = list(store.find(type="ASSAULT", act="deny", limit=5))
    assert [[value["path"] for value in each["values"]] for each in told] == [
        [f"{'events' if hasattr(value, 'trigger') else 'statements'}/{value.number}" for value in each.values] for each in kept
    ]
    assert {value["path"].split("/")[0] for each in told for value in each["values"]} == {"events", "statements"}


def test_a_token_may_do_what_it_was_made_for(browser: TestClient, crisis_copy: Any) -> None:
    with Store(crisis_copy) as store:
        users.add(store, "anna", "editor", None, Act("anna", "added-user"))
        by = {scope: tokens.make(store, "anna", scope, (scope,), 1, Act("anna", "made-token")) for scope in ("read", "judge")}
    browser.app.state.knowing.forget()  # type: ignore[attr-defined]
    article = {"action": "accept", "path": "events/0", "why": "So it says.", "article": "none"}
    assert browser.get(f"{API}/events").status_code == 401
    assert browser.get(f"{API}/events", headers=bearer(by["read"])).status_code == 200
    assert browser.post(f"{API}/judgements", json=article, headers=bearer(by["read"])).status_code == 403
    assert browser.post(f"{API}/judgements", json=article, headers=bearer(by["judge"])).status_code == 400
    assert browser.put(f"{API}/watches/new", json={"limit": 2}, headers=bearer(by["judge"])).status_code == 403
    assert browser.get(f"{API}/events", headers=bearer("dl_wrong")).headers["content-type"] == "application/problem+json"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
