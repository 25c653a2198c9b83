"""The commands of watches and alerts, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store import Store
from watch.test_file import GOOD
from watch.test_watching import keep, other


@pytest.fixture
def address(store: Store) -> str:
    keep(store, *(other(number) for number in (1, 2)), other(3, status="happened"))
    return store.address


def call(address: str, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--store", address])


def test_from_trying_to_acknowledging(address: str, store: Store) -> None:
    added = call(address, "watches", "add", "vardø", "--ask", "events", "--type", "ASSAULT", "--place", "Vardø", "--for", "anna")
    assert added.output.endswith("1 watch kept.\n"), added.output
    assert "2 alerts (1 of them updates) on 3 reports" in call(address, "watches", "try", "vardø", "--since", "2016-01-01").output
    assert call(address, "watches", "run", "vardø").output == "2 alerts on 3 reports.\n"
    listed = call(address, "alerts", "list", "--who", "anna").output
    assert "*2 vardø: update: ASSAULT" in listed
    assert "“" in listed
    assert "*" not in call(address, "alerts", "list", "--who", "anna").output  # she has seen them
    assert "*2" in call(address, "alerts", "list", "--who", "ben").output
    assert call(address, "alerts", "ack", "2", "--who", "anna").output == "2 acknowledged.\n"
    assert call(address, "alerts", "list", "--new", "--who", "anna").output == ""
    assert "1 alerts" not in call(address, "watches", "list").output
    assert call(address, "watches", "off", "vardø").output == "vardø is off.\n"
    assert "off vardø: events" in call(address, "watches", "list").output
    assert "trigger: any" in call(address, "watches", "show", "vardø").output
    assert "with 2 alerts" in call(address, "watches", "remove", "vardø").output


def test_a_muted_story_and_a_snoozed_alert_are_not_sent(address: str, store: Store, tmp_path: Path) -> None:
    call(address, "watches", "add", "vardø", "--ask", "events", "--type", "ASSAULT", "--for", "anna", "--send", f"file:{tmp_path / 'out'}")
    assert call(address, "alerts", "mute", "1", "--who", "anna").exit_code == 2  # nothing has its story yet
    keep(store, other(4))
    call(address, "alerts", "send")
    assert len((tmp_path / "out").read_text().splitlines()) == 1
    assert "Put off until" in call(address, "alerts", "snooze", "1", "--for", "2h", "--who", "anna").output
    keep(store, other(5, status="threatened"))
    call(address, "alerts", "send")
    assert len((tmp_path / "out").read_text().splitlines()) == 1
    assert "muted" in call(address, "alerts", "mute", "1", "--who", "anna").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["watches", "show", "vrado"], "The store has none yet"),
        (["watches", "add"], "Give the name"),
        (["watches", "add", "x", "--type", "ASAULT"], "Did you mean ASSAULT"),
        (["watches", "add", "all"], "limit"),
        (["alerts", "ack", "7"], "no alert 7"),
        (["alerts", "snooze", "1", "--for", "soon"], "2h, 1d or 1w"),
    ],
)
def test_what_is_wrong_is_one_sentence(address: str, words: list[str], said: str) -> None:
    result = call(address, *words)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_file_is_checked_and_kept(address: str, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(GOOD, encoding="utf-8")
    assert "are in order" in call(address, "watches", "check", str(tmp_path / "w.toml")).output
    assert call(address, "watches", "list").output == ""
    assert "0 alerts" in call(address, "watches", "try", "strikes", "--file", str(tmp_path / "w.toml"), "--since", "2016").output
    assert call(address, "watches", "add", "--file", str(tmp_path / "w.toml")).output == "1 watch kept.\n"
