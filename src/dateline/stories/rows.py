"""Stories as rows of a store: read, and written within one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dateline.model.story import Copy
from dateline.store.story_tables import copies, stories, story_articles, story_forwards, story_pins
from dateline.store.tables import counters
from dateline.store.writing import Numbers
from dateline.stories.sketch import Sketch
from dateline.stories.tellers import Teller

CHANGES = "story_changes"
PAGE = 2000


@dataclass(frozen=True, slots=True)
class Held:
    """A placed report as the window holds it."""

    article: str
    story: int
    sketch: Sketch
    own: bool
    published: str | None
    pinned: bool
    original: str | None


def between(connection: Connection, first: int, last: int) -> Iterator[Held]:
    """The placed reports published from day ``first`` to day ``last`` (ordinals), in the order they were placed."""
    query = (
        select(story_articles, story_pins.c.story.is_not(None).label("pinned"), copies.c.original)
        .outerjoin(story_pins, story_pins.c.article == story_articles.c.article)
        .outerjoin(copies, copies.c.article == story_articles.c.article)
        .where(story_articles.c.day >= first, story_articles.c.day <= last)
        .order_by(story_articles.c.reading)
        .execution_options(yield_per=PAGE)
    )
    for row in connection.execute(query):
        yield Held(row.article, row.story, Sketch.from_bytes(row.sketch), row.own, row.published, row.pinned, row.original)


class Page:
    """One writing transaction on the stories: reads what it needs, writes at once, counts the change."""

    def __init__(self, connection: Connection, moment: str) -> None:
        self.connection, self._moment = connection, moment
        self._stories, self._changes = Numbers(connection, "stories"), Numbers(connection, CHANGES)
        self.change = connection.execute(select(counters.c.next).where(counters.c.name == CHANGES)).scalar() or 1

    def close(self) -> None:
        """Writes down how far the numbers came; from now on ``change`` is the mark of what this transaction left."""
        self._changes()
        self._stories.close()
        self._changes.close()
        self.change += 1

    def place_of(self, article: str) -> int | None:
        """The story that ``article`` is in."""
        return self.connection.execute(select(story_articles.c.story).where(story_articles.c.article == article)).scalar()

    def pin_of(self, article: str) -> int | None:
        """The story that a person has put ``article`` into."""
        return self.connection.execute(select(story_pins.c.story).where(story_pins.c.article == article)).scalar()

    def new_story(self, leader: str) -> int:
        """The number of a new story whose title is the headline of ``leader``."""
        number = self._stories()
        self.connection.execute(insert(stories).values(id=number, made_at=self._moment, leader=leader))
        return number

    def add(self, article: str, story: int, reading: int, day: int, published: str | None, teller: Teller, likeness: float, why: str,
            sketch: Sketch) -> None:  # fmt: skip
        """Puts an article into a story."""
        self.connection.execute(
            insert(story_articles).values(
                article=article, story=story, reading=reading, day=day, published=published, teller=teller.name, own=teller.own,
                likeness=likeness, why=why, placed_at=self._moment, sketch=sketch.to_bytes(),
            )
        )  # fmt: skip

    def read_again(self, article: str, reading: int, published: str | None, sketch: Sketch) -> None:
        """Another reading of an article that has its place."""
        where = story_articles.c.article == article
        self.connection.execute(
            update(story_articles).where(where).values(reading=reading, published=published, day=sketch.day, sketch=sketch.to_bytes())
        )

    def move(self, articles: Sequence[str], story: int) -> None:
        """Puts articles into another story."""
        self.connection.execute(update(story_articles).where(story_articles.c.article.in_(articles)).values(story=story))

    def merge(self, other: int, story: int, who: str | None = None) -> None:
        """Puts all of story ``other`` into ``story`` and leaves a forward; earlier forwards to it lead on."""
        self.connection.execute(update(story_articles).where(story_articles.c.story == other).values(story=story))
        self.connection.execute(update(story_pins).where(story_pins.c.story == other).values(story=story))
        self.connection.execute(update(story_forwards).where(story_forwards.c.into == other).values(into=story))
        self.connection.execute(insert(story_forwards).values(story=other, into=story, moved_at=self._moment, who=who))

    def pin(self, article: str, story: int, who: str, why: str) -> None:
        """Notes that a person put ``article`` into ``story``; the newest decision holds."""
        self.connection.execute(delete(story_pins).where(story_pins.c.article == article))
        self.connection.execute(insert(story_pins).values(article=article, story=story, who=who, why=why, made_at=self._moment))

    def unpin(self, article: str) -> bool:
        """Takes a person's decision back; False if there was none."""
        return bool(self.connection.execute(delete(story_pins).where(story_pins.c.article == article)).rowcount)

    def copy(self, copy: Copy) -> None:
        """Notes a copy; where it was an original until now, its own copies go over to the new original."""
        self.connection.execute(update(copies).where(copies.c.original == copy.article).values(original=copy.original))
        self.connection.execute(delete(copies).where(copies.c.article == copy.article))
        self.connection.execute(
            insert(copies).values(
                article=copy.article, original=copy.original, kind=copy.kind, containment=copy.containment, passages=copy.passages,
                figures_differ=copy.figures_differ, found_at=self._moment,
            )
        )  # fmt: skip
