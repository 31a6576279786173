package store

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"cotejo/api/casework"
)

// sheet is the table of a record kind. Its columns are the bun tags of the record's
// type and nothing else, so that no name from outside becomes SQL.
type sheet struct {
	*schema.Table
	kind casework.Kind
}

var timeType = reflect.TypeFor[time.Time]()

// sheetOf returns the table of a kind.
func sheetOf(db bun.IDB, k casework.Kind) (*sheet, error) {
	r := casework.New(k)
	if r == nil {
		return nil, fmt.Errorf("store: no kind of record is called %q", k)
	}
	return &sheet{Table: db.Dialect().Tables().Get(reflect.TypeOf(r)), kind: k}, nil
}

// sheetFor returns the table of a record, which must be of one of casework's types.
func sheetFor(db bun.IDB, r casework.Record) (*sheet, error) {
	v := reflect.ValueOf(r)
	if r == nil || v.IsNil() {
		return nil, fmt.Errorf("store: no record is given")
	}
	s, err := sheetOf(db, r.Kind())
	if err == nil && v.Type() != reflect.PointerTo(s.Type) {
		return nil, fmt.Errorf("store: %T is not the type of %s records", r, r.Kind())
	}
	return s, err
}

// column returns the field of a column that can be compared: a value, not JSON.
func (s *sheet) column(name string) (*schema.Field, error) {
	f, ok := s.FieldMap[name]
	if !ok {
		return nil, fmt.Errorf("store: %s records have no column %q", s.kind, name)
	}
	switch f.IndirectType.Kind() {
	case reflect.String, reflect.Int, reflect.Int64, reflect.Float64, reflect.Bool:
		return f, nil
	}
	if f.IndirectType != timeType {
		return nil, fmt.Errorf("store: column %q of %s records cannot be compared", name, s.kind)
	}
	return f, nil
}

// align brings a record's times to the form in which they are stored.
func (s *sheet) align(r reflect.Value) {
	for _, f := range s.Fields {
		if f.IndirectType == timeType {
			at := f.Value(r)
			at.Set(reflect.ValueOf(moment(at.Interface().(time.Time))))
		}
	}
}

// shown is the name by which people know a column: that in the JSON.
func (s *sheet) shown(column string) string {
	f, ok := s.FieldMap[column]
	if !ok {
		return column
	}
	name, _, _ := strings.Cut(f.StructField.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return column
	}
	return name
}
