package casework

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
)

// Candidates returns the entries of a search's list after a rank, at most limit,
// best first; more tells whether the list goes on. A list never changes.
func (s *Service) Candidates(ctx context.Context, search string, afterRank, limit int) (sr *Search, list []*Candidate, more bool, err error) {
	if limit < 1 || limit > MaxPage {
		return nil, nil, false, invalid("limit", "list.limit", "most", MaxPage)
	}
	sr = &Search{}
	if err := s.see(ctx, sr, search, "view_candidates"); err != nil {
		return nil, nil, false, err
	}
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		q := Where("search_id", search)
		q.Where = append(q.Where, Cond{Column: "place", Op: Greater, Value: afterRank})
		q.Order, q.Limit = []string{"place"}, limit+1
		if err := tx.Find(ctx, &list, q); err != nil {
			return err
		}
		if more = len(list) > limit; more {
			list = list[:limit]
		}
		return veilCandidates(ctx, tx, a, list)
	})
	return sr, list, more, err
}

// Fused is one exhibit of the list over all marks of a probe exhibit.
type Fused struct {
	Rank       int          `json:"rank"`
	Exhibit    string       `json:"exhibit,omitempty" doc:"Empty when its laboratory shares searches only."`
	ExhibitLab string       `json:"exhibit_lab"`
	Score      float64      `json:"score" doc:"The best of the entries."`
	Entries    []*Candidate `json:"entries" nullable:"false" doc:"One for each mark that found the exhibit, best first."`
}

// FusedCandidates returns one list for an exhibit: the latest finished search of
// each of its marks, an entry for each exhibit found, best first. An exhibit's
// score is the best that any pair of marks reached.
func (s *Service) FusedCandidates(ctx context.Context, exhibit string, limit int) (searches []*Search, list []Fused, err error) {
	if limit < 1 || limit > MaxPage {
		return nil, nil, invalid("limit", "list.limit", "most", MaxPage)
	}
	e := &Exhibit{}
	if err := s.see(ctx, e, exhibit, "view_candidates"); err != nil {
		return nil, nil, err
	}
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		if err := may(a, Read, e.Lab); err != nil { // what its own laboratory found
			return err
		}
		searches, err = latest(ctx, tx, exhibit)
		if err != nil {
			return err
		}
		var all []*Candidate
		for _, sr := range searches {
			if err := tx.Find(ctx, &all, Query{Where: Where("search_id", sr.ID).Where, Order: []string{"place"}}); err != nil {
				return err
			}
		}
		list = fuse(all, limit)
		for _, f := range list {
			if err := veilCandidates(ctx, tx, a, f.Entries); err != nil {
				return err
			}
		}
		for i := range list {
			list[i].Exhibit = list[i].Entries[0].Exhibit
		}
		return nil
	})
	return searches, list, err
}

// latest returns the latest finished search of each mark of an exhibit.
func latest(ctx context.Context, tx Tx, exhibit string) ([]*Search, error) {
	var all []*Search
	err := tx.Find(ctx, &all, Query{Where: Where("exhibit_id", exhibit, "state", SearchDone).Where, Order: []string{"-id"}})
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(sr *Search) bool {
		again := seen[sr.Mark]
		seen[sr.Mark] = true
		return again
	}), err
}

// fuse gathers the entries by exhibit.
func fuse(all []*Candidate, limit int) []Fused {
	at := map[string]int{}
	var list []Fused
	slices.SortStableFunc(all, func(x, y *Candidate) int { return cmp.Compare(y.Score, x.Score) })
	for _, c := range all {
		i, ok := at[c.Exhibit]
		if !ok {
			i = len(list)
			at[c.Exhibit] = i
			list = append(list, Fused{Rank: i + 1, ExhibitLab: c.ExhibitLab, Score: c.Score})
		}
		list[i].Entries = append(list[i].Entries, c)
	}
	return list[:min(limit, len(list))]
}

// Pair returns a candidate with the marks that it joins, and logs that the pair
// was looked at.
func (s *Service) Pair(ctx context.Context, candidate string) (c *Candidate, probe, other *Mark, err error) {
	c, probe, other = &Candidate{}, &Mark{}, &Mark{}
	var seen Event
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		if err := get(ctx, tx, a, c, candidate); err != nil {
			return err
		}
		var sr Search
		if err := tx.Get(ctx, &sr, c.Search); err != nil {
			return err
		}
		if err := tx.Get(ctx, probe, sr.Mark); err != nil {
			return err
		}
		if err := tx.Get(ctx, other, c.Mark); err != nil {
			return err
		}
		seen = event(a, s.now(), "view_pair", c)
		return veil(ctx, tx, a, c)
	})
	if err == nil && !ActorOf(ctx).Service {
		err = s.Views.View(ctx, seen)
	}
	return c, probe, other, err
}

