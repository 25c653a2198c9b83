CREATE TABLE stories (
    id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    leader TEXT,
    CONSTRAINT pk_stories PRIMARY KEY (id)
)
-- next
CREATE TABLE story_articles (
    article TEXT NOT NULL,
    story INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    day INTEGER,
    published TEXT,
    teller TEXT NOT NULL,
    own BOOLEAN NOT NULL,
    likeness FLOAT NOT NULL,
    why TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    sketch BLOB NOT NULL,
    CONSTRAINT pk_story_articles PRIMARY KEY (article),
    CONSTRAINT fk_story_articles_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_story_articles_story FOREIGN KEY(story) REFERENCES stories (id)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_story_articles_day ON story_articles (day)
-- next
CREATE INDEX ix_story_articles_story_published ON story_articles (story, published)
-- next
CREATE TABLE story_forwards (
    story INTEGER NOT NULL,
    "into" INTEGER NOT NULL,
    moved_at TEXT NOT NULL,
    who TEXT,
    CONSTRAINT pk_story_forwards PRIMARY KEY (story)
)
 WITHOUT ROWID
-- next
CREATE TABLE story_pins (
    article TEXT NOT NULL,
    story INTEGER NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_story_pins PRIMARY KEY (article),
    CONSTRAINT fk_story_pins_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE copies (
    article TEXT NOT NULL,
    original TEXT NOT NULL,
    kind TEXT NOT NULL,
    containment FLOAT NOT NULL,
    passages INTEGER NOT NULL,
    figures_differ BOOLEAN NOT NULL,
    found_at TEXT NOT NULL,
    CONSTRAINT pk_copies PRIMARY KEY (article),
    CONSTRAINT fk_copies_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_copies_original FOREIGN KEY(original) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_copies_original ON copies (original)
