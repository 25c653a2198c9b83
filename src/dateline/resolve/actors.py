"""Mentions to actors."""

from __future__ import annotations

from dateline.model.actor import ActorMention, Actors
from dateline.model.article import Article
from dateline.model.parse import Parse
from dateline.knowledge import Knowledge


def actors(mentions: tuple[ActorMention, ...], parse: Parse, article: Article, knowledge: Knowledge) -> Actors:
    """The actors that the mentions name, in order of first mention."""
    return Actors(())
