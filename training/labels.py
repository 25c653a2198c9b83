"""The labels of the heads, in the order of their outputs; ``src/dateline/linguistics/encoder.py`` knows the same (a test)."""

from __future__ import annotations

TYPES = ("AGREE CONSULT SUPPORT YIELD COOPERATE AID REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT").split()
TRIGGER_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
YIELDING = ("CONCEDE", "RETREAT")  # one in the sets after CAMEO: YIELD
CAMEO = (
    "REQUEST AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE "
    "ASSAULT ASSAULT ASSAULT"
).split()
STATUSES = ("happened ongoing scheduled pledged threatened called-for possible conditional alleged denied ruled-out negated").split()
ROLE_MARKS = "arpt"  # actor, recipient, place, time: one bit each
SCALES = ("uw", "uds", "meantime", "commitmentbank")
QUIET = len(TYPES)  # the class of a sentence without any event
