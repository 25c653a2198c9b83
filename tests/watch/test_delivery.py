"""Deliveries: each alert reaches a receiver that keeps the key once, whatever receivers, processes and clocks do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.store import Store
from dateline.watch import Watch, Watcher, saved, send_due, webhook
from dateline.watch.packets import packet_of
from dateline.watch.sending import waiting
from dateline.watch.ways import Way, secret
from dateline.watch.webhook import signature
from dateline.watch.wording import Message
from watch.conftest import Clock
from watch.receivers import Hooks, hooks, mails
from watch.test_watching import STRIKES, keep, other

SECRET = "k3y"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def hook(receiver: Hooks, name: str = "hook") -> Way:
    return Way(name, "webhook", receiver.address, secret="env:HOOK_SECRET")


def alerts(store: Store, number: int, *ways: Way, **more: object) -> None:
    """Raises ``number`` alerts to be sent by ``ways``."""
    watch = Watch("words", where="words=tents", send=tuple(way.name for way in ways), limit=10_000)
    saved.save(store, [replace(watch, **more)], ways)
    keep(store, *(other(each) for each in range(1, number + 1)))
    assert len(Watcher(store).check().alerts) == number


def said(log: list[str]) -> object:
    return lambda fact, reason: log.append(f"{fact}: {reason}")


def test_a_webhook_gets_signed_json_with_a_key(store: Store) -> None:
    with hooks() as receiver:
        alerts(store, 2, hook(receiver))
        assert send_due(store).sent == 2
        assert send_due(store).sent == 0
    headers, body = receiver.got[0]
    assert headers["dateline-signature"] == signature(SECRET.encode(), headers["dateline-timestamp"], body)
    told = json.loads(body)
    assert told["key"] == headers["idempotency-key"]
    assert told["alerts"][0]["link"] == "https://news.example/1"
    assert len(set(receiver.keys)) == 2


@pytest.mark.parametrize("fault", ["500", "429", "redirect", "404"])
def test_what_is_not_taken_is_tried_again_with_the_same_key_and_one_line_in_the_log(store: Store, clock: Clock, fault: str) -> None:
    log: list[str] = []
    with hooks(fault) as receiver:
        alerts(store, 1, hook(receiver))
        assert send_due(store, say=said(log)).failed == 1
        assert send_due(store, say=said(log)).sent == 0  # not before the pause is over
        clock.on(seconds=31)
        assert send_due(store, say=said(log)).sent == 1
    assert len(receiver.keys) == 2
    assert len(set(receiver.keys)) == 1
    assert len(log) == 1
    assert SECRET not in log[0]


def test_a_huge_answer_is_not_read(store: Store) -> None:
    with hooks("huge") as receiver:
        alerts(store, 1, hook(receiver))
        assert send_due(store).sent == 1
    assert receiver.poured < 100  # of 2,000


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_receiver_that_hangs_is_left_in_time(fault: str) -> None:
    message = Message(1, 1, "w", "match", "2016-02-01T12:00:00.000000Z", "t", "x")
    with hooks(fault) as receiver, pytest.raises(webhook.SendFailed):
        begun = time.monotonic()
        webhook.send(hook(receiver), packet_of("k", "w", "once", "", [message]), 0, limit=0.6)
    assert time.monotonic() - begun < 20  # the receiver would take a minute


def test_a_dead_receiver_holds_up_no_other(store: Store) -> None:
    with hooks() as alive:
        alerts(store, 3, Way("dead", "webhook", "http://127.0.0.1:9/", secret="env:HOOK_SECRET"), hook(alive))
        done = send_due(store)
    assert (done.sent, done.failed) == (3, 1)


def test_two_processes_with_one_store_send_each_alert_once(store: Store) -> None:
    with hooks() as receiver, Store(store.address, clock=store._clock) as second:
        alerts(store, 12, hook(receiver))
        threads = [threading.Thread(target=send_due, args=(each,)) for each in (store, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(receiver.keys) == len(set(receiver.keys)) == 12


def test_a_clock_that_was_ahead_leaves_nothing_behind(store: Store, clock: Clock) -> None:
    with hooks("500") as receiver:
        clock.on(days=300)
        alerts(store, 2, hook(receiver))
        send_due(store)
        clock.on(days=-300)
        assert send_due(store).sent == 2


KILLED = """
    import sys
    sys.path.insert(0, {tests!r})
    from dateline.store import Store
    from dateline.watch import Watcher, send_due
    with Store({store!r}) as store:
        Watcher(store).check()
        print("go", flush=True)
        for _ in range(200):
            send_due(store)
