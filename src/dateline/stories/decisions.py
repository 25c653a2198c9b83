"""What a person decides about stories: pins, joins, splits. The machine keeps to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.store.story_tables import story_articles
from dateline.stories.asking import current
from dateline.stories.book import StoryBook


def pin(book: StoryBook, article: str, story: int, *, who: str, why: str) -> None:
    """Puts ``article`` into ``story`` for good."""
    story = current(book.store, story)
    with book.changing() as page:
        _belong(page.connection, book, [article])
        page.move([article], story)
        page.pin(article, story, who, why)


def unpin(book: StoryBook, article: str) -> None:
    """Takes a pin back; the article stays where it is until the machine finds it a better place."""
    with book.changing() as page:
        if not page.unpin(article):
            raise UsageError(f"{article} is not pinned to a story.")


def join(book: StoryBook, story: int, other: int, *, who: str, why: str) -> int:
    """Makes ``other`` a part of ``story`` for good and leaves a forward; gives the number that both now have."""
    story, other = current(book.store, story), current(book.store, other)
    if story == other:
        raise UsageError(f"Story {story} cannot be joined to itself.")
    with book.changing() as page:
        anchors = [_first(page.connection, each) for each in (story, other)]
        page.merge(other, story, who)
        for article in anchors:
            page.pin(article, story, who, why)
    return story


def split(book: StoryBook, story: int, articles: Sequence[str], *, who: str, why: str) -> int:
    """Takes ``articles`` out of ``story`` for good, into a new story; gives its number."""
    story = current(book.store, story)
    with book.changing() as page:
        members = _belong(page.connection, book, articles)
        strange = [article for article in articles if members[article] != story]
        if strange:
            raise UsageError(f"{strange[0]} is not in story {story}.")
        query = select(story_articles.c.article).where(story_articles.c.story == story, story_articles.c.article.not_in(articles))
        left = page.connection.execute(query.order_by(story_articles.c.reading).limit(1)).scalar()
        if left is None:
            raise UsageError(f"That is every report of story {story}: nothing would be left in it.")
        made = page.new_story(articles[0])
        page.move(articles, made)
        for article in articles:
            page.pin(article, made, who, why)
        page.pin(left, story, who, why)
    return made


def _belong(connection: Connection, book: StoryBook, articles: Sequence[str]) -> dict[str, int]:
    query = select(story_articles.c.article, story_articles.c.story).where(story_articles.c.article.in_(articles))
    found: dict[str, int] = dict(connection.execute(query).all())
    missing = [article for article in articles if article not in found]
    if missing or not articles:
        raise UsageError(f"The store {book.store.address} has no placed article {missing[0] if missing else '(none named)'}.")
    return found


def _first(connection: Connection, story: int) -> str:
    query = select(story_articles.c.article).where(story_articles.c.story == story).order_by(story_articles.c.reading).limit(1)
    found: str | None = connection.execute(query).scalar()
    if found is None:
        raise UsageError(f"Story {story} has no reports left.")
    return found
