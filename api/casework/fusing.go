package casework

import (
	"cmp"
	"context"
	"slices"
)

// Fused is one exhibit of the list over all marks of a probe exhibit.
type Fused struct {
	Rank       int          `json:"rank"`
	Exhibit    string       `json:"exhibit,omitempty" doc:"Empty when its laboratory shares searches only."`
	ExhibitLab string       `json:"exhibit_lab"`
	Score      float64      `json:"score" doc:"What the kinds of mark say together, 0 to 1; that of the mark when only one found the exhibit."`
	Kinds      []KindScore  `json:"kinds" nullable:"false" doc:"The best of each kind of mark, in the order of the kinds."`
	Entries    []*Candidate `json:"entries" nullable:"false" doc:"One for each mark that found the exhibit, best first."`
}

// KindScore is the best score of one kind of mark.
type KindScore struct {
	MarkKind string  `json:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Score    float64 `json:"score"`
}

// FusedCandidates returns one list for an exhibit: the latest finished search of
// each of its marks that stands, an entry for each exhibit found, best first. An
// exhibit's score is what the best of each kind of mark say together; a kind whose
// list does not have the exhibit says nothing.
func (s *Service) FusedCandidates(ctx context.Context, exhibit string, limit int) (searches []*Search, list []Fused, err error) {
	err = s.fused(ctx, exhibit, limit, func(_ Tx, _ *Actor, found []*Search, items []Fused, _ map[string]*Mark) error {
		searches, list = found, items
		return nil
	})
	return searches, list, err
}

// fused gathers the list for an exhibit, and lets then look at it, with the exhibit's
// marks that stand, on the same state.
func (s *Service) fused(
	ctx context.Context, exhibit string, limit int, then func(Tx, *Actor, []*Search, []Fused, map[string]*Mark) error,
) error {
	if limit < 1 || limit > MaxPage {
		return invalid("limit", "list.limit", "most", MaxPage)
	}
	e := &Exhibit{}
	if err := s.see(ctx, e, exhibit, "view_candidates"); err != nil {
		return err
	}
	return s.view(ctx, func(tx Tx, a *Actor) error {
		if err := may(a, Read, e.Lab); err != nil { // what its own laboratory found
			return err
		}
		marks, err := marksOf(ctx, tx, exhibit)
		if err != nil {
			return err
		}
		searches, err := latest(ctx, tx, exhibit, marks)
		if err != nil {
			return err
		}
		f := fusion{at: map[string]int{}, fuse: s.Matcher.Fuse}
		found, err := listsOf(ctx, tx, searches)
		if err != nil {
			return err
		}
		for _, sr := range searches {
			for _, c := range found[sr.ID] {
				f.add(c, marks[sr.Mark].MarkKind)
			}
		}
		list := f.ranked(limit)
		var entries []*Candidate
		for _, f := range list {
			entries = append(entries, f.Entries...)
		}
		if err := veilCandidates(ctx, tx, a, entries); err != nil {
			return err
		}
		for i := range list {
			list[i].Exhibit = list[i].Entries[0].Exhibit
		}
		return then(tx, a, searches, list, marks)
	})
}

// listsOf are the lists of searches, by their identifiers.
func listsOf(ctx context.Context, tx Tx, searches []*Search) (map[string][]*Candidate, error) {
	ids := make([]string, len(searches))
	for i, sr := range searches {
		ids[i] = sr.ID
	}
	var all []*Candidate
	err := tx.Find(ctx, &all, Query{Where: []Cond{{Column: "search_id", Op: In, Value: ids}}, Order: []string{"search_id", "place"}})
	out := make(map[string][]*Candidate, len(searches))
	for _, c := range all {
		out[c.Search] = append(out[c.Search], c)
	}
	return out, err
}

// marksOf are an exhibit's marks that no later extraction superseded, by their
// identifiers.
func marksOf(ctx context.Context, tx Tx, exhibit string) (map[string]*Mark, error) {
	var marks []*Mark
	if err := tx.Find(ctx, &marks, Where("exhibit_id", exhibit, "superseded", false)); err != nil {
		return nil, err
	}
	out := make(map[string]*Mark, len(marks))
	for _, m := range marks {
		out[m.ID] = m
	}
	return out, nil
}

// latest returns the latest finished search of each kind of mark of each
// acquisition: those of an earlier engine until there is one of a later.
func latest(ctx context.Context, tx Tx, exhibit string, marks map[string]*Mark) ([]*Search, error) {
	var all []*Search
	err := tx.Find(ctx, &all, Query{Where: Where("exhibit_id", exhibit, "state", SearchDone).Where, Order: []string{"-id"}})
	seen := map[[2]string]bool{}
	return slices.DeleteFunc(all, func(sr *Search) bool {
		m := marks[sr.Mark]
		if m == nil {
			return true
		}
		of := [2]string{m.Acquisition, m.MarkKind}
		again := seen[of]
		seen[of] = true
		return again
	}), err
}

// fusion gathers entries by exhibit.
type fusion struct {
	at   map[string]int // of the exhibit, in list
	list []Fused
	fuse func([]KindScore) float64
}

func (f *fusion) add(c *Candidate, markKind string) {
	i, ok := f.at[c.Exhibit]
	if !ok {
		i = len(f.list)
		f.at[c.Exhibit] = i
		f.list = append(f.list, Fused{ExhibitLab: c.ExhibitLab})
	}
	of := &f.list[i]
	of.Entries = append(of.Entries, c)
	for k := range of.Kinds {
		if of.Kinds[k].MarkKind == markKind {
			of.Kinds[k].Score = max(of.Kinds[k].Score, c.Score)
			return
		}
	}
	of.Kinds = append(of.Kinds, KindScore{markKind, c.Score})
}

// ranked is the list with its scores, the best first.
func (f *fusion) ranked(limit int) []Fused {
	order := markKinds()
	for i := range f.list {
		of := &f.list[i]
		slices.SortFunc(of.Kinds, func(x, y KindScore) int {
			return cmp.Compare(slices.Index(order, x.MarkKind), slices.Index(order, y.MarkKind))
		})
		slices.SortStableFunc(of.Entries, func(x, y *Candidate) int { return cmp.Compare(y.Score, x.Score) })
		of.Score = f.fuse(of.Kinds)
	}
	slices.SortStableFunc(f.list, func(x, y Fused) int { return cmp.Compare(y.Score, x.Score) })
	for i := range f.list {
		f.list[i].Rank = i + 1
	}
	return f.list[:min(limit, len(f.list))]
}
