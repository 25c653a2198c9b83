"""Keeping records and getting them back."""

from __future__ import annotations

from pathlib import Path

from dateline.model.record import Record
from dateline.pipeline import Pipeline
from dateline.store import Store


def test_a_record_comes_back_as_it_was_kept(pipeline: Pipeline, samples: Path, tmp_path: Path) -> None:
    record = pipeline.read(samples / "rome-meeting.txt")
    with Store(tmp_path / "dateline.db") as store:
        kept = store.keep(record, raw=(samples / "rome-meeting.txt").read_bytes(), source="samples")
        assert kept.outcome == "new"
        assert store.record(record.article.id).to_json() == record.to_json()
        assert store.keep(record).outcome == "same"
        assert store.raw(record.article.source.sha256) == (samples / "rome-meeting.txt").read_bytes()
        assert [each.to_json() for each in store.records()] == [Record.to_json(record)]
