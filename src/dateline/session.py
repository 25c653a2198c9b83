"""One call of ``dateline read``: inputs to records, shown, counted, the bad ones reported."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline import ingest
from dateline.batch import Outcome, Settings, files_of, read_all, tasks_in, tasks_of
from dateline.errors import OutputError, UsageError
from dateline.ingest import Kind, Rejected
from dateline.ingest.kinds import LARGEST_FILE
from dateline.model.record import Record
from dateline.show.folder import PageFolder, write_text
from dateline.show.page import render as render_page
from dateline.show.terminal import render as render_terminal

ALL_READ, NOTHING_READ, SOME_SET_ASIDE, STOPPED = 0, 1, 3, 130
STANDARD_INPUT = Path("-")
MANY = 2  # from here on a progress bar is of use


@dataclass(frozen=True, slots=True)
class Output:
    """Where records go: JSON Lines on standard output, pages at ``html``, else text for eyes."""

    as_json: bool
    html: Path | None


@dataclass(slots=True)
class Tally:
    """How many reports were read and set aside so far."""

    read: int = 0
    set_aside: int = 0

    def code(self) -> int:
        """The exit code that says so."""
        if not self.read:
            return NOTHING_READ
        return SOME_SET_ASIDE if self.set_aside else ALL_READ


def read_inputs(
    inputs: Sequence[Path], output: Output, *, kind: str | None, published: str | None, processes: int, model: str | None, site: Path | None
) -> int:
    """Reads ``inputs`` and shows what was read; gives the exit code. Raises ``DatelineError`` for what stops the whole call."""
    if published is not None and not ingest.is_date(published):
        raise UsageError(f"--published {published!r} is no date: give one as YYYY-MM-DD.")
    settings = Settings(model, site, Kind(kind) if kind else None, published)
    files = files_of([path for path in inputs if path != STANDARD_INPUT])
    if not files and STANDARD_INPUT not in inputs:
        raise UsageError(f"{', '.join(map(str, inputs))}: no file to read in there; name files or a folder that holds some.")
    if output.html is not None and output.html.suffix.lower() in (".html", ".htm") and len(files) > 1:
        raise UsageError(f"--html {output.html} is one page, but there are {len(files)} reports: name a folder.")
    tasks = tasks_in(files, settings) if STANDARD_INPUT not in inputs else tasks_of(_standard_input(), "standard input", settings)
    tally = Tally()
    try:
        with _sink(output, single=len(files) == 1) as sink, _progress(len(files), output) as step:
            for outcome in read_all(tasks, settings, processes=processes):
                _take(outcome, sink, tally)
                step()
    except BrokenPipeError:
        _silence()  # the reader has gone: nothing more to say to it
    except KeyboardInterrupt:
        print(f"dateline: stopped after {tally.read} reports; what was printed is whole.", file=sys.stderr)
        return STOPPED
    return tally.code()


def _standard_input() -> bytes:
    """All of standard input; ``UsageError`` where it is more than a file may hold: it would have to be held in memory."""
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UsageError(f"standard input: more than {LARGEST_FILE >> 20} MB; write it into a file and name that.")
    return data


def _take(outcome: Outcome, sink: Sink, tally: Tally) -> None:
    if isinstance(outcome, Rejected):
        tally.set_aside += 1
        print(f"dateline: set aside: {outcome.reason}", file=sys.stderr)
    else:
        tally.read += 1
        sink.take(outcome)


class Sink:
    """Takes records one by one: prints them, or writes their pages."""

    def __init__(self, output: Output, *, single: bool) -> None:
        self._output = output
        self._folder = PageFolder(output.html) if output.html and not self._is_page(output.html, single=single) else None
        self._written: Path | None = None

    @staticmethod
    def _is_page(path: Path, *, single: bool) -> bool:
        return single and path.suffix.lower() in (".html", ".htm") and not path.is_dir()

    def take(self, record: Record) -> None:
        """Shows one record."""
        if self._folder:
            self._folder.add(record)
        elif self._output.html:
            write_text(self._output.html, render_page(record))
            self._written = self._output.html
        if self._output.as_json:
            _print(record.to_json() + "\n")
        elif not self._output.html:
            _print(render_terminal(record, width=shutil.get_terminal_size((100, 24)).columns, colour=_colour(sys.stdout)) + "\n")

    def close(self) -> None:
        """Writes the index of a folder and says where the pages are."""
        if self._folder and self._folder.entries:
            self._written = self._folder.close()
        if self._written and not self._output.as_json:
            _print(f"{self._written}\n")


def _print(text: str) -> None:
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence()
        raise OutputError(f"Standard output cannot be written ({error.strerror}): send it where there is room.") from error


def _silence() -> None:
    """Sends what is still to be written to nowhere, so that closing down does not fail over it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def _sink(output: Output, *, single: bool) -> Iterator[Sink]:
    sink = Sink(output, single=single)
    yield sink
    sink.close()


@contextmanager
def _progress(total: int, output: Output) -> Iterator[Callable[[], None]]:
    shown = total >= MANY and sys.stderr.isatty() and (output.html is not None or not sys.stdout.isatty())
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        number = progress.add_task("reading", total=total)
        yield lambda: progress.advance(number)
