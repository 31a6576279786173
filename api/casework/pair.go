package casework

import "context"

// ShownPair is a pair of marks with what is shown of both sides, and nothing of how
// they score: what a blind reviewer may see.
type ShownPair struct {
	Candidate   string  `json:"candidate"`
	Search      string  `json:"search"`
	Probe       Party   `json:"probe"`
	Party       Party   `json:"party"`
	RotationDeg float64 `json:"rotation_deg" doc:"Lays the probe onto the candidate: turned anticlockwise, then shifted right and down."`
	ShiftXUm    float64 `json:"shift_x_um"`
	ShiftYUm    float64 `json:"shift_y_um"`
	ProbeFrame  *Frame  `json:"probe_frame,omitempty" doc:"What the probe's picture shows."`
	Frame       *Frame  `json:"frame,omitempty" doc:"What the candidate's picture shows."`
}

// LeadRow is a lead with what is shown of its pair.
type LeadRow struct {
	Lead
	Pair *ShownPair `json:"pair"`
}

// HitRow is a hit with what is shown of its pair.
type HitRow struct {
	Hit
	Pair *ShownPair `json:"pair"`
}

// ShownPair returns what is shown of a candidate's pair, and logs that it was looked at.
func (s *Service) ShownPair(ctx context.Context, candidate string) (*ShownPair, error) {
	if err := s.see(ctx, &Candidate{}, candidate, "view_pair"); err != nil {
		return nil, err
	}
	pairs, err := s.shownPairs(ctx, []string{candidate})
	return pairs[candidate], err
}

// LeadRows are leads that the actor was shown, with their pairs.
func (s *Service) LeadRows(ctx context.Context, leads []*Lead) ([]*LeadRow, error) {
	ids := make([]string, len(leads))
	for i, l := range leads {
		ids[i] = l.Candidate
	}
	pairs, err := s.shownPairs(ctx, ids)
	rows := make([]*LeadRow, len(leads))
	for i, l := range leads {
		rows[i] = &LeadRow{*l, pairs[l.Candidate]}
	}
	return rows, err
}

// HitRows are hits that the actor was shown, with their pairs.
func (s *Service) HitRows(ctx context.Context, hits []*Hit) ([]*HitRow, error) {
	var leads map[string]*Lead
	err := s.view(ctx, func(tx Tx, _ *Actor) (err error) {
		ids := make([]string, len(hits))
		for i, h := range hits {
			ids[i] = h.Lead
		}
		leads, err = byID[Lead](ctx, tx, ids)
		return err
	})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range leads {
		ids = append(ids, l.Candidate)
	}
	pairs, err := s.shownPairs(ctx, ids)
	rows := make([]*HitRow, len(hits))
	for i, h := range hits {
		rows[i] = &HitRow{Hit: *h}
		if l := leads[h.Lead]; l != nil {
			rows[i].Pair = pairs[l.Candidate]
		}
	}
	return rows, err
}

// shownPairs reads the pairs of candidates, by their identifiers, with as many
// queries for many as for one.
func (s *Service) shownPairs(ctx context.Context, candidates []string) (map[string]*ShownPair, error) {
	var found map[string]*Candidate
	var searches map[string]*Search
	var p *parties
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		if found, err = byID[Candidate](ctx, tx, candidates); err != nil {
			return err
		}
		var ids, marks []string
		for _, c := range found {
			ids, marks = append(ids, c.Search), append(marks, c.Mark)
		}
		if searches, err = byID[Search](ctx, tx, ids); err != nil {
			return err
		}
		for _, sr := range searches {
			marks = append(marks, sr.Mark)
		}
		p, err = gather(ctx, tx, a, marks)
		return err
	})
	if err != nil {
		return nil, err
	}
	frames, err := s.frames(ctx, p)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*ShownPair, len(found))
	for id, c := range found {
		sr := searches[c.Search]
		if sr == nil {
			continue
		}
		out[id] = &ShownPair{
			Candidate: id, Search: sr.ID, Probe: p.of(sr.Mark), Party: p.of(c.Mark),
			RotationDeg: c.RotationDeg, ShiftXUm: c.ShiftXUm, ShiftYUm: c.ShiftYUm,
			ProbeFrame: frames[sr.Mark], Frame: frames[c.Mark],
		}
	}
	return out, nil
}
