-- Projections: made from the journal, dropped and made again when this file changes. All large tables are keyed by member first.

-- How far they are.
CREATE TABLE cursor (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    -- The journal is projected up to and including this number.
    seq     INTEGER NOT NULL,
    -- The checksum of the journal's record that holds this number: tells another journal from this one.
    witness INTEGER NOT NULL,
    -- How many rows `members` has.
    members INTEGER NOT NULL
) STRICT;
INSERT INTO cursor VALUES (1, 0, 0, 0);

CREATE TABLE members (
    id          BLOB PRIMARY KEY,
    external_id TEXT,
    joined_at   INTEGER NOT NULL,
    store       TEXT,
    channel     TEXT
) STRICT, WITHOUT ROWID;
-- Unique by what the journal accepts.
CREATE INDEX members_by_external_id ON members (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE stream (
    member  BLOB NOT NULL,
    number  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    event   BLOB NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (member, number)
) STRICT, WITHOUT ROWID;

-- Where an event id was used: a 64-bit hash of it; the stream's row tells ids of one hash apart.
CREATE TABLE ids (
    hash   INTEGER NOT NULL,
    member BLOB NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (hash, member, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
    member BLOB PRIMARY KEY,
    number INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- Without those that are never due.
CREATE INDEX snapshots_by_due_at ON snapshots (due_at) WHERE due_at < 9223372036854775807;

CREATE TABLE totals (
    wallet  INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    units   INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (wallet, kind)
) STRICT, WITHOUT ROWID;
