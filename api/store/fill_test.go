package store_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
)

// references are the columns that name another record, by kind and field.
var references = map[string]casework.Kind{
	"Lab": casework.KindLaboratory, "ExhibitLab": casework.KindLaboratory, "LabB": casework.KindLaboratory,
	"Account": casework.KindAccount, "Examiner": casework.KindAccount, "FirstBy": casework.KindAccount,
	"SecondBy": casework.KindAccount, "ReadBy": casework.KindAccount,
	"Case": casework.KindCase, "Firearm": casework.KindFirearm, "Exhibit": casework.KindExhibit,
	"ExhibitA": casework.KindExhibit, "ExhibitB": casework.KindExhibit, "Instrument": casework.KindInstrument,
	"Acquisition": casework.KindAcquisition, "Mark": casework.KindMark, "Search": casework.KindSearch,
	"Candidate": casework.KindCandidate, "Region": casework.KindRegion, "Lead": casework.KindLead, "Request": casework.KindTraceRequest,
}

// filler makes records in which every field has a value of its own.
type filler struct {
	n   int
	ids map[casework.Kind]string // the record of each kind that references name
}

// hostile is text that breaks what is put together by hand.
const hostile = `ñ "x' \u0000 \' ? -- ; DROP TABLE cases; 日本 😀 <&>` + "\n\t\\"

func (f *filler) record(t testing.TB, k casework.Kind) casework.Record {
	t.Helper()
	r := casework.New(k)
	f.fill(t, reflect.ValueOf(r).Elem())
	head := casework.HeadOf(r)
	head.Version = 1
	head.ID = fmt.Sprintf("%s-%06d", k, f.n)
	if k == casework.KindLaboratory {
		head.Lab = head.ID
	}
	if f.ids[k] == "" {
		f.ids[k] = head.ID
	}
	switch r := r.(type) { // names one of its kind: the first itself
	case *casework.Mark:
		r.Supersedes = f.ids[k]
	case *casework.Region:
		r.Supersedes = f.ids[k]
	}
	return r
}

func (f *filler) fill(t testing.TB, v reflect.Value) {
	f.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%d %s", f.n, hostile))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.n) << 20)
	case reflect.Float64:
		v.SetFloat(1/float64(f.n) + 1e-17)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(t, v.Index(0))
		f.fill(t, v.Index(1))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(t, key)
		f.fill(t, value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Interface: // as JSON is read
		v.Set(reflect.ValueOf(map[string]any{hostile: []any{float64(f.n), hostile, true, nil}}))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 23, 14, 5, 6, 7000*f.n, time.UTC)))
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			f.fill(t, v.Field(i))
			if kind, ok := references[field.Name]; ok && strings.Contains(string(field.Tag), "bun:") {
				v.Field(i).SetString(f.ids[kind])
			}
			if field.Name == "Hit" {
				v.Field(i).SetString(f.ids[casework.KindHit])
			}
		}
	default:
		t.Fatalf("a %s is not filled", v.Type())
	}
}

// family inserts a filled record of every kind and returns them by kind.
func (f *filler) family(t testing.TB, tx casework.Tx) map[casework.Kind]casework.Record {
	t.Helper()
	if f.ids == nil {
		f.ids = map[casework.Kind]string{}
	}
	all := map[casework.Kind]casework.Record{}
	for _, k := range []casework.Kind{
		casework.KindLaboratory, casework.KindAccount, casework.KindToken, casework.KindInstrument, casework.KindCase,
		casework.KindFirearm, casework.KindExhibit, casework.KindTransfer, casework.KindAcquisition,
		casework.KindSegmentation, casework.KindRegion, casework.KindMark,
		casework.KindSearch, casework.KindCandidate, casework.KindLead, casework.KindReview, casework.KindHit, casework.KindAnnotation, casework.KindSnapshot, casework.KindReport, casework.KindSavedSearch,
		casework.KindNotice, casework.KindTraceRequest, casework.KindTraceResult, casework.KindJob,
	} {
		r := f.record(t, k)
		if err := tx.Insert(t.Context(), r); err != nil {
			t.Fatalf("insert %s: %v", k, err)
		}
		all[k] = r
	}
	if len(all) != len(casework.Kinds()) {
		t.Fatalf("%d kinds of record of %d", len(all), len(casework.Kinds()))
	}
	return all
}

func jsonName(f reflect.StructField) (string, bool) {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, name != ""
}
