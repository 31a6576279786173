-- +goose Up
-- Numbered documents about candidates and hits; and what counts the candidates of a list that nobody has judged.

CREATE TABLE reports (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    "number" text_c NOT NULL,
    about text_c NOT NULL,
    subject text_c NOT NULL,
    candidate_id text_c NOT NULL REFERENCES candidates (id),
    case_id text_c REFERENCES cases (id),
    language text_c NOT NULL,
    sha256 text_c NOT NULL,
    "bytes" bigint NOT NULL,
    audit_size bigint NOT NULL,
    audit_head text_c NOT NULL
);
CREATE UNIQUE INDEX reports__number ON reports (lab, "number");
CREATE INDEX reports_subject ON reports (subject, id);
CREATE INDEX reports_candidate ON reports (candidate_id, id);
CREATE INDEX reports_case ON reports (case_id, id);
CREATE INDEX reports_lab ON reports (lab, id);

CREATE INDEX candidates_state ON candidates (search_id, state);
