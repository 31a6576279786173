package store_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

func asError(err error) *casework.Error {
	var e *casework.Error
	errors.As(err, &e)
	return e
}

func get[T casework.Record](t testing.TB, tx casework.Tx, r T, id string) T {
	t.Helper()
	if err := tx.Get(t.Context(), r, id); err != nil {
		t.Fatal(err)
	}
	return r
}

func everyFieldComesBack(t *testing.T, dsn string) {
	s := open(t, dsn)
	var f filler
	var all map[casework.Kind]casework.Record
	update(t, s, func(tx casework.Tx) { all = f.family(t, tx) })
	lead := all[casework.KindLead].(*casework.Lead)
	lead.Hit, lead.Version = f.ids[casework.KindHit], 2 // a lead is there before its hit
	update(t, s, func(tx casework.Tx) {
		if err := tx.Update(t.Context(), lead); err != nil {
			t.Fatal(err)
		}
	})
	view(t, s, func(tx casework.Tx) {
		for k, r := range all {
			assertFilled(t, string(k), reflect.ValueOf(r).Elem())
			if diff := cmp.Diff(r, get(t, tx, casework.New(k), casework.HeadOf(r).ID)); diff != "" {
				t.Errorf("%s, got: %s", k, diff)
			}
			list := reflect.New(reflect.SliceOf(reflect.TypeOf(r)))
			if err := tx.Find(t.Context(), list.Interface(), casework.Query{}); err != nil {
				t.Fatal(err)
			}
			if list.Elem().Len() != 1 || !cmp.Equal(list.Elem().Index(0).Interface(), any(r)) {
				t.Errorf("%s, found: %v", k, list.Elem())
			}
		}
	})
}

// assertFilled looks that no field was forgotten by the filler.
func assertFilled(t *testing.T, path string, v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Field(i); f.IsZero() {
			t.Errorf("%s.%s is not filled", path, v.Type().Field(i).Name)
		} else if f.Kind() == reflect.Struct && f.Type() != reflect.TypeFor[time.Time]() {
			assertFilled(t, path+"."+v.Type().Field(i).Name, f)
		}
	}
}

