"""Accounts and acts that part from words: an event asserted and denied, owned up to, done by who had ruled it out or opposed it."""

from __future__ import annotations

import re

from dateline.model.change import ChangeKind
from dateline.stories.answers import contrary, disowns, takes_up
from dateline.stories.body_words import bodies
from dateline.stories.changes_matter import Matter, Party, cues, named_by, root
from dateline.stories.changes_same import Same, any_alike, families, kin, not_telling, one_state, shared_words
from dateline.stories.recalled import only_some
from dateline.stories.sentence_words import roots

ASSERTED = frozenset(("happened", "ongoing", "alleged"))
DONE = frozenset(("happened", "ongoing"))
OWNING = frozenset(("its", "their", "his", "her", "our"))
WORDS_ONLY = frozenset(("ACCUSE", "REJECT", "REQUEST", "AGREE", "SUPPORT", "THREATEN"))  # acts of speech: no deed to be denied or ruled out
BLAMED, SURE = 1.8, 2.4  # points from which on two tellings of an event are about one thing: where the one who is blamed denies it, else
LEAST = 3
CHARGED = 0.2  # how probable it must be at least that a sentence charges somebody
FRESH = 5  # days within which a denial answers what another story tells
DENIED = 0.4  # how probably a sentence denies that says no by no word of its own
ASKED = 0.5  # how probable it must be that a sentence asks for something, that it takes no side against it
LOOSE = frozenset(("CONCEDE", "RETREAT", "COOPERATE", "AID"))  # kinds of events that hold deeds of many sorts
_RECALLED = re.compile(
    r"\bhad (?:\w+ ){0,3}?(?:said|told|ruled|promised|sworn|vowed|insisted|declared|assured|refused|excluded)\b", re.IGNORECASE
)
_OWN_DEED = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:[\w'’-]+ ){0,3}?(?:that (?:it|they|he|she|its|their|his|her)\b|\w+ing\b)", re.IGNORECASE
)
_AGAINST_IT = re.compile(
    r"\b(?:not|no|never|against|nor|neither|without|stop|halt|end|oppos\w+|reject\w*|refus\w+)\b|n['’]t\b", re.IGNORECASE
)
_NO_LINK = re.compile(
    r"\b(?:nothing|no evidence|no (?:link|connection|relation)s?|not) (?:\w+ )?(?:link|connect|tie|between|relat)", re.IGNORECASE
)
_NO_MORE = re.compile(r"\bno (?:longer|more)\b(?! than\b)|(?:\bnot|n['’]t) yet\b|\byet to\b|\bany ?(?:more|longer)\b", re.IGNORECASE)
RECALLED: dict[str, ChangeKind] = {
    "done": "done-after-ruled-out",
    "owned": "admitted",
    "turned": "position-turned",
}  # what a report tells against what it recalls


def claims(now: Matter, before: Matter, same: Same, *, within: bool) -> ChangeKind | None:
    """``claim-contradicted`` where one asserts an event and another denies it; ``admitted`` where the one that denied tells it now."""
    if now.reply is not None or before.reply is not None:
        joined = within and now.reply == before.reply and now.status != before.status
        kind = RECALLED.get(now.status, "claim-contradicted") if joined else None
        if kind == "claim-contradicted" and (not (_says_no(now) or _says_no(before)) or _nobodys_charge(now, before)):
            return None
        return kind
    if now.noun != "events" or before.noun != "events" or now.kind != before.kind or now.kind in WORDS_ONLY:
        return None
    own = not within and denies(before) and before.doers and now.status in DONE and _own_doing(now)
    if own and same.of("words") > 0 and min(same.of("place"), same.of("day"), same.of("doer")) >= 0:
        return "admitted"
    if same.points < (BLAMED if _blamed(now, before) or _blamed(before, now) else SURE):
        return None
    if same.of("doer") < 0 or same.of("place") < 0 or same.of("day") < 0:
        return None
    if denies(before) and now.status in DONE and not within and _owns_up(now, before):
        return "admitted" if same.of("words") > 0 or same.of("place") > 0 else None
    pair = (now, before) if denies(now) else (before, now) if denies(before) else None
    if pair is None or pair[1].status not in ASSERTED or not _against(*pair) or _NO_LINK.search(pair[0].text):
        return None
    if pair[0] is before and before.status == "negated" and (now.published or 0) > (before.published or 0):
        return None  # it had not been done by then
    if pair[0] is before and now.day is not None and before.published is not None and now.day > before.published:
        return None  # done after it was denied: another deed
    if now.doers and before.doers and not (same.of("doer") > 0 or same.of("whom") > 0 or same.of("words") > 0.5):
        return None  # one man came, and others were not let in
    told = (same.of("words") > 0.5 and _deed_told(*pair, same)) or (_all_told(same) and (not within or _one_verb(*pair))) or _blamed(*pair)
    return "claim-contradicted" if told and (within or _of_earlier(*pair, same)) else None


def _says_no(sentence: Matter) -> bool:
    """True for a sentence that denies or rejects something, by its words or by the record's voice."""
    return contrary(sentence) or sentence.does("against", "refuses") >= ASKED or sentence.does("denies") >= DENIED


