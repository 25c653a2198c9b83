"""What kind of act a statement is, by its own words: a table of own sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.extract.statements import statements
from dateline.knowledge import Knowledge
from dateline.knowledge.tables import read_table
from dateline.model.actor import Actors
from dateline.model.parse import Parse

ROWS = read_table(Path(__file__).with_name("acts.tsv"), ("act", "text"))


@pytest.mark.parametrize(("act", "text"), [(row.required("act"), row.required("text")) for row in ROWS])
def test_the_words_of_a_statement_show_its_act(act: str, text: str, parse: Callable[[str], Parse], knowledge: Knowledge) -> None:
    assert [statement.act for statement in statements(parse(text), Actors(()), knowledge)][:1] == [act]
