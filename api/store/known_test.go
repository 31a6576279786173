package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"cotejo/api/casework"
)

// listed is an entry of a list, as the definition of KnownScores needs it.
type listed struct {
	search *casework.Search
	mark   *casework.Mark
	entry  *casework.Candidate
}

// knownScores is the definition that the store's SQL is held against.
func (c *collection) knownScores(all []listed, s casework.KnownPairs, bins int) (match, nonMatch []int) {
	match, nonMatch = make([]int, bins), make([]int, bins)
	latest := map[[2]string]listed{}
	for _, l := range all {
		p, e := c.exhibits[l.search.Exhibit], c.exhibits[l.entry.Exhibit]
		if l.search.State != casework.SearchDone || l.search.Engine != s.Engine || l.search.Params != s.Params || !slices.Contains(s.Lists, l.search.Lab) ||
			l.mark.MarkKind != s.MarkKind || l.mark.Modality != s.Modality || p.Firearm == "" || e.Firearm == "" ||
			!slices.Contains(s.Exhibits, p.Lab) || !slices.Contains(s.Exhibits, e.Lab) {
			continue
		}
		pair := [2]string{min(p.ID, e.ID), max(p.ID, e.ID)}
		if before, ok := latest[pair]; !ok || before.entry.ID < l.entry.ID {
			latest[pair] = l
		}
	}
	for pair, l := range latest {
		bin := min(int(l.entry.Score*float64(bins)), bins-1)
		if c.exhibits[pair[0]].Firearm == c.exhibits[pair[1]].Firearm {
			match[bin]++
		} else {
			nonMatch[bin]++
		}
	}
	return match, nonMatch
}

func knownScoresAreTheirDefinition(t *testing.T, dsn string) {
	s := open(t, dsn)
	r := rand.New(rand.NewPCG(5, 6))
	var c *collection
	var all []listed
	update(t, s, func(tx casework.Tx) {
		c = collect(t, tx, r, 60)
		for n := range 50 {
			m := c.marks[r.IntN(len(c.marks))]
			sr := &casework.Search{
				Head: casework.Head{ID: fmt.Sprintf("search%03d", n), Lab: m.Lab, Version: 1}, Mark: m.ID, Exhibit: m.Exhibit,
				State: pick(r, casework.SearchDone, casework.SearchDone, casework.SearchDone, casework.SearchQueued), Engine: "2", Params: pick(r, "p", "p", "q"),
			}
			if err := tx.Insert(t.Context(), sr); err != nil {
				t.Fatal(err)
			}
			for place, at := range r.Perm(len(c.marks))[:15] {
				k := &casework.Candidate{
					Head: casework.Head{ID: fmt.Sprintf("candidate%03d-%02d", n, place), Lab: m.Lab, Version: 1}, Search: sr.ID, Mark: c.marks[at].ID,
					Exhibit: c.marks[at].Exhibit, ExhibitLab: c.marks[at].Lab, Rank: place + 1, Score: pick(r, 0, 1, r.Float64(), r.Float64(), r.Float64(), 0.25),
					State: casework.CandidateNew,
				}
				if k.Exhibit == sr.Exhibit {
					continue
				}
				if err := tx.Insert(t.Context(), k); err != nil {
					t.Fatal(err)
				}
				all = append(all, listed{sr, m, k})
			}
		}
	})
	labs := []string{"lab0", "lab1", "lab2"}
	var counted [2]int
	view(t, s, func(tx casework.Tx) {
		for range 60 {
			sel := casework.KnownPairs{
				MarkKind: pick(r, "breech_face", "firing_pin"), Modality: pick(r, "topography", "reflectance"), Engine: "2", Params: pick(r, "p", "q"),
				Lists: labs[:r.IntN(4)], Exhibits: labs[:r.IntN(4)],
			}
			bins := 1 + r.IntN(40)
			match, nonMatch, err := tx.KnownScores(t.Context(), sel, bins)
			if err != nil {
				t.Fatal(err)
			}
			wantMatch, wantNonMatch := c.knownScores(all, sel, bins)
			if !slices.Equal(match, wantMatch) || !slices.Equal(nonMatch, wantNonMatch) {
				t.Fatalf("%+v: %v %v, want %v %v", sel, match, nonMatch, wantMatch, wantNonMatch)
			}
			for i := range bins {
				counted[0], counted[1] = counted[0]+match[i], counted[1]+nonMatch[i]
			}
		}
	})
	if counted[0] < 100 || counted[1] < 100 {
		t.Errorf("only %d matches and %d others were counted", counted[0], counted[1])
	}
}
