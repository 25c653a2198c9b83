"""What the commands share: options, exit codes, how a store is opened, how a command ends with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline
    from dateline.store.store import Store

NOTHING, USAGE, SOME_SET_ASIDE = 1, 2, 3
model_option = click.option("--model", help="Another spaCy pipeline, by the name of its package.")
site_option = click.option(
    "--knowledge", "site", type=click.Path(path_type=Path), metavar="DIR", help="Own knowledge, laid over the packaged one."
)
store_option = click.option("--store", "address", metavar="ADDRESS", envvar="DATELINE_STORE", default="dateline.db", show_default=True,
                            help="The store: a file, or postgresql+psycopg://USER@HOST/NAME.")  # fmt: skip


def fail(error: DatelineError) -> NoReturn:
    """Ends the program with the error's sentence: exit code 2 where the call is wrong, else 1."""
    sys.stdout.flush()
    click.echo(f"dateline: {error}", err=True)
    sys.exit(USAGE if isinstance(error, UsageError) else NOTHING)


@contextmanager
def plainly() -> Iterator[None]:
    """What goes wrong inside ends the program with a sentence."""
    try:
        yield
    except DatelineError as error:
        fail(error)


def there(address: str) -> None:
    """Raises ``UsageError`` where no store is at ``address``: to ask or to look after one makes none."""
    from dateline.store.engines import file_of

    path = file_of(address)
    if path is not None and not path.exists():
        raise UsageError(f"There is no store {address}: name one with --store, or make one with dateline collect.")


@contextmanager
def opened(address: str, site: Path | None = None) -> Iterator[Store]:
    """The store at ``address``, which must be there, open for writing; what goes wrong ends the program with a sentence."""
    from dateline.store.store import Store

    with plainly():
        there(address)
        with Store(address) as store:
            if store.did:
                click.echo(f"dateline: {store.did}.", err=True)
            store.knowledge = site
            yield store


def pipeline_of(model: str | None, site: Path | None, cache: Path | None = None, *, encoder: bool = True) -> Pipeline:
    """The road that reads, with its models: parses are kept in ``cache`` where one is given."""
    from dateline.linguistics import SpacyParser
    from dateline.linguistics.parser import Parser, RememberingParser
    from dateline.pipeline import Pipeline

    parser: Parser = SpacyParser(model) if model else SpacyParser()
    return Pipeline(parser=RememberingParser(parser, cache) if cache else parser, site=site, encoder="packaged" if encoder else None)
