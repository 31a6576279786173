package store_test

import (
	"testing"

	"cotejo/api/casework"
)

// pairsThatWait: what was made of a pair is found by whether the pair waits for its
// second review.
func pairsThatWait(t *testing.T, dsn string) {
	s := open(t, dsn)
	var f filler
	var lead *casework.Lead
	var alone string
	update(t, s, func(tx casework.Tx) {
		all := f.family(t, tx)
		lead = all[casework.KindLead].(*casework.Lead)
	})
	pair := f.sibling(t, s, casework.New(casework.KindCandidate)) // of which nobody made a lead
	of := f.record(t, casework.KindAnnotation).(*casework.Annotation)
	of.Candidate, alone = casework.HeadOf(pair).ID, of.ID
	update(t, s, func(tx casework.Tx) {
		for _, r := range []casework.Record{pair, of} {
			if err := tx.Insert(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, c := range []struct {
		state, second string
		waits         bool
	}{
		{casework.LeadSecondReview, "", true},
		{casework.LeadSecondReview, f.ids[casework.KindAccount], true},
		{casework.LeadDecoy, "", true},
		{casework.LeadDecoy, f.ids[casework.KindAccount], false},
		{casework.LeadMicroscope, f.ids[casework.KindAccount], false},
		{casework.LeadDisputed, "", false},
	} {
		lead.State, lead.SecondBy = c.state, c.second
		lead.Version++
		update(t, s, func(tx casework.Tx) {
			if err := tx.Update(t.Context(), lead); err != nil {
				t.Fatal(err)
			}
		})
		want := map[bool]int{true: 1, false: 2}[c.waits]
		view(t, s, func(tx casework.Tx) {
			q := casework.Query{Where: []casework.Cond{{Any: []casework.Cond{{Column: "candidate_id", Op: casework.NotWaiting}}}}}
			var found []*casework.Annotation
			if err := tx.Find(t.Context(), &found, q); err != nil {
				t.Fatal(err)
			}
			n, err := tx.Count(t.Context(), casework.KindAnnotation, q)
			if err != nil || n != want || len(found) != want || found[len(found)-1].ID != alone {
				t.Errorf("%+v: %d counted, %d found, want %d (%v)", c, n, len(found), want, err)
			}
		})
	}
}