"""


def test_killed_ten_times_nothing_is_lost_and_nothing_told_twice(store: Store, tmp_path: Path) -> None:
    """A sender that dies in mid-send leaves a lease; once it is over, the repeat carries the same key."""
    with hooks() as receiver:
        saved.save(store, [Watch("words", where="words=tents", send=("hook",), limit=10_000)], [hook(receiver)])
        keep(store, *(other(each) for each in range(1, 41)))
        code = textwrap.dedent(KILLED).format(tests=str(Path(__file__).parents[1]), store=store.address)
        for turn in range(5):
            process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
            if turn:
                assert process.stdout is not None
                process.stdout.readline()
            time.sleep(0.02 * turn)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        Watcher(store).check()
        with Store(store.address, clock=lambda: "2099-01-01T00:00:00.000000Z") as later:  # every lease is over
            send_due(later)
        with store.reading() as connection:
            assert waiting(connection) == []
    assert len(receiver.told) == 40
    assert len(set(receiver.told)) == 40


def mail(server: object, **more: object) -> Way:
    return replace(
        Way("desk", "email", to=("anna@desk.example",), sender="alerts@dateline.example", server="127.0.0.1", port=server.port, tls="none"),  # type: ignore[attr-defined]
        **more,
    )


def test_a_mail_server_that_refuses_is_tried_again_with_the_same_message_id(store: Store, clock: Clock) -> None:
    log: list[str] = []
    with mails(550, 451) as server:
        saved.save(store, [replace(STRIKES, send=("desk",))], [mail(server)])
        keep(store, other(1))
        Watcher(store).check()
        send_due(store, say=said(log))
        clock.on(seconds=31)
        send_due(store, say=said(log))
        clock.on(seconds=61)
        send_due(store, say=said(log))
        keep(store, other(2, status="happened"))
        Watcher(store).check()
        send_due(store)
    first, update = server.got
    assert update["In-Reply-To"] == first["Message-ID"]
    assert first["Message-ID"].endswith("@dateline.example>")
    assert "Vardø" in first.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert len(log) == 2


def test_a_digest_goes_out_at_its_hour_and_says_what_it_leaves_out(store: Store, clock: Clock) -> None:
    with hooks() as receiver:
        alerts(store, 105, hook(receiver), digest=("07:00",), zone="Europe/Rome")
        assert send_due(store).sent == 0
        clock.on(hours=18, minutes=1)  # 07:01 in Rome
        assert send_due(store).sent == 1
    told = json.loads(receiver.got[0][1])
    assert (len(told["alerts"]), told["left_out"]) == (100, 5)


def test_quiet_hours_hold_alerts_until_their_end(store: Store, clock: Clock) -> None:
    with hooks() as receiver:
        alerts(store, 2, hook(receiver), quiet="12:00-14:00")
        assert send_due(store).sent == 0
        clock.on(hours=2)
        assert send_due(store).sent == 1


def test_feeds_are_written_whole_with_ids_that_stay(store: Store, tmp_path: Path) -> None:
    import feedparser

    saved.save(store, [replace(STRIKES, send=("rss:f.xml", "atom:f.atom", "json:f.json", "file:f.jsonl"))])
    keep(store, other(1))
    Watcher(store).check()
    send_due(store, base=tmp_path)
    rss, atom = (feedparser.parse((tmp_path / name).read_bytes()) for name in ("f.xml", "f.atom"))
    (item,) = json.loads((tmp_path / "f.json").read_text())["items"]
    assert rss.entries[0].id == atom.entries[0].id == item["id"]
    assert not rss.bozo
    assert not atom.bozo
    assert item["_dateline"]["status"] == "ruled-out"
    assert len((tmp_path / "f.jsonl").read_text().splitlines()) == 1


def test_secrets_come_from_the_environment_or_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("x\n")
    path.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        secret(f"file:{path}")
    path.chmod(0o600)
    assert secret(f"file:{path}") == "x"
    with pytest.raises(UsageError, match="NOT_THERE"):
        secret("env:NOT_THERE")
