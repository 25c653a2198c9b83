"""Watches in a file: what is right is kept as it was written, what is wrong is said in one sentence."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.watch.file import parse
from dateline.watch.rules import Watch

GOOD = """
[[way]]
name = "desk"
kind = "webhook"
address = "https://desk.example/in"
secret = "env:DESK"

[[watch]]
name = "strikes"
ask = "events"
where = { type = ["ASSAULT", "COERCE"], place = "Libya", status = "real" }
for = "anna"
digest = "07:00"
send = ["desk", "terminal"]
"""


def test_a_file_of_watches() -> None:
    found = parse(GOOD)
    (watch,) = found.watches
    assert (watch.where, watch.owner, watch.digest) == ("place=Libya&type=ASSAULT&type=COERCE&status=real", "anna", ("07:00",))
    assert found.ways[0].secret == "env:DESK"
    assert Watch.from_json(watch.to_json()) == watch


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ask =", "aks =", "ask"),
        ("place =", "plase =", "place"),
        ("ASSAULT", "ASSAULTS", "ASSAULT"),
        ("[[watch]]", "[[wacth]]", "watch"),
        ("[[watch]]", "[watch]", r"\[\[watch\]\]"),
        ('"webhook"', '"webhok"', "webhook"),
        ('"env:DESK"', '"hunter2"', "named, not written down"),
        ("https://desk", "http://desk", "insecure"),
        ('digest = "07:00"', "digest = 7", "no list of words"),
        ('name = "strikes"', "", "no name"),
        ('kind = "webhook"', "", "kind is missing"),
        ("where =", "where = [", "TOML"),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_right_word(old: str, new: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        parse(GOOD.replace(old, new))
    assert str(raised.value).startswith("watches.toml: ")
    assert "hunter2" not in str(raised.value)


@given(st.text())
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        parse(text)
    except UsageError as error:
        assert "\n" not in str(error).strip() or isinstance(error.__cause__, tomllib.TOMLDecodeError)
