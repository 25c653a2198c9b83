"""Mentions of actors."""

from __future__ import annotations

from dateline.extract.atoms import atoms
from dateline.extract.names import bodies, halves, names
from dateline.extract.pronouns import documents, pronouns
from dateline.extract.role_nouns import nominals
from dateline.extract.short_names import short_names
from dateline.extract.titles import persons
from dateline.knowledge import Knowledge
from dateline.model.actor import ActorMention
from dateline.model.parse import Parse
from dateline.model.place import Toponym


def actors(parse: Parse, toponyms: tuple[Toponym, ...], knowledge: Knowledge) -> tuple[ActorMention, ...]:
    """The mentions of actors in ``parse``, in order: persons with their titles first, then roles, names and pronouns.

    What a mention covers is claimed by it, so "Italian" in "Italian Foreign Minister Maria Rossi" is no mention of its own.
    """
    found = atoms(parse, toponyms, knowledge)
    claimed = [False] * len(parse)
    mentions: list[ActorMention] = []
    for mention in persons(parse, found):
        if any(claimed[mention.first : mention.last]):
            continue
        mentions.append(mention)
        mentions.extend(bodies(parse, found, mention))
        claimed[mention.first : mention.last] = [True] * (mention.last - mention.first)
    events = knowledge.triggers.nouns
    mentions.extend(nominals(parse, found, claimed, events))
    mentions.extend(names(parse, found, claimed, events))
    mentions.extend(short_names(parse, mentions, claimed))
    mentions.extend(halves(parse, claimed))
    mentions.extend(documents(parse, claimed))
    mentions.extend(pronouns(parse, claimed))
    return tuple(sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end)))
