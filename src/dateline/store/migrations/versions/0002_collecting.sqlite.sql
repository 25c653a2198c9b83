CREATE TABLE fetches (
    "key" TEXT NOT NULL,
    source INTEGER NOT NULL,
    role TEXT NOT NULL,
    address TEXT NOT NULL,
    host TEXT NOT NULL,
    title TEXT,
    published TEXT,
    content BLOB,
    mark TEXT,
    etag TEXT,
    modified TEXT,
    digest TEXT,
    state TEXT NOT NULL,
    next_at TEXT,
    tries INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    position INTEGER NOT NULL,
    status INTEGER,
    reason TEXT,
    seen_at TEXT NOT NULL,
    checked_at TEXT,
    article TEXT,
    CONSTRAINT pk_fetches PRIMARY KEY ("key"),
    CONSTRAINT fk_fetches_source FOREIGN KEY(source) REFERENCES sources (id)
)
-- next
CREATE INDEX ix_fetches_source_seen_at ON fetches (source, seen_at)
-- next
CREATE INDEX ix_fetches_state_host_next_at ON fetches (state, host, next_at)
-- next
CREATE TABLE source_health (
    source INTEGER NOT NULL,
    pause FLOAT,
    checked_at TEXT,
    succeeded_at TEXT,
    new_at TEXT,
    failures INTEGER NOT NULL,
    problem TEXT,
    moved_to TEXT,
    CONSTRAINT pk_source_health PRIMARY KEY (source),
    CONSTRAINT fk_source_health_source FOREIGN KEY(source) REFERENCES sources (id)
)
