"""What is doubtful about the article."""

from __future__ import annotations

from dateline.model.actor import Actors
from dateline.model.article import Article
from dateline.model.finding import Finding
from dateline.model.parse import Parse
from dateline.model.place import Places
from dateline.model.time import Timex
from dateline.knowledge import Knowledge


def findings(
    article: Article, parse: Parse, actors: Actors, places: Places, times: tuple[Timex, ...], knowledge: Knowledge
) -> tuple[Finding, ...]:
    """What is doubtful about ``article``, in order."""
    return article.notes
