"""All knowledge, loaded once: what the packaged files and a site's own files say together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import ActorTable, load_actors
from dateline.knowledge.belonging import BelongingTable
from dateline.knowledge.calendar import Calendar
from dateline.knowledge.cues import CueTable
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.measures import Measures
from dateline.knowledge.numerals import Numerals
from dateline.knowledge.offices import OfficeTable, load_offices
from dateline.knowledge.propositions import PropositionTable
from dateline.knowledge.roles import RoleTable, load_roles
from dateline.knowledge.signatures import SignatureTable
from dateline.knowledge.tables import DATA
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
    calendar: Calendar
    numerals: Numerals
    measures: Measures
    belonging: BelongingTable
    digest: str

    @classmethod
    def load(cls, site: Path | None = None) -> Knowledge:
        """The packaged knowledge with the files of the folder ``site`` laid over it.

        Loaded once a process for the same folder. Raises ``KnowledgeError`` with file and line where a file is wrong.
        """
        return _load(site.resolve() if site is not None else None)


@lru_cache(maxsize=2)
def _load(site: Path | None) -> Knowledge:
    if site is not None and not site.is_dir():
        raise KnowledgeError(f"{site} is no folder: --knowledge takes a folder of own actors, places and words.")
    return Knowledge(
        actors=load_actors(site=site),
        offices=load_offices(site=site),
        roles=load_roles(site=site),
        gazetteer=Gazetteer.load(site),
        cues=CueTable.load(site),
        triggers=TriggerTable.load(site),
        signatures=SignatureTable.load(site),
        propositions=PropositionTable.load(site),
        calendar=Calendar.load(),
        numerals=Numerals.load(),
        measures=Measures.load(),
        belonging=BelongingTable.load(),
        digest=_digest(site),
    )


def _digest(site: Path | None) -> str:
    """SHA-256 over names and bytes of all tables, in order; the gazetteer counts by its own recorded digest."""
    whole = hashlib.sha256()
    for folder in (DATA, site):
        for path in sorted(folder.rglob("*.tsv")) if folder is not None else ():
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
