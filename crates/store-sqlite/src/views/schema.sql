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

-- A member's events and, right behind the last of them, the state: where a member's rows stand together, an order changes one page.
CREATE TABLE stream (
    member  BLOB NOT NULL,
    -- The event's number. 4294967296: this row is the state.
    number  INTEGER NOT NULL,
    -- The event's number in the journal; of the state the number of the last event folded in.
    seq     INTEGER NOT NULL,
    -- The event or the state, encoded.
    body    BLOB NOT NULL,
    -- The entries that the event posted, encoded; empty for the state.
    entries BLOB NOT NULL,
    -- Of the state, when time alone changes something next; NULL if never, and for events.
    due_at  INTEGER,
    PRIMARY KEY (member, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX stream_by_due_at ON stream (due_at) WHERE due_at IS NOT NULL;

-- Where an event id was used. Ids are kept as they are, not hashed: tills and shops count theirs up, so new ones stand together on few pages.
CREATE TABLE ids (
    id     TEXT PRIMARY KEY,
    member BLOB NOT NULL,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (
    wallet  INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    units   INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (wallet, kind)
) STRICT, WITHOUT ROWID;
