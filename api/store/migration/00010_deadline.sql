-- +goose Up
-- A search may end before all of its short list was compared; which marks it takes is no longer asked of this table.

ALTER TABLE searches ADD COLUMN deadline_ms bigint NOT NULL DEFAULT 0;
ALTER TABLE searches ADD COLUMN compared bigint NOT NULL DEFAULT 0;
ALTER TABLE searches ADD COLUMN shortlisted bigint NOT NULL DEFAULT 0;

DROP INDEX marks_searched;
