"""From a parse to cited values: one file a noun. Each function is one stage of the main road."""

from dateline.extract.actors import actors
from dateline.extract.commitments import commitments
from dateline.extract.events import events
from dateline.extract.factuality import factuality
from dateline.extract.figures import figures
from dateline.extract.findings import findings
from dateline.extract.functions import functions
from dateline.extract.judge import Judge
from dateline.extract.memberships import memberships
from dateline.extract.places import places
from dateline.extract.positions import positions
from dateline.extract.statements import statements
from dateline.extract.times import times

__all__ = [
    "Judge", "actors", "commitments", "events", "factuality", "figures", "findings", "functions", "memberships", "places", "positions",
    "statements", "times",
]  # fmt: skip
