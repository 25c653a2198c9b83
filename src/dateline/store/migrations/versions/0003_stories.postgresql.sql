CREATE TABLE stories (
    id INTEGER NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    leader TEXT COLLATE "C",
    CONSTRAINT pk_stories PRIMARY KEY (id)
)
-- next
CREATE TABLE story_articles (
    article TEXT COLLATE "C" NOT NULL,
    story INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    day INTEGER,
    published TEXT COLLATE "C",
    teller TEXT COLLATE "C" NOT NULL,
    own BOOLEAN NOT NULL,
    likeness FLOAT(53) NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    placed_at TEXT COLLATE "C" NOT NULL,
    sketch BYTEA NOT NULL,
    CONSTRAINT pk_story_articles PRIMARY KEY (article),
    CONSTRAINT fk_story_articles_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_story_articles_story FOREIGN KEY(story) REFERENCES stories (id)
)
-- next
CREATE INDEX ix_story_articles_day ON story_articles (day)
-- next
CREATE INDEX ix_story_articles_story_published ON story_articles (story, published)
-- next
CREATE TABLE story_forwards (
    story INTEGER NOT NULL,
    "into" INTEGER NOT NULL,
    moved_at TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C",
    CONSTRAINT pk_story_forwards PRIMARY KEY (story)
)
-- next
CREATE TABLE story_pins (
    article TEXT COLLATE "C" NOT NULL,
    story INTEGER NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_story_pins PRIMARY KEY (article),
    CONSTRAINT fk_story_pins_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE TABLE copies (
    article TEXT COLLATE "C" NOT NULL,
    original TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    containment FLOAT(53) NOT NULL,
    passages INTEGER NOT NULL,
    figures_differ BOOLEAN NOT NULL,
    found_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_copies PRIMARY KEY (article),
    CONSTRAINT fk_copies_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_copies_original FOREIGN KEY(original) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_copies_original ON copies (original)
