"""Rules and encoder decide together: the encoder's word counts where it is sure, the rules' where a word of the text decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest

from dateline.ingest import article
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.encoding import STATUSES, TRIGGER_TYPES, TriggerSpan
from dateline.model.event import Event
from dateline.model.span import Span
from dateline.pipeline import Pipeline


@dataclass
class Voice:
    """An encoder that says what a test wants it to say: words -> status, or trigger type."""

    status_of: dict[str, tuple[str, float]] | None = None
    heard: dict[str, str] | None = None
    loud: float | None = None
    name: str = "stub"

    def encode(self, text: str, blocks: Sequence[Span]) -> Said:
        return Said(self, text)


@dataclass
class Said:
    voice: Voice
    text: str

    def status(self, trigger: Span) -> tuple[float, ...] | None:
        said = (self.voice.status_of or {}).get(trigger.of(self.text))
        if said is None:
            return None
        rest = (1 - said[1]) / (len(STATUSES) - 1)
        return tuple(said[1] if name == said[0] else rest for name in STATUSES)

    def functions(self, sentence: Span) -> None:
        """Nothing: what sentences do is no matter here."""

    def trigger(self, span: Span) -> tuple[float, ...] | None:
        """The type of ASSAULT, as loud as the sentence."""
        if self.voice.loud is None:
            return None
        return tuple(self.voice.loud if name == "ASSAULT" else 0.001 for name in TRIGGER_TYPES)

    def loudest(self, span: Span) -> float | None:
        return self.voice.loud

    def classes(self, span: Span) -> tuple[float, ...] | None:
        return None if self.voice.loud is None else (1 - self.voice.loud,)

    def triggers(self, cut: float | None = None) -> tuple[TriggerSpan, ...] | None:
        found = ((self.text.find(words), words, kind) for words, kind in (self.voice.heard or {}).items())
        return tuple(TriggerSpan(Span(at, at + len(words)), kind, 0.99) for at, words, kind in found if at >= 0)


@pytest.fixture
def events_of(pipeline: Pipeline) -> Any:
    def read(text: str, voice: Voice | None) -> tuple[Event, ...]:
        reader = Pipeline(parser=pipeline.parser, knowledge=pipeline.knowledge, encoder=cast(Encoder, voice))
        return reader.record(article(text)).events

    return read


TEXT = "Jets bombed the port of Hodeidah on Monday."


def test_a_sure_encoder_turns_a_status_that_no_word_decided(events_of: Any) -> None:
    (event,) = events_of(TEXT, Voice(status_of={"bombed": ("alleged", 0.99)}))
    assert event.factuality.status == "alleged"
    assert "encoder:alleged 0.99 over happened" in event.rule


def test_an_unsure_encoder_turns_nothing(events_of: Any) -> None:
    (event,) = events_of(TEXT, Voice(status_of={"bombed": ("alleged", 0.2)}))
    assert event.factuality.status == "happened"
    assert "encoder" not in event.rule


def test_without_an_encoder_the_rules_stand_and_the_manifest_says_so(pipeline: Pipeline) -> None:
    record = Pipeline(parser=pipeline.parser, knowledge=pipeline.knowledge, encoder=None).record(article(TEXT))
    assert [e.factuality.status for e in record.events] == ["happened"]
    assert record.manifest.models["encoder"] == "none"


def test_an_event_that_no_rule_knows_is_heard(events_of: Any) -> None:
    text = "Rabat zonked the rebels on Monday."
    assert not events_of(text, None)
    (event,) = events_of(text, Voice(heard={"zonked": "ASSAULT"}))
    assert event.type == "ASSAULT"
    assert event.rule.startswith("encoder 0.99 trigger:ASSAULT")
    assert [ref.actor for ref in event.actors] == ["MAR-GOV"]


def test_a_trigger_that_the_rules_have_is_not_told_twice(events_of: Any) -> None:
    assert len(events_of(TEXT, Voice(heard={"bombed": "ASSAULT"}))) == 1


def confidence(events_of: Any, text: str, voice: Voice | None) -> float:
    (event,) = events_of(text, voice)
    return float(event.confidence)


def test_an_event_is_surer_where_the_encoder_hears_it_and_its_status(events_of: Any) -> None:
    sure, unsure = ({"bombed": ("happened", said)} for said in (0.99, 0.3))
    loud = confidence(events_of, TEXT, Voice(sure, loud=0.9))
    assert 0 < confidence(events_of, TEXT, Voice(sure, loud=0.05)) < loud < 1
    assert 0 < confidence(events_of, TEXT, Voice(unsure, loud=0.9)) < loud


def test_an_event_is_less_sure_where_the_voices_differ(events_of: Any) -> None:
    agreed = confidence(events_of, TEXT, Voice({"bombed": ("happened", 0.99)}, loud=0.9))
    assert confidence(events_of, TEXT, Voice({"bombed": ("alleged", 0.999)}, loud=0.9)) < agreed


def test_by_rules_alone_an_event_with_both_parties_is_surer(events_of: Any) -> None:
    assert confidence(events_of, TEXT, None) < confidence(events_of, "France bombed Libya on Monday.", None)
