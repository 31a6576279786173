-- +goose Up
-- Lists are pages by descending identifier of what some laboratories have: each table has an index for that. The index
-- exhibits_filter holds all that a search's filter asks of an exhibit, so that the exhibits themselves are not read.

CREATE TABLE cases (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    "number" text_c NOT NULL,
    refs text_c NOT NULL,
    agency text_c NOT NULL,
    unit text_c NOT NULL,
    offence text_c NOT NULL,
    occurred text_c NOT NULL,
    received text_c NOT NULL,
    place text_c NOT NULL,
    "start" text_c NOT NULL,
    status text_c NOT NULL,
    comment text_c NOT NULL
);
CREATE UNIQUE INDEX cases__number ON cases (lab, "number");
CREATE INDEX cases_lab ON cases (lab, id);

CREATE TABLE firearms (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    case_id text_c REFERENCES cases (id),
    "number" text_c NOT NULL,
    serial text_c NOT NULL,
    obliterated boolean NOT NULL,
    maker text_c NOT NULL,
    importer text_c NOT NULL,
    "type" text_c NOT NULL,
    model text_c NOT NULL,
    calibre text_c NOT NULL,
    country text_c NOT NULL,
    breech_face_class text_c NOT NULL,
    firing_pin_class text_c NOT NULL,
    consecutive boolean NOT NULL,
    markings text_c NOT NULL,
    recovered text_c NOT NULL,
    place text_c NOT NULL,
    possessor text_c NOT NULL,
    comment text_c NOT NULL
);
CREATE UNIQUE INDEX firearms__number ON firearms (lab, "number");
CREATE INDEX firearms_lab ON firearms (lab, id);
CREATE INDEX firearms_case ON firearms (case_id);
CREATE INDEX firearms_serial ON firearms (serial);

CREATE TABLE exhibits (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    case_id text_c REFERENCES cases (id),
    firearm_id text_c REFERENCES firearms (id),
    "number" text_c NOT NULL,
    origin text_c NOT NULL,
    description text_c NOT NULL,
    "found" text_c NOT NULL,
    collected text_c NOT NULL,
    method text_c NOT NULL,
    packaging text_c NOT NULL,
    place text_c NOT NULL,
    calibre text_c NOT NULL,
    cartridge text_c NOT NULL,
    brand text_c NOT NULL,
    headstamp text_c NOT NULL,
    primer_material text_c NOT NULL,
    case_material text_c NOT NULL,
    lot text_c NOT NULL,
    sequence bigint NOT NULL,
    breech_face_class text_c NOT NULL,
    firing_pin_class text_c NOT NULL,
    comment text_c NOT NULL,
    withdrawn text_c NOT NULL,
    active boolean GENERATED ALWAYS AS (withdrawn = '') STORED,
    occurred text_c NOT NULL,
    country text_c NOT NULL,
    state text_c NOT NULL
);
CREATE UNIQUE INDEX exhibits__number ON exhibits (case_id, "number");
CREATE UNIQUE INDEX exhibits_firearm__number ON exhibits (firearm_id, "number");
CREATE INDEX exhibits_lab ON exhibits (lab, id);
CREATE INDEX exhibits_filter ON exhibits (id, created_at, lab, active, calibre, origin, breech_face_class, firing_pin_class, occurred, country, state, case_id, firearm_id);

CREATE TABLE transfers (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    giver text_c NOT NULL,
    taker text_c NOT NULL,
    "at" text_c NOT NULL,
    place text_c NOT NULL,
    reason text_c NOT NULL,
    state text_c NOT NULL
);
CREATE INDEX transfers_exhibit ON transfers (exhibit_id, id);
CREATE INDEX transfers_lab ON transfers (lab, id);

CREATE TABLE acquisitions (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    sha256 text_c NOT NULL,
    "size" bigint NOT NULL,
    file_name text_c NOT NULL,
    format text_c NOT NULL,
    instrument_id text_c REFERENCES instruments (id),
    maker text_c NOT NULL,
    model text_c NOT NULL,
    serial text_c NOT NULL,
    objective text_c NOT NULL,
    aperture text_c NOT NULL,
    lighting text_c NOT NULL,
    direction double precision NOT NULL,
    pitch_um double precision NOT NULL,
    calibrated text_c NOT NULL,
    measured_at text_c NOT NULL,
    measured_by text_c NOT NULL,
    software text_c NOT NULL,
    description text_c NOT NULL,
    state text_c NOT NULL,
    refusal text_c NOT NULL,
    assumptions text_c NOT NULL
);
CREATE UNIQUE INDEX acquisitions__sha256 ON acquisitions (exhibit_id, sha256);
CREATE INDEX acquisitions_hash ON acquisitions (sha256);
CREATE INDEX acquisitions_state ON acquisitions (state, lab, id);
CREATE INDEX acquisitions_lab ON acquisitions (lab, id);
CREATE INDEX acquisitions_instrument ON acquisitions (instrument_id, id);

CREATE TABLE marks (
    id text_c NOT NULL PRIMARY KEY,
    lab text_c NOT NULL REFERENCES laboratories (id),
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text_c NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text_c NOT NULL,
    seq bigint NOT NULL,
    acquisition_id text_c NOT NULL REFERENCES acquisitions (id),
    exhibit_id text_c NOT NULL REFERENCES exhibits (id),
    mark_kind text_c NOT NULL,
    modality text_c NOT NULL,
    engine text_c NOT NULL,
    params text_c NOT NULL,
    template text_c NOT NULL,
    picture text_c NOT NULL,
    pitch_x_um double precision NOT NULL,
    pitch_y_um double precision NOT NULL,
    centre_x_um double precision NOT NULL,
    centre_y_um double precision NOT NULL,
    centre_from text_c NOT NULL,
    area_mm2 double precision NOT NULL
);
CREATE UNIQUE INDEX marks__seq ON marks (seq);
CREATE UNIQUE INDEX marks__mark_kind ON marks (acquisition_id, mark_kind, engine, params);
CREATE INDEX marks_exhibit ON marks (exhibit_id, id);
CREATE INDEX marks_lab ON marks (lab, id);
CREATE INDEX marks_searched ON marks (mark_kind, modality, engine, params, seq, exhibit_id);
