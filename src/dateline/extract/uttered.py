"""Events that are words: verbs of speech that threaten, deny, accuse or call by what is said with them ("the general warned that ...")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.sightings import sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.extract.frames import Sense
    from dateline.extract.sightings import Sighting
    from dateline.knowledge.triggers import TriggerTable
    from dateline.model.statement import Statement


def uttered(words: Sense, table: TriggerTable, statements: Sequence[Statement], known: Sequence[Sighting]) -> Iterator[Sighting]:
    """The speech acts that only their content makes events, where none of the ``known`` triggers is meant."""
    parse = words.parse
    taken = {t for seen in known for t in (seen.token, seen.head, *range(seen.first, seen.last))}
    for statement in statements:
        tokens = [t for span in statement.cue.spans for t in parse.tokens(span)] if statement.cue is not None else []
        verbs = [t for t in tokens if parse.pos[t] == "VERB" and t not in taken]
        for verb in verbs[:1]:
            candidates = table.uttered.get((statement.act, parse.lemmas[verb].lower()), ())
            found = sighting(verb, candidates, words)
            if found is not None and any(words.may_act(t) for t in found.roles.actors):
                yield found
                taken.add(verb)