def _nobodys_charge(now: Matter, before: Matter) -> bool:
    """True where somebody who denies a part in something is held against a sentence that charges nobody."""
    denial, claim = (now, before) if now.status == "denied" else (before, now)
    return denial.noun == "statements" and disowns(denial) and bool(claim.functions) and claim.does("accuses", "denies") < CHARGED


def _of_earlier(denial: Matter, claim: Matter, same: Same) -> bool:
    """True where a denial may answer an earlier report: not what was said right there, nor what is of another story and old."""
    fresh = same.of("story") > 0 or abs((denial.published or 0) - (claim.published or 0)) <= FRESH
    return fresh and (claim.does("accuses") >= ASKED or not takes_up(denial))


def _blamed(denial: Matter, claim: Matter) -> bool:
    """True where the one who is blamed denies it."""
    return claim.status == "alleged" and denies(denial) and bool(any_alike(denial.doers, claim.doers))


def _all_told(same: Same) -> bool:
    """Doer, whom and place agree, or the way and one of these."""
    told = [same.of(feature) > 0 for feature in ("doer", "whom", "place")]
    return sum(told) >= LEAST or (same.of("mode") > 0 and any(told[1:])) or (same.of("mode") > 0 and told[0] and same.of("story") > 0)


def _deed_told(denial: Matter, claim: Matter, same: Same) -> bool:
    """True where both tell one deed: in one way, by one word, or by a word of the other's sentence; a burial is no shelling."""
    if same.of("mode") > 0 or _one_verb(denial, claim):
        return True
    verbs = [{root(word.strip(".,")) for word in event.says.split()} - not_telling() for event in (denial, claim)]
    words = [{root(word) for word in event.told} for event in (denial, claim)]
    return bool(verbs[0] & words[1] or verbs[1] & words[0] or kin(frozenset(verbs[0]), frozenset(words[1])))


def denies(event: Matter) -> bool:
    """True where a party says that it did not take place: and not that it is over, or still to come."""
    if event.status in ("negated", "denied") and _NO_MORE.search(event.text):
        return False
    return event.status == "denied" or (event.status == "negated" and event.teller is not None)


def _owns_up(now: Matter, denial: Matter) -> bool:
    own = (*denial.doers, *((denial.teller,) if denial.teller else ()))
    tellers = (*((now.teller,) if now.teller else ()), *now.doers)
    himself = now.teller is not None and bool(any_alike((now.teller,), own))
    sure = (himself and bool(shared_words(now.own, denial.own))) or bool(now.told & cues()["admit"])
    return sure and bool(any_alike(tellers, own) or one_state(tellers, own))


def _own_doing(now: Matter) -> bool:
    """True where somebody owns up to what his own people did, whom another had been blamed for: "acknowledged that its own men"."""
    return bool(now.told & cues()["admit"]) and "own" in now.told and now.teller is not None


def _against(denial: Matter, claim: Matter) -> bool:
    """Two different sides stand behind them."""
    deniers = (*((denial.teller,) if denial.teller else ()), *denial.doers)
    own = denial.teller is None or bool(any_alike((denial.teller,), denial.doers) or one_state((denial.teller,), denial.doers))
    own = own or (not denial.doers and _OWN_DEED.search(denial.text) is not None)
    own = own or (denial.teller is not None and bool(bodies(denial.teller.words) & bodies(named_by(denial.doers))))  # the army, its troops
    own = own or any(OWNING & party.words for party in denial.doers)  # "its fighters"
    if (
        own and not any_alike(claim.doers, deniers) and not one_state(claim.doers, deniers)
    ):  # who denies a deed of his own denies no deed of somebody unnamed
        return False
    if claim.teller is None:
        return claim.status == "alleged" or bool(claim.doers)
    return not any_alike((claim.teller,), deniers) and not one_state((claim.teller,), deniers)


