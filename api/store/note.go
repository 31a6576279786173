package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"
)

// Next returns the next value of a counter.
func (t *tx) Next(ctx context.Context, counter string) (int64, error) {
	if err := t.mayChange(ctx, counter); err != nil {
		return 0, err
	}
	var n int64
	err := t.NewRaw(`INSERT INTO counters (name, value) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`, counter).Scan(ctx, &n)
	return n, t.fail(ctx, err)
}

// note is a row of the notes.
type note struct {
	bun.BaseModel `bun:"table:notes"`

	Key     string    `bun:"key,pk"`
	Text    string    `bun:"text"`
	Expires time.Time `bun:"expires,nullzero"`
}

// Note returns a note's text. One that has expired is there until DropExpired.
func (t *tx) Note(ctx context.Context, key string) (string, error) {
	if err := t.ready(ctx); err != nil {
		return "", err
	}
	if err := storable(key); err != nil {
		return "", err
	}
	n := note{Key: key}
	err := t.NewSelect().Model(&n).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return n.Text, t.fail(ctx, err)
}

// SetNote sets a note's text; the empty text removes it.
func (t *tx) SetNote(ctx context.Context, key, text string, expires time.Time) error {
	if err := t.mayChange(ctx, key, text, expires); err != nil {
		return err
	}
	n := &note{Key: key, Text: text, Expires: moment(expires)}
	if text == "" {
		_, err := t.NewDelete().Model(n).WherePK().Exec(ctx)
		return t.fail(ctx, err)
	}
	_, err := t.NewInsert().Model(n).On("CONFLICT (key) DO UPDATE").
		Set("text = EXCLUDED.text").Set("expires = EXCLUDED.expires").Returning("NULL").Exec(ctx)
	return t.fail(ctx, err)
}
