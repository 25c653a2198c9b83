"""Reading again, forgetting, dropping old texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dateline.errors import StoreError, StoreLocked, UsageError
from dateline.model.article import Article
from dateline.model.record import Record
from dateline.store import Item, Store
from dateline.store.check import check
from dateline.store.fetch_tables import fetches
from dateline.store.forgetting import forget
from dateline.store.judging import Judgement, judge, listed
from dateline.store.packing import compress, decompress
from dateline.store.readers import in_order
from dateline.store.rereading import reread
from dateline.store.retention import drop_texts
from dateline.store.story_tables import stories, story_articles
from dateline.store.tables import backups, readings, sources, versions
from dateline.store.transfer import backup
from store.reports import BODY, die, raw_for, read_newly, report


def newly(articles: Iterable[Article]) -> Iterator[Record]:
    """What the present version makes of each article."""
    return map(read_newly, articles)


def fill(store: Store) -> None:
    records = [report(number, program="0.0.1") for number in range(1, 6)]
    list(store.keep_all(Item(record, raw_for(record)) for record in records))


def statuses(store: Store) -> set[str]:
    return {event.factuality.status for record in store.records() for event in record.events}


def test_reading_again_replaces_all_readings_at_once(store: Store) -> None:
    fill(store)

    def watching(articles: Iterable[Article]) -> Iterator[Record]:
        for record in newly(articles):
            assert statuses(store) == {"ruled-out"}
            yield record

    done = reread(store, watching, knowledge="k1")
    assert (done.read, len(done.changes)) == (5, 5)
    assert done.changes[0].counts == (("events", 1, 1),)
    assert statuses(store) == {"negated"}
    assert list(check(store)) == []
    with store.reading() as connection:
        old = connection.execute(select(readings.c.kept_at, readings.c.superseded_at).where(~readings.c.current)).all()
        assert len(old) == 5
        assert all(kept < superseded for kept, superseded in old)
    assert reread(store, newly, knowledge="k1").read == 0


def test_reading_again_goes_on_where_it_was_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.store import rereading

    monkeypatch.setattr(rereading, "GROUP", 2)
    fill(store)
    asked = []

    def stopping(articles: Iterable[Article]) -> Iterator[Record]:
        for record in newly(articles):
            asked.append(record.article.id)
            if len(asked) == 4:
                raise KeyboardInterrupt
            yield record

    with pytest.raises(KeyboardInterrupt):
        reread(store, stopping, knowledge="k1")
    assert statuses(store) == {"ruled-out"}
    first = set(asked[:2])
    asked.clear()
    assert reread(store, stopping, knowledge="k1").read == 5
    assert len(asked) == 3
    assert first.isdisjoint(asked)
    assert statuses(store) == {"negated"}


def test_reading_again_leaves_alone_what_got_another_text_meanwhile(store: Store) -> None:
    fill(store)
    changed = report(2, body=BODY + " Changed meanwhile.")

    def meanwhile(articles: Iterable[Article]) -> Iterator[Record]:
        for record in newly(articles):
            if record.article.source.uri.endswith("/4"):
                store.keep(changed)
            yield record

    assert reread(store, meanwhile, knowledge="k1").read == 4
    assert store.record(changed.article.id).to_json() == changed.to_json()
    assert list(check(store)) == []


def test_several_processes_read_again_and_one_writes(address: str) -> None:
    with Store(address) as store:
        fill(store)
        done = reread(store, partial(in_order, read=read_newly, processes=2), knowledge="k1")
        assert (done.read, len(done.changes)) == (5, 5)
        assert statuses(store) == {"negated"}
        assert list(check(store)) == []


def test_a_reading_process_that_is_ended_ends_it_in_a_sentence_and_nothing_is_lost(address: str) -> None:
    with Store(address) as store:
        fill(store)
        with pytest.raises(StoreError, match="call it again"):
            reread(store, partial(in_order, read=die, processes=2), knowledge="k1")
        assert statuses(store) == {"ruled-out"}
        assert reread(store, newly, knowledge="k1").read == 5


def test_two_cannot_read_again_at_once(address: str) -> None:
    with Store(address) as store, Store(address) as other, store.alone(), pytest.raises(StoreLocked):
        reread(other, newly, knowledge="k1")


def test_judgements_go_along_when_their_evidence_still_stands(store: Store) -> None:
    fill(store)
    article = report(1).article.id
    gone = judge(store, Judgement("accept", "Ada", "yes", article, "events/0"))
    stays = judge(store, Judgement("reject", "Ada", "no", article, "figures/0"))
    reread(store, newly, knowledge="k1")
    assert [each.id for each in listed(store, orphaned=True)] == [gone]
    assert stays in {each.id for each in listed(store)}
    assert store.record(article, judged=True).figures == ()


def everything(store: Store) -> str:
    """All that can be read in the store."""
    with store.reading() as connection:
        from dateline.store.all_tables import present

        rows = [repr(tuple(row)) for table in present(connection) for row in connection.execute(select(table))]
    return "\n".join([*rows, *(record.to_json() for record in store.records())])


def test_a_forgotten_article_is_gone_and_stays_away(store: Store, tmp_path: Path) -> None:
    fill(store)
    record = report(3, program="0.0.1")
    judge(store, Judgement("accept", "Ada", "yes", record.article.id, "events/0"))
    backup(store, tmp_path / "backup.db")
    done = forget(store, record.article.id)
    assert (done.articles, done.judgements, done.backups) == (1, 1, (str(tmp_path / "backup.db"),))
    assert record.article.id not in everything(store)
    assert "out strikes on Vardø 3" not in everything(store)
    assert store.raw(record.article.source.sha256) is None
    assert list(check(store)) == []
    assert store.keep(record).outcome == "forgotten"
    assert len(list(store.records())) == 4


def test_a_forgotten_article_is_gone_from_what_was_collected_and_from_its_story(store: Store) -> None:
    fill(store)
    gone, stays = report(3).article, report(4).article
    fetched = {"source": 1, "role": "page", "host": "h", "state": "done", "tries": 0, "visits": 1, "position": 0, "seen_at": "2016-01-01"}
    with store.writing() as connection:
        connection.execute(insert(sources).values(id=1, name="wire", added_at="2016-01-01"))
        for key, article in (("other spelling", gone.id), (gone.source.uri, None), ("stays", stays.id)):
            connection.execute(insert(fetches).values(key=key, address=key, title="Vardø", article=article, **fetched))
        for story, members in ((1, (gone, stays)), (2, ())):
            connection.execute(insert(stories).values(id=story, made_at="2016-01-01", leader=gone.id))
            for each in members:
                connection.execute(insert(story_articles).values(
                    article=each.id, story=story, reading=1, teller="wire", own=True, likeness=1.0, why="{}", placed_at="2016-01-01",
                    sketch=b"",
                ))  # fmt: skip
    forget(store, gone.id)
    with store.reading() as connection:
        assert list(connection.execute(select(fetches.c.key)).scalars()) == ["stays"]
        assert connection.execute(select(stories.c.id, stories.c.leader)).all() == [(1, stays.id)]
        assert list(connection.execute(select(story_articles.c.article)).scalars()) == [stays.id]
    assert gone.id not in everything(store)


def test_a_forgotten_person_is_in_no_text_value_or_judgement(store: Store) -> None:
    fill(store)
    article = report(1).article.id
    judge(store, Judgement("replace", "Ada", "it was Nordmann", article, "statements/0", "speaker.actor", '"NOR-NORDMANN"'))
    done = forget(store, "NOR-NORDMANN")
    assert (done.articles, done.judgements) == (5, 1)
    left = everything(store)
    assert "Nordmann" not in left
    assert "NOR-NORDMANN" not in left
    assert "Foreign minister █████████████ said on Tuesday" in store.record(article).article.text
    assert len(store.record(article).statements) == 1
    assert list(check(store)) == []


@pytest.mark.parametrize("written", ["Kari Nordmann", "Kari&nbsp;\nNordmann", "K&#97;ri &#x4E;ordmann", "<b>Nordmann</b>"])
def test_a_forgotten_person_is_not_in_what_waits_to_be_read(store: Store, written: str) -> None:
    fill(store)
    entry = {"source": 1, "role": "entry", "host": "", "state": "waiting", "tries": 0, "visits": 0, "position": 0, "seen_at": "2016-01-01"}
    with store.writing() as connection:
        connection.execute(insert(sources).values(id=1, name="wire", added_at="2016-01-01"))
        for key, page in (("names", f"<p>Oslo: {written} was seen.</p>"), ("other", "<p>Oslo: Kari Norwegian was seen.</p>")):
            connection.execute(insert(fetches).values(key=key, address=key, title="t", content=compress(page.encode()), **entry))
    forget(store, "NOR-NORDMANN")
    with store.reading() as connection:
        left = {key: decompress(content).decode() for key, content in connection.execute(select(fetches.c.key, fetches.c.content))}
    assert left["other"] == "<p>Oslo: Kari Norwegian was seen.</p>"
    assert "ordmann" not in left["names"]
    assert left["names"].startswith("<p>Oslo: ")
    assert left["names"].endswith(" was seen.</p>")


def test_nothing_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    with Store(path) as store:
        fill(store)
        forget(store, "NOR-NORDMANN")
        forget(store, report(3).article.id)
    left = b"".join(each.read_bytes() for each in tmp_path.glob("dateline.db*"))
    for words in (b"Nordmann", b"nordmann", b"Vard\xc3\xb8 3", report(3).article.id.encode()):
        assert words not in left


def test_forgetting_what_is_not_there(store: Store) -> None:
    fill(store)
    with pytest.raises(UsageError, match="has no article and no person NOR-GOV"):
        forget(store, "NOR-GOV")


def test_old_texts_are_dropped_and_values_stay(address: str) -> None:
    with Store(address, clock=lambda: "2016-02-01T00:00:00.000000Z") as store:
        fill(store)
    with Store(address, clock=lambda: "2016-03-01T00:00:00.000000Z") as store:
        young, old = report(9), report(1, program="0.0.1")
        store.keep(young, raw=raw_for(young))
        assert drop_texts(store, "2016-02-15T00:00:00.000000Z") == 5
        assert store.record(young.article.id).to_json() == young.to_json()
        assert store.raw(young.article.source.sha256) == raw_for(young)
        assert store.raw(old.article.source.sha256) is None
        left = store.record(old.article.id)
        assert left.events == old.events
        assert left.article.version == old.article.version
        for event in old.events:
            assert left.evidence(event) == old.evidence(event)
        assert "░" in left.article.text
        assert list(check(store)) == []
        assert store.keep(old).outcome == "same"
        with store.reading() as connection:
            assert (
                connection.execute(select(versions.c.text_dropped_at).where(versions.c.text.is_(None))).scalars().all()
                == ["2016-03-01T00:00:00.000000Z"] * 5
            )
            assert connection.execute(select(backups)).all() == []
