package store

import (
	"context"
	"reflect"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// absent tells whether a column of a record names a record that a table does not
// have.
func (s *sheet) absent(ctx context.Context, tx bun.Tx, r casework.Record, table, column string) bool {
	id, ok := s.valueOf(r, column)
	if !ok || id == "" {
		return false
	}
	found, err := tx.NewSelect().Table(table).Where("id = ?", id).Exists(ctx)
	return err == nil && !found
}

// occupied tells whether another record has the same values in some columns.
func (s *sheet) occupied(ctx context.Context, tx bun.Tx, r casework.Record, columns []string) bool {
	q := tx.NewSelect().Table(s.Name)
	for _, column := range columns {
		value, ok := s.valueOf(r, column)
		if !ok || value == "" { // neither NULL nor the empty text is ever taken
			return false
		}
		q.Where("? = ?", bun.Ident(column), value)
	}
	if len(columns) != 1 || columns[0] != "id" {
		q.Where("id <> ?", casework.HeadOf(r).ID)
	}
	found, err := q.Exists(ctx)
	return err == nil && found
}

// valueOf returns what a record would have in a column.
func (s *sheet) valueOf(r casework.Record, column string) (any, bool) {
	if a, ok := r.(*casework.Account); ok && column == "login_key" {
		return loginKey(a), true
	}
	f, ok := s.FieldMap[column]
	if !ok {
		return nil, false
	}
	v := f.Value(reflect.ValueOf(r).Elem())
	if v.Kind() == reflect.String {
		return v.String(), true
	}
	return v.Interface(), true
}
