"""Place names to gazetteer entries."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.article import Article
from dateline.model.event import Event
from dateline.model.parse import Parse
from dateline.model.place import Places, Toponym
from dateline.knowledge import Knowledge


def places(toponyms: tuple[Toponym, ...], actors: Actors, parse: Parse, article: Article, knowledge: Knowledge) -> Places:
    """The places that the toponyms name, in order of first mention."""
    return Places(())


def dateline_place(article: Article, places: Places) -> str | None:
    """The id of the place that the article's dateline names, or None."""
    return None


def roles(places: Places, events: tuple[Event, ...]) -> Places:
    """The same places, those where events take place marked so."""
    return places
