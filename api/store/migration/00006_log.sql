-- +goose Up
-- What only grows: history and audit log; and counters and notes.

CREATE TABLE history (
    seq bigint NOT NULL PRIMARY KEY,
    kind text_c NOT NULL,
    id text_c NOT NULL,
    lab text_c NOT NULL,
    version bigint NOT NULL,
    "at" timestamptz NOT NULL,
    "by" text_c NOT NULL,
    body text_c NOT NULL
);
CREATE UNIQUE INDEX history__version ON history (kind, id, version);

-- The sequence number last given to a change, in one row.
CREATE TABLE history_end (
    one bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    seq bigint NOT NULL
);
INSERT INTO history_end (one, seq) VALUES (1, 0);

CREATE TABLE counters (
    name text_c NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);

CREATE TABLE notes (
    "key" text_c NOT NULL PRIMARY KEY,
    "text" text_c NOT NULL,
    expires timestamptz
);
CREATE INDEX notes_expires ON notes (expires);

CREATE TABLE ledger_entries (
    n bigint NOT NULL PRIMARY KEY,
    "at" timestamptz NOT NULL,
    account text_c NOT NULL,
    lab text_c NOT NULL,
    action text_c NOT NULL,
    kind text_c NOT NULL,
    subject text_c NOT NULL,
    "text" bytea NOT NULL
);
CREATE INDEX ledger_entries_at ON ledger_entries ("at");
CREATE INDEX ledger_entries_account ON ledger_entries (account, n);
CREATE INDEX ledger_entries_lab ON ledger_entries (lab, n);
CREATE INDEX ledger_entries_action ON ledger_entries (action, n);
CREATE INDEX ledger_entries_kind ON ledger_entries (kind, n);
CREATE INDEX ledger_entries_subject ON ledger_entries (subject, n);

CREATE TABLE ledger_hashes (
    idx bigint NOT NULL PRIMARY KEY,
    "hash" bytea NOT NULL
);

CREATE TABLE ledger_heads (
    size bigint NOT NULL PRIMARY KEY,
    note bytea NOT NULL
);
