package casework_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cotejo/api/casework"
)

// counting is a store that counts how often it is asked.
type counting struct {
	casework.Store
	asked int
}

func (c *counting) View(ctx context.Context, fn func(casework.Tx) error) error {
	return c.Store.View(ctx, func(tx casework.Tx) error { return fn(countingTx{tx, c}) })
}

func (c *counting) Update(ctx context.Context, fn func(casework.Tx) error) error {
	return c.Store.Update(ctx, func(tx casework.Tx) error { return fn(countingTx{tx, c}) })
}

type countingTx struct {
	casework.Tx
	of *counting
}

func (t countingTx) Get(ctx context.Context, r casework.Record, id string) error {
	t.of.asked++
	return t.Tx.Get(ctx, r, id)
}

func (t countingTx) Find(ctx context.Context, out any, q casework.Query) error {
	t.of.asked++
	return t.Tx.Find(ctx, out, q)
}

func (t countingTx) Count(ctx context.Context, k casework.Kind, q casework.Query) (int, error) {
	t.of.asked++
	return t.Tx.Count(ctx, k, q)
}

// counted is the same service over a store that counts.
func (w *world) counted() (*casework.Service, *counting) {
	w.t.Helper()
	parts := w.cases.Parts
	c := &counting{Store: parts.Store}
	parts.Store = c
	s, err := casework.NewService(parts, casework.DefaultLimits())
	w.must(err)
	return s, c
}

// A long list asks the store no more often than a short one.
func TestATableAsksAsOftenWhateverItsLength(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	for i := range 6 {
		w.entered("tec", fmt.Sprint("A-", i))
		w.entered("tom", fmt.Sprint("B-", i))
	}
	probe := w.entered("tec", "P")
	list := w.searched("ana", probe)
	s, store := w.counted()
	var asked []int
	for _, limit := range []int{4, 10} {
		store.asked = 0
		table, err := s.CandidateTable(w.as("ana"), list[0].Search, 0, limit)
		w.must(err)
		if len(table.Rows) != limit || !table.More {
			t.Fatalf("%d rows of %d", len(table.Rows), limit)
		}
		asked = append(asked, store.asked)
		store.asked = 0
		fused, err := s.FusedTable(w.as("ana"), probe.ID, limit)
		w.must(err)
		if len(fused.Rows) != limit {
			t.Fatalf("%d fused rows of %d", len(fused.Rows), limit)
		}
		asked = append(asked, store.asked)
	}
	if asked[0] != asked[2] || asked[1] != asked[3] || asked[0] > 15 || asked[1] > 15 {
		t.Errorf("asked %d and %d times for four rows, %d and %d times for ten", asked[0], asked[1], asked[2], asked[3])
	}
}

// A row shows of each side what its reader may see, and nothing of what another
// laboratory keeps to itself.
func TestATableShowsWhatMayBeSeen(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	theirs, ours := w.entered("tom", "B-1"), w.entered("tec", "A-1")
	probe := w.entered("tec", "P")
	list := w.searched("ana", probe)
	table, err := w.cases.CandidateTable(w.as("ana"), list[0].Search, 0, 10)
	w.must(err)
	if p := table.Probe; p.Exhibit != probe.ID || p.Number != "P" || p.CaseNumber != "case P" || p.LabCode != "A" || p.Acquisition == "" || p.MarkKind != "breech_face" {
		t.Errorf("%+v", p)
	}
	rows := map[string]*casework.CandidateRow{}
	for _, row := range table.Rows {
		rows[row.Party.LabCode] = row
	}
	if p := rows["A"].Party; p.Exhibit != ours.ID || p.Case != ours.Case || p.Calibre != ours.Calibre || p.Mark != rows["A"].Mark {
		t.Errorf("%+v", p)
	}
	hidden := casework.Party{Lab: w.labs["B"].ID, LabCode: "B", LabName: "Laboratory B", Mark: rows["B"].Mark, MarkKind: "breech_face", Modality: "topography"}
	if p := rows["B"].Party; p != hidden || rows["B"].Exhibit != "" {
		t.Errorf("of the other laboratory: %+v", p)
	}
	// What the laboratory shares for viewing is shown.
	lab := w.labs["B"]
	w.must(w.cases.Get(w.as("adm"), lab, lab.ID))
	lab.Sharing = casework.ShareView
	w.must(w.cases.Change(w.as("adm"), lab))
	fused, err := w.cases.FusedTable(w.as("ana"), probe.ID, 10)
	w.must(err)
	for _, row := range fused.Rows {
		if row.Party.LabCode == "B" && (row.Party.Exhibit != theirs.ID || row.Party.CaseNumber != "case B-1" || row.Exhibit != theirs.ID) {
			t.Errorf("shared for viewing: %+v", row.Party)
		}
	}
	_, err = w.cases.CandidateTable(w.as("eva"), list[0].Search, 0, 10)
	w.want(err, casework.CodeNotFound, "record.not_found")
	_, err = w.cases.FusedTable(w.as("eva"), probe.ID, 10) // may see the exhibit's laboratory's exhibits only
	w.want(err, casework.CodeNotFound, "record.not_found")
}

