-- +goose Up
-- A lead and its hit name each other: the lead's column is added when the other table is there.

CREATE TABLE searches (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    mark_id text_c NOT NULL REFERENCES marks (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    automatic boolean NOT NULL,
    filter text_c NOT NULL,
    "top" bigint NOT NULL,
    state text_c NOT NULL,
    engine text_c NOT NULL,
    params text_c NOT NULL,
    snapshot text_c NOT NULL,
    searched bigint NOT NULL,
    missing bigint NOT NULL,
    "found" bigint NOT NULL,
    finished timestamptz,
    millis bigint NOT NULL
);
CREATE INDEX searches_mark ON searches (mark_id, id);
CREATE INDEX searches_exhibit ON searches (exhibit_id, state, id);
CREATE INDEX searches_lab ON searches (lab, id);
CREATE INDEX searches_state ON searches (state, lab, id);

CREATE TABLE candidates (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    search_id text_c NOT NULL REFERENCES searches (id),
    mark_id text_c NOT NULL REFERENCES marks (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    exhibit_lab text_c NOT NULL REFERENCES laboratories (id),
    place bigint NOT NULL,
    score double precision NOT NULL,
    coarse double precision NOT NULL,
    cells bigint NOT NULL,
    cells_congruent bigint NOT NULL,
    overlap_mm2 double precision NOT NULL,
    rotation_deg double precision NOT NULL,
    shift_x_um double precision NOT NULL,
    shift_y_um double precision NOT NULL,
    state text_c NOT NULL
);
CREATE UNIQUE INDEX candidates__mark_id ON candidates (search_id, mark_id);
CREATE INDEX candidates_place ON candidates (search_id, place);
CREATE INDEX candidates_mark ON candidates (mark_id);
CREATE INDEX candidates_exhibit ON candidates (exhibit_id);

CREATE TABLE leads (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    "number" text_c NOT NULL,
    candidate_id text_c NOT NULL REFERENCES candidates (id),
    exhibit_a text_c NOT NULL REFERENCES exhibits (id),
    exhibit_b text_c NOT NULL REFERENCES exhibits (id),
    lab_b text_c NOT NULL REFERENCES laboratories (id),
    comment text_c NOT NULL,
    state text_c NOT NULL,
    first_by text_c NOT NULL,
    first_by_ref text_c GENERATED ALWAYS AS (NULLIF(first_by, '')) STORED REFERENCES accounts (id),
    second_by text_c NOT NULL,
    second_by_ref text_c GENERATED ALWAYS AS (NULLIF(second_by, '')) STORED REFERENCES accounts (id)
);
CREATE UNIQUE INDEX leads__number ON leads (lab, "number") WHERE "number" <> '';
CREATE UNIQUE INDEX leads__candidate_id ON leads (candidate_id);
CREATE INDEX leads_exhibit_a ON leads (exhibit_a);
CREATE INDEX leads_exhibit_b ON leads (exhibit_b);
CREATE INDEX leads_state ON leads (lab, state, id);
CREATE INDEX leads_lab_b ON leads (lab_b, state, id);
CREATE INDEX leads_lab ON leads (lab, id);

CREATE TABLE reviews (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    candidate_id text_c REFERENCES candidates (id),
    lead_id text_c REFERENCES leads (id),
    verdict text_c NOT NULL,
    reason text_c NOT NULL,
    open boolean NOT NULL,
    shown_ms bigint NOT NULL
);
CREATE INDEX reviews_candidate ON reviews (candidate_id, id);
CREATE INDEX reviews_lead ON reviews (lead_id, id);
CREATE INDEX reviews_lab ON reviews (lab, id);

CREATE TABLE hits (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    "number" text_c NOT NULL,
    lead_id text_c NOT NULL REFERENCES leads (id),
    exhibit_a text_c NOT NULL REFERENCES exhibits (id),
    exhibit_b text_c NOT NULL REFERENCES exhibits (id),
    lab_b text_c NOT NULL REFERENCES laboratories (id),
    finding text_c NOT NULL,
    examiner text_c NOT NULL REFERENCES accounts (id),
    confirmed text_c NOT NULL
);
CREATE UNIQUE INDEX hits__number ON hits (lab, "number") WHERE "number" <> '';
CREATE INDEX hits_lead ON hits (lead_id);
CREATE INDEX hits_exhibit_a ON hits (exhibit_a, id);
CREATE INDEX hits_exhibit_b ON hits (exhibit_b);
CREATE INDEX hits_lab_b ON hits (lab_b, id);
CREATE INDEX hits_lab ON hits (lab, id);

ALTER TABLE leads ADD COLUMN hit_id text_c REFERENCES hits (id);

CREATE TABLE notices (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    lab_ref text_c GENERATED ALWAYS AS (NULLIF(lab, '')) STORED REFERENCES laboratories (id),
    about text_c NOT NULL,
    subject text_c NOT NULL,
    "key" text_c NOT NULL,
    "number" text_c NOT NULL,
    read_by text_c NOT NULL,
    read_by_ref text_c GENERATED ALWAYS AS (NULLIF(read_by, '')) STORED REFERENCES accounts (id),
    read_at timestamptz
);
CREATE INDEX notices_lab ON notices (lab, read_by, id);
CREATE INDEX notices_subject ON notices (subject);
