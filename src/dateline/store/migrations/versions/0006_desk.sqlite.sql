CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    did TEXT NOT NULL,
    about TEXT,
    client TEXT,
    CONSTRAINT pk_audit PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_audit_at ON audit (at)
-- next
CREATE TABLE codings (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    noun TEXT NOT NULL,
    question TEXT NOT NULL,
    fields TEXT NOT NULL,
    coders TEXT NOT NULL,
    who TEXT NOT NULL,
    made_at TEXT NOT NULL,
    closed_at TEXT,
    CONSTRAINT pk_codings PRIMARY KEY (id)
)
-- next
CREATE TABLE dossiers (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    note TEXT,
    owner TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed_at TEXT,
    CONSTRAINT pk_dossiers PRIMARY KEY (id)
)
-- next
CREATE TABLE grades (
    id INTEGER NOT NULL,
    source TEXT NOT NULL,
    reliability TEXT NOT NULL,
    credibility INTEGER,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    CONSTRAINT pk_grades PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_grades_source_id ON grades (source, id)
-- next
CREATE TABLE looks (
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_looks PRIMARY KEY (who, what)
)
 WITHOUT ROWID
-- next
CREATE TABLE users (
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    zone TEXT,
    made_at TEXT NOT NULL,
    disabled_at TEXT,
    CONSTRAINT pk_users PRIMARY KEY (name)
)
 WITHOUT ROWID
-- next
CREATE TABLE coding_answers (
    coding INTEGER NOT NULL,
    number INTEGER NOT NULL,
    coder TEXT NOT NULL,
    field TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_coding_answers PRIMARY KEY (coding, number, coder, field),
    CONSTRAINT fk_coding_answers_coding FOREIGN KEY(coding) REFERENCES codings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE sessions (
    digest TEXT NOT NULL,
    user_name TEXT NOT NULL,
    csrf TEXT NOT NULL,
    made_at TEXT NOT NULL,
    rotated_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (digest),
    CONSTRAINT fk_sessions_user_name FOREIGN KEY(user_name) REFERENCES users (name) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_sessions_user_name ON sessions (user_name)
-- next
CREATE TABLE tokens (
    id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    user_name TEXT NOT NULL,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT,
    used_at TEXT,
    revoked_at TEXT,
    CONSTRAINT pk_tokens PRIMARY KEY (id),
    CONSTRAINT uq_tokens_digest UNIQUE (digest),
    CONSTRAINT fk_tokens_user_name FOREIGN KEY(user_name) REFERENCES users (name) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_tokens_user_name ON tokens (user_name)
-- next
CREATE TABLE coding_items (
    coding INTEGER NOT NULL,
    number INTEGER NOT NULL,
    article TEXT NOT NULL,
    reading INTEGER NOT NULL,
    path TEXT NOT NULL,
    CONSTRAINT pk_coding_items PRIMARY KEY (coding, number),
    CONSTRAINT fk_coding_items_coding FOREIGN KEY(coding) REFERENCES codings (id) ON DELETE CASCADE,
    CONSTRAINT fk_coding_items_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_coding_items_article ON coding_items (article)
-- next
CREATE TABLE dossier_items (
    id INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    article TEXT NOT NULL,
    reading INTEGER NOT NULL,
    path TEXT,
    line TEXT NOT NULL,
    quote TEXT NOT NULL,
    place INTEGER NOT NULL,
    note TEXT,
    tags TEXT,
    who TEXT NOT NULL,
    picked_at TEXT NOT NULL,
    CONSTRAINT pk_dossier_items PRIMARY KEY (id),
    CONSTRAINT fk_dossier_items_dossier FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE,
    CONSTRAINT fk_dossier_items_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_dossier_items_article ON dossier_items (article)
-- next
CREATE INDEX ix_dossier_items_dossier_place ON dossier_items (dossier, place)
