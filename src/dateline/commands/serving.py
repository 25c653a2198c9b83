"""The commands of the desk: serve it, and look after its users and tokens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.commands.common import opened, plainly, store_option
from dateline.errors import StoreError, UsageError

if TYPE_CHECKING:
    from dateline.store.store import Store
    from dateline.web.security.audit import Act
    from dateline.web.settings import Provider, Settings

ROLES = ("reader", "analyst", "editor", "admin")
SCOPES = ("read", "judge", "watch", "admin")
CONFIG = Path("dateline.toml")
WAIT = 5.0  # seconds that a change at the desk waits for another program's


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; others than this machine need users or a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8484, show_default=True, help="The port; 0 takes a free one.")
@click.option("--hosts", metavar="NAMES", help="Further names that the desk answers to, with commas between them.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The collector's configuration, for new sources; else dateline.toml where it is here.",
)
@click.option("--tiles", metavar="ADDRESS", help="A tile server for the maps: https://tiles.example.org/{z}/{x}/{y}.png.")
@click.option("--proxies", metavar="ADDRESSES", help="Proxies whose X-Forwarded headers count: addresses or networks, with commas.")
@click.option("--proxy-header", metavar="NAME", help="The header in which those proxies name who has signed in, as X-Remote-User.")
@click.option("--newcomers", type=click.Choice(ROLES[:-1]), help="Role of who comes by a proxy or provider without an account yet.")
@click.option("--provider", "issuer", metavar="ADDRESS", help="OpenID Connect provider; DATELINE_OIDC_CLIENT and _SECRET hold the rest.")
@click.option("--claim", default="preferred_username", show_default=True, help="What of the provider's claims names a user.")
@click.option("--token-file", type=click.Path(path_type=Path), metavar="FILE", help="A token that lets in (else DATELINE_TOKEN).")
@click.option("--read-only", "readonly", is_flag=True, help="Show the store and change nothing in it.")
@click.option("--log", type=click.Choice(["none", "text", "json"]), default="none", show_default=True, help="Log every request.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def serve(
    address: str, host: str, port: int, hosts: str | None, config: Path | None, tiles: str | None, proxies: str | None,
    proxy_header: str | None, newcomers: str | None, issuer: str | None, claim: str, token_file: Path | None, readonly: bool, log: str,
    quiet: bool,
) -> None:  # fmt: skip
    """Show the store in the browser, with an API, until stopped (Ctrl-C, SIGTERM)."""
    from dateline.web.serving import serve as run
    from dateline.web.settings import Settings, role_of

    def ready(where: str) -> None:
        if not quiet:
            click.echo(f"The desk is at {where} (Ctrl-C ends it).", err=True)

    with plainly():
        settings = Settings(
            store=address, host=host, port=port, hosts=_listed(hosts), tiles=_tiles(tiles), readonly=readonly, proxies=_listed(proxies),
            proxy_header=proxy_header, newcomers=role_of(newcomers) if newcomers else None, token=_token(token_file),
            provider=_provider(issuer, claim), log=log, config=config or (CONFIG if CONFIG.exists() else None),
        )  # fmt: skip
        with _shown(settings) as store:
            run(settings, store, ready)


def _shown(settings: Settings) -> Store:
    """The store of the desk: made where there is none, for reading only where its file cannot be written."""
    from dateline.store.engines import file_of
    from dateline.store.store import Store

    path = file_of(settings.store)
    locked = path is not None and path.exists() and not os.access(path, os.W_OK)
    if locked and not settings.readonly:
        raise StoreError(f"The store {settings.store} cannot be written: serve it with --read-only, or as the user that owns it.")
    store = Store(settings.store, readonly=settings.readonly, wait=settings.wait)
    if store.did:
        click.echo(f"dateline: {store.did}.", err=True)
    return store


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _tiles(value: str | None) -> str | None:
    if value is not None and not (value.startswith(("https://", "http://")) and all(part in value for part in ("{z}", "{x}", "{y}"))):
        raise UsageError(f"{value!r} is no tile server: give its address as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png.")
    return value


def _token(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("DATELINE_TOKEN") or None
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the token cannot be read from there.") from error


def _provider(issuer: str | None, claim: str) -> Provider | None:
    from dateline.web.settings import Provider

    if issuer is None:
        return None
    client, secret = os.environ.get("DATELINE_OIDC_CLIENT"), os.environ.get("DATELINE_OIDC_SECRET")
    if not client or not secret:
        raise UsageError("--provider needs the client's name and secret in DATELINE_OIDC_CLIENT and DATELINE_OIDC_SECRET.")
    return Provider(issuer.rstrip("/"), client, secret, claim)


@click.group()
def users() -> None:
    """Who may use the desk, and as what."""


@users.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What the user may do.")
@click.option("--admin", is_flag=True, help="The same as --role admin.")
@click.option("--without-password", is_flag=True, help="For users who come in by a proxy or a provider alone.")
@store_option
def users_add(name: str, role: str, admin: bool, without_password: bool, address: str) -> None:
    """Add a user; the password is asked for (or read as one line where input is no terminal)."""
    from dateline.web.security import users as people
    from dateline.web.settings import role_of

    with _kept(address) as store:
        wanted = role_of("admin" if admin else role)
        people.first_is_admin(store, wanted)
        user = people.add(store, name, wanted, None if without_password else _password(), _by())
    click.echo(f"{user.name} is added as {user.role}.")


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a user.")
@store_option
def users_list(as_json: bool, address: str) -> None:
    """List the users."""
    import json
    from dataclasses import asdict

    from dateline.store.question import clean
    from dateline.web.security import users as people

    with opened(address) as store:
        for user in people.listed(store):
            if as_json:
                click.echo(json.dumps(asdict(user), ensure_ascii=False))
            else:
                state = "disabled" if user.disabled_at else "" if user.password else "no password"
                click.echo(f"{clean(user.name):24} {user.role:8} since {user.made_at[:10]}  {state}".rstrip())


@users.command("password")
@click.argument("name")
@store_option
def users_password(name: str, address: str) -> None:
    """Give a user a new password; sessions under the old one end."""
    from dateline.web.security import users as people

    with opened(address) as store:
        people.set_password(store, name, _password(), _by())
    click.echo(f"{name} has a new password.")


@users.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@store_option
def users_role(name: str, role: str, address: str) -> None:
    """Give a user another role."""
    from dateline.web.security import users as people
    from dateline.web.settings import role_of

    with opened(address) as store:
        people.set_role(store, name, role_of(role), _by())
    click.echo(f"{name} is {role} now.")


@users.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the user in again.")
@store_option
def users_disable(name: str, undo: bool, address: str) -> None:
    """Keep a user out: sessions end, tokens rest."""
    from dateline.web.security import users as people

    with opened(address) as store:
        people.set_disabled(store, name, _by(), disabled=not undo)
    click.echo(f"{name} may come in again." if undo else f"{name} is kept out.")


@click.group()
def tokens() -> None:
    """Tokens of programs that use the desk's API."""


