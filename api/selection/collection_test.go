package selection_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/store"
	"cotejo/api/store/storetest"
)

// pick returns one of some values.
func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// collection is random exhibits of three laboratories, each with up to three marks,
// in a store.
type collection struct {
	t        testing.TB
	store    *store.Store
	r        *rand.Rand
	exhibits []*casework.Exhibit
	marks    []*casework.Mark // by sequence number
}

func newCollection(t testing.TB, dsn string, r *rand.Rand) *collection {
	t.Helper()
	c := &collection{t: t, store: storetest.Open(t, dsn), r: r}
	c.update(func(tx casework.Tx) error {
		for n := range 3 {
			id := fmt.Sprint("lab", n)
			for _, record := range []casework.Record{
				&casework.Laboratory{Head: head(id, id), Code: id},
				&casework.Case{Head: head(fmt.Sprint("case", n), id), Number: fmt.Sprint("case", n)},
				&casework.Firearm{Head: head(fmt.Sprint("firearm", n), id), Number: "1"},
			} {
				if err := tx.Insert(t.Context(), record); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return c
}

func head(id, lab string) casework.Head { return casework.Head{ID: id, Lab: lab, Version: 1} }

func (c *collection) update(fn func(tx casework.Tx) error) {
	c.t.Helper()
	storetest.Update(c.t, c.store, fn)
}

func (c *collection) view(fn func(tx casework.Tx) error) {
	c.t.Helper()
	storetest.View(c.t, c.store, fn)
}

func randomDate(r *rand.Rand) casework.Date {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(60*24)) * time.Hour)
	return casework.Date(day.Format(pick(r, "2006", "2006-01", "2006-01-02", "2006-01-02T15:04")))
}

var calibres = []string{"9 mm Luger", ".45 ACP", "7.62×39 mm"}

// describe gives an exhibit what filters look at.
func describe(r *rand.Rand, e *casework.Exhibit) {
	e.Origin, e.Withdrawn = pick(r, casework.Questioned, casework.TestFire), pick(r, "", "", "", "damaged")
	e.Country, e.State = pick(r, "", "MX", "US"), pick(r, "", "14", "TX")
	e.Calibre, e.BreechFaceClass, e.FiringPinClass = pick(r, calibres...), pick(r, "", "arched", "parallel"), pick(r, "", "circular", "elliptical")
	if e.Occurred = ""; r.IntN(5) > 0 {
		e.Occurred = randomDate(r)
	}
}

// add puts exhibits with marks into the store.
func (c *collection) add(exhibits int) {
	c.t.Helper()
	c.update(func(tx casework.Tx) error {
		for range exhibits {
			if err := c.addOne(c.t.Context(), tx); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *collection) addOne(ctx context.Context, tx casework.Tx) error {
	r, n := c.r, len(c.exhibits)
	e := &casework.Exhibit{
		Head: head(fmt.Sprint("exhibit", n), pick(r, "lab0", "lab1", "lab2")), Number: fmt.Sprint(n),
		Case: pick(r, "", "case0", "case1"), Firearm: pick(r, "", "firearm0", "firearm1"),
	}
	describe(r, e)
	e.CreatedAt = time.Date(2026, 1, 1+r.IntN(60), r.IntN(24), r.IntN(60), pick(r, 0, 59), pick(r, 0, 1000, 999999000), time.UTC)
	c.exhibits = append(c.exhibits, e)
	a := &casework.Acquisition{Head: head(fmt.Sprint("acquisition", n), e.Lab), Exhibit: e.ID}
	records := []casework.Record{e, a}
	for i := range r.IntN(4) {
		m := &casework.Mark{
			Head: head(fmt.Sprint("mark", len(c.marks)), e.Lab), Seq: int64(len(c.marks) + 1), Acquisition: a.ID, Exhibit: e.ID,
			MarkKind: pick(r, "breech_face", "firing_pin"), Modality: pick(r, "topography", "reflectance"),
			Engine: pick(r, "1", "2"), Params: fmt.Sprint(i), Superseded: r.IntN(4) == 0,
		}
		c.marks, records = append(c.marks, m), append(records, m)
	}
	for _, record := range records {
		if err := tx.Insert(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

// change changes some exhibits and marks, as people and extractions do.
func (c *collection) change(n int) {
	c.t.Helper()
	c.update(func(tx casework.Tx) error {
		for range n {
			var record casework.Record
			if c.r.IntN(3) == 0 {
				m := pick(c.r, c.marks...)
				m.Superseded, record = !m.Superseded, m
			} else {
				e := pick(c.r, c.exhibits...)
				describe(c.r, e)
				e.Case, record = pick(c.r, "", "case0", "case1"), e
			}
			casework.HeadOf(record).Version++
			if err := tx.Update(c.t.Context(), record); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *collection) selection() casework.Selection {
	r := c.r
	s := casework.Selection{
		MarkKind: pick(r, "breech_face", "firing_pin"), Modality: pick(r, "topography", "reflectance"), Engine: pick(r, "1", "2"), Params: pick(r, "0", "1"),
		Labs: pick(r, nil, []string{"lab0"}, []string{"lab0", "lab1"}, []string{"lab0", "lab1", "lab2"}, []string{"lab0", "lab1", "lab2"}),
		Not:  pick(r, "", "exhibit1", "exhibit2"), UpTo: pick(r, 0, 0, r.Int64N(int64(len(c.marks)))),
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
			f.Firearm = pick(r, "firearm1", "' OR 1=1 --")
		case 13:
			f.IncludeWithdrawn = true
		}
	}
	return s
}
