"""The desk's users and tokens from the command line, and what ``serve`` does not take."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store.store import Store
from dateline.web.security import audit, tokens, users
from dateline.web.security.keys import digest

WORDS = "seven green bottles on a wall"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dateline.db"
    assert call("users", "add", "Ada", "--admin", "--store", str(path)).exit_code == 0
    return path


def call(*words: str, password: str = WORDS) -> Result:
    return CliRunner().invoke(main, [*words], input=f"{password}\n")


def test_the_first_user_is_an_admin(tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    refused = call("users", "add", "rita", "--store", path)
    assert refused.exit_code == 2
    assert "first user" in refused.output
    made = call("users", "add", "Ada", "--admin", "--store", path)
    assert (made.exit_code, made.output) == (0, "ada is added as admin.\n")


def test_users_are_added_listed_given_roles_and_kept_out(file: Path) -> None:
    store = ("--store", str(file))
    assert call("users", "add", "rita", *store).output == "rita is added as reader.\n"
    assert call("users", "add", "zoe", "--role", "editor", "--without-password", *store).exit_code == 0
    assert call("users", "role", "rita", "analyst", *store).output == "rita is analyst now.\n"
    assert call("users", "disable", "zoe", *store).exit_code == 0
    listed = call("users", "list", *store).output.splitlines()
    assert [line.split()[:2] for line in listed] == [["ada", "admin"], ["rita", "analyst"], ["zoe", "editor"]]
    assert "disabled" in listed[2]
    shapes = [json.loads(line) for line in call("users", "list", "--json", *store).output.splitlines()]
    assert [shape["password"] for shape in shapes] == [True, True, False]
    assert call("users", "disable", "zoe", "--undo", *store).exit_code == 0
    with Store(file) as opened:
        assert [entry.act.did for entry in audit.listed(opened, audit.Asked())][:3] == ["enabled-user", "disabled-user", "set-role"]
        assert audit.listed(opened, audit.Asked(did="set-role"))[0].act.client == "command line"


def test_a_password_is_set_anew(file: Path) -> None:
    assert call("users", "password", "ada", "--store", str(file), password="nine white horses in the rain").exit_code == 0
    with Store(file) as store:
        kept, _ = users.password_of(store, "ada")
    from dateline.web.security.passwords import right

    assert right(kept, "nine white horses in the rain")
    assert not right(kept, WORDS)


@pytest.mark.parametrize(
    ("words", "says"),
    [(("users", "add", "ada"), "already"), (("users", "add", "a b"), "letters"), (("users", "role", "nobody", "reader"), "no user nobody"),
     (("users", "password", "nobody"), "no user nobody"), (("users", "disable", "ada"), "without an admin"),
     (("users", "role", "ada", "reader"), "without an admin"), (("tokens", "add", "nobody", "--label", "x"), "no user nobody"),
     (("tokens", "revoke", "9"), "no token 9")],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_sentence(file: Path, words: tuple[str, ...], says: str) -> None:
    answer = call(*words, "--store", str(file))
    assert answer.exit_code == 2
    assert says in answer.output
    assert "Traceback" not in answer.output


def test_a_password_that_is_easily_guessed_is_not_taken(file: Path) -> None:
    answer = call("users", "add", "rita", "--store", str(file), password="1234567890")
    assert answer.exit_code == 2
    assert "easily guessed" in answer.output


def test_a_token_is_printed_once_listed_without_its_secret_and_taken_back(file: Path) -> None:
    store = ("--store", str(file))
    secret = call(
        "tokens", "add", "Ada", "--label", "nightly export", "--scope", "read", "--scope", "judge", "--days", "7", *store
    ).output.strip()
    listed = call("tokens", "list", *store).output
    assert "nightly export" in listed
    assert "read judge" in listed
    assert secret not in listed
    with Store(file) as opened:
        found = tokens.find(opened, digest(secret))
        assert found is not None
        assert (found.name, found.scopes) == ("ada", ("read", "judge"))
    assert call("tokens", "revoke", "1", *store).exit_code == 0
    with Store(file) as opened:
        assert tokens.find(opened, digest(secret)) is None


@pytest.mark.parametrize(
    ("options", "says"),
    [(("--tiles", "tiles.example.org"), "https://tiles.example.org/{z}/{x}/{y}.png"), (("--proxy-header", "X-User"), "--proxies"),
     (("--proxies", "nowhere"), "10.0.0.0/8"), (("--provider", "https://login.example"), "DATELINE_OIDC_CLIENT"),
     (("--token-file", "/nowhere/token"), "cannot be read"), (("--host", "0.0.0.0"), "dateline users add NAME --admin"),
     (("--read-only", "--store", "/nowhere/at.db"), "/nowhere/at.db")],
)  # fmt: skip
def test_serve_says_what_is_wrong_before_it_listens(
    tmp_path: Path, options: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_TOKEN", raising=False)
    store = () if "--store" in options else ("--store", str(tmp_path / "new.db"))
    answer = CliRunner().invoke(main, ["serve", "--port", "0", *store, *options])
    assert answer.exit_code in (1, 2)
    assert says in answer.output
    assert "Traceback" not in answer.output


def test_a_store_that_cannot_be_written_is_told_how_to_be_shown(file: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    file.chmod(0o444)
    answer = CliRunner().invoke(main, ["serve", "--port", "0", "--store", str(file)])
    assert "--read-only" in answer.output
