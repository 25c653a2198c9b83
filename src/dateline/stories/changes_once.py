"""Of many changes that a report shows those that are told: the surest of each kind about one thing, and none that was told before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model.change import ChangeKind
from dateline.stories import ledger, pledge_words
from dateline.stories.changes_matter import Matter, cues, named_by
from dateline.stories.changes_same import Same, alike, any_alike, compare, shared_words
from dateline.stories.sentence_words import tie_of

REPEATED = 1.9  # two changes so alike are one
ONE_SAYING = 2  # days after which a word given again is no echo of the last time
OTHERS_SAY = 3  # words that two claims share at most which two parties make and which are two
ONE_ADMISSION = 2  # telling words that two admissions of one party share, if they are one


@dataclass(frozen=True, slots=True)
class Found:
    """A change found: the new value, the old one (None for what is new altogether), and what makes both one thing."""

    kind: ChangeKind
    now: Matter
    before: Matter | None
    same: Same


def surest(raw: Iterable[Found]) -> list[Found]:
    """Of each kind of change about each kind of value the surest; the earliest old side of equals (they come the latest first)."""
    best: dict[tuple[str, str], Found] = {}
    for each in raw:
        about = each.now.doers[0].name if each.now.noun == "positions" and each.now.doers else each.now.kind
        if each.kind.startswith("pledge") and each.before is not None:
            about = f"{each.before.article}/{each.before.number}"
        if each.kind == "admitted":
            about = each.now.doers[0].name if each.now.doers else ""  # a party owns up once in a report
        elif each.now.reply is not None and each.before is not None:
            about = f"claim/{each.before.sentence.start}"  # several claims of one report may be denied, each once
        key = (_family(each.kind), f"{about}/{_values(each)}")
        if key not in best or _worth_more(each) >= _worth_more(best[key]) - 1e-9:
            best[key] = each
    acts = [each for each in best.values() if _family(each.kind) == "act"]
    if any(each.now.reply is None for each in acts):  # what the report only recalls of a refusal need not be told beside the refusal itself
        best = {key: each for key, each in best.items() if _family(each.kind) != "act" or each.now.reply is None}
    once: dict[tuple[str, int, str], Found] = {}  # one act keeps one pledge, whatever headline and text call it
    for each in sorted(best.values(), key=_worth_more, reverse=True):
        once.setdefault((each.now.noun, each.now.number, each.kind if _family(each.kind) == "pledge" else _values(each)), each)
    kept: list[Found] = []
    for each in once.values():  # the surest first; headline and text do one thing to one pledge
        if not any(_one_step(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.now.noun, each.now.number))


def _one_step(one: Found, other: Found) -> bool:
    """True where two acts of a report do the same to one pledge, or two things to a pledge of one report: the surest is told."""
    if not (one.kind.startswith("pledge") and other.kind.startswith("pledge")) or one.before is None or other.before is None:
        return False
    if one.kind != other.kind and not tie_of(one.now.text, other.now.text, named_by((*one.now.doers, *other.now.doers))):
        return False  # the helicopters are taken back, the money will be paid
    told_once = one.kind == other.kind or one.before.article == other.before.article
    return told_once and ledger.one_pledge(one.before, other.before)


def _family(kind: ChangeKind) -> str:
    """Kinds that show one change in several lights: the surest of them is told."""
    if kind in ("done-after-ruled-out", "position-against-act"):
        return "act"
    if kind in ("figures-differ", "figure-revised"):
        return "figure"
    return "pledge" if kind.startswith("pledge") else kind


def _worth_more(change: Found) -> float:
    """Of two pairs that show one change the one with more in common; a charge shows a dispute better than a bare mention."""
    charge = 0.8 * sum(each is not None and each.status == "alleged" for each in (change.now, change.before))
    dispute = 1.0 * (change.kind in ("figures-differ", "done-after-ruled-out")) - 0.5 * bool(change.now.told & cues()["correct"])
    own = 2.0 * (change.kind.startswith("pledge") and _own_word(change))
    told = 0.8 * (change.now.noun == "figures" and change.before is not None and None not in (change.now.teller, change.before.teller))
    return change.same.points + charge + dispute + own + told + 0.1 * (change.now.lead == 1)


def _own_word(change: Found) -> bool:
    """True where a step names the very party that gave the word, and what it gave it for."""
    if change.before is None or not any_alike(change.now.doers, change.before.doers):
        return False
    return pledge_words.telling(change.now, pledge_words.tie(change.now, change.before)) > 1


def _values(change: Found) -> str:
    """What two changes of figures must share to be one: the two numbers."""
    if change.now.noun != "figures" or change.before is None:
        return ""
    return "/".join(sorted(str(value) for value in (change.now.low, change.before.low)))


def one_change(new: Found, old: Found) -> bool:
    """True where an earlier report brought this change: the same kind, and both sides about one thing."""
    alike_kinds = new.kind == old.kind or (_family(new.kind) == _family(old.kind) == "act")
    if not alike_kinds or _values(new) != _values(old) or (new.before is None) != (old.before is None):
        return False
    if new.kind == "took-place" and new.before is not None and old.before is not None and _other_day(new.before, old.before):
        return False  # the next round of talks
    if new.kind == "pledge-repeated" and (new.now.published or 0) - (old.now.published or 0) > ONE_SAYING:
        return False  # given once more, on another day
    if new.kind == "admitted" and any_alike(new.now.doers, old.now.doers):  # recalled in a later report
        return len(tie_of(new.now.text, old.now.text)) >= ONE_ADMISSION
    if new.before is not None and old.before is not None and new.before.noun == "commitments":
        if not ledger.one_pledge(new.before, old.before):
            return False
    elif new.now.kind != old.now.kind:
        return False
    if new.now.reply is not None and new.before is not None and old.before is not None:  # one denial or another: what is denied tells
        shared = shared_words(new.before.own | new.before.words, old.before.own | old.before.words)
        return len(shared) > (OTHERS_SAY if _by_others(new.before, old.before) else 1)
    return compare(new.now, old.now, one_story=True).points >= REPEATED


def _by_others(one: Matter, other: Matter) -> bool:
    """True for two claims that two parties make."""
    return one.teller is not None and other.teller is not None and not alike(one.teller, other.teller)


def _other_day(one: Matter, other: Matter) -> bool:
    """True where two things were set for days that lie apart."""
    return one.day is not None and other.day is not None and abs(one.day - other.day) > 1
