"""Field choice: any choice of known fields leaves just these, and no text breaks it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.model.record import Record
from dateline.store.answers import FoundEvent
from dateline.web.api.fields import choice_of, names_of
from dateline.web.api.live import Mark

KNOWN = names_of(FoundEvent, ("path", "link"))
EVENT: dict[str, Any] = {
    "path": "events/0", "link": "/reports/a?value=events/0", "report": {"article": "a", "version": 1}, "quote": "they met", "status": "happened",
    "actors": [{"id": "A", "name": "Anna"}, {"id": None, "name": "Bo"}], "places": [], "begins": None,
}  # fmt: skip


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=12))
def test_what_was_chosen_is_left_and_nothing_else(names: list[str]) -> None:
    left = choice_of(",".join(names), KNOWN).of(EVENT)
    assert set(left) == {name.partition(".")[0] for name in names} & set(EVENT)
    for name in names:
        first, _, rest = name.partition(".")
        if not rest and first in EVENT:
            assert left[first] == EVENT[first]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(UsageError):
        choice_of(text, KNOWN)
    assert Mark.of(text) is None or str(Mark.of(text)).isascii()


def test_lists_are_chosen_from_one_by_one() -> None:
    assert choice_of("actors.name,report.article", KNOWN).of(EVENT) == {
        "actors": [{"name": "Anna"}, {"name": "Bo"}],
        "report": {"article": "a"},
    }
    assert choice_of(" ", KNOWN).of(EVENT) == EVENT
    assert "events.factuality.status" in names_of(Record)
