-- +goose Up
-- The type text_c is text that compares byte by byte: a domain on PostgreSQL, and of text affinity on SQLite by its name.
-- A unique index is named TABLE__COLUMN after the column that a person is told of when its value is taken.
-- Where "" stands for no record, the column NAME_ref carries the foreign key of NAME.

CREATE TABLE laboratories (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    code text_c NOT NULL,
    name text_c NOT NULL,
    agency text_c NOT NULL,
    ori text_c NOT NULL,
    address text_c NOT NULL,
    phone text_c NOT NULL,
    place text_c NOT NULL,
    sharing text_c NOT NULL,
    auto_search text_c NOT NULL,
    blind_decoys bigint NOT NULL
);
CREATE UNIQUE INDEX laboratories__code ON laboratories (code);

CREATE TABLE accounts (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    lab_ref text_c GENERATED ALWAYS AS (NULLIF(lab, '')) STORED REFERENCES laboratories (id),
    login text_c NOT NULL,
    login_key text_c NOT NULL,
    name text_c NOT NULL,
    post text_c NOT NULL,
    badge text_c NOT NULL,
    email text_c NOT NULL,
    language text_c NOT NULL,
    memberships text_c NOT NULL,
    disabled boolean NOT NULL,
    subject text_c NOT NULL,
    password_hash text_c NOT NULL,
    must_change boolean NOT NULL,
    failures bigint NOT NULL,
    locked_until timestamptz
);
CREATE UNIQUE INDEX accounts__login ON accounts (login_key);
CREATE UNIQUE INDEX accounts__subject ON accounts (subject) WHERE subject <> '';
CREATE INDEX accounts_lab ON accounts (lab, id);

CREATE TABLE tokens (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    lab_ref text_c GENERATED ALWAYS AS (NULLIF(lab, '')) STORED REFERENCES laboratories (id),
    account text_c NOT NULL REFERENCES accounts (id),
    name text_c NOT NULL,
    scopes text_c NOT NULL,
    expires timestamptz NOT NULL,
    "used" timestamptz,
    revoked boolean NOT NULL,
    "hash" text_c NOT NULL
);
CREATE UNIQUE INDEX tokens__hash ON tokens ("hash");
CREATE INDEX tokens_account ON tokens (account, id);

CREATE TABLE sessions (
    id text_c NOT NULL PRIMARY KEY,
    account text_c NOT NULL,
    account_ref text_c GENERATED ALWAYS AS (NULLIF(account, '')) STORED REFERENCES accounts (id),
    data bytea,
    created timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    address text_c NOT NULL,
    agent text_c NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_ref);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE instruments (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    maker text_c NOT NULL,
    model text_c NOT NULL,
    serial text_c NOT NULL,
    objectives text_c NOT NULL,
    calibrated text_c NOT NULL,
    retired boolean NOT NULL,
    comment text_c NOT NULL
);
CREATE INDEX instruments_lab ON instruments (lab, id);
