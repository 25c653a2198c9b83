"""Which values a new one may be held against: the lists that they wait in, how long, and a first look at both."""

from __future__ import annotations

from dateline.stories import contradictions, ledger, plain_words
from dateline.stories.changes_matter import Matter
from dateline.stories.changes_same import not_telling
from dateline.stories.sentence_words import roots

MEMORY, PLEDGES, MOST = 75, 400, 400  # days, days of pledges, and reports that a new one is held against
SPOKEN = ("conditional", "possible", "called-for", "negated", "ruled-out")  # of deeds spoken of, the weightiest last
AHEAD = frozenset(("threatened", "scheduled", "ruled-out"))
SHARED = 2  # telling words in common without which a sentence changes nothing
OPENING = 2


def pool_of(matter: Matter) -> tuple[str, str]:
    """Where a value waits to be held against later ones: its list, or what an event's status makes it, and its kind."""
    noun = matter.noun
    if noun == "sentences":
        return ("charged" if plain_words.accused(matter) else "denied", "")
    if noun == "events":
        planned = matter.status in AHEAD or (matter.status == "pledged" and matter.day is not None)
        noun = "denied" if contradictions.denies(matter) else "ahead" if planned else noun
    return (noun, pool_kind_of(matter.noun, matter))


def pool_kind_of(noun: str, matter: Matter) -> str:
    """Positions and pledges are held together whatever they are about, figures of crowds as well; the rest by kind."""
    if noun in ("positions", "commitments"):
        return "all"
    if noun == "stands":
        return ""
    if matter.kind == "presence":
        return "MOBILIZE"
    if matter.noun == "figures" and matter.kind in contradictions.CROWD:
        return "crowd"
    if matter.noun == "figures" and matter.kind in contradictions.HURT:
        return "wounded"
    return "held" if matter.noun == "figures" and matter.kind in contradictions.CUSTODY else matter.kind


def near(now: Matter, before: Matter) -> bool:
    """True where a value is not too old to be held against."""
    memory = PLEDGES if _lasts(before) else MEMORY
    return now.published is None or before.published is None or 0 <= now.published - before.published <= memory


def _lasts(before: Matter) -> bool:
    """True for what is remembered longer than events are: a word given, a stand taken, an estimate of how many somebody has."""
    estimate = before.noun == "figures" and bool(before.doers) and before.kind not in contradictions.COUNTED | contradictions.CROWD
    return before.noun in ("commitments", "positions") or before.status in SPOKEN or estimate


def nouns(now: Matter) -> tuple[str, ...]:
    """The lists of values that ``now`` may change anything of."""
    if now.noun == "memberships" or (now.noun == "figures" and now.part):
        return ()
    if now.noun == "sentences":
        return plain_words.nouns(now)
    if now.noun == "statements":
        return ("commitments",) if now.kind == "withdrawn" else ("positions", "ahead") if now.kind == "presence" else ()
    if now.noun != "events":
        return (now.noun,)
    if ledger.orders(now):
        return ("commitments",)
    done = contradictions.done(now)
    words = ("denied", "ahead", "positions") if done else ("events",) if contradictions.denies(now) else ()
    return (*words, "commitments") if now.lead <= OPENING else words


def worth(now: Matter, before: Matter) -> bool:
    """A quick look before anything is compared: both can make a change at all."""
    if now.noun == "sentences":
        least = 1 if before.noun == "sentences" and plain_words.accused(before) else SHARED
        return len((roots(now.text) & roots(before.text)) - not_telling()) >= least
    if now.noun == "events" and before.noun == "events":
        return not contradictions.denies(now) or before.status in contradictions.ASSERTED
    return not (now.noun == "events" and before.noun == "positions") or contradictions.deed_of(before, now)
