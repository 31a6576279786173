package store_test

import (
	"fmt"
	"math/rand/v2"
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
