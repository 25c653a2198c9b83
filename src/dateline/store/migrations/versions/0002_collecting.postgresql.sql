CREATE TABLE fetches (
    key TEXT COLLATE "C" NOT NULL,
    source INTEGER NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    host TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C",
    published TEXT COLLATE "C",
    content BYTEA,
    mark TEXT COLLATE "C",
    etag TEXT COLLATE "C",
    modified TEXT COLLATE "C",
    digest TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    next_at TEXT COLLATE "C",
    tries INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    position INTEGER NOT NULL,
    status INTEGER,
    reason TEXT COLLATE "C",
    seen_at TEXT COLLATE "C" NOT NULL,
    checked_at TEXT COLLATE "C",
    article TEXT COLLATE "C",
    CONSTRAINT pk_fetches PRIMARY KEY (key),
    CONSTRAINT fk_fetches_source FOREIGN KEY(source) REFERENCES sources (id)
)
-- next
CREATE INDEX ix_fetches_source_seen_at ON fetches (source, seen_at)
-- next
CREATE INDEX ix_fetches_state_host_next_at ON fetches (state, host, next_at)
-- next
CREATE TABLE source_health (
    source INTEGER NOT NULL,
    pause FLOAT(53),
    checked_at TEXT COLLATE "C",
    succeeded_at TEXT COLLATE "C",
    new_at TEXT COLLATE "C",
    failures INTEGER NOT NULL,
    problem TEXT COLLATE "C",
    moved_to TEXT COLLATE "C",
    CONSTRAINT pk_source_health PRIMARY KEY (source),
    CONSTRAINT fk_source_health_source FOREIGN KEY(source) REFERENCES sources (id)
)
