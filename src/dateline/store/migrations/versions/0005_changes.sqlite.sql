CREATE TABLE situation_stories (
    story INTEGER NOT NULL,
    situation INTEGER NOT NULL,
    CONSTRAINT pk_situation_stories PRIMARY KEY (story)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_situation_stories_situation ON situation_stories (situation)
-- next
CREATE TABLE change_articles (
    article TEXT NOT NULL,
    reading INTEGER NOT NULL,
    CONSTRAINT pk_change_articles PRIMARY KEY (article),
    CONSTRAINT fk_change_articles_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE changes (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    article TEXT NOT NULL,
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER NOT NULL,
    other TEXT,
    other_reading INTEGER,
    other_noun TEXT,
    other_number INTEGER,
    points FLOAT NOT NULL,
    published TEXT,
    found_at TEXT NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (id),
    CONSTRAINT fk_changes_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_changes_other FOREIGN KEY(other) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_changes_article ON changes (article)
-- next
CREATE INDEX ix_changes_other ON changes (other)
-- next
CREATE INDEX ix_changes_published ON changes (published)
