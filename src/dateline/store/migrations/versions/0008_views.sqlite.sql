DROP TABLE evidence
-- next
DROP TABLE mentions
-- next
DROP TABLE search
-- next
CREATE INDEX ix_pieces_reading ON pieces (reading)
-- next
CREATE INDEX ix_pieces_long ON pieces (reading) WHERE piece > 0
-- next
CREATE VIEW search AS
SELECT p.id AS id, p.reading AS reading, p.piece AS piece,
    CASE WHEN p.piece = 0 THEN coalesce(v.headline, '') ELSE '' END AS headline,
    coalesce(substr(v.text, p.start + 1, p.stop - p.start), '') AS text,
    p.quotes AS quotes, p.names AS names
FROM pieces p LEFT JOIN versions v ON v.id = p.version
-- next
CREATE VIEW evidence AS
SELECT c.reading AS reading, c.noun AS noun, v.key AS number, s.key AS ordinal,
    json_extract(c.parts, '$[' || json_extract(s.value, '$[0]') || ']') || coalesce('/' || nullif(json_extract(s.value, '$[3]'), -1), '') AS part,
    json_extract(s.value, '$[1]') AS start,
    json_extract(s.value, '$[1]') + json_extract(s.value, '$[2]') AS stop,
    coalesce(
        (SELECT substr(t.text, json_extract(s.value, '$[1]') + 1, json_extract(s.value, '$[2]'))
         FROM readings r JOIN versions t ON t.id = r.version WHERE r.id = c.reading),
        (SELECT q.quote FROM quotes q WHERE q.reading = c.reading AND q.start = json_extract(s.value, '$[1]')
         AND q.stop = json_extract(s.value, '$[1]') + json_extract(s.value, '$[2]'))) AS quote,
    coalesce(json_extract(c.kinds, '$[' || json_extract(s.value, '$[4]') || '][0]'), CASE c.noun
        WHEN 'events' THEN (SELECT x.rule FROM events x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'statements' THEN (SELECT x.rule FROM statements x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'positions' THEN (SELECT x.rule FROM positions x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'commitments' THEN (SELECT x.rule FROM commitments x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'figures' THEN (SELECT x.rule FROM figures x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'memberships' THEN (SELECT x.rule FROM memberships x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'times' THEN (SELECT x.rule FROM times x WHERE x.reading = c.reading AND x.number = v.key) END) AS rule,
    coalesce(json_extract(c.kinds, '$[' || json_extract(s.value, '$[4]') || '][1]'), CASE c.noun
        WHEN 'events' THEN (SELECT x.confidence FROM events x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'statements' THEN (SELECT x.confidence FROM statements x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'positions' THEN (SELECT x.confidence FROM positions x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'commitments' THEN (SELECT x.confidence FROM commitments x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'figures' THEN (SELECT x.confidence FROM figures x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'memberships' THEN (SELECT x.confidence FROM memberships x WHERE x.reading = c.reading AND x.number = v.key)
        WHEN 'times' THEN (SELECT x.confidence FROM times x WHERE x.reading = c.reading AND x.number = v.key) END) AS confidence
FROM citations c, json_each(c.spans) v, json_each(v.value) s
-- next
CREATE VIEW mentions AS
SELECT c.reading AS reading, c.noun AS noun, v.key AS number, m.key AS ordinal,
    json_extract(m.value, '$[0]') AS form, json_extract(m.value, '$[1]') AS text
FROM citations c, json_each(c.mentions) v, json_each(v.value) m
-- next
CREATE TRIGGER pieces_inserted AFTER INSERT ON pieces BEGIN
    INSERT INTO search_index (rowid, headline, text, quotes, names)
    SELECT id, headline, text, quotes, names FROM search WHERE id = new.id;
END
-- next
CREATE TRIGGER pieces_deleted BEFORE DELETE ON pieces BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    SELECT 'delete', id, headline, text, quotes, names FROM search WHERE id = old.id;
END
-- next
CREATE TRIGGER pieces_leave BEFORE UPDATE ON pieces BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    SELECT 'delete', id, headline, text, quotes, names FROM search WHERE id = old.id;
END
-- next
CREATE TRIGGER pieces_updated AFTER UPDATE ON pieces BEGIN
    INSERT INTO search_index (rowid, headline, text, quotes, names)
    SELECT id, headline, text, quotes, names FROM search WHERE id = new.id;
END
