package casework

import "context"

// veil takes out of a record what its reader must not know yet: the second
// review of a pair is blind to the first.
func veil(ctx context.Context, tx Tx, a *Actor, r Record) error {
	if a.Service {
		return nil
	}
	switch r := r.(type) {
	case *Lead:
		veilLead(a, r)
	case *Review:
		if !r.Open && r.CreatedBy != a.ID() {
			return NotFound(KindReview, r.ID)
		}
	case *Annotation:
		return veilMade(ctx, tx, a, r, r.Candidate)
	case *SavedSearch:
		if !r.offered() && r.CreatedBy != a.ID() {
			return NotFound(KindSavedSearch, r.ID)
		}
	case *Snapshot:
		return veilMade(ctx, tx, a, r, r.Candidate)
	case *Report:
		return veilMade(ctx, tx, a, r, r.Candidate)
	case *Candidate:
		return veilCandidates(ctx, tx, a, []*Candidate{r})
	case *Notice:
		if r.About == KindLead { // who caused it is who found the pair
			r.CreatedBy, r.UpdatedBy = "", r.ReadBy
		}
	}
	return nil
}

// veilLead hides who found a pair, what they thought of it, and whether it is a
// lead at all, as long as the second review is open.
func veilLead(a *Actor, l *Lead) {
	if !l.waits() || l.FirstBy == a.ID() {
		return
	}
	l.State = LeadSecondReview
	l.FirstBy, l.SecondBy, l.Comment, l.CreatedBy, l.UpdatedBy, l.Number = "", "", "", "", "", ""
}

// veilCandidates hides what was made of candidates that wait for their second
// review, and the exhibits of laboratories that share searches only.
func veilCandidates(ctx context.Context, tx Tx, a *Actor, list []*Candidate) error {
	if a.Service || len(list) == 0 {
		return nil
	}
	if err := veilStates(ctx, tx, a, list); err != nil {
		return err
	}
	v, err := look(ctx, tx, a)
	if err != nil {
		return err
	}
	var others []string
	for _, c := range list {
		if !v.may(KindExhibit, c.ExhibitLab) {
			others = append(others, c.Exhibit)
		}
	}
	joined, err := v.joinedOf(ctx, tx, others)
	if err != nil {
		return err
	}
	for _, c := range list {
		if !v.may(KindExhibit, c.ExhibitLab) && !joined[c.Exhibit] {
			c.Exhibit = ""
		}
	}
	return nil
}

// veilStates shows a candidate as new while a pair that someone else put up
// waits for its second review.
func veilStates(ctx context.Context, tx Tx, a *Actor, list []*Candidate) error {
	byID := map[string]*Candidate{}
	var ids []string
	for _, c := range list {
		if c.State != CandidateNew {
			byID[c.ID], ids = c, append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var leads []*Lead
	if err := tx.Find(ctx, &leads, Query{Where: []Cond{{Column: "candidate_id", Op: In, Value: ids}}}); err != nil {
		return err
	}
	for _, l := range leads {
		if l.waits() && l.FirstBy != a.ID() {
			c := byID[l.Candidate]
			c.State, c.Version, c.UpdatedAt, c.UpdatedBy = CandidateNew, 1, c.CreatedAt, c.CreatedBy
		}
	}
	return nil
}

// veilMade hides what someone else made of a pair while it waits for its second
// review, whoever made it.
func veilMade(ctx context.Context, tx Tx, a *Actor, r Record, candidate string) error {
	if r.header().CreatedBy == a.ID() {
		return nil
	}
	n, err := tx.Count(ctx, KindLead, secondReviewOf(candidate))
	if err == nil && n > 0 {
		err = NotFound(r.Kind(), r.header().ID)
	}
	return err
}

// secondReviewOf selects the lead or decoy by which a candidate waits for its second
// review.
func secondReviewOf(candidate string) Query {
	return Query{Where: []Cond{
		{Column: "candidate_id", Op: Equal, Value: candidate},
		{Any: []Cond{
			{Column: "state", Op: Equal, Value: LeadSecondReview},
			{All: []Cond{{Column: "state", Op: Equal, Value: LeadDecoy}, {Column: "second_by", Op: Equal, Value: ""}}},
		}},
	}}
}