@tokens.command("add")
@click.argument("name")
@click.option("--label", required=True, help="Which program uses it, in a few words.")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, default=("read",), show_default=True,
              help="What it is for: read, judge (values, dossiers), watch (watches, sources), admin; give it again for more.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it lasts.")
@store_option
def tokens_add(name: str, label: str, scopes: tuple[str, ...], days: int, address: str) -> None:
    """Make a token for the user NAME and print it: it is shown this once."""
    from dateline.web.security import tokens as of_programs
    from dateline.web.security.users import named

    with opened(address) as store:
        secret = of_programs.make(store, named(name), label, scopes, days, _by())
    click.echo(secret)


@tokens.command("list")
@store_option
def tokens_list(address: str) -> None:
    """List the tokens, without their secrets."""
    from dateline.store.question import clean
    from dateline.web.security import tokens as of_programs

    with opened(address) as store:
        for token in of_programs.listed(store):
            state = "taken back" if token.revoked_at else f"until {(token.expires_at or 'taken back')[:10]}"
            used = f", used {token.used_at[:10]}" if token.used_at else ""
            click.echo(f"{token.id:4} {clean(token.name):20} {' '.join(token.scopes):24} {state}{used}  {clean(token.label)}")


@tokens.command("revoke")
@click.argument("number", type=int)
@store_option
def tokens_revoke(number: int, address: str) -> None:
    """Take a token back."""
    from dateline.web.security import tokens as of_programs

    with opened(address) as store:
        of_programs.revoke(store, number, _by())
    click.echo(f"Token {number} is taken back.")


@contextmanager
def _kept(address: str) -> Iterator[Store]:
    """The store at ``address``, made where there is none: the first user may come before the first report."""
    from dateline.store.store import Store

    with plainly(), Store(address) as store:
        yield store


def _by() -> Act:
    from dateline.web.security.audit import Act
    from dateline.web.security.knowing import person

    return Act(person(), "", None, "command line")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    found: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return found