// Explain writes why a candidate has its score: every intermediate of the
// comparison, as a zip. It is computed anew from the templates, and bit by bit
// what the search computed.
func (s *Service) Explain(ctx context.Context, candidate string, zip io.Writer) error {
	_, probe, other, err := s.Pair(ctx, candidate)
	if err != nil {
		return err
	}
	return s.Matcher.Explain(ctx, probe, other, zip)
}

// CompareCandidate computes a candidate's comparison anew: pose, cells and every
// term of the score, as JSON.
func (s *Service) CompareCandidate(ctx context.Context, candidate string) ([]byte, error) {
	_, probe, other, err := s.Pair(ctx, candidate)
	if err != nil {
		return nil, err
	}
	return s.Matcher.Compare(ctx, probe, other)
}

// PairPicture opens the picture of one of a pair's marks, the probe's or the
// candidate's. The caller closes it.
func (s *Service) PairPicture(ctx context.Context, candidate string, ofProbe bool) (io.ReadCloser, error) {
	_, m, other, err := s.Pair(ctx, candidate)
	if err != nil {
		return nil, err
	}
	if !ofProbe {
		m = other
	}
	return s.Blobs.Open(ctx, m.Picture)
}

// Repetition is the outcome of running a search again on what it searched.
type Repetition struct {
	Same        bool   `json:"same" doc:"The list came out the same to the last bit."`
	Searched    int    `json:"searched"`
	Engine      string `json:"engine"`
	FirstChange string `json:"first_change,omitempty" doc:"The first entry that differs."`
}

// Repeat runs a finished search again, on the same marks with the same engine,
// and tells whether the list is the same.
func (s *Service) Repeat(ctx context.Context, search string) (*Repetition, error) {
	sr, m := &Search{}, &Mark{}
	if err := s.see(ctx, sr, search, "repeat_search"); err != nil {
		return nil, err
	}
	var list []*Candidate
	err := s.Store.View(ctx, func(tx Tx) error {
		if err := tx.Get(ctx, m, sr.Mark); err != nil {
			return err
		}
		return tx.Find(ctx, &list, Query{Where: Where("search_id", search).Where, Order: []string{"place"}})
	})
	if err != nil {
		return nil, err
	}
	version, _, params := s.Matcher.Engine()
	if sr.State != SearchDone {
		return nil, Fail(CodeConflict, "search.not_done", "state", sr.State)
	}
	if version != sr.Engine || params != sr.Params {
		return nil, Fail(CodeConflict, "search.other_engine", "then", sr.Engine+" "+sr.Params, "now", version+" "+params)
	}
	seqs, err := s.snapshot(ctx, sr.Snapshot)
	if err != nil {
		return nil, err
	}
	if err := s.catchUp(ctx); err != nil {
		return nil, err
	}
	found, err := s.Matcher.Search(ctx, m, seqs, sr.Top, false)
	if err != nil {
		return nil, err
	}
	rep := &Repetition{Searched: len(seqs), Engine: version}
	rep.FirstChange, err = s.difference(ctx, list, found)
	rep.Same = rep.FirstChange == ""
	return rep, err
}

// difference names the first entry in which a kept list and a new one differ.
func (s *Service) difference(ctx context.Context, list []*Candidate, found []Ranked) (string, error) {
	if len(list) != len(found) {
		return fmt.Sprintf("%d entries, now %d", len(list), len(found)), nil
	}
	first := ""
	err := s.Store.View(ctx, func(tx Tx) error {
		for i, c := range list {
			var m Mark
			if err := tx.Get(ctx, &m, c.Mark); err != nil {
				return err
			}
			f := found[i]
			if m.Seq != f.Seq || c.Score != f.Score || c.RotationDeg != f.RotationDeg || c.ShiftXUm != f.ShiftXUm || c.ShiftYUm != f.ShiftYUm {
				first = fmt.Sprintf("rank %d: mark %d with %.6f, now mark %d with %.6f", c.Rank, m.Seq, c.Score, f.Seq, f.Score)
				return nil
			}
		}
		return nil
	})
	return first, err
}
