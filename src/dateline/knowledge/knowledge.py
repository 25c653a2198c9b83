"""All knowledge, loaded once: what the packaged files and a site's own files say together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.knowledge.actors import ActorTable
from dateline.knowledge.cues import CueTable
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.offices import OfficeTable
from dateline.knowledge.propositions import PropositionTable
from dateline.knowledge.roles import RoleTable
from dateline.knowledge.signatures import SignatureTable
from dateline.knowledge.triggers import TriggerTable


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known before a report is read. ``digest`` names this state of it (SHA-256 over all files, hex)."""

    actors: ActorTable
    offices: OfficeTable
    roles: RoleTable
    gazetteer: Gazetteer
    cues: CueTable
    triggers: TriggerTable
    signatures: SignatureTable
    propositions: PropositionTable
    digest: str
