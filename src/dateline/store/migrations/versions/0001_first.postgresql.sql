CREATE TABLE backups (
    file TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_backups PRIMARY KEY (file)
)
-- next
CREATE TABLE counters (
    name TEXT COLLATE "C" NOT NULL,
    next INTEGER NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (name)
)
-- next
CREATE TABLE forgotten (
    sha256 TEXT COLLATE "C" NOT NULL,
    forgotten_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_forgotten PRIMARY KEY (sha256)
)
-- next
CREATE TABLE judgements (
    id INTEGER NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    article TEXT COLLATE "C",
    noun TEXT COLLATE "C",
    value TEXT COLLATE "C",
    words TEXT COLLATE "C",
    field TEXT COLLATE "C",
    replacement TEXT COLLATE "C",
    actor TEXT COLLATE "C",
    other TEXT COLLATE "C",
    withdraws INTEGER,
    CONSTRAINT pk_judgements PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_judgements_article ON judgements (article)
-- next
CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (key)
)
-- next
CREATE TABLE notices (
    id INTEGER NOT NULL,
    raised_at TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C",
    message TEXT COLLATE "C" NOT NULL,
    ended_at TEXT COLLATE "C",
    CONSTRAINT pk_notices PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_notices_kind_subject ON notices (kind, subject)
-- next
CREATE TABLE propositions (
    id TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    kept_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_propositions PRIMARY KEY (id)
)
-- next
CREATE TABLE raw (
    sha256 TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C",
    size INTEGER NOT NULL,
    content BYTEA,
    kept_at TEXT COLLATE "C" NOT NULL,
    dropped_at TEXT COLLATE "C",
    CONSTRAINT pk_raw PRIMARY KEY (sha256)
)
-- next
CREATE TABLE releases (
    name TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    folder TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    program TEXT COLLATE "C" NOT NULL,
    answers INTEGER NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (name)
)
-- next
CREATE TABLE rereads (
    id INTEGER NOT NULL,
    started_at TEXT COLLATE "C" NOT NULL,
    finished_at TEXT COLLATE "C",
    since TEXT COLLATE "C",
    program TEXT COLLATE "C" NOT NULL,
    knowledge TEXT COLLATE "C" NOT NULL,
    readings INTEGER,
    changed INTEGER,
    CONSTRAINT pk_rereads PRIMARY KEY (id)
)
-- next
CREATE TABLE sources (
    id INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C",
    address TEXT COLLATE "C",
    added_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_sources PRIMARY KEY (id),
    CONSTRAINT uq_sources_name UNIQUE (name)
)
-- next
CREATE TABLE articles (
    id TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    source INTEGER,
    kept_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_articles PRIMARY KEY (id),
    CONSTRAINT fk_articles_source FOREIGN KEY(source) REFERENCES sources (id)
)
-- next
CREATE INDEX ix_articles_source ON articles (source)
-- next
CREATE TABLE versions (
    id INTEGER NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    uri TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    source_sha256 TEXT COLLATE "C" NOT NULL,
    raw TEXT COLLATE "C",
    source INTEGER,
    language TEXT COLLATE "C",
    headline TEXT COLLATE "C",
    byline TEXT COLLATE "C",
    agency TEXT COLLATE "C",
    published TEXT COLLATE "C",
    published_from TEXT COLLATE "C",
    text TEXT,
    length INTEGER NOT NULL,
    retrieved TEXT COLLATE "C",
    kept_at TEXT COLLATE "C" NOT NULL,
    text_dropped_at TEXT COLLATE "C",
    redacted_at TEXT COLLATE "C",
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
    article TEXT COLLATE "C" NOT NULL,
    published TEXT COLLATE "C",
    current BOOLEAN NOT NULL,
    kept_at TEXT COLLATE "C",
    superseded_at TEXT COLLATE "C",
    reread INTEGER,
    program TEXT COLLATE "C" NOT NULL,
    knowledge TEXT COLLATE "C" NOT NULL,
    models TEXT COLLATE "C" NOT NULL,
    settings TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    record BYTEA NOT NULL,
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
CREATE INDEX ix_readings_latest ON readings (published, id) WHERE current
-- next
CREATE INDEX ix_readings_published ON readings (published, id)
-- next
CREATE INDEX ix_readings_reread ON readings (reread)
-- next
CREATE INDEX ix_readings_version ON readings (version)
-- next
CREATE UNIQUE INDEX uq_readings_current ON readings (article) WHERE current
-- next
CREATE TABLE actors (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    office TEXT COLLATE "C",
    office_of TEXT COLLATE "C",
    office_from TEXT COLLATE "C",
    office_until TEXT COLLATE "C",
    speaks_for TEXT COLLATE "C",
    known BOOLEAN NOT NULL,
    CONSTRAINT pk_actors PRIMARY KEY (reading, number),
    CONSTRAINT fk_actors_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_actors_actor_reading ON actors (actor, reading)
-- next
CREATE INDEX ix_actors_code_reading ON actors (code, reading)
-- next
CREATE TABLE commitments (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT COLLATE "C",
    type TEXT COLLATE "C",
    action TEXT COLLATE "C" NOT NULL,
    towards TEXT COLLATE "C",
    stance TEXT COLLATE "C",
    deadline TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    statement TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_commitments PRIMARY KEY (reading, number),
    CONSTRAINT fk_commitments_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_commitments_deadline_reading ON commitments (deadline, reading)
-- next
CREATE INDEX ix_commitments_status_published_reading ON commitments (status, published, reading)
-- next
CREATE TABLE events (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT COLLATE "C",
    event TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C",
    contexts TEXT COLLATE "C" NOT NULL,
    trigger TEXT COLLATE "C" NOT NULL,
    time TEXT COLLATE "C",
    begins TEXT COLLATE "C",
    ends TEXT COLLATE "C",
    killed INTEGER,
    wounded INTEGER,
    arrested INTEGER,
    size INTEGER,
    status TEXT COLLATE "C" NOT NULL,
    certainty TEXT COLLATE "C" NOT NULL,
    polarity TEXT COLLATE "C" NOT NULL,
    score FLOAT(53) NOT NULL,
    according_to TEXT COLLATE "C" NOT NULL,
    teller TEXT COLLATE "C",
    statement TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (reading, number),
    CONSTRAINT fk_events_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_events_begins_reading ON events (begins, reading)
-- next
CREATE INDEX ix_events_status_published_reading ON events (status, published, reading)
-- next
CREATE INDEX ix_events_type_status_published_reading ON events (type, status, published, reading)
-- next
CREATE TABLE evidence (
    reading INTEGER NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    quote TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_evidence_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE TABLE figures (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT COLLATE "C",
    measure TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C",
    value FLOAT(53),
    low FLOAT(53),
    high FLOAT(53),
    bound TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    place TEXT COLLATE "C",
    time TEXT COLLATE "C",
    begins TEXT COLLATE "C",
    ends TEXT COLLATE "C",
    according_to TEXT COLLATE "C" NOT NULL,
    teller TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_figures PRIMARY KEY (reading, number),
    CONSTRAINT fk_figures_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_figures_measure_published_reading ON figures (measure, published, reading)
-- next
CREATE INDEX ix_figures_subject_published_reading ON figures (subject, published, reading)
-- next
CREATE TABLE findings (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY (reading, number),
    CONSTRAINT fk_findings_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_findings_kind_reading ON findings (kind, reading)
-- next
CREATE TABLE judged (
    judgement INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER,
    CONSTRAINT pk_judged PRIMARY KEY (judgement, reading),
    CONSTRAINT fk_judged_judgement FOREIGN KEY(judgement) REFERENCES judgements (id) ON DELETE CASCADE,
    CONSTRAINT fk_judged_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_judged_reading_noun_number ON judged (reading, noun, number)
-- next
CREATE TABLE locations (
    reading INTEGER NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    published TEXT COLLATE "C",
    place TEXT COLLATE "C" NOT NULL,
    geonameid INTEGER,
    name TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    CONSTRAINT pk_locations PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_locations_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_locations_country_published_reading ON locations (country, published, reading)
-- next
CREATE INDEX ix_locations_geonameid_published_reading ON locations (geonameid, published, reading)
-- next
CREATE TABLE memberships (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT COLLATE "C",
    body TEXT COLLATE "C" NOT NULL,
    member TEXT COLLATE "C" NOT NULL,
    change TEXT COLLATE "C" NOT NULL,
    claimed INTEGER,
    time TEXT COLLATE "C",
    begins TEXT COLLATE "C",
    ends TEXT COLLATE "C",
    according_to TEXT COLLATE "C" NOT NULL,
    teller TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (reading, number),
    CONSTRAINT fk_memberships_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_memberships_body_published_reading ON memberships (body, published, reading)
-- next
CREATE INDEX ix_memberships_member_published_reading ON memberships (member, published, reading)
-- next
CREATE TABLE mentions (
    reading INTEGER NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_mentions PRIMARY KEY (reading, noun, number, ordinal),
    CONSTRAINT fk_mentions_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE TABLE participants (
    reading INTEGER NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    ordinal INTEGER NOT NULL,
    published TEXT COLLATE "C",
    actor TEXT COLLATE "C",
    words TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (reading, noun, number, role, ordinal),
    CONSTRAINT fk_participants_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_participants_actor_published_reading ON participants (actor, published, reading)
-- next
CREATE TABLE places (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    geonameid INTEGER,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    feature TEXT COLLATE "C",
    country TEXT COLLATE "C",
    admin1 TEXT COLLATE "C",
    latitude FLOAT(53),
    longitude FLOAT(53),
    precision TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_places PRIMARY KEY (reading, number),
    CONSTRAINT fk_places_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_places_country_reading ON places (country, reading)
-- next
CREATE INDEX ix_places_geonameid_reading ON places (geonameid, reading)
-- next
CREATE TABLE positions (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    published TEXT COLLATE "C",
    actor TEXT COLLATE "C" NOT NULL,
    proposition TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    stance TEXT COLLATE "C" NOT NULL,
    condition TEXT COLLATE "C",
    time TEXT COLLATE "C",
    begins TEXT COLLATE "C",
    ends TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_positions PRIMARY KEY (reading, number),
    CONSTRAINT fk_positions_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE,
    CONSTRAINT fk_positions_proposition FOREIGN KEY(proposition) REFERENCES propositions (id)
)
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
    published TEXT COLLATE "C",
    statement TEXT COLLATE "C" NOT NULL,
    speaker TEXT COLLATE "C",
    addressee TEXT COLLATE "C",
    cue TEXT COLLATE "C",
    content TEXT COLLATE "C" NOT NULL,
    manner TEXT COLLATE "C" NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    continues TEXT COLLATE "C",
    inside TEXT COLLATE "C",
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_statements PRIMARY KEY (reading, number),
    CONSTRAINT fk_statements_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_statements_speaker_published_reading ON statements (speaker, published, reading)
-- next
CREATE TABLE times (
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    time TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    begins TEXT COLLATE "C",
    ends TEXT COLLATE "C",
    anchor TEXT COLLATE "C",
    alternatives TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    confidence FLOAT(53) NOT NULL,
    CONSTRAINT pk_times PRIMARY KEY (reading, number),
    CONSTRAINT fk_times_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
ALTER TABLE search ADD COLUMN document tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple'::regconfig, translate(headline, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯưǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUuDDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy')), 'A') || setweight(to_tsvector('simple'::regconfig, translate(names, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯưǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUuDDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy')), 'B') || setweight(to_tsvector('simple'::regconfig, translate(quotes, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯưǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUuDDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy')), 'C') || setweight(to_tsvector('simple'::regconfig, translate("text", 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯưǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUuDDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy')), 'D')) STORED
-- next
CREATE INDEX ix_search_document ON search USING gin (document)
-- next
CREATE FUNCTION judgements_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF NOT EXISTS (SELECT 1 FROM meta WHERE key = 'forgetting') THEN RAISE EXCEPTION 'judgements are never changed or deleted'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$
-- next
CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements FOR EACH ROW EXECUTE FUNCTION judgements_stay()
