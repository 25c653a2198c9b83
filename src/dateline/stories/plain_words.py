"""What a sentence changes by its words alone, where no value tells it: a denial, an admission, a threat carried out, a day kept."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind
from dateline.stories import answers
from dateline.stories.changes_matter import Matter, Party, named_by
from dateline.stories.changes_same import Same, alike, any_alike, not_telling, one_state, rarity
from dateline.stories.claims import FRESH
from dateline.stories.sentence_words import TELLING, does, finite, matched, roots, tie_of, uses
from dateline.stories.spokesmen import his_side

_SHARE = re.compile(  # what a denier says he had none of, or that he did not do
    r"\s*(?:(?:all|any|having)? ?(?:any )?(?:\w+ )?(?:involvement|part|role|responsibility|hand|knowledge|links?|complicity)\b|"
    r"(?:\w+ ){0,4}?that (?:it|its|they|their|he|his|she|her|the)\b)",
    re.IGNORECASE,
)
_ACCUSING = re.compile(r"\b(?:accus|blam|alleg|charg)(?:e|es|ed|ing|s)?\b", re.IGNORECASE)
TIED, WELL_TIED = 2, 3  # telling words in common from which on a sentence is about what was told before
OPENING = 2
AT_ONCE = 3  # days within which a denial answers a charge that does not tell itself of what
ASSERTED = frozenset(("happened", "ongoing", "alleged"))
SPEECH = frozenset(("ACCUSE", "REJECT", "REQUEST", "AGREE", "SUPPORT", "THREATEN", "CONSULT"))
HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST"))
THREATS = frozenset(("threatened", "conditional"))


def change(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """What the sentence ``now`` changes of ``before``, a value or a sentence of an earlier report."""
    if before.noun == "commitments":
        return None
    if before.noun == "sentences" and accused(before):
        return _answers(now, before, same)
    if before.status in ("denied", "negated") or before.noun == "sentences":
        return _admitted(now, before)
    if before.noun != "events" or same.of("place") < 0:
        return None
    if before.status in ASSERTED and before.kind != "THREATEN":
        return _denied(now, before)
    return _carried_out(now, before) or _took_place(now, before)


def nouns(now: Matter) -> tuple[str, ...]:
    """The lists of values that a sentence may change anything of."""
    told = uses(now.text)
    found = ["commitments", "ahead"]
    if "denies" in told:
        found.append("events")
    if answers.denies(now):
        found.append("charged")
    if "admits" in told or now.does("admits") >= answers.SURE:
        found.append("denied")
    return tuple(found)


def kept(sentence: Matter) -> bool:
    """True for a sentence that later ones may answer: a denial, a charge."""
    return sentence.reply is None and (accused(sentence) or (answers.denies(sentence) and "admits" not in uses(sentence.text)))


def accused(sentence: Matter) -> bool:
    """True for a charge that names others than him who makes it, whose it is."""
    return answers.charges(sentence) and not answers.denies(sentence) and answers.teller_of(sentence) is not None


def threatens(matter: Matter) -> bool:
    """True for a threat told by a noun ("threatened a strike"), or on a condition ("would strike if they did not leave")."""
    if matter.noun != "events":
        return False
    named = matter.kind == "THREATEN" and matter.status in ASSERTED and " " in matter.says
    return named or (matter.kind in HOSTILE and matter.status == "conditional")


def _admitted(now: Matter, before: Matter) -> ChangeKind | None:
    own = (*before.doers, *((before.teller,) if before.teller is not None else ()))
    by = _one_side(now.doers, own)
    in_so_many_words = matched(now.text, "admits") is not None
    owned = in_so_many_words or now.does("admits") >= answers.SURE
    if not by or not owned or answers.denies(now) or not (now.published or 0) > (before.published or 0):
        return None
    return "admitted" if len(tie_of(now.text, before.text, named_by(own))) >= (TIED if in_so_many_words else WELL_TIED) else None


def _answers(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """A charge of an earlier report, which the one who is charged denies in a later one."""
    who, accuser = his_side(now, answers.teller_of(now)), answers.teller_of(before)
    if who is None or accuser is None or not answers.denies(now) or not answers.contrary(now):
        return None
    if not answers.of_others(before, who) or not answers.names(before, who) or now.does("past") >= answers.HEARD:
        return None
    one_matter = same.of("story") > 0 or (not answers.takes_up(now) and (now.published or 0) - (before.published or 0) <= FRESH)
    if not one_matter:  # what is denied was said right there, or is long past
        return None
    firm = [party for party in (*now.doers, *before.doers) if party.firm]
    tied = len(tie_of(now.text, before.text, named_by((who, accuser, *firm))))
    near = same.of("place") > 0 or (same.of("story") > 0 and same.of("place") >= 0)  # a denial may be given in another town
    at_once = 0 <= (now.published or 0) - (before.published or 0) <= AT_ONCE
    one_story = same.of("story") > 0 and before.does("accuses") >= (answers.HEARD if tied else answers.PLAIN)
    if near and at_once and (one_story or _bare(before, (who, accuser))):
        return "claim-contradicted"
    return "claim-contradicted" if tied >= (1 if near else TIED) else None


def _bare(charge: Matter, parties: tuple[Party, ...]) -> bool:
    """True for a charge that does not tell itself of what: "X blamed the league." after the news of a deed."""
    own = named_by(parties) | not_telling()
    return len([word for word in roots(charge.text) - own if rarity(word) >= TELLING and not _ACCUSING.match(word)]) <= 1


def _denied(now: Matter, before: Matter) -> ChangeKind | None:
    """A claim of an earlier report, of which another says that it is not so."""
    found = matched(now.text, "denies")
    if before.kind in SPEECH or found is None or not now.doers:
        return None
    denier = now.doers[0]
    if before.teller is not None and (alike(before.teller, denier) or one_state((before.teller,), (denier,))):
        return None
    charged = before.status == "alleged" or _ACCUSING.search(before.text) is not None
    blamed = _one_side((denier,), before.doers) or (charged and not before.doers and _told_of(denier, before))
    claimed = before.teller is not None or before.status == "alleged"
    tied = tie_of(now.text, before.text, named_by((denier,)))
    deed = bool(roots(before.says) & roots(now.text) - not_telling()) or bool(tie_of(now.text, before.says).kin)
    if not deed or not claimed:
        return None
    disowned = " " in found[0] or _SHARE.match(now.text, found.end()) is not None  # "had no hand in": who was not blamed contradicts nobody
    return "claim-contradicted" if len(tied) >= (TIED if blamed else WELL_TIED) and (blamed or not disowned) else None


def _carried_out(now: Matter, before: Matter) -> ChangeKind | None:
    if before.kind == "THREATEN":
        return _as_threatened(now, before)
    if before.status not in THREATS or before.kind not in HOSTILE or not before.doers or not _later(now, before):
        return None
    own = (*before.doers, *((before.teller,) if before.teller is not None else ()))
    threat = before.status == "threatened" or (before.teller is not None and bool(_one_side((before.teller,), before.doers)))
    if not threat or not _one_side(now.doers, own) or not does(now.text, before.says):
        return None
    if uses(now.text) & {"undone", "waits", "denies", "doubted"}:
        return None
    return "carried-out" if len(tie_of(now.text, before.text, named_by(own))) >= TIED else None


def _as_threatened(now: Matter, before: Matter) -> ChangeKind | None:
    """What was threatened by a noun: "threatened a strike", and they went on strike."""
    what = before.says.partition(" ")[2]
    by = _one_side(now.doers, before.doers)
    if not what or not by or not _later(now, before) or not tie_of(now.text, what) or not finite(now.text):
        return None
    held = uses(now.text) & {"undone", "waits", "denies", "doubted"}
    return "carried-out" if not held and len(tie_of(now.text, before.text, named_by(before.doers))) >= 1 else None


def _took_place(now: Matter, before: Matter) -> ChangeKind | None:
    """What was set for a day, told of on that day or the day after as under way or done."""
    if before.status not in ("scheduled", "pledged") or before.day is None or now.published is None or not _later(now, before):
        return None
    if now.lead > OPENING or not 0 <= now.published - before.day <= 1 or uses(now.text) & {"undone", "waits", "withdrawn", "ended"}:
        return None
    meant = bool(roots(before.says) & roots(now.text) - not_telling()) or bool(tie_of(now.text, before.says).kin)
    return "took-place" if meant and len(tie_of(now.text, before.text)) >= TIED and finite(now.text) else None


def _later(now: Matter, before: Matter) -> bool:
    return (now.published or 0) > (before.published or 0)


def _one_side(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """Somebody, or somebody of one state, is on both sides."""
    return bool(any_alike(some, others) or one_state(some, others))


def _told_of(party: Party, matter: Matter) -> bool:
    """The party is named in the sentence of ``matter``."""
    words = party.words - not_telling()
    return bool(words) and len(words & roots(matter.text)) * 2 > len(words)
