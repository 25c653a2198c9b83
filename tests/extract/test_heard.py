"""How probable a type is among all that the encoder hears."""

from __future__ import annotations

import pytest

from dateline.extract.heard import typed
from dateline.linguistics.encoding import TRIGGER_TYPES


def test_a_type_is_weighed_against_the_others_and_not_against_none() -> None:
    told = [0.0] * len(TRIGGER_TYPES)
    told[TRIGGER_TYPES.index("ASSAULT")], told[TRIGGER_TYPES.index("COERCE")] = 0.3, 0.1
    assert typed("ASSAULT", told) == pytest.approx(0.75)


def test_where_nothing_is_heard_no_type_is_probable() -> None:
    assert typed("AID", [0.0] * len(TRIGGER_TYPES)) == 0
