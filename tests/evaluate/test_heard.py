"""Statements that the encoder alone hears: beside those of the rules, with the nearest source."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.evaluate.tasks.heard import heard, shortened
from dateline.linguistics.encoding import Encoding, TaggedSpan
from dateline.model.span import Span


class Tags(Encoding):
    """An encoding that marks what it is told to."""

    def __init__(self, **marked: list[tuple[int, int, float]]) -> None:
        self._marked = marked

    def tagged(self, head: str) -> Iterator[TaggedSpan]:
        return (TaggedSpan(Span(a, b), 0, p) for a, b, p in self._marked.get(head, []))

    def carried(self, head: str, span: Span) -> tuple[tuple[Span, float], ...]:
        return tuple((each.span, each.probability) for each in self.tagged(head) if each.span.overlaps(span))


def test_a_content_that_no_rule_has_found_is_added_with_the_nearest_source() -> None:
    tags = Tags(content=[(20, 80, 0.9)], source=[(0, 10, 0.8), (82, 90, 0.7)], cue=[(11, 15, 0.9)])
    (said,) = heard(tags, [Span(0, 95)], [])
    assert said == {"source": [[82, 90]], "cue": [[11, 15]], "content": [[20, 80]]}


def test_what_the_rules_have_found_is_left_to_them() -> None:
    told = [{"source": [[0, 5]], "cue": [], "content": [[18, 82]]}]
    assert heard(Tags(content=[(20, 80, 0.9)]), [Span(0, 95)], told) == told


def test_what_stands_on_both_sides_of_a_known_content_is_added_if_it_is_long_enough() -> None:
    told = [{"source": [], "cue": [], "content": [[75, 130]]}]
    known, said = heard(Tags(content=[(0, 133, 0.9)]), [Span(0, 140)], told)
    assert (known["content"], said["content"]) == ([[75, 130]], [[0, 75]])


def test_a_few_words_that_touch_a_known_content_are_the_rest_of_it() -> None:
    told = [{"source": [], "cue": [], "content": [[30, 60]]}]
    (known,) = heard(Tags(content=[(30, 80, 0.9)]), [Span(0, 95)], told)
    assert known["content"] == [[30, 60], [60, 80]]
    assert told[0]["content"] == [[30, 60]], "what the rules said stays as it was"


def test_what_the_encoder_is_not_sure_of_is_left_out() -> None:
    assert heard(Tags(content=[(20, 80, 0.3)]), [Span(0, 95)], []) == []


def test_a_source_of_another_paragraph_is_none() -> None:
    (said,) = heard(Tags(content=[(20, 60, 0.9)], source=[(65, 70, 0.9)]), [Span(0, 62), Span(63, 95)], [])
    assert said["source"] == []


def test_words_at_an_end_that_the_encoder_takes_for_something_else_are_left_out() -> None:
    tags = Tags(content=[(0, 20, 0.1), (21, 40, 0.9), (41, 60, 0.1), (61, 70, 0.9), (71, 78, 0.1)])
    assert shortened([Span(0, 78)], tags) == (Span(21, 78),), "seven characters are too few to be left out"
    assert shortened([Span(0, 20)], tags) == (Span(0, 20),), "something is left of every content"
