package casework

import (
	"context"
	"fmt"
	"reflect"
)

// Confirm keeps what an examiner saw under the comparison microscope: an
// identification makes a hit with its own number, and both laboratories are told.
func (s *Service) Confirm(ctx context.Context, lead string, f Finding) (l *Lead, h *Hit, err error) {
	var c Checker
	c.value("", reflect.ValueOf(&f))
	if err := c.Err(); err != nil {
		return nil, nil, err
	}
	l = &Lead{}
	err = s.once(ctx, l, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Confirm, l, lead); err != nil {
			return err
		}
		if l.State != LeadMicroscope {
			return Fail(CodeConflict, "lead.not_at_microscope", "state", l.State)
		}
		if u.actor.ID() == l.FirstBy {
			return Fail(CodeForbidden, "lead.own_finding")
		}
		h = &Hit{
			Lead: l.ID, ExhibitA: l.ExhibitA, ExhibitB: l.ExhibitB, LabB: l.LabB, Finding: f,
			Examiner: u.actor.ID(), Confirmed: Date(u.now.Format("2006-01-02")),
		}
		return s.concluded(ctx, u, l, h)
	})
	if err != nil {
		return nil, nil, err
	}
	if l.State != LeadConfirmed {
		return l, nil, nil
	}
	if h == nil { // the same request again
		h = &Hit{}
		err = s.Get(ctx, h, l.Hit)
	}
	return l, h, err
}

// concluded keeps the outcome at the microscope.
func (s *Service) concluded(ctx context.Context, u *act, l *Lead, h *Hit) (err error) {
	switch h.Finding.Conclusion {
	case "identification":
		if h.Number, err = u.number(ctx, "H", l.Lab); err != nil {
			return err
		}
		if err := u.insert(ctx, h, l.Lab, "hit"); err != nil {
			return err
		}
		l.State, l.Hit = LeadConfirmed, h.ID
	case "elimination":
		l.State = LeadRefuted
	default:
		l.State = LeadInconclusive
	}
	if l.State != LeadConfirmed { // the finding stands as a review, since there is no hit to carry it
		r := &Review{Lead: l.ID, Verdict: map[string]Verdict{LeadRefuted: Discard, LeadInconclusive: Inconclusive}[l.State], Open: true}
		r.Reason = fmt.Sprintf("%s; %s; %s", h.Finding.ExaminedAt, h.Finding.Microscope, h.Finding.Reason)
		r.Reason = cut(r.Reason, 3999)
		if err := u.insert(ctx, r, l.Lab, "microscope"); err != nil {
			return err
		}
	}
	if err := u.change(ctx, l, "microscope"); err != nil {
		return err
	}
	return s.tell(ctx, u, l)
}

// noticeOf names the notice of a lead's state.
var noticeOf = map[string]string{
	LeadMicroscope: "lead_microscope", LeadDisputed: "lead_disputed", LeadRefuted: "lead_refuted",
	LeadInconclusive: "lead_inconclusive", LeadConfirmed: "hit_confirmed",
}

// tell gives notice of a lead's state to the laboratories that it concerns.
func (s *Service) tell(ctx context.Context, u *act, l *Lead) error {
	labs := []string{l.Lab}
	if l.LabB != l.Lab {
		labs = append(labs, l.LabB)
	}
	n := Notice{About: KindLead, Subject: l.ID, Key: noticeOf[l.State], Number: l.Number}
	if l.State == LeadConfirmed {
		n.About, n.Subject = KindHit, l.Hit
	}
	for _, lab := range labs {
		each := n
		if err := u.insert(ctx, &each, lab, "notice"); err != nil {
			return err
		}
	}
	return nil
}
