"""Keeping records and getting them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from dateline.errors import UsageError
from dateline.model.record import Record, evidence_spans
from dateline.pipeline import Pipeline
from dateline.store import Item, Store
from dateline.store.tables import OF_READINGS, articles, evidence, readings, versions
from store.reports import BODY, raw_for, report


def count(store: Store, table: object) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_record_comes_back_as_it_was_kept(store: Store) -> None:
    record = report()
    kept = store.keep(record, raw=raw_for(record), source="samples")
    assert kept.outcome == "new"
    assert store.record(record.article.id).to_json() == record.to_json()
    assert store.raw(record.article.source.sha256) == raw_for(record)
    assert [each.to_json() for each in store.records()] == [record.to_json()]


def test_every_sample_comes_back_as_it_was_kept(store: Store, sample_records: list[Record]) -> None:
    list(store.keep_all(Item(record) for record in sample_records))
    for record in sample_records:
        assert store.record(record.article.id).to_json() == record.to_json()


@pytest.fixture(scope="session")
def sample_records(pipeline: Pipeline, samples: Path) -> Iterator[list[Record]]:
    yield [pipeline.read(path) for path in sorted(samples.glob("*.txt"))]


def test_the_same_text_is_not_stored_again(store: Store) -> None:
    first = store.keep(report())
    again = store.keep(report())
    assert (again.outcome, again.version, again.reading) == ("same", first.version, first.reading)
    assert count(store, readings) == 1


def test_another_text_under_the_same_address_is_a_new_version(store: Store) -> None:
    old, new = report(), report(body=BODY + " More followed.")
    store.keep(old)
    kept = store.keep(new)
    assert kept.outcome == "new version"
    assert store.record(old.article.id).to_json() == new.to_json()
    assert store.record(old.article.id, version=1).to_json() == old.to_json()
    assert [count(store, table) for table in (articles, versions, readings)] == [1, 2, 2]
    assert len(list(store.records())) == 1


def test_several_texts_of_one_article_in_one_group(store: Store) -> None:
    texts = [report(), report(), report(body=BODY + " Two."), report(2)]
    assert [kept.outcome for kept in store.keep_group([Item(each) for each in texts])] == ["new", "same", "new version", "new"]
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(readings).where(readings.c.current)).scalar_one() == 2


def test_every_piece_of_evidence_has_its_row(store: Store) -> None:
    record = report()
    store.keep(record)
    with store.reading() as connection:
        rows = connection.execute(select(evidence)).mappings().all()
    for row in rows:
        assert row["quote"] == record.article.text[row["start"] : row["stop"]]
    for value in record.values():
        for span in evidence_spans(value):
            assert any((row["start"] <= span.start and span.end <= row["stop"]) or span.start <= row["start"] < span.end for row in rows)


def test_each_kind_of_value_has_rows(store: Store) -> None:
    store.keep(report())
    assert {table.name: count(store, table) for table in OF_READINGS if count(store, table) == 0} == {"quotes": 0}  # once a text is dropped


def test_an_error_in_the_middle_keeps_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.store import keeping

    store.keep(report(1))
    monkeypatch.setattr(keeping, "write", lambda connection, rows: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        store.keep(report(2))
    monkeypatch.undo()
    assert count(store, articles) == 1
    assert store.keep(report(2)).outcome == "new"


def test_numbers_are_not_given_twice(store: Store) -> None:
    assert [store.keep(report(number)).reading for number in (1, 2, 3)] == [1, 2, 3]


def test_an_article_that_is_not_there(store: Store) -> None:
    with pytest.raises(UsageError, match="has no article"):
        store.record("nothing")


def test_words_can_be_found(store: Store) -> None:
    store.keep(report(body=BODY + " Erdoğan agreed."))
    ask = {
        "sqlite": "SELECT count(*) FROM search_index WHERE search_index MATCH :words",
        "postgresql": "SELECT count(*) FROM pieces WHERE document @@ plainto_tsquery('simple', :words)",
    }
    with store.reading() as connection:
        query = text(ask[connection.dialect.name])
        for words in ("pledged", "government", "nordmann", "vardø", "erdogan"):
            assert connection.execute(query, {"words": words}).scalar_one() == 1


def test_a_long_text_is_searched_to_its_end(store: Store) -> None:
    store.keep(report(body=BODY + " filler" * 30_000 + " needle"))
    with store.reading() as connection:
        pieces = connection.execute(text("SELECT piece, length(text) FROM search ORDER BY piece")).all()
        assert len(pieces) > 5
        assert max(length for _, length in pieces) <= 30_000
