"""One event for each happening: triggers that name the same one are told once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.extract.frames import ACTOR, PERSON, STATE
from dateline.extract.heard import heard
from dateline.extract.participants import done_by
from dateline.extract.sightings import Sighting, seen
from dateline.extract.unreal import unreal
from dateline.extract.uttered import uttered
from dateline.linguistics.clauses import agents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.extract.frames import Sense
    from dateline.extract.judge import Judge
    from dateline.knowledge.triggers import TriggerTable
    from dateline.linguistics.encoding import Encoding
    from dateline.model.parse import Parse
    from dateline.model.statement import Statement

_HARMED = frozenset(
    (
        "kill",
        "wound",
        "injure",
        "maim",
        "destroy",
        "massacre",
        "murder",
        "slaughter",
        "damage",
        "hit",
        "strike",
        "target",
        "level",
        "flatten",
        "die",
        "perish",
        "leave",
    )
)

_SWALLOWING = frozenset(("CONCEDE", "SANCTION", "RETREAT", "COERCE", "MOBILIZE", "AID", "COOPERATE"))

# What is put off, joined or prepared for is a second event where it is a fight: "shelved the offensive", "joined the campaign".
_SPARING = frozenset(("CONCEDE", "COOPERATE", "MOBILIZE"))

_SPOKEN = frozenset(("REQUEST", "ACCUSE"))


def happenings(
    words: Sense,
    table: TriggerTable,
    encoding: Encoding | None = None,
    judge: Judge | None = None,
    statements: Sequence[Statement] = (),
) -> tuple[Sighting, ...]:
    """The triggers in the text, one for each happening, in order.

    With a ``judge`` also words that count only where they are spoken of as promised, feared and the like, with ``statements`` also verbs
    of speech that count by what is said with them, with an ``encoding`` also those that no rule knows.
    """
    known = tuple(seen(words, table))
    known = (*known, *uttered(words, table, statements, known))
    known = (*known, *unreal(words, table, judge, known))
    found = sorted((*known, *heard(words, table, encoding, known)), key=lambda s: (s.token, s.first))
    return tuple(_inherited(list(_merged(_unswallowed(found, words.parse), words.parse)), words))


def _inherited(seen: list[Sighting], words: Sense) -> Iterator[Sighting]:
    """With the recipients of what is refused, agreed or threatened where the act itself names none: "refused to talk to the rebels".

    Only parties that can be refused, promised or threatened something are: nobody refuses a hospital.
    """
    parse = words.parse
    urged = {s.token: _told(s, parse) for s in seen if s.trigger.type in ("REQUEST", "ACCUSE") and not s.roles.recipients}
    below = {parse.heads[s.head]: s for s in seen if parse.deps[s.head] in ("xcomp", "ccomp", "dobj") and s.roles.recipients}
    for s in seen:
        inner = below.get(s.token)
        if inner is not None and not s.roles.recipients and s.trigger.type in ("REJECT", "AGREE", "THREATEN", "SANCTION"):
            able = STATE | ACTOR | (PERSON if s.trigger.type == "AGREE" else 0)
            parties = tuple(t for t in inner.roles.recipients if words.bits[t] & able and not words.bits[t] & PERSON & ~able)
            yield replace(s, roles=replace(s.roles, recipients=parties))
        elif urged.get(s.token):
            yield replace(s, roles=replace(s.roles, recipients=urged[s.token]))
        else:
            yield s


def _told(s: Sighting, parse: Parse) -> tuple[int, ...]:
    """Who is to do or is said to have done it, where a clause says so: "demanded that the rebels leave", "alleged that the army fired"."""
    if s.trigger.word_class != "v":
        return ()
    clauses = [c for c in parse.children[s.token] if parse.deps[c] == "ccomp" and parse.pos[c] in ("VERB", "AUX", "NOUN")]
    return tuple(t for c in clauses[:1] for t in agents(parse, c) if t not in s.roles.actors)


def _unswallowed(seen: list[Sighting], parse: Parse) -> list[Sighting]:
    """Without the nouns that a verb's frame already names: "lifted sanctions" is no sanction, "held talks" is one event.

    The accusation or call that somebody rejects is what he rejects, not a second event.
    """
    swallowed = {t for s in seen for t in s.fillers if s.trigger.type in _SWALLOWING}
    spared = swallowed - {t for s in seen for t in s.fillers if s.trigger.type in _SWALLOWING - _SPARING}
    turned = {t for s in seen for t in s.roles.recipients if s.trigger.type in ("REJECT", "CONCEDE")}
    turned |= {c for s in seen if s.trigger.type in ("REJECT", "CONCEDE") for c in parse.children[s.token] if parse.deps[c] == "dobj"}
    same = {(t, s.trigger.type) for s in seen for t in s.fillers}
    return [
        s
        for s in seen
        if s.trigger.word_class != "n"
        or (
            (s.token not in swallowed or (s.trigger.type == "ASSAULT" and s.token in spared))
            and (s.token, s.trigger.type) not in same
            and not (s.token in turned and s.trigger.type in _SPOKEN)
        )
    ]


def _merged(seen: list[Sighting], parse: Parse) -> Iterator[Sighting]:
    """With one event for a blow and its harm: "the raid killed five", "killed in a raid", "attacked the post, killing five"."""
    nouns = {s.token: s for s in seen if s.trigger.word_class == "n" and s.trigger.type == "ASSAULT"}
    verbs = {s.token: s for s in seen if s.trigger.word_class == "v" and s.trigger.type == "ASSAULT"}
    gone: set[int] = set()
    changed: dict[int, Sighting] = {}
    for token, harm in verbs.items():
        if parse.lemmas[token] not in _HARMED:
            continue
        blow = next((n for n in nouns if n not in gone and done_by(parse, token, n)), None)
        if blow is not None and (blow in agents(parse, token) and blow < token):
            gone.add(token)
            noun = nouns[blow]
            changed[blow] = replace(noun, roles=replace(noun.roles, recipients=noun.roles.recipients or harm.roles.recipients))
        elif blow is not None:
            gone.add(blow)
            changed[token] = _with_blow(harm, nouns[blow])
        elif _consequence(parse, token, verbs, nouns, gone):
            gone.add(token)
    for s in seen:
        if s.token not in gone:
            yield changed.get(s.token, s)


def _with_blow(harm: Sighting, blow: Sighting) -> Sighting:
    actors = blow.roles.actors or tuple(t for t in harm.roles.actors if t != blow.token)
    last = blow.last if 0 < blow.last - harm.last <= 3 else harm.last
    trigger = replace(harm.trigger, mode=harm.trigger.mode or blow.trigger.mode)
    return replace(harm, trigger=trigger, last=last, roles=replace(harm.roles, actors=actors))


def _consequence(parse: Parse, token: int, verbs: dict[int, Sighting], nouns: dict[int, Sighting], gone: set[int]) -> bool:
    above, label = parse.heads[token], parse.deps[token]
    if above == token or above in gone or label not in ("advcl", "conj", "relcl", "acl", "xcomp"):
        return False
    if (
        label == "conj"
        and parse.lemmas[above] not in _HARMED
        and not (set(verbs[above].roles.actors) if above in verbs else set()) & set(agents(parse, token))
    ):
        return False
    if label in ("advcl", "xcomp") and parse.tags[token] != "VBG":
        return False
    return above in verbs or above in nouns or (label == "advcl" and any(s.head == above for s in nouns.values()))