// The second review is blind in tables too, and everyone sees their own verdicts.
func TestATableIsBlind(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	w.entered("tec", "A-1")
	probe := w.entered("tec", "P")
	c := w.searched("ana", probe)[0]
	l := w.declared("ana", c)
	type view struct {
		state string
		mine  casework.Verdict
	}
	seen := func(who string) view {
		table, err := w.cases.CandidateTable(w.as(who), c.Search, 0, 10)
		w.must(err)
		fused, err := w.cases.FusedTable(w.as(who), probe.ID, 10)
		w.must(err)
		row, f := table.Rows[0], fused.Rows[0]
		if f.State != row.State || f.Mine != row.Mine || f.Entries[0].State != row.State || f.Entries[0].Version != row.Version {
			t.Errorf("%s: the fused table shows %s %s, the list %s %s", who, f.State, f.Mine, row.State, row.Mine)
		}
		return view{row.State, row.Mine}
	}
	for who, want := range map[string]view{
		"ana": {casework.CandidateLead, casework.Keep}, "ben": {casework.CandidateNew, ""}, "sup": {casework.CandidateNew, ""}, "tec": {casework.CandidateNew, ""},
	} {
		if got := seen(who); got != want {
			t.Errorf("%s sees %+v, want %+v", who, got, want)
		}
	}
	_, err := w.cases.SecondReview(w.as("ben"), l.ID, &casework.Review{Verdict: casework.Discard, Reason: "the striae do not run on"})
	w.must(err)
	for who, want := range map[string]view{"ana": {casework.CandidateLead, casework.Keep}, "ben": {casework.CandidateLead, casework.Discard}, "sup": {casework.CandidateLead, ""}} {
		if got := seen(who); got != want {
			t.Errorf("after the second review %s sees %+v, want %+v", who, got, want)
		}
	}
}

// Known pairs are counted in what the reader may see, and not counted anew while
// nothing changed.
func TestScoreReference(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	lab := w.people["tec"].Memberships[0].Lab
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	parts := w.cases.Parts
	parts.Now = func() time.Time { return now }
	s, err := casework.NewService(parts, casework.DefaultLimits())
	w.must(err)
	var firearms []*casework.Firearm
	for i := range 2 {
		f := &casework.Firearm{Head: casework.Head{Lab: lab}, Number: fmt.Sprint("F-", i), Serial: "1", Maker: "Maker", Model: "M"}
		w.must(w.cases.Create(w.as("tec"), f))
		firearms = append(firearms, f)
	}
	var all []*casework.Exhibit
	for i, f := range []*casework.Firearm{firearms[0], firearms[0], firearms[1], nil} {
		e := w.entered("tec", fmt.Sprint("T-", i))
		if f != nil {
			e.Firearm = f.ID
			w.must(w.cases.Change(w.as("tec"), e))
		}
		all = append(all, e)
	}
	w.searched("ana", all[0])
	w.searched("ana", all[1]) // the same pair the other way round
	got, err := s.ScoreReference(w.as("ana"), "breech_face", "topography")
	w.must(err)
	if got.Matches != 1 || got.NonMatches != 2 || len(got.KnownMatch) != 40 || got.Engine != "1" || got.Params != "all" || got.To != 1 {
		t.Errorf("%+v", got)
	}
	if other, err := s.ScoreReference(w.as("ana"), "firing_pin", "topography"); err != nil || other.Matches+other.NonMatches != 0 {
		t.Errorf("%+v, %v", other, err)
	}
	if theirs, err := s.ScoreReference(w.as("eva"), "breech_face", "topography"); err != nil || theirs.Matches+theirs.NonMatches != 0 {
		t.Errorf("another laboratory's: %+v, %v", theirs, err)
	}
	_, err = s.ScoreReference(w.as("adm"), "breech_face", "topography")
	w.want(err, casework.CodeForbidden, "auth.forbidden")
	w.searched("ana", all[2])
	if soon, err := s.ScoreReference(w.as("ana"), "breech_face", "topography"); err != nil || soon != got {
		t.Errorf("counted anew at once: %+v, %v", soon, err)
	}
	now = now.Add(time.Minute)
	if later, err := s.ScoreReference(w.as("ana"), "breech_face", "topography"); err != nil || later == got {
		t.Errorf("not counted anew: %+v, %v", later, err)
	}
	table, err := w.cases.CandidateTable(w.as("ana"), w.searched("ana", all[3])[0].Search, 0, 10)
	w.must(err)
	if p := table.Rows[0].Party; p.FirearmLabel != "F-0 Maker M" || p.Firearm != firearms[0].ID {
		t.Errorf("%+v", p)
	}
}
