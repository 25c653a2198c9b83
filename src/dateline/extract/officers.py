"""Those for whom an official speaks who is told by his office alone: "The union will pay, its treasurer said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model.actor import Actors
    from dateline.model.parse import Parse
    from dateline.model.statement import Statement

_ITS = frozenset({"its", "their", "his", "her"})


def spoken_for(parse: Parse, tokens: range, statement: Statement, actors: Actors) -> frozenset[int]:
    """The subjects among ``tokens`` for whom the speaker of ``statement`` speaks by his office."""
    if statement.speaker is None or not statement.speaker.spans:
        return frozenset()
    voice = actors.get(statement.speaker.actor)
    first = parse.lowers[parse.tokens(statement.speaker.spans[0]).start]
    officer = (
        voice is not None and voice.kind == "person" and voice.speaks_for is None and voice.country is None and voice.office is not None
    )
    if first not in _ITS and not officer:
        return frozenset()
    subjects = (token for token in tokens if parse.deps[token] == "nsubj")
    named = ((token, actors.at(parse.span(token, token + 1))) for token in subjects)
    kinds = ("government",) if officer else ("government", "organisation", "company", "party", "armed-group", "coalition", "armed-force")
    return frozenset(token for token, found in named if found is not None and found[1].kind in kinds)
