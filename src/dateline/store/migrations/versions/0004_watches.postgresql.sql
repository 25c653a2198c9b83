CREATE TABLE watches (
    id INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    "on" BOOLEAN NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_watches PRIMARY KEY (id),
    CONSTRAINT uq_watches_name UNIQUE (name)
)
-- next
CREATE TABLE watch_ways (
    name TEXT COLLATE "C" NOT NULL,
    settings TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_watch_ways PRIMARY KEY (name)
)
-- next
CREATE TABLE alerts (
    id INTEGER NOT NULL,
    watch INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    raised_at TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    reading INTEGER,
    noun TEXT COLLATE "C",
    number INTEGER,
    story INTEGER,
    subject INTEGER,
    state TEXT COLLATE "C" NOT NULL,
    held BOOLEAN NOT NULL,
    CONSTRAINT pk_alerts PRIMARY KEY (id),
    CONSTRAINT fk_alerts_watch FOREIGN KEY(watch) REFERENCES watches (id) ON DELETE CASCADE,
    CONSTRAINT fk_alerts_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_alerts_reading ON alerts (reading)
-- next
CREATE INDEX ix_alerts_thread ON alerts (thread)
-- next
CREATE INDEX ix_alerts_watch_day ON alerts (watch, day)
-- next
CREATE INDEX ix_alerts_watch_raised_at ON alerts (watch, raised_at)
-- next
CREATE TABLE watch_told (
    watch INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    noun TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    key TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_watch_told PRIMARY KEY (watch, reading, noun, number),
    CONSTRAINT fk_watch_told_watch FOREIGN KEY(watch) REFERENCES watches (id) ON DELETE CASCADE,
    CONSTRAINT fk_watch_told_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_watch_told_reading ON watch_told (reading)
-- next
CREATE INDEX ix_watch_told_watch_key ON watch_told (watch, key)
-- next
CREATE TABLE watch_seen (
    watch INTEGER NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    seen_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_watch_seen PRIMARY KEY (watch, key),
    CONSTRAINT fk_watch_seen_watch FOREIGN KEY(watch) REFERENCES watches (id) ON DELETE CASCADE
)
-- next
CREATE TABLE watch_counts (
    watch INTEGER NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    matches INTEGER NOT NULL,
    CONSTRAINT pk_watch_counts PRIMARY KEY (watch, day),
    CONSTRAINT fk_watch_counts_watch FOREIGN KEY(watch) REFERENCES watches (id) ON DELETE CASCADE
)
-- next
CREATE TABLE deliveries (
    id INTEGER NOT NULL,
    watch INTEGER NOT NULL,
    way TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    made_at TEXT COLLATE "C" NOT NULL,
    due_at TEXT COLLATE "C" NOT NULL,
    tries INTEGER NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    leased_until TEXT COLLATE "C",
    lease TEXT COLLATE "C",
    sent_at TEXT COLLATE "C",
    problem TEXT COLLATE "C",
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_deliveries_watch FOREIGN KEY(watch) REFERENCES watches (id) ON DELETE CASCADE,
    CONSTRAINT uq_deliveries_key UNIQUE (key)
)
-- next
CREATE INDEX ix_deliveries_state_due_at ON deliveries (state, due_at)
-- next
CREATE INDEX ix_deliveries_watch ON deliveries (watch)
-- next
CREATE TABLE delivery_alerts (
    delivery INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    CONSTRAINT pk_delivery_alerts PRIMARY KEY (delivery, alert),
    CONSTRAINT fk_delivery_alerts_delivery FOREIGN KEY(delivery) REFERENCES deliveries (id) ON DELETE CASCADE,
    CONSTRAINT fk_delivery_alerts_alert FOREIGN KEY(alert) REFERENCES alerts (id) ON DELETE CASCADE
)
-- next
CREATE INDEX ix_delivery_alerts_alert ON delivery_alerts (alert)
-- next
CREATE TABLE alert_people (
    alert INTEGER NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    seen_at TEXT COLLATE "C",
    acknowledged_at TEXT COLLATE "C",
    snoozed_until TEXT COLLATE "C",
    CONSTRAINT pk_alert_people PRIMARY KEY (alert, who),
    CONSTRAINT fk_alert_people_alert FOREIGN KEY(alert) REFERENCES alerts (id) ON DELETE CASCADE
)
-- next
CREATE TABLE story_mutes (
    story INTEGER NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    muted_at TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_story_mutes PRIMARY KEY (story, who)
)
