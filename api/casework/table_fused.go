package casework

import "context"

// FusedRow is an exhibit of the list over all marks with all that is shown of it.
type FusedRow struct {
	Fused
	Party Party   `json:"party" doc:"The exhibit, with the mark of its best entry."`
	State string  `json:"state" enum:"new,kept,discarded,inconclusive,lead" doc:"What the laboratory that searched made of its best entry."`
	Mine  Verdict `json:"mine" enum:",keep,discard,inconclusive" doc:"What whoever asks made of its best entry last."`
	// What the pictures of the best entry's pair show.
	ProbeFrame *Frame `json:"probe_frame,omitempty" doc:"What the probe's picture shows."`
	Frame      *Frame `json:"frame,omitempty" doc:"What the candidate's picture shows."`
}

// FusedTable is the list over all marks of an exhibit as it is shown.
type FusedTable struct {
	Probe    Party // with no mark where none was searched with
	Searches []*Search
	Rows     []*FusedRow
}

// FusedTable returns the list of FusedCandidates, each exhibit with its case, place
// and firearm.
func (s *Service) FusedTable(ctx context.Context, exhibit string, limit int) (*FusedTable, error) {
	t := &FusedTable{}
	var p *parties
	var mine map[string]Verdict
	var list []Fused
	err := s.fused(ctx, exhibit, limit, func(tx Tx, a *Actor, searches []*Search, items []Fused, marks map[string]*Mark) error {
		t.Searches, list = searches, items
		var best []*Candidate
		for _, f := range items {
			best = append(best, f.Entries[0])
		}
		ids := marksIn(best)
		for id := range marks {
			ids = append(ids, id)
		}
		var err error
		if p, err = gather(ctx, tx, a, ids, exhibit); err != nil {
			return err
		}
		mine, err = verdictsOf(ctx, tx, a, best)
		return err
	})
	if err != nil {
		return nil, err
	}
	frames, err := s.frames(ctx, p)
	if err != nil {
		return nil, err
	}
	t.Probe = p.exhibit(exhibit)
	probes := map[string]string{} // marks by their searches
	for _, sr := range t.Searches {
		probes[sr.ID] = sr.Mark
	}
	if len(t.Searches) > 0 {
		t.Probe = p.of(t.Searches[0].Mark)
	}
	for _, f := range list {
		best := f.Entries[0]
		t.Rows = append(t.Rows, &FusedRow{
			Fused: f, Party: p.of(best.Mark), State: best.State, Mine: mine[best.ID], ProbeFrame: frames[probes[best.Search]], Frame: frames[best.Mark],
		})
	}
	return t, nil
}
