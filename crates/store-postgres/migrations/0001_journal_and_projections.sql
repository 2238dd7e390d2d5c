-- Every table stands in the schema of the store. Every large one has the member in its primary key and in every unique key, and none
-- refers to another, so that they can be distributed by member. Text is compared by its bytes.

-- The one row that whoever writes to the journal locks first. It is changed only when the edition is.
CREATE TABLE journal (
    one     boolean PRIMARY KEY CHECK (one),
    edition bigint NOT NULL
);
INSERT INTO journal VALUES (true, 0);

-- The truth, a row a fact: the journal in the order of seq, the members' streams by (member, number).
CREATE TABLE events (
    -- 1, 2, 3, ... without gaps, in the order of commits. Unique because it is counted under the lock of `journal`.
    seq    bigint NOT NULL,
    number bigint NOT NULL,
    member uuid NOT NULL,
    -- Used once over all members: looked up under the lock of `journal`.
    id     text COLLATE "C" NOT NULL,
    body   bytea NOT NULL,
    PRIMARY KEY (member, number),
    UNIQUE (id, member)
);
CREATE INDEX events_by_seq ON events (seq);

-- The retailer's own numbers that facts have claimed: once over all members, looked up as event ids are.
CREATE TABLE external_ids (
    external_id text COLLATE "C" NOT NULL,
    member      uuid NOT NULL,
    PRIMARY KEY (external_id, member)
);

-- Projections from here on: made from the journal.

-- How far they are, and how many rows `members` has. Apart from `journal`, so that projecting holds up no append.
CREATE TABLE cursor (
    one       boolean PRIMARY KEY CHECK (one),
    projected bigint NOT NULL,
    members   bigint NOT NULL
);
INSERT INTO cursor VALUES (true, 0, 0);

-- What events posted. The events themselves are not written a second time; one that posted nothing has no row here.
CREATE TABLE entries (
    member  uuid NOT NULL,
    number  bigint NOT NULL,
    entries bytea NOT NULL,
    PRIMARY KEY (member, number)
);

-- Room on each page: a state that is replaced, and due when it was, then moves no index.
CREATE TABLE states (
    member uuid PRIMARY KEY,
    number bigint NOT NULL,
    -- Microseconds since 1970, as all instants; NULL if nothing is ahead.
    due_at bigint,
    state  bytea NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX states_by_due_at ON states (due_at, member) WHERE due_at IS NOT NULL;

CREATE TABLE members (
    member      uuid PRIMARY KEY,
    external_id text COLLATE "C",
    joined_at   bigint NOT NULL,
    store       text,
    channel     text
);

CREATE TABLE totals (
    wallet  integer NOT NULL,
    kind    integer NOT NULL,
    units   bigint NOT NULL,
    entries bigint NOT NULL,
    PRIMARY KEY (wallet, kind)
);

-- Settings: small, written directly.

CREATE TABLE programs (
    version      bigint PRIMARY KEY,
    starts_at    bigint NOT NULL,
    published_at bigint NOT NULL,
    published_by text NOT NULL,
    document     text NOT NULL,
    note         text
);

CREATE TABLE keys (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE,
    name       text NOT NULL,
    hint       text NOT NULL,
    scopes     text[] NOT NULL,
    store      text,
    created_at bigint NOT NULL,
    revoked_at bigint
);

CREATE TABLE settings (
    name  text COLLATE "C" PRIMARY KEY,
    value bytea NOT NULL
);

CREATE TABLE leases (
    task       text COLLATE "C" PRIMARY KEY,
    holder     uuid NOT NULL,
    -- By the clock of this server.
    held_until timestamptz NOT NULL
);

-- A table that was counted when it was tiny is read whole by plans that outlive its being tiny: count it when it has grown.
ALTER TABLE events SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE external_ids SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE entries SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE members SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000);
ALTER TABLE states SET (autovacuum_analyze_threshold = 20000, autovacuum_vacuum_insert_threshold = 20000, autovacuum_vacuum_threshold = 20000);
