"""The ledger of pledges and the timelines of positions, made from the changes of a store."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from dateline.model.change import Change, Pledge, Side, Stand, Step
from dateline.store.store import Store
from dateline.store.tables import commitments, positions
from dateline.stories.changes_asking import found
from dateline.stories.ledger import STEPS, standing

Key = tuple[str, str]  # an article and the kind of deed that it tells a pledge of, or the pledge's words where it has none
PAGE = 300  # readings of one question
PLEDGES = tuple(kind for kind, _ in STEPS)


def pledges(store: Store, *, day: str, situation: int | None = None) -> tuple[Pledge, ...]:
    """Every pledge made up to ``day`` (ISO), with its steps and how it stands on that day."""
    listed = found(store, until=day, situation=situation, kinds=PLEDGES, limit=None)
    chains = _chains(listed, _kinds(store, listed))
    made = []
    for chain in chains:
        deadline = next((told for each in reversed(chain) if (told := _deadline(store, each)) is not None), None)
        first = chain[0].before or chain[0].now
        steps = tuple(Step(dict(STEPS)[each.kind], each.now) for each in chain)
        if chain[0].before is not None:
            steps = (Step("open", chain[0].before), *steps)
        who = chain[0].what.partition(":")[0] if first.noun != "sentences" else first.teller or ""
        status = standing(tuple(each.kind for each in chain), deadline, day)
        made.append(Pledge(chain[0].situation, who, first.says, deadline, status, steps))
    return tuple(made)


def _kinds(store: Store, listed: tuple[Change, ...]) -> dict[tuple[int, int], str | None]:
    """The kind of deed of each pledge told in these changes, by reading and number."""
    readings = sorted({side.reading for change in listed for side in (change.now, change.before) if side is not None})
    out: dict[tuple[int, int], str | None] = {}
    with store.reading() as connection:
        for start in range(0, len(readings), PAGE):
            where = commitments.c.reading.in_(readings[start : start + PAGE])
            query = select(commitments.c.reading, commitments.c.number, commitments.c.type).where(where)
            out.update({(reading, number): kind for reading, number, kind in connection.execute(query)})
    return out


def _key(side: Side | None, kinds: dict[tuple[int, int], str | None]) -> Key | None:
    if side is None or side.noun != "commitments":
        return None
    return (side.article, kinds.get((side.reading, side.number)) or side.says)


def _chains(listed: tuple[Change, ...], kinds: dict[tuple[int, int], str | None]) -> list[list[Change]]:
    """Changes of one pledge: each step names a pledge told before."""
    chain_of: dict[Key, int] = {}
    chains: dict[int, list[Change]] = defaultdict(list)
    for change in listed:
        before = _key(change.before, kinds)
        at = chain_of.get(before) if before is not None else None
        number = at if at is not None else len(chains)
        chains[number].append(change)
        for key in (before, _key(change.now, kinds)):
            if key is not None:
                chain_of.setdefault(key, number)
    return list(chains.values())


def _deadline(store: Store, change: Change) -> str | None:
    """The deadline told by a change's pledge, or by another telling of it in the same report."""
    side: Side | None = change.now if change.now.noun == "commitments" else change.before
    if side is None:
        return None
    table = commitments
    query = select(table.c.number, table.c.type, table.c.deadline).where(table.c.reading == side.reading)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    mine = next((row for row in rows if row.number == side.number), None)
    if mine is None or mine.deadline is not None:
        return mine.deadline if mine is not None else None
    return next((row.deadline for row in rows if row.deadline is not None and row.type == mine.type), None)


def stands(store: Store, *, situation: int | None = None) -> tuple[Stand, ...]:
    """The positions told in a store's changes, a timeline for each party and proposition, turns marked."""
    grouped: dict[tuple[int, str, str], list[Change]] = defaultdict(list)
    for change in found(store, situation=situation, kinds=("position-new", "position-turned"), limit=None):
        side = next((each for each in (change.now, change.before) if each is not None and each.noun == "positions"), None)
        if side is None:  # a stand told by the words of a sentence alone
            continue
        with store.reading() as connection:
            query = select(positions.c.actor, positions.c.text).where(
                positions.c.reading == side.reading, positions.c.number == side.number
            )
            row = connection.execute(query).first()
        if row is not None:
            grouped[change.situation, row.actor, side.says.partition(": ")[2]].append(change)
    made = []
    for (number, who, proposition), listed in grouped.items():
        steps: list[Step] = []
        turns: list[int] = []
        for change in listed:
            if change.before is not None and all(step.side.article != change.before.article for step in steps):
                steps.append(Step(change.before.says.partition(":")[0], change.before))
            if change.kind == "position-turned":
                turns.append(len(steps))
            steps.append(Step(change.now.says.partition(":")[0], change.now))
        made.append(Stand(number, who, proposition, tuple(steps), tuple(turns)))
    return tuple(made)
