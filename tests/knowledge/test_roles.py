"""Role nouns: sector and kind of actor."""

from __future__ import annotations

import pytest

from dateline.knowledge.check import KINDS
from dateline.knowledge.roles import RoleTable, load_roles


@pytest.fixture(scope="module")
def roles() -> RoleTable:
    return load_roles()


@pytest.mark.parametrize(
    ("word", "number", "sector", "kind"),
    [
        ("gunmen", "plural", "REB", "armed-group"),
        ("jihadist", "singular", "REB", "armed-group"),
        ("militia", "collective", "REB", "armed-group"),
        ("army", "collective", "MIL", "armed-force"),
        ("troops", "collective", "MIL", "armed-force"),
        ("air force", "collective", "MIL", "armed-force"),
        ("foreign ministry", "collective", "GOV", "government"),
        ("parliament", "collective", "LEG", "parliament"),
        ("lawmakers", "plural", "LEG", "person"),
        ("police", "collective", "COP", "organisation"),
        ("protesters", "plural", "OPP", "population"),
        ("villagers", "plural", "CVL", "population"),
        ("migrants", "plural", "REF", "population"),
        ("aid workers", "plural", "NGO", "person"),
        ("state media", "collective", "MED", "media"),
        ("coalition", "collective", "IGO", "coalition"),
        ("junta", "collective", "GOV", "government"),
        ("passers-by", "plural", "CVL", "population"),
    ],
)
def test_roles_noun_gives_sector_and_kind(roles: RoleTable, word: str, number: str, sector: str, kind: str) -> None:
    found = roles.find(word)
    assert found is not None
    assert (found.number, found.role.sector, found.role.kind) == (number, sector, kind)


def test_roles_longest_noun_wins(roles: RoleTable) -> None:
    found = roles.longest(["suicide", "bombers", "struck"], 0)
    assert found is not None
    assert (found[0], found[1].role.noun, found[1].role.head) == (2, "suicide bomber", "bomber")


def test_roles_capitals_do_not_matter(roles: RoleTable) -> None:
    assert roles.find("Gunmen") is not None
    assert roles.find("GUNMEN") is not None


def test_roles_use_known_sectors_and_kinds(roles: RoleTable) -> None:
    sectors = {sector.code for sector in roles.sectors}
    for role in roles.roles:
        assert role.kind in KINDS
        assert {role.sector[at : at + 3] for at in range(0, len(role.sector), 3)} <= sectors
