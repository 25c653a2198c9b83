"""The client: the same typed answers from a desk as from its store; and what is new, as it comes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from dateline import Client, Store
from dateline.client import DeskError, _lines
from dateline.errors import UsageError
from dateline.model.change import Change
from dateline.store.change_tables import changes
from dateline.store.watch_tables import alerts
from dateline.stories import asking, changes_pages
from dateline.watch import saved
from dateline.watch.rules import Watch
from dateline.watch.telling import written
from dateline.web.api import live
from dateline.web.api.live import Live, Mark
from dateline.web.app import make_app
from dateline.web.settings import Settings
from running_desk import running

NOUNS = ("statements", "events", "positions", "commitments", "figures", "memberships")


@pytest.fixture
def address(crisis_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(live, "EVERY", 0.05)
    with running(make_app(Settings(store=str(crisis_copy)))) as found:
        yield found


@pytest.fixture
def desk(address: str) -> Iterator[Client]:
    with Client(address) as client:
        yield client


@pytest.fixture
def store(crisis_copy: Path) -> Iterator[Store]:
    with Store(crisis_copy) as found:
        yield found


@pytest.mark.parametrize("noun", NOUNS)
def test_a_desk_answers_as_its_store_does(desk: Client, store: Store, noun: str) -> None:
    asked = {"since": "2025-03-05", "limit": 40}
    assert list(getattr(desk, noun)(**asked)) == list(getattr(store, noun)(**asked))
    assert desk.page(noun, limit=3).answers == getattr(store, noun)(limit=3).page().answers


def test_reports_come_with_their_values(desk: Client, store: Store) -> None:
    assert list(desk.find("clinic", type="ASSAULT", act="deny")) == list(store.find("clinic", type="ASSAULT", act="deny"))
    found = next(desk.find("clinic", limit=1))
    assert desk.record(found.report.article) == store.record(found.report.article)
    assert desk.text(found.report.article) == store.record(found.report.article).article.text


def test_stories_changes_names_and_watches_are_typed(desk: Client, store: Store) -> None:
    assert tuple(desk.stories()) == asking.lines(store)
    line = next(desk.stories())
    assert desk.story(line.id) == asking.story(store, line.id)
    assert next(desk.situations()).reports > 5
    assert list(desk.changes(limit=7)) == list(changes_pages.latest(store, changes_pages.Wanted(), limit=7).changes)
    assert next(desk.actors("MDG-MIL")).id == "MDG-MIL"
    assert len(list(desk.places(limit=60))) == len({place.geonameid for place in desk.places(limit=60)})
    assert next(desk.propositions()).text
    watch = Watch("in the south", "events", "type=ASSAULT&place=Madagascar", limit=5)
    assert desk.put_watch(watch).watch.where == watch.where
    assert [each.watch.name for each in desk.watches()] == ["in the south"]
    desk.remove_watch("in the south")
    assert desk.watches() == ()
    assert list(desk.alerts()) == []


def test_a_value_is_judged_from_afar(desk: Client, store: Store) -> None:
    event = next(desk.events(limit=1))
    made = desk.judge("replace", "Denied below.", article=event.report.article, path=f"events/{event.number}", field="factuality.status",
                      replacement="denied")  # fmt: skip
    assert next(desk.judgements(event.report.article)).id == made.id
    assert store.record(event.report.article, judged=True).events[event.number].factuality.status == "denied"
    desk.withdraw(made.id, "Misread.")
    assert list(desk.judgements()) == []


def test_what_is_wrong_is_told_as_it_is_here(desk: Client, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean ASSAULT"):
        desk.events(type="ASSALT")
    with pytest.raises(UsageError, match="Nobody-at-all"):
        list(desk.events(actor="Nobody-at-all"))
    with pytest.raises(UsageError, match="no article"):
        desk.record("none")
    with pytest.raises(DeskError, match="is it running"), Client("http://127.0.0.1:9", timeout=2) as nobody:
        nobody.watches()
    with zipfile.ZipFile(desk.export(tmp_path / "out.zip", formats=["geojson"], until="2025-03-04")) as packed:
        assert json.loads(packed.read("events.geojson"))["type"] == "FeatureCollection"


def test_a_text_with_strange_line_ends_comes_whole() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        line = json.dumps({"strange": "a\u2028b\x85c"}, ensure_ascii=False)
        return httpx2.Response(200, content=f"{line}\n{line}\n".encode(), headers={"content-type": "application/x-ndjson"})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http, http.stream("GET", "http://desk.example/") as answered:
        assert [json.loads(line)["strange"] for line in _lines(answered)] == ["a\u2028b\x85c"] * 2


def moved(store: Store, count: int) -> list[int]:
    """Gives the last changes of a store new numbers, as if they had been found just now."""
    with store.writing() as connection:
        rows = connection.execute(select(changes).order_by(changes.c.id.desc()).limit(count)).mappings().all()
        newest = rows[0]["id"]
        new = [newest + 1 + at for at in range(count)]
        for number, row in zip(new, rows, strict=True):
            connection.execute(changes.insert().values({**row, "id": number}))
    return new


def test_new_changes_come_as_they_are_found_and_a_break_loses_none(desk: Client, store: Store) -> None:
    begun = str(live.newest(store))
    first = moved(store, 2)
    stream = desk.live(begun)
    told = [next(stream), next(stream)]
    assert [each.new.id for each in told] == first
    assert all(isinstance(each.new, Change) for each in told)
    stream.close()
    later = moved(store, 1)
    again = desk.live(told[-1].id)
    assert next(again).new.id == later[0]
    last = moved(store, 1)  # while it listens
    assert next(again).new.id == last[0]
    again.close()


def test_a_mark_says_how_far_a_listener_is() -> None:
    assert Mark.of(str(Mark(3, 14))) == Mark(3, 14)
    assert Mark.of("a3-c14; drop table alerts") is None
    assert Mark.of(None) is None


def test_only_so_many_may_listen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Live(store)
    assert not hub.full()
    monkeypatch.setattr(live, "CLIENTS", 0)
    assert hub.full()


def test_alerts_come_with_their_words(store: Store) -> None:
    saved.save(store, [Watch("deaths", "events", "type=ASSAULT&place=Madagascar", limit=5)])
    event = next(iter(store.events(type="ASSAULT", place="Madagascar", limit=1)))
    with store.writing() as connection:
        watch = saved.saved(connection)[0].id
        state = written((("now", written(())), ("before", written(()))))
        connection.execute(alerts.insert().values(
            id=1, watch=watch, thread=1, raised_at=store.now(), day=store.now()[:10], kind="match", reading=event.report.reading,
            noun="events", number=event.number, state=state, held=False))  # fmt: skip
    news = live.news_since(store, Mark(0, changes_pages.newest(store)), live.newest(store))
    assert [each.kind for each in news] == ["alert"]
    told = json.loads(news[0].data)
    assert (told["watch"], told["quotes"]) == ("deaths", [event.quote])
