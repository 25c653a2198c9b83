CREATE TABLE backups (
    file TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_backups PRIMARY KEY (file)
)
 WITHOUT ROWID
-- next
CREATE TABLE counters (
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (name)
)
-- next
CREATE TABLE forgotten (
    sha256 TEXT NOT NULL,
    forgotten_at TEXT NOT NULL,
    CONSTRAINT pk_forgotten PRIMARY KEY (sha256)
)
 WITHOUT ROWID
-- next
CREATE TABLE judgements (
    id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    action TEXT NOT NULL,
    article TEXT,
    noun TEXT,
    value TEXT,
    words TEXT,
    field TEXT,
    replacement TEXT,
    actor TEXT,
    other TEXT,
    withdraws INTEGER,
    CONSTRAINT pk_judgements PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_judgements_article ON judgements (article)
-- next
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)
-- next
CREATE TABLE notices (
    id INTEGER NOT NULL,
    raised_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT,
    message TEXT NOT NULL,
    ended_at TEXT,
    CONSTRAINT pk_notices PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_notices_kind_subject ON notices (kind, subject)
-- next
CREATE TABLE propositions (
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    CONSTRAINT pk_propositions PRIMARY KEY (id)
)
 WITHOUT ROWID
-- next
CREATE TABLE raw (
    sha256 TEXT NOT NULL,
    media_type TEXT,
    size INTEGER NOT NULL,
    content BLOB,
    kept_at TEXT NOT NULL,
    dropped_at TEXT,
    CONSTRAINT pk_raw PRIMARY KEY (sha256)
)
-- next
CREATE TABLE releases (
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    question TEXT NOT NULL,
    folder TEXT NOT NULL,
    digest TEXT NOT NULL,
    program TEXT NOT NULL,
    answers INTEGER NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (name)
)
 WITHOUT ROWID
-- next
CREATE TABLE rereads (
    id INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    since TEXT,
    program TEXT NOT NULL,
    knowledge TEXT NOT NULL,
    readings INTEGER,
    changed INTEGER,
    CONSTRAINT pk_rereads PRIMARY KEY (id)
)
-- next
CREATE TABLE sources (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    address TEXT,
    added_at TEXT NOT NULL,
    CONSTRAINT pk_sources PRIMARY KEY (id),
    CONSTRAINT uq_sources_name UNIQUE (name)
)
-- next
CREATE TABLE articles (
    id TEXT NOT NULL,
    address TEXT NOT NULL,
    source INTEGER,
    kept_at TEXT NOT NULL,
    CONSTRAINT pk_articles PRIMARY KEY (id),
    CONSTRAINT fk_articles_source FOREIGN KEY(source) REFERENCES sources (id)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_articles_source ON articles (source)
-- next
CREATE TABLE versions (
    id INTEGER NOT NULL,
    article TEXT NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    uri TEXT NOT NULL,
    media_type TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    raw TEXT,
    source INTEGER,
    language TEXT,
    headline TEXT,
    byline TEXT,
    agency TEXT,
    published TEXT,
    published_from TEXT,
    text TEXT,
    length INTEGER NOT NULL,
    retrieved TEXT,
    kept_at TEXT NOT NULL,
    text_dropped_at TEXT,
    redacted_at TEXT,
    CONSTRAINT pk_versions PRIMARY KEY (id),
    CONSTRAINT uq_versions_article_number UNIQUE (article, number),
    CONSTRAINT fk_versions_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_versions_raw FOREIGN KEY(raw) REFERENCES raw (sha256),
    CONSTRAINT fk_versions_source FOREIGN KEY(source) REFERENCES sources (id)
)
-- next
CREATE INDEX ix_versions_kept_at ON versions (kept_at)
-- next
CREATE INDEX ix_versions_raw ON versions (raw)
-- next
CREATE INDEX ix_versions_source ON versions (source)
-- next
CREATE TABLE readings (
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    article TEXT NOT NULL,
    published TEXT,
    current BOOLEAN NOT NULL,
    kept_at TEXT,
    superseded_at TEXT,
    reread INTEGER,
    program TEXT NOT NULL,
    knowledge TEXT NOT NULL,
    models TEXT NOT NULL,
    settings TEXT NOT NULL,
    digest TEXT NOT NULL,
    record BLOB NOT NULL,
    CONSTRAINT pk_readings PRIMARY KEY (id),
    CONSTRAINT fk_readings_version FOREIGN KEY(version) REFERENCES versions (id) ON DELETE CASCADE,
    CONSTRAINT fk_readings_article FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_readings_reread FOREIGN KEY(reread) REFERENCES rereads (id)
)
-- next
CREATE INDEX ix_readings_article_kept_at ON readings (article, kept_at)
-- next
CREATE INDEX ix_readings_kept_at ON readings (kept_at)
-- next
CREATE INDEX ix_readings_latest ON readings (published, id) WHERE current = 1
-- next
CREATE INDEX ix_readings_published ON readings (published, id)
-- next
CREATE INDEX ix_readings_reread ON readings (reread)
-- next
CREATE INDEX ix_readings_version ON readings (version)
-- next
CREATE UNIQUE INDEX uq_readings_current ON readings (article) WHERE current = 1
-- next
CREATE TABLE actors (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    actor TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    office TEXT,
    office_of TEXT,
    office_from TEXT,
    office_until TEXT,
    speaks_for TEXT,
    known BOOLEAN NOT NULL,
    CONSTRAINT pk_actors PRIMARY KEY (reading, number),
    CONSTRAINT fk_actors_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_actors_actor_reading ON actors (actor, reading)
-- next
CREATE INDEX ix_actors_code_reading ON actors (code, reading)
-- next
CREATE TABLE commitments (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    type TEXT,
    action TEXT NOT NULL,
    towards TEXT,
    stance TEXT,
    deadline TEXT,
    status TEXT NOT NULL,
    statement TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_commitments PRIMARY KEY (reading, number),
    CONSTRAINT fk_commitments_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_commitments_deadline_reading ON commitments (deadline, reading)
-- next
CREATE INDEX ix_commitments_status_published_reading ON commitments (status, published, reading)
-- next
CREATE TABLE events (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    event TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    time TEXT,
    begins TEXT,
    ends TEXT,
    killed INTEGER,
    wounded INTEGER,
    arrested INTEGER,
    size INTEGER,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    polarity TEXT NOT NULL,
    score FLOAT NOT NULL,
    according_to TEXT NOT NULL,
    teller TEXT,
    statement TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (reading, number),
    CONSTRAINT fk_events_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_events_begins_reading ON events (begins, reading)
-- next
CREATE INDEX ix_events_status_published_reading ON events (status, published, reading)
-- next
CREATE INDEX ix_events_type_status_published_reading ON events (type, status, published, reading)
-- next
CREATE TABLE evidence (
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    part TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    quote TEXT NOT NULL,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_evidence_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE figures (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    measure TEXT NOT NULL,
    subject TEXT,
    value FLOAT,
    low FLOAT,
    high FLOAT,
    bound TEXT NOT NULL,
    unit TEXT,
    place TEXT,
    time TEXT,
    begins TEXT,
    ends TEXT,
    according_to TEXT NOT NULL,
    teller TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_figures PRIMARY KEY (reading, number),
    CONSTRAINT fk_figures_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_figures_measure_published_reading ON figures (measure, published, reading)
-- next
CREATE INDEX ix_figures_subject_published_reading ON figures (subject, published, reading)
-- next
CREATE TABLE findings (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY (reading, number),
    CONSTRAINT fk_findings_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_findings_kind_reading ON findings (kind, reading)
-- next
CREATE TABLE judged (
    judgement INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    action TEXT NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER,
    CONSTRAINT pk_judged PRIMARY KEY (judgement, reading),
    CONSTRAINT fk_judged_judgement FOREIGN KEY(judgement) REFERENCES judgements (id) ON DELETE CASCADE,
    CONSTRAINT fk_judged_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_judged_reading_noun_number ON judged (reading, noun, number)
-- next
CREATE TABLE locations (
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    published TEXT,
    place TEXT NOT NULL,
    geonameid INTEGER,
    name TEXT NOT NULL,
    country TEXT,
    CONSTRAINT pk_locations PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_locations_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_locations_country_published_reading ON locations (country, published, reading)
-- next
CREATE INDEX ix_locations_geonameid_published_reading ON locations (geonameid, published, reading)
-- next
CREATE TABLE memberships (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    body TEXT NOT NULL,
    member TEXT NOT NULL,
    change TEXT NOT NULL,
    claimed INTEGER,
    time TEXT,
    begins TEXT,
    ends TEXT,
    according_to TEXT NOT NULL,
    teller TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (reading, number),
    CONSTRAINT fk_memberships_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_memberships_body_published_reading ON memberships (body, published, reading)
-- next
CREATE INDEX ix_memberships_member_published_reading ON memberships (member, published, reading)
-- next
CREATE TABLE mentions (
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    form TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_mentions PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_mentions_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE participants (
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    published TEXT,
    actor TEXT,
    words TEXT NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (reading, noun, number, role, ordinal),
    CONSTRAINT fk_participants_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_participants_actor_published_reading ON participants (actor, published, reading)
-- next
CREATE TABLE places (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    place TEXT NOT NULL,
    geonameid INTEGER,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    feature TEXT,
    country TEXT,
    admin1 TEXT,
    latitude FLOAT,
    longitude FLOAT,
    precision TEXT NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_places PRIMARY KEY (reading, number),
    CONSTRAINT fk_places_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_places_country_reading ON places (country, reading)
-- next
CREATE INDEX ix_places_geonameid_reading ON places (geonameid, reading)
-- next
CREATE TABLE positions (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    actor TEXT NOT NULL,
    proposition TEXT NOT NULL,
    text TEXT NOT NULL,
    stance TEXT NOT NULL,
    condition TEXT,
    time TEXT,
    begins TEXT,
    ends TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_positions PRIMARY KEY (reading, number),
    CONSTRAINT fk_positions_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE,
    CONSTRAINT fk_positions_proposition FOREIGN KEY(proposition) REFERENCES propositions (id)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_positions_actor_published_reading ON positions (actor, published, reading)
-- next
CREATE INDEX ix_positions_proposition_published_reading ON positions (proposition, published, reading)
-- next
CREATE TABLE search (
    id INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    headline TEXT NOT NULL,
    text TEXT NOT NULL,
    quotes TEXT NOT NULL,
    names TEXT NOT NULL,
    CONSTRAINT pk_search PRIMARY KEY (id),
    CONSTRAINT fk_search_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_search_reading ON search (reading)
-- next
CREATE TABLE statements (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT,
    statement TEXT NOT NULL,
    speaker TEXT,
    addressee TEXT,
    cue TEXT,
    content TEXT NOT NULL,
    manner TEXT NOT NULL,
    act TEXT NOT NULL,
    continues TEXT,
    inside TEXT,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_statements PRIMARY KEY (reading, number),
    CONSTRAINT fk_statements_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_statements_speaker_published_reading ON statements (speaker, published, reading)
-- next
CREATE TABLE times (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    time TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    begins TEXT,
    ends TEXT,
    anchor TEXT,
    alternatives TEXT NOT NULL,
    rule TEXT NOT NULL,
    confidence FLOAT NOT NULL,
    CONSTRAINT pk_times PRIMARY KEY (reading, number),
    CONSTRAINT fk_times_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE VIRTUAL TABLE search_index USING fts5(
    headline, text, quotes, names, content='search', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3')
-- next
CREATE TRIGGER search_inserted AFTER INSERT ON search BEGIN
    INSERT INTO search_index (rowid, headline, text, quotes, names) VALUES (new.id, new.headline, new.text, new.quotes, new.names);
END
-- next
CREATE TRIGGER search_deleted AFTER DELETE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    VALUES ('delete', old.id, old.headline, old.text, old.quotes, old.names);
END
-- next
CREATE TRIGGER search_updated AFTER UPDATE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    VALUES ('delete', old.id, old.headline, old.text, old.quotes, old.names);
    INSERT INTO search_index (rowid, headline, text, quotes, names) VALUES (new.id, new.headline, new.text, new.quotes, new.names);
END
-- next
CREATE TRIGGER judgements_UPDATE BEFORE UPDATE ON judgements
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'forgetting') BEGIN SELECT RAISE(ABORT, 'judgements are never changed or deleted'); END
-- next
CREATE TRIGGER judgements_DELETE BEFORE DELETE ON judgements
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'forgetting') BEGIN SELECT RAISE(ABORT, 'judgements are never changed or deleted'); END
