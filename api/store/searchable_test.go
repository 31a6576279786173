package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"cotejo/api/casework"
)

// pick returns one of some values.
func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// collection is random exhibits, each with up to three marks.
type collection struct {
	exhibits map[string]*casework.Exhibit
	marks    []*casework.Mark // by sequence number
}

func randomDate(r *rand.Rand) casework.Date {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(60*24)) * time.Hour)
	return casework.Date(day.Format(pick(r, "2006", "2006-01", "2006-01-02", "2006-01-02T15:04")))
}

var calibres = []string{"9 mm Luger", ".45 ACP", "7.62×39 mm"}

// collect fills a store with random exhibits of three laboratories.
func collect(t testing.TB, tx casework.Tx, r *rand.Rand, exhibits int) *collection {
	put := func(record casework.Record) {
		if err := tx.Insert(t.Context(), record); err != nil {
			t.Fatal(err)
		}
	}
	head := func(kind string, n int, lab string) casework.Head {
		return casework.Head{ID: fmt.Sprint(kind, n), Lab: lab, Version: 1}
	}
	for n := range 3 {
		id := fmt.Sprint("lab", n)
		put(&casework.Laboratory{Head: casework.Head{ID: id, Lab: id, Version: 1}, Code: id})
		put(newCase(fmt.Sprint("case", n), id))
		put(&casework.Firearm{Head: head("firearm", n, id), Number: "1"})
	}
	c := &collection{exhibits: map[string]*casework.Exhibit{}}
	for n := range exhibits {
		e := &casework.Exhibit{
			Head: head("exhibit", n, pick(r, "lab0", "lab1", "lab2")), Number: fmt.Sprint(n), Origin: pick(r, casework.Questioned, casework.TestFire),
			Case: pick(r, "", "case0", "case1"), Firearm: pick(r, "", "firearm0", "firearm1"), Withdrawn: pick(r, "", "", "", "damaged"),
			Country: pick(r, "", "MX", "US"), State: pick(r, "", "14", "TX"),
			Specimen: casework.Specimen{
				Calibre: pick(r, calibres...), BreechFaceClass: pick(r, "", "arched", "parallel"), FiringPinClass: pick(r, "", "circular", "elliptical"),
			},
		}
		if r.IntN(5) > 0 {
			e.Occurred = randomDate(r)
		}
		e.CreatedAt = time.Date(2026, 1, 1+r.IntN(60), r.IntN(24), r.IntN(60), pick(r, 0, 59), pick(r, 0, 1000, 999999000), time.UTC)
		c.exhibits[e.ID] = e
		put(e)
		a := &casework.Acquisition{Head: head("acquisition", n, e.Lab), Exhibit: e.ID}
		put(a)
		for i := range r.IntN(4) {
			m := &casework.Mark{
				Head: head("mark", len(c.marks), e.Lab), Seq: int64(len(c.marks) + 1), Acquisition: a.ID, Exhibit: e.ID,
				MarkKind: pick(r, "breech_face", "firing_pin"), Modality: pick(r, "topography", "reflectance"),
				Engine: pick(r, "1", "2"), Params: fmt.Sprint(i), Superseded: r.IntN(4) == 0,
			}
			c.marks = append(c.marks, m)
			put(m)
		}
	}
	return c
}

// searchable is the definition that the store's SQL is held against.
func (c *collection) searchable(s casework.Selection) []int64 {
	var seqs []int64
	for _, m := range c.marks {
		e := c.exhibits[m.Exhibit]
		if m.MarkKind == s.MarkKind && m.Modality == s.Modality && m.Engine == s.Engine && m.Params == s.Params && !m.Superseded &&
			slices.Contains(s.Labs, e.Lab) && e.ID != s.Not && (s.UpTo == 0 || m.Seq <= s.UpTo) && takes(s.Filter, e) {
			seqs = append(seqs, m.Seq)
		}
	}
	return seqs
}

func takes(f casework.Filter, e *casework.Exhibit) bool {
	same := func(want, have string) bool { return want == "" || want == have }
	return (len(f.Labs) == 0 || slices.Contains(f.Labs, e.Lab)) && (len(f.Calibres) == 0 || slices.Contains(f.Calibres, e.Calibre)) &&
		same(string(f.Origin), string(e.Origin)) && same(f.BreechFaceClass, e.BreechFaceClass) && same(f.FiringPinClass, e.FiringPinClass) &&
		same(f.Country, e.Country) && same(f.State, e.State) && same(f.Case, e.Case) && same(f.Firearm, e.Firearm) &&
		(f.IncludeWithdrawn || e.Withdrawn == "") &&
		(f.OccurredFrom == "" || e.Occurred != "" && !e.Occurred.To().Before(f.OccurredFrom.From())) &&
		(f.OccurredTo == "" || e.Occurred != "" && !e.Occurred.From().After(f.OccurredTo.To())) &&
		(f.EnteredFrom == "" || !e.CreatedAt.Before(f.EnteredFrom.From())) &&
		(f.EnteredTo == "" || e.CreatedAt.Before(f.EnteredTo.To().Add(time.Second)))
}

func randomSelection(r *rand.Rand, marks int) casework.Selection {
	s := casework.Selection{
		MarkKind: pick(r, "breech_face", "firing_pin"), Modality: pick(r, "topography", "reflectance"), Engine: pick(r, "1", "2"), Params: pick(r, "0", "1"),
		Labs: pick(r, nil, []string{"lab0"}, []string{"lab0", "lab1"}, []string{"lab0", "lab1", "lab2"}, []string{"lab0", "lab1", "lab2"}),
		Not:  pick(r, "", "exhibit1", "exhibit2"), UpTo: pick(r, 0, 0, r.Int64N(int64(marks))),
	}
	f := &s.Filter
	for range r.IntN(4) {
		switch r.IntN(14) {
		case 0:
			f.Labs = pick(r, []string{"lab1"}, []string{"lab1", "lab2"}, []string{"other"})
		case 1:
			f.Calibres = pick(r, calibres[:1], calibres[1:], []string{"' OR 1=1 --"})
		case 2:
			f.Origin = pick(r, casework.Questioned, casework.TestFire)
		case 3:
			f.BreechFaceClass = "arched"
		case 4:
			f.FiringPinClass = "elliptical"
		case 5:
			f.OccurredFrom = randomDate(r)
		case 6:
			f.OccurredTo = randomDate(r)
		case 7:
			f.EnteredFrom = randomDate(r)
		case 8:
			f.EnteredTo = randomDate(r)
		case 9:
			f.Country = "MX"
		case 10:
			f.State = "14"
		case 11:
			f.Case = "case1"
		case 12:
			f.Firearm = "firearm1"
		case 13:
			f.IncludeWithdrawn = true
		}
	}
	return s
}

func searchableIsItsDefinition(t *testing.T, dsn string) {
	s := open(t, dsn)
	r := rand.New(rand.NewPCG(3, 4))
	var c *collection
	update(t, s, func(tx casework.Tx) { c = collect(t, tx, r, 400) })
	found, some := 0, 0
	view(t, s, func(tx casework.Tx) {
		for range 1000 {
			selection := randomSelection(r, len(c.marks))
			got, err := tx.Searchable(t.Context(), selection)
			if err != nil {
				t.Fatal(err)
			}
			expected := c.searchable(selection)
			if !slices.Equal(got, expected) {
				t.Fatalf("%+v: %v, want %v", selection, got, expected)
			}
			if found += len(got); len(got) > 0 {
				some++
			}
		}
	})
	if some < 250 || found < 2500 {
		t.Errorf("only %d selections took anything, %d in all", some, found)
	}
}
