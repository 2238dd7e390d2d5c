-- What is kept beside the journal and is no event: staff, sessions, sealed personal data. Small, and never asked by member: as the settings, it stays on one
-- node, or whole on every one.
CREATE TABLE documents (
    collection text COLLATE "C" NOT NULL,
    id         text COLLATE "C" NOT NULL,
    -- 1 when it is made, and one more with every change.
    version    bigint NOT NULL,
    body       bytea NOT NULL,
    PRIMARY KEY (collection, id)
);
ALTER TABLE documents SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);

-- A log only grows, whoever writes here and with whatever tool.
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a log holds is neither changed nor removed' USING ERRCODE = 'unique_violation';
END
$$;

CREATE TRIGGER a_log_only_grows BEFORE UPDATE OR DELETE ON documents
    FOR EACH ROW WHEN (starts_with(OLD.collection, 'log.')) EXECUTE FUNCTION refuse_change_of_log();
