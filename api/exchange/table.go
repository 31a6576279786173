package exchange

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"cotejo/api/casework"
)

// table writes records of one kind as CSV for people: UTF-8 with the mark by
// which spreadsheets know it, a column for each field.
type table struct {
	csv *csv.Writer
	row []string
}

func newTable(w io.Writer, k casework.Kind) (*table, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	t := &table{csv: csv.NewWriter(w)}
	t.row = columns(nil, "", reflect.TypeOf(casework.New(k)).Elem())
	return t, t.csv.Write(t.row)
}

// add writes a record of the table's kind.
func (t *table) add(r casework.Record) error {
	row, err := cells(t.row[:0], reflect.ValueOf(r).Elem())
	if err != nil {
		return err
	}
	return t.csv.Write(row)
}

func (t *table) close() error {
	t.csv.Flush()
	return t.csv.Error()
}

var timeType = reflect.TypeFor[time.Time]()

// shown tells whether a field is part of a record's JSON, and under which name.
func shown(f reflect.StructField) (name string, ok bool) {
	name, _, _ = strings.Cut(f.Tag.Get("json"), ",")
	return name, f.IsExported() && name != "-"
}

func nested(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != timeType }

// columns names the columns of a type: its JSON paths.
func columns(out []string, prefix string, t reflect.Type) []string {
	for i := range t.NumField() {
		f := t.Field(i)
		name, ok := shown(f)
		switch {
		case !ok:
		case f.Anonymous && name == "":
			out = columns(out, prefix, f.Type)
		case nested(f.Type):
			out = columns(out, prefix+name+".", f.Type)
		default:
			out = append(out, prefix+name)
		}
	}
	return out
}

// cells are the values of the columns.
func cells(out []string, v reflect.Value) ([]string, error) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if _, ok := shown(f); !ok {
			continue
		}
		if nested(f.Type) {
			var err error
			if out, err = cells(out, v.Field(i)); err != nil {
				return nil, err
			}
			continue
		}
		text, err := cell(v.Field(i))
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

func cell(v reflect.Value) (string, error) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", nil
		}
		v = v.Elem()
	}
	if at, ok := v.Interface().(time.Time); ok {
		if at.IsZero() {
			return "", nil
		}
		return at.Format(time.RFC3339Nano), nil
	}
	switch v.Kind() {
	case reflect.String:
		return noFormula(v.String()), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64), nil
	case reflect.Slice, reflect.Map:
		if v.Len() == 0 {
			return "", nil
		}
		text, err := json.Marshal(v.Interface())
		return string(text), err
	}
	return "", fmt.Errorf("exchange: a %s in a table", v.Type())
}

// noFormula keeps a spreadsheet from taking a text for a formula (OWASP, CSV
// injection).
func noFormula(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && s != "" {
		return "'" + s
	}
	return s
}
