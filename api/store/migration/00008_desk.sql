-- +goose Up
-- What people make at the desk: marks drawn on a pair, pictures of what was on the screen, searches kept under a name.

CREATE TABLE annotations (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    candidate_id text_c NOT NULL REFERENCES candidates (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    shapes text_c NOT NULL,
    note text_c NOT NULL,
    withdrawn text_c NOT NULL
);
CREATE INDEX annotations_candidate ON annotations (candidate_id, id);
CREATE INDEX annotations_exhibit ON annotations (exhibit_id, id);
CREATE INDEX annotations_lab ON annotations (lab, id);

CREATE TABLE snapshots (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    candidate_id text_c NOT NULL REFERENCES candidates (id),
    case_id text_c REFERENCES cases (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    title text_c NOT NULL,
    "view" text_c NOT NULL,
    sha256 text_c NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    "bytes" bigint NOT NULL
);
CREATE INDEX snapshots_candidate ON snapshots (candidate_id, id);
CREATE INDEX snapshots_case ON snapshots (case_id, id);
CREATE INDEX snapshots_exhibit ON snapshots (exhibit_id, id);
CREATE INDEX snapshots_lab ON snapshots (lab, id);

CREATE TABLE saved_searches (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    "name" text_c NOT NULL,
    "query" text_c NOT NULL,
    about text_c NOT NULL,
    shared boolean NOT NULL,
    withdrawn boolean NOT NULL
);
CREATE INDEX saved_searches_lab ON saved_searches (lab, id);
CREATE INDEX saved_searches_author ON saved_searches (created_by, id);
