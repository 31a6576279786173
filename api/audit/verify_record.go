package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"cotejo/api/casework"
)

// records checks that every record is what its history says last.
func (v *verification) records(ctx context.Context) error {
	for _, kind := range casework.Kinds() {
		if !casework.Historic(kind) {
			continue
		}
		for last, more := "", true; more; {
			err := v.store.View(ctx, func(tx casework.Tx) (err error) {
				last, more, err = v.recordPage(ctx, tx, kind, last)
				return err
			})
			if err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
		}
	}
	return nil
}

// recordPage checks the records after an identifier, and returns the last one's.
func (v *verification) recordPage(ctx context.Context, tx casework.Tx, kind casework.Kind, after string) (last string, more bool, err error) {
	// A slice of the kind's own type, as Find wants it.
	list := reflect.New(reflect.SliceOf(reflect.TypeOf(casework.New(kind))))
	q := casework.Query{Where: []casework.Cond{{Column: "id", Op: casework.Greater, Value: after}}, Order: []string{"id"}, Limit: page}
	if err := tx.Find(ctx, list.Interface(), q); err != nil {
		return "", false, err
	}
	for i := range list.Elem().Len() {
		r := list.Elem().Index(i).Interface().(casework.Record)
		if err := v.record(ctx, tx, r); err != nil {
			return "", false, err
		}
		last = casework.HeadOf(r).ID
	}
	return last, list.Elem().Len() == page, nil
}

// record holds a record against the last version in its history.
func (v *verification) record(ctx context.Context, tx casework.Tx, r casework.Record) error {
	v.report.Records++
	head := casework.HeadOf(r)
	history, err := tx.History(ctx, r.Kind(), head.ID)
	if err != nil && casework.CodeOf(err) != casework.CodeNotFound {
		return err
	}
	if len(history) == 0 {
		v.report.find(Finding{Key: "audit.record_unlogged", Kind: r.Kind(), Record: head.ID, Version: head.Version})
		return nil
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if last := history[len(history)-1]; !bytes.Equal(body, last.Body) {
		v.report.find(finding("audit.record_differs", last, ""))
	}
	return nil
}
