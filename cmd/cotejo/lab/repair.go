package lab

import (
	"context"
	"errors"

	"cotejo/api/casework"
)

// Repair rebuilds what can be rebuilt from the database and the originals: the
// text index, the gallery, and templates and pictures that are damaged, which
// are made again. It returns what could not be.
func (l *Lab) Repair(ctx context.Context) error {
	ctx = casework.AsService(ctx)
	if err := l.Catalog.Reset(ctx); err != nil {
		return err
	}
	if err := l.Cases.IndexAll(ctx); err != nil {
		return err
	}
	if err := l.restoreTemplates(ctx); err != nil {
		return err
	}
	return l.Matcher.Rebuild(ctx, l.Cases.MarksAfter)
}

// restoreTemplates makes damaged templates and pictures again. The same engine
// makes the same bytes of the same original, so that their hashes stay.
func (l *Lab) restoreTemplates(ctx context.Context) error {
	c := &checker{Lab: l, report: &Report{}, read: map[string]error{}}
	var damaged []casework.Mark
	err := each(ctx, l.Store, func(m *casework.Mark, _ casework.Tx) error {
		if c.blob(ctx, m.Template) != nil || m.Picture != "" && c.blob(ctx, m.Picture) != nil {
			damaged = append(damaged, *m)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, m := range damaged {
		o, err := l.Cases.OriginalOf(ctx, &m)
		if err == nil {
			_, err = l.Matcher.Extract(ctx, o, true)
		}
		delete(c.read, m.Template)
		failed = append(failed, errors.Join(err, c.blob(ctx, m.Template)))
	}
	return errors.Join(failed...)
}
