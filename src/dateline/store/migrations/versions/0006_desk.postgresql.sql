CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    did TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C",
    client TEXT COLLATE "C",
    CONSTRAINT pk_audit PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_audit_at ON audit (at)
-- next
CREATE TABLE codings (
    id INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    fields TEXT COLLATE "C" NOT NULL,
    coders TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    closed_at TEXT COLLATE "C",
    CONSTRAINT pk_codings PRIMARY KEY (id)
)
-- next
CREATE TABLE dossiers (
    id INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    owner TEXT COLLATE "C" NOT NULL,
    shared BOOLEAN NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    removed_at TEXT COLLATE "C",
    CONSTRAINT pk_dossiers PRIMARY KEY (id)
)
-- next
CREATE TABLE grades (
    id INTEGER NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    reliability TEXT COLLATE "C" NOT NULL,
    credibility INTEGER,
    who TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    why TEXT COLLATE "C",
    CONSTRAINT pk_grades PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_grades_source_id ON grades (source, id)
-- next
CREATE TABLE looks (
    who TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_looks PRIMARY KEY (who, what)
)
-- next
CREATE TABLE users (
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    password TEXT COLLATE "C",
    zone TEXT COLLATE "C",
    made_at TEXT COLLATE "C" NOT NULL,
    disabled_at TEXT COLLATE "C",
    CONSTRAINT pk_users PRIMARY KEY (name)
)
-- next
CREATE TABLE coding_answers (
    coding INTEGER NOT NULL,
    number INTEGER NOT NULL,
    coder TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_coding_answers PRIMARY KEY (coding, number, coder, field),
    CONSTRAINT fk_coding_answers_coding FOREIGN KEY(coding) REFERENCES codings (id) ON DELETE CASCADE
)
-- next
CREATE TABLE sessions (
    digest TEXT COLLATE "C" NOT NULL,
    user_name TEXT COLLATE "C" NOT NULL,
    csrf TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    rotated_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (digest),
    CONSTRAINT fk_sessions_user_name FOREIGN KEY(user_name) REFERENCES users (name) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_sessions_user_name ON sessions (user_name)
-- next
CREATE TABLE tokens (
    id INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    user_name TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    scopes TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C",
    used_at TEXT COLLATE "C",
    revoked_at TEXT COLLATE "C",
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
    article TEXT COLLATE "C" NOT NULL,
    reading INTEGER NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_coding_items PRIMARY KEY (coding, number),
    CONSTRAINT fk_coding_items_coding FOREIGN KEY(coding) REFERENCES codings (id) ON DELETE CASCADE,
    CONSTRAINT fk_coding_items_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_coding_items_article ON coding_items (article)
-- next
CREATE TABLE dossier_items (
    id INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    reading INTEGER NOT NULL,
    path TEXT COLLATE "C",
    line TEXT COLLATE "C" NOT NULL,
    quote TEXT COLLATE "C" NOT NULL,
    place INTEGER NOT NULL,
    note TEXT COLLATE "C",
    tags TEXT COLLATE "C",
    who TEXT COLLATE "C" NOT NULL,
    picked_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_dossier_items PRIMARY KEY (id),
    CONSTRAINT fk_dossier_items_dossier FOREIGN KEY(dossier) REFERENCES dossiers (id) ON DELETE CASCADE,
    CONSTRAINT fk_dossier_items_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_dossier_items_article ON dossier_items (article)
-- next
CREATE INDEX ix_dossier_items_dossier_place ON dossier_items (dossier, place)
