"""What is announced that will be done binds the side of the one who announces it, where nobody known by name does it."""

from __future__ import annotations

import pytest

from dateline.ingest import from_text
from dateline.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Norway's army spokesman, Colonel Ola Berg, said that the trucks would be let through on Friday.", {"NOR-MIL"}),
        ("Greenpeace said that the trucks would be let through.", {"greenpeace"}),
        ("A passer-by said that the trucks would be let through.", set()),
    ],
)
def test_who_announces_what_will_be_done_is_bound_by_it(pipeline: Pipeline, text: str, bound: set[str]) -> None:
    told = pipeline.record(from_text(text)).commitments
    assert {actor for pledge in told for actor in pledge.actors if not actor.startswith("person/")} == bound
