package casework

import (
	"context"
	"fmt"
	"math/rand/v2"
)

// The way of a lead. A candidate is reviewed; one that is kept can be declared a
// lead; a second person reviews the pair without knowing what the first made of
// it; what both keep goes to the comparison microscope, where an examiner who is
// not the one who found it confirms it as a hit, or refutes it. All rules of that
// way stand in this file and in microscope.go.

// ReviewCandidate keeps what a reviewer makes of a candidate.
func (s *Service) ReviewCandidate(ctx context.Context, candidate string, r *Review) error {
	return s.once(ctx, r, func(u *act) error {
		var c Candidate
		if err := getTo(ctx, u.Tx, u.actor, Judge, &c, candidate); err != nil {
			return err
		}
		if err := u.free(ctx, &c); err != nil {
			return err
		}
		r.Candidate, r.Open = c.ID, true
		if err := u.insert(ctx, r, c.Lab, "review"); err != nil {
			return err
		}
		c.State = map[Verdict]string{Keep: CandidateKept, Discard: CandidateDiscarded, Inconclusive: CandidateInconclusive}[r.Verdict]
		return u.change(ctx, &c, "review")
	})
}

// DeclareLead makes a lead of a candidate that the declarer kept, and asks for
// its second review.
func (s *Service) DeclareLead(ctx context.Context, l *Lead) error {
	return s.once(ctx, l, func(u *act) error {
		var c Candidate
		if err := getTo(ctx, u.Tx, u.actor, Judge, &c, l.Candidate); err != nil {
			return err
		}
		if err := u.free(ctx, &c); err != nil {
			return err
		}
		mine, err := u.ownReview(ctx, c.ID)
		if err != nil {
			return err
		}
		if mine == nil || mine.Verdict != Keep {
			return Fail(CodeConflict, "lead.not_kept")
		}
		pairs, err := u.decoys(ctx, &c)
		if err != nil {
			return err
		}
		pairs = append(pairs, &c)
		// The order in which they are opened must not tell which is the lead.
		rand.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		for _, p := range pairs {
			if p == &c {
				err = s.open(ctx, u, l, p, LeadSecondReview)
			} else {
				err = s.open(ctx, u, &Lead{}, p, LeadDecoy)
			}
			if err != nil {
				return err
			}
		}
		c.State = CandidateLead
		return u.change(ctx, &c, "lead")
	})
}

// free refuses a candidate that is a lead, or waits for a second review: a decoy
// must answer as a lead does.
func (u *act) free(ctx context.Context, c *Candidate) error {
	n, err := u.Count(ctx, KindLead, secondReviewOf(c.ID))
	if err == nil && (n > 0 || c.State == CandidateLead) {
		err = Fail(CodeConflict, "candidate.is_lead")
	}
	return err
}

