-- +goose Up
-- Trace requests, what came back, and background work.

CREATE TABLE trace_requests (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    firearm_id text_c NOT NULL REFERENCES firearms (id),
    case_id text_c REFERENCES cases (id),
    "number" text_c NOT NULL,
    state text_c NOT NULL,
    "date" text_c NOT NULL,
    priority text_c NOT NULL,
    urgency text_c NOT NULL,
    instructions text_c NOT NULL,
    crime_code text_c NOT NULL,
    project_code text_c NOT NULL,
    requester text_c NOT NULL,
    weapon text_c NOT NULL,
    possessor text_c NOT NULL,
    associates text_c NOT NULL,
    recovery text_c NOT NULL
);
CREATE UNIQUE INDEX trace_requests__number ON trace_requests (lab, "number") WHERE "number" <> '';
CREATE INDEX trace_requests_firearm ON trace_requests (firearm_id);
CREATE INDEX trace_requests_case ON trace_requests (case_id);
CREATE INDEX trace_requests_state ON trace_requests (lab, state, id);
CREATE INDEX trace_requests_lab ON trace_requests (lab, id);

CREATE TABLE trace_results (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    request_id text_c NOT NULL REFERENCES trace_requests (id),
    received text_c NOT NULL,
    status text_c NOT NULL,
    no_result text_c NOT NULL,
    trace_number text_c NOT NULL,
    dealer text_c NOT NULL,
    purchaser text_c NOT NULL,
    purchased text_c NOT NULL,
    recovered text_c NOT NULL,
    time_to_crime bigint NOT NULL,
    comment text_c NOT NULL,
    source_file text_c NOT NULL
);
CREATE INDEX trace_results_request ON trace_results (request_id, id);
CREATE INDEX trace_results_lab ON trace_results (lab, id);

CREATE TABLE jobs (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    lab_ref text_c GENERATED ALWAYS AS (NULLIF(lab, '')) STORED REFERENCES laboratories (id),
    job_kind text_c NOT NULL,
    subject text_c NOT NULL,
    batch boolean NOT NULL,
    state text_c NOT NULL,
    attempts bigint NOT NULL,
    problem text_c NOT NULL,
    no_search boolean NOT NULL,
    finished timestamptz
);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_subject ON jobs (subject, state);
CREATE INDEX jobs_lab ON jobs (lab, id);
