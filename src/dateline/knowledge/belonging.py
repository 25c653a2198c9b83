"""Verbs of joining and leaving: where the member and the group stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast, get_args

from dateline.knowledge.tables import DATA, Row, read_table
from dateline.model.membership import MembershipChange

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHANGES: tuple[str, ...] = get_args(MembershipChange)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A change of membership: ``member`` is ``subject`` or ``object``, ``group`` the same or the preposition before the group."""

    change: MembershipChange
    member: str
    group: str


@dataclass(frozen=True, slots=True)
class BelongingTable:
    """The changes of membership by the lemma of their verb."""

    verbs: Mapping[str, tuple[Belonging, ...]]

    @classmethod
    def load(cls) -> BelongingTable:
        """The packaged table, loaded once a process."""
        return _load()


@lru_cache(maxsize=1)
def _load() -> BelongingTable:
    verbs: dict[str, list[Belonging]] = {}
    for row in read_table(DATA / "memberships" / "verbs.tsv", ("verb", "change", "member", "group")):
        verbs.setdefault(row.required("verb"), []).append(Belonging(_change(row), row.required("member"), row.required("group")))
    return BelongingTable(MappingProxyType({verb: tuple(entries) for verb, entries in verbs.items()}))


def _change(row: Row) -> MembershipChange:
    value = row.required("change")
    if value not in _CHANGES:
        raise row.error(f"column change holds {value!r}, expected one of {', '.join(_CHANGES)}")
    return cast("MembershipChange", value)
