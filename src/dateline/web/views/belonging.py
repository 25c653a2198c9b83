"""Who belongs to what: groups with their members, how each stands and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.store.answers import FoundMembership, Party


@dataclass(frozen=True, slots=True)
class Belongs:
    """One member of a group: how it stands by the latest report, since which report, what was told before, the tellings, newest first."""

    member: Party
    change: str
    since: str | None
    before: str | None
    told: tuple[FoundMembership, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its members; ``count`` is the newest number of members that anybody claimed, by ``claimed``."""

    group: Party
    members: tuple[Belongs, ...]
    claimed: FoundMembership | None


def groups(found: Sequence[FoundMembership]) -> tuple[Group, ...]:
    """The groups of ``found``, that with most members first."""
    by_group: dict[str, list[FoundMembership]] = defaultdict(list)
    for each in found:
        by_group[each.group.id or each.group.name].append(each)
    made = [_group(listed) for listed in by_group.values()]
    return tuple(sorted(made, key=lambda each: (-len(each.members), each.group.name.casefold())))


def _group(found: Sequence[FoundMembership]) -> Group:
    by_member: dict[str, list[FoundMembership]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (each.report.published or "", each.report.reading, each.number)):
        by_member[each.member.id or each.member.name].append(each)
    members = tuple(sorted((belongs(listed) for listed in by_member.values()), key=lambda each: each.member.name.casefold()))
    counted = [each for listed in by_member.values() for each in listed if each.count is not None]
    newest = max(counted, key=lambda each: (each.report.published or "", each.report.reading), default=None)
    return Group(found[0].group, members, newest)


def belongs(listed: Sequence[FoundMembership]) -> Belongs:
    """How one member stands, from what was told of it, the oldest first."""
    now = listed[-1].change
    other = next((at for at in range(len(listed) - 1, -1, -1) if listed[at].change != now), None)
    first = listed[other + 1] if other is not None else listed[0]
    before = listed[other].change if other is not None else None
    return Belongs(listed[-1].member, now, first.begins or first.report.published, before, tuple(reversed(listed)))
