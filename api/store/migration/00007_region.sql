-- +goose Up
-- Where the marks of an acquisition lie: as the engine found it, and as people drew it. Of the marks of one acquisition,
-- kind, engine and parameter set one stands; the others were superseded by it, and searches pass over them.

CREATE TABLE segmentations (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    acquisition_id text_c NOT NULL REFERENCES acquisitions (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    engine text_c NOT NULL,
    params text_c NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    extent text_c NOT NULL,
    pitch_x_um double precision NOT NULL,
    pitch_y_um double precision NOT NULL,
    pitch_from text_c NOT NULL,
    primer text_c NOT NULL,
    aperture text_c NOT NULL,
    marks text_c NOT NULL,
    warnings text_c NOT NULL,
    refusal text_c NOT NULL
);
CREATE INDEX segmentations_acquisition ON segmentations (acquisition_id, id);
CREATE INDEX segmentations_exhibit ON segmentations (exhibit_id);
CREATE INDEX segmentations_lab ON segmentations (lab, id);

CREATE TABLE regions (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    acquisition_id text_c NOT NULL REFERENCES acquisitions (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    mark_kind text_c NOT NULL,
    revision bigint NOT NULL,
    basis text_c NOT NULL,
    outline text_c NOT NULL,
    reason text_c NOT NULL,
    supersedes_id text_c REFERENCES regions (id)
);
CREATE UNIQUE INDEX regions__revision ON regions (acquisition_id, revision);
CREATE INDEX regions_exhibit ON regions (exhibit_id);
CREATE INDEX regions_lab ON regions (lab, id);

ALTER TABLE acquisitions ADD COLUMN refusal_code text_c NOT NULL DEFAULT '';
ALTER TABLE acquisitions ADD COLUMN refusal_value double precision NOT NULL DEFAULT 0;
ALTER TABLE acquisitions ADD COLUMN refusal_limit double precision NOT NULL DEFAULT 0;
ALTER TABLE acquisitions ADD COLUMN warnings text_c NOT NULL DEFAULT 'null';

ALTER TABLE marks ADD COLUMN region_id text_c REFERENCES regions (id);
ALTER TABLE marks ADD COLUMN supersedes_id text_c REFERENCES marks (id);
ALTER TABLE marks ADD COLUMN superseded boolean NOT NULL DEFAULT false;
DROP INDEX marks__mark_kind;
CREATE UNIQUE INDEX marks__mark_kind ON marks (acquisition_id, mark_kind, engine, params) WHERE NOT superseded;
CREATE INDEX marks_acquisition ON marks (acquisition_id, id);
DROP INDEX marks_searched;
CREATE INDEX marks_searched ON marks (mark_kind, modality, engine, params, superseded, seq, exhibit_id);
