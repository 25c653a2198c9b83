"""A word given is told as a pledge and not as an event as well; an announced harm is told as both."""

from __future__ import annotations

import pytest

from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories.changes_matter import Matter
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same
from dateline.stories.tidings import worth_telling

EMPTY: frozenset[str] = frozenset()
TEXT = "Norland will lend 40 pumps to Turmik, it said on Monday."


def _matter(noun: str, kind: str, *functions: FunctionKind) -> Matter:
    return Matter(
        "a", noun, 0, kind, None, "scheduled", (), (), None, EMPTY, EMPTY, None, EMPTY, EMPTY, EMPTY, Span(0, len(TEXT)), TEXT, TEXT, 1, 1,
        functions=tuple((each, 0.9) for each in functions),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "functions", "told"),
    [("AID", ("pledge",), ["pledge-made"]), ("AID", ("pledge", "done"), ["pledge-made", "new-event"]),
     ("COERCE", ("pledge",), ["pledge-made", "new-event"])],
)  # fmt: skip
def test_a_word_given_is_told_once(kind: str, functions: tuple[FunctionKind, ...], told: list[str]) -> None:
    pledge = Found("pledge-made", _matter("commitments", "AID", *functions), None, Same((), 0.0))
    event = Found("new-event", _matter("events", kind, *functions), None, Same((), 0.0))
    assert [each.kind for each in worth_telling([pledge, event])] == told
