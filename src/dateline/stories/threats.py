"""Threats remembered and told as carried out, in whatever words: who threatened what, and the report of the day on which it happens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.stories.changes_matter import Matter, Party, Sight, named_by
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import any_alike, compare
from dateline.stories.newness import quoted, surely
from dateline.stories.sentence_words import finite, tie_of
from dateline.stories.timelines import two_persons

SURE, FAINT = 0.5, 0.3  # how probable a sentence must be a threat; the same on a condition
PLAINLY = 0.85  # the same where no past form tells it
NEARLY = 0.2  # by how much less sure a sentence may be that shows a threat, where it has more of the deed
DONE = 0.5  # how probable it must be that a sentence tells a deed
OPENING, NAMED = 3, 4  # sentences of a report that tell its deed; that tell whose it was
TIED, SAID = 3, 2  # telling words that threat and deed share; the same where the report says that it had been threatened
MEMORY = 45  # days
OTHERWISE: tuple[FunctionKind, ...] = ("denies", "asks", "against", "for", "refuses", "accuses", "pledge", "ahead", "threat")
NO_THREAT: tuple[FunctionKind, ...] = ("denies", "asks", "against", "for", "refuses", "kept", "done", "past")
BETTER: frozenset[ChangeKind] = frozenset(("carried-out", "pledge-withdrawn", "done-after-ruled-out", "position-against-act"))
HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "RETREAT", "REJECT"))
_IF = re.compile(
    r"\b(?:if|unless|until|should|otherwise|or else|failing which|in case|on the day (?:when|that)|as soon as|the moment)\b", re.IGNORECASE
)
_WOULD = re.compile(r"\b(?:will|would|shall|is going to|are going to|was going to|were going to|is to|are to)\b|['’]ll\b", re.IGNORECASE)
_LEAVE = re.compile(
    r"\b(?:would|will|to|shall|['’]ll) (?:\w+ly )?(?:also )?"
    r"(?:leave|quit|walk (?:out|away)|pull out|withdraw from|resign|step down|bow out)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\bthere (?:will|would|can|could|must|shall) be no\b|\b(?:will|would) never\b|['’]ll never\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:said|told|warned|says|announced|wrote|added|declared|threatened)\b", re.IGNORECASE)
_AS_SAID = re.compile(  # that it had been threatened
    r"\b(?:threat(?:s|ened|ening)?|ultimatum|warn(?:ed|ing|ings)|deadline|(?:made|making) good|carr(?:ied|ying) out|just that|true to|"
    r"as (?:it|they|he|she) (?:had )?(?:said|threatened|warned|announced|promised|vowed)|"
    r"had (?:\w+ ){0,3}?(?:said|announced|told|vowed|sworn|warned|threatened|promised)|(?:we|i) (?:had )?(?:said|told|warned|gave|meant)|"
    r"(?:did|done) what|kept (?:its|their|his|her) word)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Threat:
    """What a report tells that somebody threatens: its sentences, the first of them the plainest, and who may be behind it."""

    told: tuple[Matter, ...]
    by: tuple[Party, ...]
    leaving: bool

    @property
    def plainest(self) -> Matter:
        """The sentence that tells it."""
        return self.told[0]


@dataclass(slots=True)
class Threats:
    """The threats of a situation."""

    _known: list[Threat] = field(default_factory=list)

    def remember(self, sight: Sight) -> None:
        """Takes in what a report tells that somebody threatens."""
        self._known.extend(threats_of(sight))

    def carried_out(self, sight: Sight, moves: Iterable[Matter], found: Iterable[Found]) -> list[Found]:
        """The threats that ``sight`` tells as carried out, a party's leaving among ``moves`` included; none that ``found`` tells."""
        told = [each for each in found if each.kind in BETTER and each.before is not None]
        near = [each for each in self._known if 0 <= (_day(sight) or 0) - (each.plainest.published or 0) <= MEMORY]
        out: list[Found] = []
        for threat in reversed(near):
            deed = _departure(threat, sight, moves) if threat.leaving else _deed(threat, sight)
            if deed is None or any(_one(threat, deed, each) for each in (*told, *out)):
                continue
            surest = max(each.does("threat") for each in threat.told)
            before = max(
                (each for each in threat.told if each.does("threat") > surest - NEARLY), key=lambda each: len(tie_of(deed.text, each.text))
            )
            out.append(Found("carried-out", deed, before, compare(deed, before, one_story=True)))
        return out


def announced(sight: Sight) -> list[Matter]:
    """The sentences by which parties known by name say that they would leave on a condition."""
    return [each for each in _spoken(sight) if _LEAVE.search(each.text) and _IF.search(each.text) and each.doers and each.doers[0].firm
            and each.does("leaves", "threat", "pledge") >= SURE and not surely(each, "past")]  # fmt: skip


