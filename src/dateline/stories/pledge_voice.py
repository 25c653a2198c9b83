"""What a sentence does to a pledge told before by what the record says that it does (functions): no words of breaking or keeping needed."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.stories import pledge_words
from dateline.stories.changes_matter import Matter, cues, root
from dateline.stories.changes_same import Same, families, not_telling, rarity
from dateline.stories.sentence_words import TELLING, Tie, deed_of, does, mentions, roots, uses

_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_WILL = frozenset(("will", "would"))
_RECALLS = re.compile(
    r"\b(?:had|has|have) (?:\w+ )?(?:promised|pledged|vowed|offered|agreed)\b|\bits (?:promise|pledge|offer)\b", re.IGNORECASE
)
SURE, VERY_SURE = 0.4, 0.75  # how probable a function must be to count, and to count with little in common
DONE = 0.5
PLEDGED, RECALLED = 0.3, 0.6
_STEPS: tuple[tuple[FunctionKind, ChangeKind], ...] = (
    ("withdrawn", "pledge-withdrawn"), ("broken", "pledge-contradicted"), ("kept", "pledge-acted-on"), ("again", "pledge-repeated"),
)  # fmt: skip


def pledges(value: Matter) -> bool:
    """True where the sentence of ``value`` is said to give a word."""
    return value.does("pledge") >= PLEDGED and not recalls(value)


def only_said(now: Matter) -> bool:
    """True where a sentence is said to give a word, or give it again, and to do nothing: it keeps no word yet."""
    said = now.does("again", "pledge")
    return said >= RECALLED and said > now.does("kept", "done", "joins", "leaves", "admits")


def only_given(now: Matter) -> bool:
    """True where a sentence is said to give a word, or give it again, more surely than to break or refuse anything."""
    given = now.does("again", "pledge")
    return given >= RECALLED and given > now.does("broken", "withdrawn", "denies", "refuses", "accuses")


def goes(now: Matter, pledge: Matter) -> bool:
    """True where a sentence is said to tell that somebody goes or refuses, which was not promised: who leaves talks keeps no word."""
    gone = now.does("leaves", "refuses")
    promised = {families().get(word) for word in roots(pledge.says)}
    return gone >= DONE and gone > now.does("kept", "joins", "withdrawn") and "leaving" not in promised


def recalls(value: Matter) -> bool:
    """True where the sentence is said to tell what was long before."""
    return value.does("past") >= RECALLED and value.does("past") > value.does("pledge")


def step(now: Matter, pledge: Matter, same: Same) -> ChangeKind | None:
    """What the sentence ``now`` does to ``pledge`` by its functions, if anything; both of different reports."""
    if not now.functions or not (now.published or 0) > (pledge.published or 0):
        return None
    tied, by = pledge_words.tie(now, pledge), pledge_words.by_party(now, pledge)
    if not tied or (not by and pledge_words.somebody_else(now, pledge)):
        return None
    found = _surest(now)
    given = now.does("pledge") >= PLEDGED and now.told & _WILL and told_again(now) and pledge_words.led_by(now, pledge)
    if found is None and by and given and len(tied) > 1:
        return "pledge-repeated"  # "the money that was promised will be paid"
    if found is None:
        return "pledge-acted-on" if by and _done(now, pledge, tied) else None
    kind, sure = found
    if kind == "pledge-withdrawn" and does(now.text, pledge.says):
        return "pledge-acted-on" if matter(now, pledge, tied) and len(tied) > (1 if by else 2) else None
    if kind == "pledge-withdrawn" and "ended" in uses(pledge.says) and mentions(now.text, pledge.says):
        return None  # who had promised to halt it and orders it to halt takes nothing back
    if kind == "pledge-withdrawn":
        return kind if _taken_back(now, pledge, tied, sure, by=by) else None
    if kind == "pledge-contradicted":
        return kind if _left(now, pledge, tied, sure, by=by) else None
    if kind == "pledge-acted-on" and pledge_words.leaves_undone(pledge) and not by:
        return None
    return kind if matter(now, pledge, tied) and _enough(now, pledge, tied, sure, by=by) and same.of("place") >= 0 else None


def _surest(now: Matter) -> tuple[ChangeKind, float] | None:
    """The step that the sentence is most probably said to be; None where it is none, or old."""
    kind, sure = max(((step, now.does(name)) for name, step in _STEPS), key=lambda each: each[1])
    return (kind, sure) if sure >= SURE and now.does("past") <= sure else None


def told_again(now: Matter) -> bool:
    """True where a sentence has words for a word given before: "has promised", "its offer"."""
    return _RECALLS.search(now.text) is not None


def matter(now: Matter, pledge: Matter, tied: Tie) -> bool:
    """True where more is in common than names of places and people, and than words of giving and coming."""
    names = {root(word) for word in _NAME.findall(now.text, 1)}
    return tied.deed or bool(tied.kin - {deed_of(pledge.says)}) or bool(tied.words - names)


def _enough(now: Matter, pledge: Matter, tied: Tie, sure: float, *, by: bool) -> bool:
    """Words enough in common: two, or all that the pledge has, or one where the sentence recalls the word given, or is very sure."""
    recalled = bool(now.told & cues()["pledge"])
    if by:
        whole = tied.words >= {word for word in roots(pledge.says) - not_telling() if rarity(word) >= TELLING}
        return len(tied) > 1 or whole or (bool(tied) and (recalled or sure >= VERY_SURE))
    return len(tied) > 2 or (len(tied) > 1 and sure >= VERY_SURE)


def _taken_back(now: Matter, pledge: Matter, tied: Tie, sure: float, *, by: bool) -> bool:
    """The party takes its own word back."""
    own = (by or not now.doers) and pledge_words.led_by(now, pledge)
    return own and matter(now, pledge, tied) and _enough(now, pledge, tied, sure, by=by)


def _left(now: Matter, pledge: Matter, tied: Tie, sure: float, *, by: bool) -> bool:
    """What was to be done is not: its day has passed, or the sentence recalls that it was promised."""
    recalled = bool(now.told & cues()["pledge"]) or "late" in uses(now.text)
    late = pledge.deadline is not None and not pledge_words.early(now, pledge)
    if pledge_words.early(now, pledge) or not (late or recalled):
        return False
    return len(tied) > (1 if by else 2) and (sure >= VERY_SURE or by)


def _done(now: Matter, pledge: Matter, tied: Tie) -> bool:
    """What was promised is told as done, in whatever tense: "Kenya opens road to the camps"."""
    if now.does("done", "joins", "leaves") < DONE or now.does("pledge", "ahead", "broken", "past", "refuses") > SURE:
        return False
    held = uses(now.text) & {"undone", "waits", "doubted", "denies", "late"}
    return not held and not pledge_words.leaves_undone(pledge) and len(tied) > 1 and mentions(now.text, pledge.says)
