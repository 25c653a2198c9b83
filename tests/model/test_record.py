"""The record's promises: it says what its schema says, every quote is its span, and nothing that is read raises."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UnreadableSource
from dateline.ingest import from_text
from dateline.model.record import Record, evidence_spans
from dateline.model.schema import record_schema
from dateline.pipeline import Pipeline

PARTS = (
    "GENEVA, March 3 (AFP) - ", "France", " ruled out", " air strikes on Libya", ", officials said on Tuesday. ", '"We will not talk," ',
    "the minister told reporters. ", "Iran", " denied shelling ", "the port of Aden", ".\n", "\n\n", " 40 people were killed", " if ",
    "Ms. Abe", "\u201cNo\u201d", "'", '"', "U.S. ", "he", " vowed to ", "\u202e", "\u0627\u0644\u0639", "\U0001f6a8", "\x00", "12", "%", "- ", "(", "of",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=12)), max_size=30).map("".join)


def _check(record: Record) -> None:
    text = record.article.text
    for value in record.values():
        for span in evidence_spans(value):
            assert span.end <= len(text)
        for mention in getattr(value, "mentions", ()):
            assert mention.text == " ".join(span.of(text) for span in mention.spans) or len(mention.spans) == 1
            if len(mention.spans) == 1:
                assert mention.text == mention.spans[0].of(text)
    known = {actor.id for actor in record.actors} | {"author"}
    for event in record.events:
        assert set(event.factuality.according_to) <= known
        assert event.factuality.according_to[0] == "author"
        assert {ref.actor for ref in (*event.actors, *event.recipients)} - {None} <= known
        assert set(event.places) <= {place.id for place in record.places}
        assert -3 <= event.factuality.score <= 3


def test_samples_say_what_the_schema_says(samples: Path, pipeline: Pipeline) -> None:
    validator = jsonschema.Draft202012Validator(record_schema())
    for path in sorted(samples.glob("*.txt")):
        record = pipeline.read(path)
        _check(record)
        validator.validate(json.loads(record.to_json()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_reading_never_raises_but_for_nothing_to_read(pipeline: Pipeline, text: str) -> None:
    try:
        article = from_text(text)
    except UnreadableSource:
        return
    record = pipeline.record(article)
    _check(record)
    assert Record.from_json(record.to_json()).to_json() == record.to_json()


@pytest.mark.long
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_reading_never_raises_for_long(pipeline: Pipeline, text: str) -> None:
    try:
        article = from_text(text)
    except UnreadableSource:
        return
    _check(pipeline.record(article))


def test_an_unrelated_paragraph_at_the_end_changes_nothing_before_it(pipeline: Pipeline) -> None:
    report = "Envoys meet\n\n3 March 2019\n\nGENEVA - Iran denied shelling the port on Friday.\n\nFrance ruled out air strikes, its minister said.\n"
    more = report + "\nThe weather in the valley stayed mild, and the harvest was good.\n"
    short, long = pipeline.record(from_text(report)), pipeline.record(from_text(more))
    for kind in ("statements", "events", "times"):
        first = getattr(short, kind)
        assert getattr(long, kind)[: len(first)] == first
