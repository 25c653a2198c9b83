"""Mentions to actors."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.knowledge import Knowledge
from dateline.model.actor import Actor, ActorMention, Actors, Mention
from dateline.model.article import Article
from dateline.model.parse import Parse
from dateline.resolve.bodies import main_state
from dateline.resolve.documents import authored
from dateline.resolve.identities import Identity, Scene
from dateline.resolve.leaders import of_bodies_told
from dateline.resolve.nominals import described
from dateline.resolve.organisations import organisations
from dateline.resolve.persons import persons
from dateline.resolve.pronouns import pronouns


def actors(mentions: tuple[ActorMention, ...], parse: Parse, article: Article, knowledge: Knowledge) -> Actors:
    """The actors that the mentions name, in order of first mention.

    Names first, then offices and roles that belong to a named owner, then descriptions, pronouns last: each step may
    lean on those before it. A pronoun that means nobody named is no mention of an actor.
    """
    scene = Scene.of(mentions, parse, article, knowledge)
    groups = organisations(scene)
    named = of_bodies_told(scene, groups | persons(scene, main_state(scene, groups)))
    known = described(scene, named)
    return Actors(_assembled(scene, authored(scene, known | pronouns(scene, known))))


def _assembled(scene: Scene, identities: Mapping[int, Identity]) -> list[Actor]:
    """One actor for each id, with its mentions in order; what the richest of its identities says of it counts."""
    gathered: dict[str, list[int]] = {}
    for number in sorted(identities):
        gathered.setdefault(identities[number].id, []).append(number)
    return [_actor(scene, [identities[n] for n in numbers], numbers) for numbers in gathered.values()]


def _actor(scene: Scene, identities: list[Identity], numbers: list[int]) -> Actor:
    richest = max(identities, key=lambda identity: (identity.known, identity.office is not None, identity.code is not None))
    mentions = tuple(_mention(scene, scene.mentions[number]) for number in numbers)
    return richest.actor(mentions)


def _mention(scene: Scene, mention: ActorMention) -> Mention:
    return Mention((mention.span,), mention.span.of(scene.parse.text), mention.form, mention.rule, round(mention.confidence, 2))
