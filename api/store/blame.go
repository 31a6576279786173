package store

import (
	"context"
	"reflect"
	"strings"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// blame looks for the value that is taken or the record that is missing: SQLite
// names the columns of a unique index in the text of its error only, and those of a
// foreign key nowhere.
func (sqlite) blame(ctx context.Context, tx bun.Tx, s *sheet, r casework.Record, c class, _ error) string {
	if c == missing {
		return s.dangling(ctx, tx, r)
	}
	var rules []struct{ Name, Columns string }
	err := tx.NewRaw(`SELECT l.name AS name, group_concat(i.name, ' ' ORDER BY i.seqno) AS columns
		FROM pragma_index_list(?) AS l JOIN pragma_index_info(l.name) AS i WHERE l."unique" GROUP BY l.name`, s.Name).Scan(ctx, &rules)
	if err != nil {
		return ""
	}
	for _, rule := range rules {
		if s.occupied(ctx, tx, r, strings.Fields(rule.Columns)) {
			if _, column, named := strings.Cut(rule.Name, "__"); named {
				return column
			}
			return "id"
		}
	}
	return ""
}

// dangling returns the first column of a record that names one that is not there.
func (s *sheet) dangling(ctx context.Context, tx bun.Tx, r casework.Record) string {
	var keys []struct{ Parent, Child string }
	err := tx.NewRaw(`SELECT "table" AS parent, "from" AS child FROM pragma_foreign_key_list(?)`, s.Name).Scan(ctx, &keys)
	if err != nil {
		return ""
	}
	for _, key := range keys {
		if column := strings.TrimSuffix(key.Child, "_ref"); s.absent(ctx, tx, r, key.Parent, column) {
			return column
		}
	}
	return ""
}

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
		return loginKey(a.Login), true
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
