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
SELECT p.id, p.reading, p.piece,
    CASE WHEN p.piece = 0 THEN coalesce(v.headline, '') ELSE '' END AS headline,
    coalesce(substr(v.text, p.start + 1, p.stop - p.start), '') AS text,
    p.quotes, p.names
FROM pieces p LEFT JOIN versions v ON v.id = p.version
-- next
CREATE VIEW evidence AS
SELECT c.reading, c.noun, (v.at - 1)::integer AS number, (s.at - 1)::integer AS ordinal,
    ((c.parts::jsonb ->> (s.value ->> 0)::integer) || coalesce('/' || nullif(s.value ->> 3, '-1'), '')) COLLATE "C" AS part,
    (s.value ->> 1)::integer AS start,
    (s.value ->> 1)::integer + (s.value ->> 2)::integer AS stop,
    coalesce(
        (SELECT substr(t.text, (s.value ->> 1)::integer + 1, (s.value ->> 2)::integer)
         FROM readings r JOIN versions t ON t.id = r.version WHERE r.id = c.reading),
        (SELECT q.quote FROM quotes q WHERE q.reading = c.reading AND q.start = (s.value ->> 1)::integer
         AND q.stop = (s.value ->> 1)::integer + (s.value ->> 2)::integer)) COLLATE "C" AS quote,
    coalesce(c.kinds::jsonb -> (s.value ->> 4)::integer ->> 0, CASE c.noun
        WHEN 'events' THEN (SELECT x.rule FROM events x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'statements' THEN (SELECT x.rule FROM statements x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'positions' THEN (SELECT x.rule FROM positions x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'commitments' THEN (SELECT x.rule FROM commitments x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'figures' THEN (SELECT x.rule FROM figures x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'memberships' THEN (SELECT x.rule FROM memberships x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'times' THEN (SELECT x.rule FROM times x WHERE x.reading = c.reading AND x.number = v.at - 1) END) COLLATE "C" AS rule,
    coalesce((c.kinds::jsonb -> (s.value ->> 4)::integer ->> 1)::double precision, CASE c.noun
        WHEN 'events' THEN (SELECT x.confidence FROM events x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'statements' THEN (SELECT x.confidence FROM statements x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'positions' THEN (SELECT x.confidence FROM positions x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'commitments' THEN (SELECT x.confidence FROM commitments x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'figures' THEN (SELECT x.confidence FROM figures x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'memberships' THEN (SELECT x.confidence FROM memberships x WHERE x.reading = c.reading AND x.number = v.at - 1)
        WHEN 'times' THEN (SELECT x.confidence FROM times x WHERE x.reading = c.reading AND x.number = v.at - 1) END) AS confidence
FROM citations c
CROSS JOIN LATERAL jsonb_array_elements(c.spans::jsonb) WITH ORDINALITY AS v(value, at)
CROSS JOIN LATERAL jsonb_array_elements(v.value) WITH ORDINALITY AS s(value, at)
-- next
CREATE VIEW mentions AS
SELECT c.reading, c.noun, (v.at - 1)::integer AS number, (m.at - 1)::integer AS ordinal,
    (m.value ->> 0) COLLATE "C" AS form, (m.value ->> 1) COLLATE "C" AS text
FROM citations c
CROSS JOIN LATERAL jsonb_array_elements(c.mentions::jsonb) WITH ORDINALITY AS v(value, at)
CROSS JOIN LATERAL jsonb_array_elements(v.value) WITH ORDINALITY AS m(value, at)
-- next
CREATE FUNCTION dateline_folded(said text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
SELECT translate(said, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯưǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUuDDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy') $$
-- next
ALTER TABLE pieces ADD COLUMN document tsvector
-- next
CREATE FUNCTION pieces_indexed() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE found record; BEGIN
SELECT CASE WHEN new.piece = 0 THEN coalesce(v.headline, '') ELSE '' END AS headline,
    coalesce(substr(v.text, new.start + 1, new.stop - new.start), '') AS body
INTO found FROM (SELECT 1) AS always LEFT JOIN versions v ON v.id = new.version;
new.document := setweight(to_tsvector('simple'::regconfig, dateline_folded(found.headline)), 'A') || setweight(to_tsvector('simple'::regconfig, dateline_folded(new.names)), 'B') || setweight(to_tsvector('simple'::regconfig, dateline_folded(new.quotes)), 'C') || setweight(to_tsvector('simple'::regconfig, dateline_folded(found.body)), 'D');
RETURN new; END $$
-- next
CREATE TRIGGER pieces_indexed BEFORE INSERT OR UPDATE ON pieces FOR EACH ROW EXECUTE FUNCTION pieces_indexed()
-- next
UPDATE pieces SET start = start
-- next
CREATE INDEX ix_pieces_document ON pieces USING gin (document)
