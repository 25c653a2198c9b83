"""The ledger of pledges and the timelines of positions, made from the changes of a store."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from dateline.model.change import Change, Pledge, Side, Stand, Step
from dateline.store.store import Store
from dateline.store.tables import commitments, positions
from dateline.stories.changes_asking import found
from dateline.stories.ledger import STEPS, standing

Key = tuple[str, int]  # an article and the number of one of its commitments or positions
PLEDGES = tuple(kind for kind, _ in STEPS)


def pledges(store: Store, *, day: str, situation: int | None = None) -> tuple[Pledge, ...]:
    """Every pledge made up to ``day`` (ISO), with its steps and how it stands on that day."""
    chains = _chains(found(store, until=day, situation=situation, kinds=PLEDGES, limit=None))
    made = []
    for chain in chains:
        deadline = next((told for each in reversed(chain) if (told := _deadline(store, each)) is not None), None)
        first = chain[0].before or chain[0].now
        steps = tuple(Step(dict(STEPS)[each.kind], each.now) for each in chain)
        if chain[0].before is not None:
            steps = (Step("open", first), *steps)
        who = chain[0].what.partition(":")[0]
        status = standing(tuple(each.kind for each in chain), deadline, day)
        made.append(Pledge(chain[0].situation, who, first.says, deadline, status, steps))
    return tuple(made)


def _chains(listed: tuple[Change, ...]) -> list[list[Change]]:
    """Changes of one pledge: each step names a pledge told before."""
    chain_of: dict[Key, int] = {}
    chains: dict[int, list[Change]] = defaultdict(list)
    for change in listed:
        before = (change.before.article, change.before.number) if change.before is not None else None
        at = chain_of.get(before) if before is not None else None
        number = at if at is not None else len(chains)
        chains[number].append(change)
        for key in (before, (change.now.article, change.now.number) if change.now.noun == "commitments" else None):
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
        with store.reading() as connection:
            query = select(positions.c.actor, positions.c.text).where(
                positions.c.reading == change.now.reading, positions.c.number == change.now.number
            )
            row = connection.execute(query).first()
        if row is not None:
            grouped[change.situation, row.actor, change.now.says.partition(": ")[2]].append(change)
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
