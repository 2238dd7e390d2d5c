-- What an event posted, where whoever appended it said so: then projecting writes no row of `entries` for it. NULL: not said.
ALTER TABLE events ADD COLUMN entries bytea;

-- What was said of events up to this number was dropped with the projections: they have rows in `entries`, which come first.
ALTER TABLE cursor ADD COLUMN dropped bigint NOT NULL DEFAULT 0;
