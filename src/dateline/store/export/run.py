"""One export: which days to make, their pieces, the files put together, and the folder changed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from dateline.errors import UsageError
from dateline.store.export import joining, package, reading, work
from dateline.store.export.exporters import FORMATS, NAMES
from dateline.store.export.layout import Choice, Layout
from dateline.store.export.pieces import DayPieces, Finished, finished, whole
from dateline.store.export.state import FILE, SHAPE, Day, Made, Settings, State, mark_of, read_state, save, written
from dateline.store.store import Store
from dateline.version import VERSION

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an export did: days made anew and in all, reports read, files, rows and bytes of the whole export."""

    made: int
    days: int
    reports: int
    files: int
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which days there are, which of them are made anew, from which state."""

    settings: Settings
    layouts: tuple[Layout, ...]
    base: State | None
    days: tuple[Day, ...]
    anew: tuple[Day, ...]
    judgement: int

    @property
    def choice(self) -> Choice:
        return Choice(self.settings.extended, self.settings.all_statuses)

    def folder_of(self, day: Day, folder: Path) -> Path:
        """Where the pieces of a day lie: the name tells from what they were made, so that only those that still hold are taken up."""
        mark = mark_of(self.settings, day, self.judgement, VERSION)
        return folder / work.WORK / work.DAYS / f"{day.day or 'undated'}-{mark}"


def export(store: Store, folder: Path, settings: Settings, *, progress: Progress | None = None) -> Outcome:
    """Writes the content of ``store`` below ``folder``, whole or, where the folder holds an export with these settings, what changed.

    The folder is changed at the end and file by file at once; an export that was killed goes on where it was. ``progress`` is told
    how many days of how many are done. Raises ``UsageError`` for settings that make no sense, ``OutputError`` where the folder
    cannot be written or holds something else.
    """
    check(settings)
    with work.held(folder):
        plan = _plan(store, folder, settings)
        reports = 0
        for number, day in enumerate(plan.anew):
            reports += _day(store, plan, day, folder)
            if progress is not None:
                progress(number + 1, len(plan.anew))
        files = _write(plan, folder, store.now())
        outcome = Outcome(len(plan.anew), len(plan.days), reports, len(files), sum(each.rows for each in files),
                          sum(each.size for each in files))  # fmt: skip
    work.leave(folder)
    return outcome


def check(settings: Settings) -> None:
    """Raises ``UsageError`` for settings that make no sense."""
    from difflib import get_close_matches

    for name in settings.formats:
        if name not in NAMES:
            near = get_close_matches(name, NAMES, n=1)
            raise UsageError(f"--format {name!r} is unknown.{f' Did you mean {near[0]}?' if near else ''} There are: {', '.join(NAMES)}.")
    if "parquet" in settings.formats and find_spec("pyarrow") is None:
        raise UsageError(
            'The format parquet needs the package pyarrow: pip install "dateline[export]", or name other formats with --format.'
        )
    if settings.all_statuses and not settings.extended:
        raise UsageError(
            "--status all needs --extended: without a column for the status a denied attack would look like one that happened."
        )


def settings_of(folder: Path) -> Settings:
    """The settings of the export that a folder holds; ``UsageError`` where it holds none."""
    state = read_state(folder)
    if state is None:
        raise UsageError(f"{folder} holds no export yet: the first one goes without --since last.")
    return state.settings


def _plan(store: Store, folder: Path, settings: Settings) -> _Plan:
    base = read_state(folder)
    layouts = tuple(layout for each in FORMATS if each.name in settings.formats for layout in each.of(Choice(settings.extended)))
    if base is not None and (base.settings != settings or base.program != VERSION or not work.untouched(folder)):
        base = replace(base, days=(), files=base.files)
    with store.reading() as connection:
        days, judgement = reading.days(connection, settings), reading.newest_judgement(connection)
        known = {(each.day, each.mark) for each in base.days} if base is not None else set()
        judged = (
            reading.judged_days(connection, base.judgement) if known and base is not None and judgement > base.judgement else frozenset()
        )
    anew = tuple(each for each in days if (each.day, each.mark) not in known or each.day in judged)
    return _Plan(settings, layouts, base, days, anew, judgement)


def _day(store: Store, plan: _Plan, day: Day, folder: Path) -> int:
    """Makes the pieces of one day unless they are there; gives how many reports were read."""
    where, reports = plan.folder_of(day, folder), 0
    if not whole(where):
        with DayPieces(where, plan.layouts, plan.choice) as pieces:
            for told in reading.reports(store, day.day, plan.settings.question):
                pieces.add(told)
                reports += 1
    return reports


def _write(plan: _Plan, folder: Path, moment: str) -> tuple[Made, ...]:
    """Puts all files together and into place; gives them."""
    base = plan.base
    if base is not None and not plan.anew and {each.day for each in base.days} == {each.day for each in plan.days}:
        return base.files
    pieces = {day.day: finished(plan.folder_of(day, folder)) for day in plan.anew}
    known = {made.path: made for made in base.files} if base is not None and base.days else {}
    text = [made for layout in plan.layouts if layout.kind != "parquet" for made in _joined(plan, layout, pieces, known, folder)]
    tables = [(layout, made) for layout, made in text if not made.path.startswith(joining.PARTS)]
    partitions = [made for layout in plan.layouts if layout.kind == "parquet" for made in _partitions(plan, layout, pieces, known, folder)]
    files = (*(made for _, made in text), *partitions)
    new = folder / work.WORK / work.NEW
    save(new / package.FILE, package.package(tables, plan.settings, moment))
    save(new / package.SUMS, package.sums([made for _, made in tables] + partitions))
    save(new / FILE, written(State(SHAPE, VERSION, moment, plan.settings, plan.judgement, plan.days, files)))
    _commit(base, files, folder)
    return files


def _commit(base: State | None, files: tuple[Made, ...], folder: Path) -> None:
    paths = tuple(made.path for made in files)
    gone = tuple(made.path for made in base.files if made.path not in set(paths)) if base is not None else ()
    work.commit(folder, work.Moves((*paths, package.FILE, package.SUMS, FILE), gone))


def _joined(
    plan: _Plan, layout: Layout, pieces: Mapping[str, Finished], known: Mapping[str, Made], folder: Path
) -> Iterable[tuple[Layout, Made]]:
    new, days = folder / work.WORK / work.NEW, [each.day for each in plan.days]
    path = joining.PARTS + layout.path if layout.kind == "counted" else layout.path
    old = (folder / path, known[path]) if path in known else None
    made = joining.join(layout, days, pieces, old, new / path, path)
    yield layout, made
    if layout.kind == "counted":
        yield layout, joining.add_up(layout, new / path, new / layout.path)


def _partitions(plan: _Plan, layout: Layout, pieces: Mapping[str, Finished], known: Mapping[str, Made], folder: Path) -> Iterable[Made]:
    for day in plan.days:
        if day.day in pieces:
            made = joining.take(layout, day.day, pieces[day.day], folder / work.WORK / work.NEW)
        else:
            made = known.get(joining.partition(layout, day.day))
        if made is not None:
            yield made
