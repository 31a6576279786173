package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

// worked is a random collection with searches, candidates and leads in every state.
type worked struct {
	*collection
	searches   []*casework.Search
	candidates []*casework.Candidate
	leads      []*casework.Lead
	segmented  map[string]*casework.Segmentation // by acquisition
	taken      []*casework.Acquisition
}

func work(t *testing.T, tx casework.Tx, r *rand.Rand) *worked {
	t.Helper()
	w := &worked{collection: collect(t, tx, r, 120), segmented: map[string]*casework.Segmentation{}}
	put := func(record casework.Record) {
		if err := tx.Insert(t.Context(), record); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 3 {
		put(&casework.Account{Head: casework.Head{ID: fmt.Sprint("person", n), Version: 1}, Login: fmt.Sprint(n)})
	}
	at := func() time.Time {
		return time.Date(2026, 3, 1, r.IntN(24), r.IntN(60), r.IntN(60), pick(r, 0, 500000000, 510000000, 1000), time.UTC)
	}
	for n, m := range w.marks {
		sr := &casework.Search{
			Head: casework.Head{ID: fmt.Sprintf("search%03d", n), Lab: m.Lab, Version: 1}, Mark: m.ID, Exhibit: m.Exhibit,
			State: pick(r, casework.SearchDone, casework.SearchDone, casework.SearchQueued), Found: r.IntN(9), Automatic: r.IntN(2) == 0,
		}
		if sr.State == casework.SearchDone {
			sr.Finished = at()
		}
		put(sr)
		w.searches = append(w.searches, sr)
		for place := range r.IntN(4) {
			other := w.marks[(n+place+1)%len(w.marks)]
			c := &casework.Candidate{
				Head: casework.Head{ID: fmt.Sprint(sr.ID, place), Lab: sr.Lab, Version: 1}, Search: sr.ID, Mark: other.ID, Exhibit: other.Exhibit,
				ExhibitLab: other.Lab, Rank: place + 1, Score: r.Float64(), State: pick(r, "new", "kept", "discarded", "lead", "inconclusive"),
			}
			put(c)
			w.candidates = append(w.candidates, c)
			if c.State == casework.CandidateNew || r.IntN(2) == 0 {
				continue
			}
			l := &casework.Lead{
				Head: casework.Head{ID: fmt.Sprint("lead", len(w.leads)), Lab: sr.Lab, Version: 1, CreatedAt: at()}, Number: fmt.Sprint(len(w.leads)), Candidate: c.ID,
				ExhibitA: m.Exhibit, ExhibitB: other.Exhibit, LabB: other.Lab, FirstBy: pick(r, "person0", "person1"), SecondBy: pick(r, "", "person2"),
				State: pick(r, casework.LeadSecondReview, casework.LeadDecoy, casework.LeadDisputed, casework.LeadMicroscope),
			}
			put(l)
			w.leads = append(w.leads, l)
			if r.IntN(3) == 0 {
				put(&casework.Hit{
					Head: casework.Head{ID: fmt.Sprint("hit", len(w.leads)), Lab: sr.Lab, Version: 1, CreatedAt: at()}, Number: l.Number, Lead: l.ID,
					ExhibitA: l.ExhibitA, ExhibitB: l.ExhibitB, LabB: l.LabB, Examiner: "person0",
				})
			}
		}
	}
	w.take(t, tx, r, put)
	return w
}

// take gives exhibits a second file, verdicts and steps of custody.
func (w *worked) take(t *testing.T, tx casework.Tx, r *rand.Rand, put func(casework.Record)) {
	t.Helper()
	var first []*casework.Acquisition
	if err := tx.Find(t.Context(), &first, casework.Query{}); err != nil {
		t.Fatal(err)
	}
	states := []string{casework.StateRefused, casework.StateExtracted, casework.StateQueued}
	for n, a := range first {
		again := &casework.Acquisition{
			Head:    casework.Head{ID: fmt.Sprint(a.ID, "again"), Lab: a.Lab, Version: 1, UpdatedAt: time.Date(2026, 4, 1, 0, 0, n, 0, time.UTC)},
			Exhibit: a.Exhibit, SHA256: "again", State: pick(r, states...), RefusalCode: "x", FileName: fmt.Sprint(n),
		}
		put(again)
		a.State = pick(r, states...)
		a.Version++
		if err := tx.Update(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		w.taken = append(w.taken, a, again)
		if r.IntN(2) == 0 {
			s := &casework.Segmentation{Head: casework.Head{ID: fmt.Sprint("seg", n), Lab: a.Lab, Version: 1}, Acquisition: a.ID, Exhibit: a.Exhibit, Engine: pick(r, "1", "2"), Params: "0"}
			put(s)
			w.segmented[a.ID] = s
		}
		for i := range r.IntN(3) {
			put(&casework.Transfer{Head: casework.Head{ID: fmt.Sprint("transfer", n, i), Lab: a.Lab, Version: 1}, Exhibit: a.Exhibit, At: casework.Date(fmt.Sprintf("2026-02-%02d", 20-i))})
		}
	}
}

// summaries holds each summary against its definition, on both databases.
func summaries(t *testing.T, dsn string) {
	r := rand.New(rand.NewPCG(9, 9))
	s := open(t, dsn)
	var w *worked
	update(t, s, func(tx casework.Tx) { w = work(t, tx, r) })
	view(t, s, func(tx casework.Tx) {
		for _, labs := range [][]string{nil, {"lab0"}, {"lab0", "lab1", "lab2"}, {"' OR 1=1 --"}} {
			for _, reader := range []string{"person0", "person1", "nobody"} {
				w.freshLists(t, tx, labs, reader)
				w.progress(t, tx, labs, reader)
			}
			w.stillRefused(t, tx, labs)
		}
		w.judged(t, tx)
		tallies(t, tx, w)
	})
}

func (w *worked) freshLists(t *testing.T, tx casework.Tx, labs []string, reader string) {
	t.Helper()
	fresh, best := map[string]int{}, map[string]float64{}
	for _, c := range w.candidates {
		waits := slices.ContainsFunc(w.leads, func(l *casework.Lead) bool {
			return l.Candidate == c.ID && l.FirstBy != reader && (l.State == casework.LeadSecondReview || l.State == casework.LeadDecoy && l.SecondBy == "")
		})
		if c.State == casework.CandidateNew || waits {
			fresh[c.Search]++
		}
		if c.Rank == 1 {
			best[c.Search] = c.Score
		}
	}
	var want []*casework.FreshList
	for _, sr := range slices.Backward(w.searches) {
		i := slices.IndexFunc(w.marks, func(m *casework.Mark) bool { return m.ID == sr.Mark })
		m, e := w.marks[i], w.exhibits[sr.Exhibit]
		if fresh[sr.ID] == 0 || sr.State != casework.SearchDone || m.Superseded || e.Withdrawn != "" || !slices.Contains(labs, sr.Lab) {
			continue
		}
		want = append(want, &casework.FreshList{
			Search: sr.ID, Exhibit: e.ID, Number: e.Number, CaseNumber: e.Case, MarkKind: m.MarkKind, Found: sr.Found, Fresh: fresh[sr.ID],
			BestScore: best[sr.ID], Finished: sr.Finished, Automatic: sr.Automatic,
		})
	}
	got, total, err := tx.FreshLists(t.Context(), labs, reader, 5)
	if err != nil {
		t.Fatal(err)
	}
	if len(labs) == 3 && len(want) < 10 {
		t.Fatalf("only %d lists: is the collection still of use?", len(want))
	}
	if diff := cmp.Diff(want[:min(5, len(want))], got); diff != "" || total != len(want) {
		t.Errorf("%v, %s: %d of %d: %s", labs, reader, total, len(want), diff)
	}
}

func (w *worked) stillRefused(t *testing.T, tx casework.Tx, labs []string) {
	t.Helper()
	want := map[string]bool{}
	for _, a := range w.taken {
		better := slices.ContainsFunc(w.taken, func(b *casework.Acquisition) bool {
			return b.Exhibit == a.Exhibit && b.State == casework.StateExtracted && b.ID > a.ID
		})
		if a.State == casework.StateRefused && !better && w.exhibits[a.Exhibit].Withdrawn == "" && slices.Contains(labs, a.Lab) {
			want[a.ID] = true
		}
	}
	got, total, err := tx.StillRefused(t.Context(), labs, 1000)
	if err != nil || total != len(want) || len(got) != len(want) || len(labs) == 3 && total < 5 {
		t.Errorf("%v: %d, want %d, %v", labs, total, len(want), err)
	}
	for i, r := range got {
		if !want[r.Acquisition] || i > 0 && r.Acquisition >= got[i-1].Acquisition || r.Number != w.exhibits[r.Exhibit].Number || r.Since.Location() != time.UTC {
			t.Errorf("%+v", r)
		}
	}
}

func (w *worked) judged(t *testing.T, tx casework.Tx) {
	t.Helper()
	judged, unseen := 0, 0
	for _, a := range w.taken {
		seg, any := w.segmented[a.ID], false
		by := seg != nil && seg.Engine == "1"
		is := by || a.State == casework.StateRefused && seg == nil
		for _, m := range w.marks {
			if m.Acquisition == a.ID {
				any = true
				is = is || m.Engine == "1" && m.Params == "0"
			}
		}
		if is {
			judged++
		}
		if a.State == casework.StateQueued && !any && !by {
			unseen++
		}
	}
	n, m, err := tx.Judged(t.Context(), "1", "0")
	if err != nil || n != judged || m != unseen || n == 0 || m == 0 {
		t.Errorf("%d judged and %d unseen, want %d and %d, %v", n, m, judged, unseen, err)
	}
}

func (w *worked) progress(t *testing.T, tx casework.Tx, labs []string, reader string) {
	t.Helper()
	since := time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC)
	got, err := tx.Progress(t.Context(), labs, reader, since, 1000)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range w.exhibits {
		if slices.Contains(labs, e.Lab) && !e.CreatedAt.Before(since) {
			n++
		}
	}
	if len(got) != n {
		t.Fatalf("%d exhibits, want %d", len(got), n)
	}
	earliest := func(old, now time.Time) time.Time {
		if old.IsZero() || now.Before(old) {
			return now
		}
		return old
	}
	for _, p := range got {
		var lead, searched time.Time
		for _, l := range w.leads {
			if (l.ExhibitA == p.Exhibit || l.ExhibitB == p.Exhibit) && l.State != casework.LeadDecoy && (l.State != casework.LeadSecondReview || l.FirstBy == reader) {
				lead = earliest(lead, l.CreatedAt)
			}
		}
		for _, sr := range w.searches {
			if sr.Exhibit == p.Exhibit && sr.State == casework.SearchDone {
				searched = earliest(searched, sr.Finished)
			}
		}
		e := w.exhibits[p.Exhibit]
		if !p.Lead.Equal(lead) || !p.Searched.Equal(searched) || !p.Entered.Equal(e.CreatedAt) || p.Imaged.Location() != time.UTC || p.CaseNumber != e.Case {
			t.Errorf("%+v, want a lead at %v, a search at %v", p, lead, searched)
		}
	}
}

func tallies(t *testing.T, tx casework.Tx, w *worked) {
	t.Helper()
	got, err := tx.CountBy(t.Context(), casework.KindMark, casework.Where("superseded", false), "engine", "mark_kind")
	if err != nil {
		t.Fatal(err)
	}
	var want []casework.Tally
	for _, engine := range []string{"1", "2"} {
		for _, kind := range []string{"breech_face", "firing_pin"} {
			n := 0
			for _, m := range w.marks {
				if m.Engine == engine && m.MarkKind == kind && !m.Superseded {
					n++
				}
			}
			want = append(want, casework.Tally{Values: []string{engine, kind}, Count: n})
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, column := range []string{"seq", "nothing", "id; DROP TABLE marks", "superseded"} {
		if _, err := tx.CountBy(t.Context(), casework.KindMark, casework.Query{}, column); err == nil {
			t.Errorf("counted by %s", column)
		}
	}
}
