-- The truth: one row is a record, a batch of facts as tessera-store's `record` writes it.
CREATE TABLE journal (
    -- The number of the record's last fact; its first is one after the last of the row before.
    last   INTEGER PRIMARY KEY,
    record BLOB NOT NULL
) STRICT;

CREATE TABLE programs (
    version      INTEGER PRIMARY KEY,
    starts_at    INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    published_by TEXT NOT NULL,
    document     TEXT NOT NULL,
    note         TEXT
) STRICT;

CREATE TABLE keys (
    id         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    hint       TEXT NOT NULL,
    store      TEXT,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE key_scopes (
    key   INTEGER NOT NULL REFERENCES keys (id),
    place INTEGER NOT NULL,
    scope TEXT NOT NULL,
    PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
