DROP INDEX ix_actors_actor_reading
-- next
CREATE INDEX ix_actors_actor_reading_code ON actors (actor, reading, code)
-- next
DROP INDEX ix_events_begins_reading
-- next
CREATE INDEX ix_events_begins_reading ON events (begins, reading) WHERE begins IS NOT NULL
-- next
DROP INDEX ix_readings_reread
-- next
CREATE INDEX ix_readings_reread ON readings (reread) WHERE reread IS NOT NULL
-- next
CREATE INDEX ix_search_pieces ON search (reading) WHERE piece > 0