def acts(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """``done-after-ruled-out``, ``position-against-act``: a party does what it had ruled out or opposed."""
    if now.noun == "statements":
        return _there(now, before, same)
    if now.noun != "events" or not done(now) or not (now.published or 0) > (before.published or 0):
        return None
    if not (same.of("doer") > 0 or _speaks(now, before)):
        return None
    if before.noun == "events" and before.status == "ruled-out" and before.kind == now.kind and now.kind not in WORDS_ONLY:
        others = _counterparts(now, before)
        if _RECALLED.search(before.text) or only_some(before.text):
            return None  # "had said that it would not close": where that is recalled the deed is told as well
        if others and before.others and not any_alike(others, before.others):
            return None  # talks with others than those who were refused
        if now.mode is not None and before.mode is not None and now.mode != before.mode:
            return None
        return "done-after-ruled-out" if _one_deed(now, before, same) else None
    if before.noun != "positions" or before.status != "opposes" or before.told & cues()["condemn"] or now.kind in WORDS_ONLY:
        return None
    if before.does("asks") >= ASKED and not _AGAINST_IT.search(before.text):
        return None  # "it must be closed" is no word against closing it
    return "position-against-act" if deed_of(before, now) and shared_words(now.own, before.own) else None


def _counterparts(now: Matter, before: Matter) -> tuple[Party, ...]:
    """Those with whom or to whom it is done: beside those acted on whoever acts together with the one who had ruled it out."""
    return (*now.others, *(party for party in now.doers if not any_alike((party,), before.doers) and not one_state((party,), before.doers)))


def _there(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    """A state whose soldiers are in a country after it was against sending them, or against an intervention, there."""
    if now.kind != "presence" or not (now.published or 0) > (before.published or 0) or not now.lands & before.lands:
        return None
    if not (same.of("doer") > 0 or _speaks(now, before)):
        return None
    if before.noun == "positions":
        frame = before.kind.partition("/")[0]
        opposed = before.status == "opposes" and frame in MILITARY and not before.told & cues()["condemn"]
        return "position-against-act" if opposed and _abroad(now, before) else None
    ruled_out = before.noun == "events" and before.status == "ruled-out" and before.kind == "MOBILIZE"
    return "done-after-ruled-out" if ruled_out and _of_men(before) and _same_ground(now, before) else None


def _of_men(before: Matter) -> bool:
    """True for a word on soldiers who will not be sent: drones are none."""
    return any(families().get(word) == "troops" for word in roots(before.text))


def _same_ground(now: Matter, before: Matter) -> bool:
    """False where a valley or town was spoken of and the soldiers are told to be elsewhere."""
    return not before.places or bool((now.places | now.scene) & before.places)


def _abroad(now: Matter, before: Matter) -> bool:
    """True for a state's soldiers in a country that is not its own: who opposes a war at home need not leave the country."""
    states = {party.state for party in (*now.doers, *((now.teller,) if now.teller is not None else ())) if party.state}
    return bool(states) and bool((now.lands & before.lands) - states)


MILITARY = frozenset(("assault", "deployment", "peacekeeping", "intervene", "send"))


def done(now: Matter) -> bool:
    """True where it is done, or ordered by the one who commands those who do it."""
    ordered = now.status == "called-for" and now.teller is not None and bool(any_alike(now.doers, (now.teller,)))
    return now.status in DONE or (ordered and bool(now.told & cues()["order"]))


def _one_deed(now: Matter, before: Matter, same: Same) -> bool:
    """An assault in the same way is one deed; others need a place, somebody acted on, or words beside the verb in common."""
    ground = [bool(each.told & cues()["ground"]) for each in (now, before)]
    air = [each.mode == "aerial" or bool(each.told & cues()["air"]) for each in (now, before)]
    if (air[0] and ground[1] and not air[1]) or (air[1] and ground[0] and not air[0]):
        return False  # no soldiers on the ground: from the air it is another deed
    if now.kind == "CONSULT" and not same.of("whom") > 0 and (_with_somebody(before) or not _one_verb(now, before)):
        return False  # who would not talk to some leads a delegation: another deed
    if now.kind == "ASSAULT" and not (same.of("mode") > 0 or same.of("whom") > 0 or _one_verb(now, before)):
        return False  # who would not enter a town shoots a helicopter down: another deed
    if now.kind == "ASSAULT" and (same.of("mode") > 0 or same.of("words") > 0.5):
        return True
    if now.kind in LOOSE and not _one_verb(now, before):
        return False  # who did not want it resigns: kinds that hold many deeds need one word for both
    if same.of("doer") > 0 and (same.of("place") > 0 or same.of("whom") > 0):
        return True  # where one only speaks for the other, words must say that it is the same: not leaving and coming back
    verbs = {root(word) for event in (now, before) for word in event.says.split()[:1]}
    return bool(set(shared_words(now.words | now.own, before.words | before.own)) - verbs)


def _with_somebody(event: Matter) -> bool:
    """True where the words behind an event say with whom it is, though nobody known: "talk to those who shoot"."""
    behind = event.text.partition(event.says)[2].lower().split()
    return behind[:1] in (["to"], ["with"])


def _one_verb(now: Matter, before: Matter) -> bool:
    """True where the deeds are called by one word, or by words for one deed."""
    mine, theirs = (frozenset(root(word.strip(".,")) for word in event.says.split()) for event in (now, before))
    return bool(mine & theirs - not_telling()) or bool(kin(mine, theirs))


def deed_of(position: Matter, event: Matter) -> bool:
    """True where a position is about deeds of the event's sort: its frame is the event's type, or a word of the event."""
    frame = position.kind.partition("/")[0]
    against = [root(word) for word in position.says.partition(": ")[2].split()]
    if against and event.says and against[0] == root(event.says.split()[0]):
        whom = {word for party in event.others for word in party.words} | event.own
        return bool(set(against[1:]) & whom - not_telling())
    return frame.upper() == event.kind or root(frame) in event.own


def _speaks(now: Matter, before: Matter) -> bool:
    """The one who ruled it out speaks for the doer's state."""
    return before.teller is not None and bool(one_state((before.teller,), now.doers) or any_alike((before.teller,), now.doers))
