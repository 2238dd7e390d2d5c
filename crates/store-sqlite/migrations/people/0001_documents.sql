-- Documents by collection and id, both compared by their bytes.
CREATE TABLE documents (
    collection TEXT NOT NULL,
    id         TEXT NOT NULL,
    -- 1 when it is made, and one more with every change.
    version    INTEGER NOT NULL,
    body       BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) STRICT, WITHOUT ROWID;

-- A log only grows, whoever writes here and with whatever tool.
CREATE TRIGGER a_log_is_not_changed BEFORE UPDATE ON documents WHEN substr(OLD.collection, 1, 4) = 'log.'
BEGIN
    SELECT RAISE(ABORT, 'what a log holds is not changed');
END;

CREATE TRIGGER a_log_is_not_shortened BEFORE DELETE ON documents WHEN substr(OLD.collection, 1, 4) = 'log.'
BEGIN
    SELECT RAISE(ABORT, 'what a log holds is not removed');
END;
