CREATE TABLE citations (
    reading INTEGER NOT NULL,
    noun TEXT NOT NULL,
    parts TEXT NOT NULL,
    kinds TEXT NOT NULL,
    spans TEXT NOT NULL,
    mentions TEXT,
    CONSTRAINT pk_citations PRIMARY KEY (reading, noun),
    CONSTRAINT fk_citations_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
CREATE TABLE quotes (
    reading INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    quote TEXT NOT NULL,
    CONSTRAINT pk_quotes PRIMARY KEY (reading, start, stop),
    CONSTRAINT fk_quotes_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
-- next
CREATE TABLE pieces (
    id INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    version INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    quotes TEXT NOT NULL,
    names TEXT NOT NULL,
    CONSTRAINT pk_pieces PRIMARY KEY (id),
    CONSTRAINT fk_pieces_reading FOREIGN KEY(reading) REFERENCES readings (id) ON DELETE CASCADE
)
-- next
INSERT INTO quotes (reading, start, stop, quote)
SELECT DISTINCT e.reading, e.start, e.stop, e.quote
FROM versions v JOIN readings r ON r.version = v.id JOIN evidence e ON e.reading = r.id
WHERE v.text IS NULL
-- next
INSERT INTO pieces (id, reading, version, piece, start, stop, quotes, names)
SELECT s.id, s.reading, r.version, s.piece, 0, length(s.text), s.quotes, s.names
FROM search s JOIN readings r ON r.id = s.reading ORDER BY s.id
-- next
ALTER TABLE actors ADD COLUMN roles INTEGER DEFAULT 0 NOT NULL
-- next
UPDATE actors SET roles = found.roles
FROM (SELECT reading, actor,
             sum(DISTINCT CASE noun WHEN 'events' THEN 1 ELSE 4 END * CASE role WHEN 'actor' THEN 1 ELSE 2 END) AS roles
      FROM participants WHERE actor IS NOT NULL AND noun IN ('events', 'commitments') GROUP BY reading, actor) AS found
WHERE actors.reading = found.reading AND actors.actor = found.actor
-- next
DROP INDEX ix_participants_actor_published_reading
-- next
DROP INDEX ix_figures_subject_published_reading
-- next
DROP INDEX ix_actors_actor_reading_code
-- next
CREATE INDEX ix_actors_actor_reading_code_roles ON actors (actor, reading, code, roles)
-- next
CREATE INDEX ix_versions_language ON versions (language)