def threats_of(sight: Sight) -> list[Threat]:
    """What a report tells that somebody threatens: at most one thing that is to be done, and one leaving."""
    spoken = _spoken(sight)
    sentences = [each for each in spoken if _threatens(each, sight) and not surely(each, "past")]
    hostile = [each for each in sentences if not _LEAVE.search(each.text)]
    leaving = [each for each in spoken if _LEAVE.search(each.text) and _IF.search(each.text) and not surely(each, "past")]
    made = []
    for told, leaves in ((hostile, False), (leaving[:1], True)):
        by = tuple(dict.fromkeys(party for each in told for party in _behind(each)))
        if told and by:
            made.append(Threat(tuple(sorted(told, key=lambda each: each.number)), by, leaves))
    return made


def _threatens(sentence: Matter, sight: Sight) -> bool:
    """True for what the record calls a threat, surely, or on a condition that the sentence names; what is promised only if it does harm."""
    probable, promised = sentence.does("threat"), sentence.does("pledge")
    if probable <= sentence.does(*NO_THREAT) or _NEVER.search(sentence.text) or (promised > probable and not _harm(sentence, sight)):
        return False
    return probable >= SURE or (probable >= FAINT and _IF.search(sentence.text) is not None and _WOULD.search(sentence.text) is not None)


def _harm(sentence: Matter, sight: Sight) -> bool:
    """True where a sentence tells of an attack or of something closed or cut off."""
    inside = (each for each in sight.matters if each.noun == "events" and each.sentence == sentence.sentence)
    return any(each.kind in ("ASSAULT", "COERCE", "SANCTION") and each.status != "happened" for each in inside)


def _behind(sentence: Matter) -> tuple[Party, ...]:
    """Who may be behind a threat: whose word it is, whom the sentence names first or behind the words for speaking."""
    found = [sentence.teller] if sentence.teller is not None else []
    if not quoted(sentence.text):  # in direct speech others may stand first
        found.extend(sentence.doers[:1])
    spoke = [each.end() for each in _SPEAKS.finditer(sentence.text)]
    after = sentence.text[spoke[-1] :].lower() if spoke else ""
    before = sentence.text[: spoke[-1]].rpartition('"')[2].lower() if spoke else ""
    for party in sentence.doers[1:]:
        words = [word for word in party.words if len(word) > 3]
        if (
            party.firm
            and words
            and '"' in sentence.text
            and (all(word in after for word in words) or all(word in before for word in words))
        ):
            found.append(party)
    return tuple(found)


def _deed(threat: Threat, sight: Sight) -> Matter | None:
    """The sentence of a report's opening that tells what was threatened as done; None where none does."""
    spoken = _spoken(sight)
    opening = spoken[:NAMED]
    named = tuple(party for each in opening for party in (*each.doers, *([each.teller] if each.teller is not None else [])))
    if not any_alike(threat.by, named):
        return None
    said = any(_AS_SAID.search(each.text) for each in opening)
    words, names = " ".join(each.text for each in threat.told), named_by(threat.by)
    best: tuple[int, Matter] | None = None
    for sentence in spoken[:OPENING]:
        first = {each.name for each in sentence.doers[:1]}
        alike_first = bool(any_alike(threat.by, sentence.doers[:1])) and not two_persons(threat.by, sentence.doers[:1])
        own = alike_first or any(each.name in first for each in threat.by)
        strange = sentence.doers[:1] and sentence.doers[0].firm and not own
        if not _done(sentence, sight) or strange or not (own or said):
            continue
        tied = len(tie_of(sentence.text, words, names))
        if tied >= (TIED if not said else SAID - bool(own)) and (best is None or tied > best[0]):
            best = tied, sentence
    return best[1] if best is not None else None


def _done(sentence: Matter, sight: Sight) -> bool:
    """True for a sentence that tells a deed of the day, and nothing else rather."""
    probable = sentence.does("done")
    event = any(each.noun == "events" and each.sentence == sentence.sentence and each.status == "happened" and each.kind in HOSTILE
                for each in sight.matters)  # fmt: skip
    rather = sentence.does(*OTHERWISE) > max(probable, FAINT) or surely(sentence, "past")
    return (finite(sentence.text) or probable >= PLAINLY) and (probable >= DONE or event) and not rather


def _departure(threat: Threat, sight: Sight, moves: Iterable[Matter]) -> Matter | None:
    """The leaving among ``moves`` of who had said that he would leave; None where there is none."""
    spoke = {name for each in _spoken(sight)[:NAMED] for party in each.doers for name in party.ids if name.startswith("person/")}
    for move in moves:
        if any_alike(move.doers[:1], threat.by) or any(spoke & party.ids for party in threat.by):
            return move
    return None


def _one(threat: Threat, deed: Matter, known: Found) -> bool:
    """True where a change known already tells that this threat was carried out."""
    if known.kind == "carried-out" and known.before is not None and known.before.article == threat.plainest.article:
        return True
    return known.now.article == deed.article and known.now.sentence == deed.sentence


def _spoken(sight: Sight) -> Sequence[Matter]:
    return [each for each in sight.matters if each.noun == "sentences" and each.reply is None]


def _day(sight: Sight) -> int | None:
    return next((each.published for each in sight.matters), None)
