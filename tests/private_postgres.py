"""A private PostgreSQL for the tests: made in a temporary folder from the system's packages, reached by a Unix socket, gone afterwards.

``DATELINE_TEST_POSTGRES`` (postgresql+psycopg://USER@HOST/NAME, a user who may create data bases) is taken instead where it is set.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

OTHERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def user() -> str | None:
    """Who the server runs as: somebody else where the tests run as root, None for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return next((name for name in OTHERS if name in known), None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The address of a server that runs until the end of the block."""
    folder, who = Path(tempfile.mkdtemp(prefix="dateline-postgres-")), user()
    if who is not None:
        shutil.chown(folder, who)

    def run(*command: str) -> None:
        subprocess.run(command, user=who, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    data, options = str(folder / "data"), f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    try:
        run(str(bin_folder / "initdb"), "-D", data, "-A", "trust", "-U", "dateline", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run(str(bin_folder / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql+psycopg://dateline@/postgres?host={folder}"
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(address: str, template: str | None = None) -> Iterator[str]:
    """The address of a new data base on the server at ``address``, empty or a copy of ``template``, gone at the end of the block."""
    name = f"test_{uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {make_url(template).database}" if template else ""))
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@contextmanager
def reached() -> Iterator[str]:
    """The address of a server: the one that is set, else a private one; skips with the reason where neither can be had."""
    given, folder = os.environ.get("DATELINE_TEST_POSTGRES"), programs()
    if given:
        yield given
        return
    if folder is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql, or set DATELINE_TEST_POSTGRES")
    if os.geteuid() == 0 and user() is None:
        pytest.skip("PostgreSQL refuses to run as root, and there is no other user to run it")
    with server(folder) as address:
        yield address
