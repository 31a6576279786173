package casework

import (
	"context"
	"maps"
	"slices"
)

// CandidateRow is a candidate with all that a list shows of it.
type CandidateRow struct {
	Candidate
	Party    Party   `json:"party"`
	Mine     Verdict `json:"mine" enum:",keep,discard,inconclusive" doc:"What whoever asks made of the pair last."`
	MarkKind string  `json:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Modality string  `json:"modality" enum:"topography,reflectance"`
	// What the pictures of the pair show, as the pose needs it.
	ProbeFrame *Frame `json:"probe_frame,omitempty" doc:"What the probe's picture shows."`
	Frame      *Frame `json:"frame,omitempty" doc:"What the candidate's picture shows."`
}

// CandidateTable is a part of a search's list as it is shown.
type CandidateTable struct {
	Search *Search
	Probe  Party
	Rows   []*CandidateRow
	More   bool // the list goes on
}

// CandidateTable returns the entries of a search's list after a rank as Candidates
// does, each with its exhibit, case, place and firearm.
func (s *Service) CandidateTable(ctx context.Context, search string, afterRank, limit int) (*CandidateTable, error) {
	if limit < 1 || limit > MaxPage {
		return nil, invalid("limit", "list.limit", "most", MaxPage)
	}
	t := &CandidateTable{Search: &Search{}}
	if err := s.see(ctx, t.Search, search, "view_candidates"); err != nil {
		return nil, err
	}
	var p *parties
	var mine map[string]Verdict
	var list []*Candidate
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		q := Where("search_id", search)
		q.Where = append(q.Where, Cond{Column: "place", Op: Greater, Value: afterRank})
		q.Order, q.Limit = []string{"place"}, limit+1
		if err := tx.Find(ctx, &list, q); err != nil {
			return err
		}
		if t.More = len(list) > limit; t.More {
			list = list[:limit]
		}
		var err error
		if p, err = gather(ctx, tx, a, append(marksIn(list), t.Search.Mark)); err != nil {
			return err
		}
		if mine, err = verdictsOf(ctx, tx, a, list); err != nil {
			return err
		}
		return veilCandidates(ctx, tx, a, list)
	})
	if err != nil {
		return nil, err
	}
	frames, err := s.frames(ctx, p)
	if err != nil {
		return nil, err
	}
	t.Probe = p.of(t.Search.Mark)
	for _, c := range list {
		party := p.of(c.Mark)
		t.Rows = append(t.Rows, &CandidateRow{
			Candidate: *c, Party: party, Mine: mine[c.ID], MarkKind: party.MarkKind, Modality: party.Modality,
			ProbeFrame: frames[t.Search.Mark], Frame: frames[c.Mark],
		})
	}
	return t, nil
}

// marksIn are the marks of a list.
func marksIn(list []*Candidate) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Mark
	}
	return out
}

// verdictsOf are the actor's own last verdicts on a list's pairs, second reviews
// among them.
func verdictsOf(ctx context.Context, tx Tx, a *Actor, list []*Candidate) (map[string]Verdict, error) {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	var leads []*Lead
	if err := tx.Find(ctx, &leads, Query{Where: []Cond{{Column: "candidate_id", Op: In, Value: ids}}}); err != nil {
		return nil, err
	}
	pairs := map[string]string{} // candidates by their leads
	for _, l := range leads {
		pairs[l.ID] = l.Candidate
	}
	var all []*Review
	err := tx.Find(ctx, &all, Query{Where: []Cond{
		{Column: "created_by", Op: Equal, Value: a.ID()},
		{Any: []Cond{{Column: "candidate_id", Op: In, Value: ids}, {Column: "lead_id", Op: In, Value: slices.Collect(maps.Keys(pairs))}}},
	}})
	out := map[string]Verdict{}
	for _, r := range all { // by their identifiers, which count up with time
		if r.Lead != "" {
			out[pairs[r.Lead]] = r.Verdict
			continue
		}
		out[r.Candidate] = r.Verdict
	}
	return out, err
}
