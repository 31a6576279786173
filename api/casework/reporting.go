package casework

import (
	"context"
	"io"
	"slices"
)

// maxReportPicture is above the size of any picture of a mark in bytes.
const maxReportPicture = 16 << 20

// MatterOf gathers what a report about a candidate or a hit tells, and logs that
// its maker saw it. Who may review in the laboratory that found the pair makes
// reports about it; about a hit also who may in the other laboratory.
func (s *Service) MatterOf(ctx context.Context, about Kind, id string, w ReportWish) (*ReportMatter, error) {
	m := &matter{ReportMatter: ReportMatter{About: about, Candidate: &Candidate{}, Search: &Search{}, Names: map[string]string{}, Labs: map[string]string{}}}
	var seen []Event
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		m.Tx, m.By = tx, a.Account
		if m.sight, err = look(ctx, tx, a); err != nil {
			return err
		}
		for _, step := range []func(context.Context) error{
			func(ctx context.Context) error { return m.begin(ctx, id) }, m.sides, m.decided,
			func(ctx context.Context) error { return m.chosen(ctx, w) }, m.names,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		seen = append(seen, event(a, s.now(), "view_pair", m.Candidate))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, side := range []*ReportSide{&m.Probe, &m.Other} {
		if err := s.pictured(ctx, side); err != nil {
			return nil, err
		}
	}
	if !ActorOf(ctx).Service {
		err = s.Views.View(ctx, seen...)
	}
	return &m.ReportMatter, err
}

// pictured reads a side's picture, if it is there.
func (s *Service) pictured(ctx context.Context, side *ReportSide) error {
	frames, err := s.Matcher.Frames(ctx, []*Mark{side.Mark})
	if err != nil || frames[0] == nil {
		return err
	}
	r, err := s.Blobs.Open(ctx, side.Mark.Picture)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	side.Frame = frames[0]
	side.Picture, err = io.ReadAll(io.LimitReader(r, maxReportPicture))
	return err
}

// matter gathers what a report tells.
type matter struct {
	ReportMatter
	Tx
	sight *sight
}

// begin finds the pair, its search and its lead, and who numbers the report.
func (m *matter) begin(ctx context.Context, id string) error {
	a := m.sight.actor
	var lab string
	var err error
	if m.About == KindHit {
		lab, err = m.hit(ctx, id)
	} else {
		err = get(ctx, m.Tx, a, m.Candidate, id)
		lab = m.Candidate.Lab
	}
	if err != nil {
		return err
	}
	if err := may(a, Judge, lab); err != nil {
		return err
	}
	m.Lab = m.sight.labs[lab]
	if err := m.Get(ctx, m.Search, m.Candidate.Search); err != nil {
		return err
	}
	if m.Hit == nil {
		if err := m.lead(ctx); err != nil {
			return err
		}
	}
	return veilStates(ctx, m.Tx, a, []*Candidate{m.Candidate})
}

// hit finds the pair of a hit, and the laboratory for which its report is made:
// the one that found it, unless its maker reviews in the other one only.
func (m *matter) hit(ctx context.Context, id string) (lab string, err error) {
	m.Hit, m.Lead = &Hit{}, &Lead{}
	if err := get(ctx, m.Tx, m.sight.actor, m.Hit, id); err != nil {
		return "", err
	}
	if err := m.Get(ctx, m.Lead, m.Hit.Lead); err != nil {
		return "", err
	}
	lab = m.Hit.Lab
	if !m.sight.actor.allowed(Judge, lab) {
		lab = m.Hit.LabB
	}
	return lab, m.Get(ctx, m.Candidate, m.Lead.Candidate)
}

// lead finds the lead that was made of a candidate, if its maker may know of it.
func (m *matter) lead(ctx context.Context) error {
	var leads []*Lead
	if err := m.Find(ctx, &leads, Where("candidate_id", m.Candidate.ID)); err != nil {
		return err
	}
	for _, l := range leads {
		if !l.waits() || l.FirstBy == m.sight.actor.ID() {
			m.Lead = l
		}
	}
	return nil
}

// sides reads what the pair is of.
func (m *matter) sides(ctx context.Context) error {
	for side, mark := range map[*ReportSide]string{&m.Probe: m.Search.Mark, &m.Other: m.Candidate.Mark} {
		side.Mark = &Mark{}
		if err := m.Get(ctx, side.Mark, mark); err != nil {
			return err
		}
		side.Lab = m.sight.labs[side.Mark.Lab]
		e := &Exhibit{}
		if err := m.Get(ctx, e, side.Mark.Exhibit); err != nil {
			return err
		}
		ok, err := m.sight.sees(ctx, m.Tx, e)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := m.belongings(ctx, side, e); err != nil {
			return err
		}
	}
	return nil
}

// belongings reads what an exhibit belongs to, as far as it may be seen.
func (m *matter) belongings(ctx context.Context, side *ReportSide, e *Exhibit) error {
	side.Exhibit, side.Acquisition = e, &Acquisition{}
	if err := m.Get(ctx, side.Acquisition, side.Mark.Acquisition); err != nil {
		return err
	}
	if e.Case != "" && m.sight.may(KindCase, e.Lab) {
		side.Case = &Case{}
		if err := m.Get(ctx, side.Case, e.Case); err != nil {
			return err
		}
	}
	if e.Firearm != "" && m.sight.may(KindFirearm, e.Lab) {
		side.Firearm = &Firearm{}
		return m.Get(ctx, side.Firearm, e.Firearm)
	}
	return nil
}

// decided reads what people decided about the pair: what their maker may see.
func (m *matter) decided(ctx context.Context) error {
	var reviews, further []*Review
	seen := m.sight.visible(KindReview)
	q := Where("candidate_id", m.Candidate.ID)
	q.Where = append(q.Where, seen)
	if err := m.Find(ctx, &reviews, q); err != nil {
		return err
	}
	for _, r := range reviews {
		m.Decisions = append(m.Decisions, ReportDecision{Step: StepReview, By: r.CreatedBy, Review: r})
	}
	if m.Lead == nil {
		return nil
	}
	q = Where("lead_id", m.Lead.ID)
	q.Where = append(q.Where, seen)
	if err := m.Find(ctx, &further, q); err != nil {
		return err
	}
	step := StepSecond
	for _, r := range further {
		m.Decisions = append(m.Decisions, ReportDecision{Step: step, By: r.CreatedBy, Review: r})
		switch {
		case step == StepSecond && (r.Verdict != Keep || m.Candidate.State != CandidateLead): // of a decoy too
			step = StepSettle
		default:
			step = StepMicroscope
		}
	}
	if h := m.Hit; h != nil {
		m.Decisions = append(m.Decisions, ReportDecision{Step: StepMicroscope, By: h.Examiner, Finding: &h.Finding, Day: h.Confirmed})
	}
	if m.Lead.State == LeadDecoy { // it has served, and was no lead
		m.Lead = nil
	}
	return nil
}

// chosen reads the snapshots that are wished for, and the annotations of the pair.
func (m *matter) chosen(ctx context.Context, w ReportWish) error {
	for i, id := range w.Snapshots {
		sn := &Snapshot{}
		err := get(ctx, m.Tx, m.sight.actor, sn, id)
		if err == nil {
			err = veil(ctx, m.Tx, m.sight.actor, sn)
		}
		if CodeOf(err) == CodeNotFound || err == nil && sn.Candidate != m.Candidate.ID {
			return invalid(elem("snapshots", i), "field.reference", "kind", string(KindSnapshot), "id", id)
		}
		if err != nil {
			return err
		}
		m.Snapshots = append(m.Snapshots, sn)
	}
	if !w.Annotations {
		return nil
	}
	q := Where("candidate_id", m.Candidate.ID, "withdrawn", "")
	q.Where = append(q.Where, m.sight.visible(KindAnnotation))
	return m.Find(ctx, &m.Annotations, q)
}

// names are the names of all who did something, and of the laboratories that the
// search was narrowed to.
func (m *matter) names(ctx context.Context) error {
	var ids []string
	for _, d := range m.Decisions {
		ids = append(ids, d.By)
	}
	for _, a := range m.Annotations {
		ids = append(ids, a.CreatedBy)
	}
	for _, sn := range m.Snapshots {
		ids = append(ids, sn.CreatedBy)
	}
	if m.Lead != nil {
		ids = append(ids, m.Lead.FirstBy, m.Lead.SecondBy)
	}
	slices.Sort(ids)
	var people []*Account
	if err := m.Find(ctx, &people, Query{Where: []Cond{{Column: "id", Op: In, Value: slices.Compact(ids)}}}); err != nil {
		return err
	}
	for _, p := range people {
		m.Names[p.ID] = p.Name
	}
	for _, id := range m.Search.Filter.Labs {
		if l := m.sight.labs[id]; l != nil {
			m.Labs[id] = l.Code
		}
	}
	if !m.sight.may(KindSearch, m.Search.Lab) { // that of the other laboratory of a hit
		m.Search = nil
	}
	return nil
}