func emptyRecordsComeBack(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	for _, empty := range []casework.Record{
		&casework.Case{}, &casework.Firearm{}, &casework.Exhibit{}, &casework.Instrument{}, &casework.Account{}, &casework.Job{}, &casework.Notice{},
	} {
		head := casework.HeadOf(empty)
		head.ID, head.Version = "empty", 1
		if k := empty.Kind(); k != casework.KindAccount && k != casework.KindJob && k != casework.KindNotice {
			head.Lab = "lab"
		}
		if err := insert(t.Context(), s, empty); err != nil {
			t.Fatal(err)
		}
		view(t, s, func(tx casework.Tx) {
			got := casework.New(empty.Kind())
			// What the record given to Get held before is gone.
			reflect.ValueOf(got).Elem().FieldByName("CreatedBy").SetString("before")
			if diff := cmp.Diff(empty, get(t, tx, got, "empty")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func randomNumbersComeBack(t *testing.T, dsn string) {
	s := open(t, dsn)
	random := rand.New(rand.NewPCG(1, 2))
	var f filler
	update(t, s, func(tx casework.Tx) { f.family(t, tx) })
	for i := range 100 {
		f.n += 1000
		m := f.record(t, casework.KindMark).(*casework.Mark)
		number := func() float64 {
			for {
				if x := math.Float64frombits(random.Uint64()); !math.IsNaN(x) && !math.IsInf(x, 0) {
					return x
				}
			}
		}
		m.PitchXUm, m.PitchYUm, m.CentreXUm, m.AreaMM2 = number(), number(), random.NormFloat64(), math.SmallestNonzeroFloat64*float64(i)
		m.Seq = math.MaxInt64 - int64(i)
		// A local time with nanoseconds is kept as the same moment, cut to microseconds.
		local := time.Unix(random.Int64N(4e9), random.Int64N(1e9)).In(time.FixedZone("west", -6*3600))
		m.CreatedAt = local
		update(t, s, func(tx casework.Tx) {
			if err := tx.Insert(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		})
		if !m.CreatedAt.Equal(local.Truncate(time.Microsecond)) || m.CreatedAt.Location() != time.UTC {
			t.Fatalf("%v became %v", local, m.CreatedAt)
		}
		view(t, s, func(tx casework.Tx) {
			if diff := cmp.Diff(m, get(t, tx, &casework.Mark{}, m.ID)); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func unstorableIsRefused(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	nan := math.NaN()
	for name, spoil := range map[string]func(*casework.Case){
		"NUL":           func(c *casework.Case) { c.Comment = "a\x00b" },
		"NUL in JSON":   func(c *casework.Case) { c.Place.Detail = "a\x00b" },
		"NUL in a list": func(c *casework.Case) { c.References = []casework.Reference{{Value: "\x00"}} },
		"not UTF-8":     func(c *casework.Case) { c.Number = "\xff" },
		"no number":     func(c *casework.Case) { c.Place.Latitude = &nan },
		"year 10000":    func(c *casework.Case) { c.UpdatedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCase("case", "lab")
			spoil(c)
			want(t, insert(t.Context(), s, c), casework.CodeInvalid, "store.text")
		})
	}
	view(t, s, func(tx casework.Tx) {
		want(t, tx.Get(t.Context(), &casework.Case{}, "x\x00"), casework.CodeNotFound, "record.not_found")
		var list []casework.Case
		want(t, tx.Find(t.Context(), &list, casework.Where("number", "\xff")), casework.CodeInvalid, "store.text")
	})
}

func versions(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	c := newCase("case", "lab")
	if err := insert(t.Context(), s, c); err != nil {
		t.Fatal(err)
	}
	change := func(version int) error {
		return s.Update(t.Context(), func(tx casework.Tx) error {
			next := *c
			next.Version = version
			return tx.Update(t.Context(), &next)
		})
	}
	if err := change(2); err != nil {
		t.Fatal(err)
	}
	for _, version := range []int{1, 2, 4, 0, -1} {
		if e := told(t, change(version), casework.CodeStale, "record.stale"); e.Params["version"] != 2 {
			t.Errorf("version %d: %v", version, e)
		}
	}
	if err := change(3); err != nil {
		t.Fatal(err)
	}
	err := s.Update(t.Context(), func(tx casework.Tx) error { return tx.Update(t.Context(), newCase("none", "lab")) })
	want(t, err, casework.CodeNotFound, "record.not_found")
	for _, wrong := range []casework.Head{{ID: "", Lab: "lab", Version: 1}, {ID: "x", Lab: "lab"}, {ID: "x", Lab: "lab", Version: 2}} {
		if err := insert(t.Context(), s, &casework.Case{Head: wrong}); err == nil {
			t.Errorf("%+v was inserted", wrong)
		}
	}
}

func history(t *testing.T, dsn string) {
	s := open(t, dsn)
	var f filler
	var all map[casework.Kind]casework.Record
	update(t, s, func(tx casework.Tx) { all = f.family(t, tx) })
	c := all[casework.KindCase].(*casework.Case)
	c.Version, c.Comment, c.UpdatedBy = 2, "changed", "someone"
	update(t, s, func(tx casework.Tx) {
		if err := tx.Update(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	})
	view(t, s, func(tx casework.Tx) {
		last, err := tx.LastChange(t.Context())
		if err != nil || last != int64(len(all)) { // all but the candidate, and the case again
			t.Fatalf("last change %d, %v", last, err)
		}
		changes, err := tx.Changes(t.Context(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i, change := range changes {
			if change.Seq != int64(i+1) || change.Kind == casework.KindCandidate {
				t.Errorf("change %d is %d of a %s", i+1, change.Seq, change.Kind)
			}
		}
		some, err := tx.Changes(t.Context(), 3, 2)
		if err != nil || !cmp.Equal(some, changes[3:5]) {
			t.Errorf("changes after 3: %v, %v", some, err)
		}
		of, err := tx.History(t.Context(), casework.KindAccount, f.ids[casework.KindAccount])
		if err != nil || len(of) != 1 || strings.Contains(string(of[0].Body), "assword_hash") {
			t.Errorf("history of the account: %v, %v", of, err)
		}
		of, err = tx.History(t.Context(), casework.KindCase, c.ID)
		if err != nil || len(of) != 2 {
			t.Fatalf("history %v, %v", of, err)
		}
		then := get(t, tx, &casework.Case{}, c.ID)
		checkBody(t, of[1], then)
		if of[0].Version != 1 || of[1].Version != 2 || of[1].By != "someone" || !of[1].At.Equal(c.UpdatedAt) || of[1].Lab != c.Lab || of[1].Seq != last {
			t.Errorf("history %+v", of)
		}
	})
}
