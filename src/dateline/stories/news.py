"""News that no value of a report tells: where a party stands by the words of a sentence, and what a report leads with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.stories.changes_matter import Matter, Party, Sight
from dateline.stories.changes_same import any_alike, one_state
from dateline.stories.sentence_words import finite, matched, tie_of, uses

MOST = 3  # stands of one report that are told
TURN = 2  # telling words in common from which on two sentences are about one question
WELL_TIED = 4  # the same where both were read as positions, on propositions that are not one
TOLD = 4  # telling words that the lead of a report shares with an earlier one of its story
RECENT = 4  # days
SPEECH = frozenset(("SUPPORT", "REJECT", "AGREE", "CONCEDE", "REQUEST", "ACCUSE"))


def stands(sight: Sight) -> list[Matter]:
    """The sentences of a report by whose words a party stands for or against something, with the stance as their status."""
    taken: list[Party] = []
    positions = [each for each in sight.matters if each.noun == "positions"]
    read = {each.sentence for each in positions}
    told: list[Matter] = []
    for sentence in sight.matters:
        if sentence.sentence in read:
            continue
        stance = _stance(sentence) if sentence.noun == "sentences" and sentence.reply is None and sentence.doers else None
        holder = sentence.doers[:1]
        if stance is None or any_alike(holder, taken) or one_state(holder, taken):
            continue
        stand = replace(sentence, status=stance)
        if any(same_stand(stand, each) for each in positions):
            continue
        told.append(stand)
        taken.extend(holder)
    return told


def _stance(sentence: Matter) -> str | None:
    """The stance that a sentence takes, told as a fact; none where it has words for both, and of quarrels about facts."""
    if uses(sentence.text) & {"denies", "admits"}:
        return None
    support, against = matched(sentence.text, "for"), matched(sentence.text, "against")
    if support is not None and against is not None:
        nearer = support.start() < against.start()
        return "supports" if nearer else "opposes"
    return "supports" if support is not None else "opposes" if against is not None else None


def turned(now: Matter, before: Matter) -> bool:
    """True where a party stands on the other side of what it spoke of before."""
    if {now.status, before.status} != {"supports", "opposes"} or not (now.published or 0) > (before.published or 0):
        return False
    holder = now.doers[:1]
    if not any_alike(holder, before.doers[:1] if before.noun == "sentences" else before.doers):
        return False
    least = WELL_TIED if now.noun == before.noun == "positions" else TURN
    return len(tie_of(now.text, before.text, _names(holder))) >= least


def same_stand(now: Matter, before: Matter) -> bool:
    """True where a party stands where it stood."""
    both = now.status == before.status and any_alike(now.doers[:1], before.doers[:1])
    return bool(both) and len(tie_of(now.text, before.text, _names(now.doers[:1]))) >= TURN


def lead(sight: Sight) -> Matter | None:
    """The first sentence of a report."""
    return next((each for each in sight.matters if each.noun == "sentences" and each.number == 0 and each.reply is None), None)


def is_news(first: Matter, earlier: Iterable[Matter]) -> bool:
    """True where a report's first sentence tells of something that the first sentences of earlier reports did not tell."""
    if not finite(first.text):
        return False
    near = (each for each in earlier if abs((first.published or 0) - (each.published or 0)) <= RECENT)
    return not any(len(tie_of(first.text, each.text)) >= TOLD for each in near)


def further_down(sight: Sight, opening: int) -> Iterator[Matter]:
    """Deeds of parties known by name that a report tells below its opening as done."""
    for each in sight.matters:
        deed = each.noun == "events" and each.lead > opening and each.status == "happened" and each.kind in WEIGHTY
        recent = each.day is None or each.published is None or 0 <= each.published - each.day <= RECENT
        if deed and recent and each.teller is None and any(party.firm for party in each.doers) and (each.places or each.others):
            yield each


WEIGHTY = frozenset(("COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST"))


def _names(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(word for party in parties for word in party.words)