// ownReview is the actor's latest review of a candidate, nil for none.
func (u *act) ownReview(ctx context.Context, candidate string) (*Review, error) {
	var all []*Review
	q := Where("candidate_id", candidate, "created_by", u.actor.ID())
	q.Order, q.Limit = []string{"-id"}, 1
	if err := u.Find(ctx, &all, q); err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// open puts a pair up for its second review, as a lead or as a decoy beside one,
// and hides the first reviews of it.
func (s *Service) open(ctx context.Context, u *act, l *Lead, c *Candidate, state string) error {
	var sr Search
	if err := u.Get(ctx, &sr, c.Search); err != nil {
		return err
	}
	l.Candidate, l.State, l.FirstBy = c.ID, state, u.actor.ID()
	l.ExhibitA, l.ExhibitB, l.LabB = sr.Exhibit, c.Exhibit, c.ExhibitLab
	l.Number = "-" + c.ID // of a decoy, which has none
	if state == LeadSecondReview {
		number, err := u.number(ctx, "L", c.Lab)
		if err != nil {
			return err
		}
		l.Number = number
	}
	if err := u.insert(ctx, l, c.Lab, "lead"); err != nil {
		return err
	}
	if err := u.insert(ctx, &Notice{About: KindLead, Subject: l.ID, Key: "lead_declared"}, c.Lab, "notice"); err != nil {
		return err
	}
	return u.openReviews(ctx, c.ID, false)
}

// decoys are pairs of the same list that the first reviewer did not keep, to be
// put beside a lead as the laboratory's rule asks, so that being asked for a
// second review tells nothing.
func (u *act) decoys(ctx context.Context, c *Candidate) ([]*Candidate, error) {
	var lab Laboratory
	if err := u.Get(ctx, &lab, c.Lab); err != nil || lab.BlindDecoys == 0 {
		return nil, err
	}
	var others, chosen []*Candidate
	q := Where("search_id", c.Search, "state", CandidateDiscarded)
	q.Order = []string{"place"}
	if err := u.Find(ctx, &others, q); err != nil {
		return nil, err
	}
	for _, o := range others {
		if len(chosen) == lab.BlindDecoys {
			break
		}
		n, err := u.Count(ctx, KindLead, Where("candidate_id", o.ID))
		if err != nil {
			return nil, err
		}
		if n == 0 {
			chosen = append(chosen, o)
		}
	}
	return chosen, nil
}

// openReviews hides a pair's first reviews, or shows them.
func (u *act) openReviews(ctx context.Context, candidate string, open bool) error {
	var all []*Review
	if err := u.Find(ctx, &all, Where("candidate_id", candidate)); err != nil {
		return err
	}
	for _, r := range all {
		if r.Open == open {
			continue
		}
		r.Open = open
		if err := u.change(ctx, r, "blind"); err != nil {
			return err
		}
	}
	return nil
}

// number gives the next number of a series of a laboratory in this year.
func (u *act) number(ctx context.Context, series, lab string) (string, error) {
	var l Laboratory
	if err := u.Get(ctx, &l, lab); err != nil {
		return "", err
	}
	year := u.now.Year()
	n, err := u.Next(ctx, fmt.Sprintf("number:%s:%s:%d", series, lab, year))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%s-%d-%05d", l.Code, series, year, n), nil
}

// SecondReview keeps what a second person makes of a pair, blind to the first.
func (s *Service) SecondReview(ctx context.Context, lead string, r *Review) (*Lead, error) {
	l := &Lead{}
	err := s.once(ctx, r, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Judge, l, lead); err != nil {
			return err
		}
		if !l.waits() {
			return Fail(CodeConflict, "lead.second_done")
		}
		if u.actor.ID() == l.FirstBy {
			return Fail(CodeForbidden, "lead.own_finding")
		}
		// Whoever reviewed the candidate before is not blind.
		if mine, err := u.ownReview(ctx, l.Candidate); err != nil || mine != nil {
			if err != nil {
				return err
			}
			return Fail(CodeForbidden, "lead.not_blind")
		}
		r.Lead, r.Candidate, r.Open = l.ID, "", true
		if err := u.insert(ctx, r, l.Lab, "second_review"); err != nil {
			return err
		}
		decoy := l.State == LeadDecoy
		l.SecondBy = u.actor.ID()
		switch {
		case decoy && r.Verdict != Keep: // it has served
		case decoy || r.Verdict != Keep:
			l.State = LeadDisputed
		default:
			l.State = LeadMicroscope
		}
		if decoy && l.State == LeadDisputed { // it may become a hit: now it needs a number
			number, err := u.number(ctx, "L", l.Lab)
			if err != nil {
				return err
			}
			l.Number = number
		}
		if err := u.openReviews(ctx, l.Candidate, true); err != nil {
			return err
		}
		if err := u.change(ctx, l, "second_review"); err != nil || l.State == LeadDecoy {
			return err
		}
		return s.tell(ctx, u, l)
	})
	if err == nil && l.ID == "" { // the same request again
		err = s.Get(ctx, l, lead)
	}
	return l, err
}

// Settle decides a disputed pair: to the microscope, or refuted.
func (s *Service) Settle(ctx context.Context, lead string, toMicroscope bool, reason string) (*Lead, error) {
	l := &Lead{}
	var c Checker
	c.Need("reason", reason)
	c.text("reason", `maxLength:"4000"`, reason)
	if err := c.Err(); err != nil {
		return nil, err
	}
	err := s.once(ctx, l, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Settle, l, lead); err != nil {
			return err
		}
		if l.State != LeadDisputed {
			return Fail(CodeConflict, "lead.not_disputed", "state", l.State)
		}
		if id := u.actor.ID(); id == l.FirstBy || id == l.SecondBy {
			return Fail(CodeForbidden, "lead.own_finding")
		}
		l.State = LeadRefuted
		if toMicroscope {
			l.State = LeadMicroscope
		}
		if err := u.insert(ctx, &Review{Lead: l.ID, Verdict: map[bool]Verdict{true: Keep, false: Discard}[toMicroscope], Reason: reason, Open: true}, l.Lab, "settle"); err != nil {
			return err
		}
		if err := u.change(ctx, l, "settle"); err != nil {
			return err
		}
		return s.tell(ctx, u, l)
	})
	return l, err
}
