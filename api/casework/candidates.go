package casework

import (
	"context"
	"fmt"
	"io"
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

// Repetition is the outcome of running a search again on what it searched.
type Repetition struct {
	Same        bool   `json:"same" doc:"The list came out the same to the last bit."`
	Searched    int    `json:"searched"`
	Engine      string `json:"engine"`
	FirstChange string `json:"first_change,omitempty" doc:"The first entry that differs."`
}

// Repeat runs a finished search again, on the same marks with the same engine,
// and tells whether the list is the same. One whose time was over is refused: how
// far it came is chance.
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
	if sr.partial() {
		return nil, Fail(CodeConflict, "search.partial", "compared", sr.Compared, "shortlisted", sr.Shortlisted)
	}
	version, _, params := s.Matcher.Engine()
	if sr.State != SearchDone {
		return nil, Fail(CodeConflict, "search.not_done", "state", sr.State)
	}
	if version != sr.Engine || params != sr.Params {
		return nil, Fail(CodeConflict, "search.other_engine", "then", sr.Engine+" "+sr.Params, "now", version+" "+params)
	}
	marks, err := s.snapshot(ctx, sr.Snapshot)
	if err != nil {
		return nil, err
	}
	if err := s.catchUp(ctx); err != nil {
		return nil, err
	}
	found, err := s.Matcher.Search(ctx, m, marks, Wanted{Top: sr.Top})
	if err != nil {
		return nil, err
	}
	rep := &Repetition{Searched: int(marks.GetCardinality()), Engine: version}
	rep.FirstChange, err = s.difference(ctx, list, found.List)
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
