package casework

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Moment is one entry of a timeline.
type Moment struct {
	// At sorts the entries; it may be partial, and a day stands before its hours.
	At     Date   `json:"at"`
	What   string `json:"what" enum:"purchased,occurred,recovered,received,collected,entered,transferred,acquired,region,snapshot,report,lead,hit,trace_requested,trace_result"`
	Kind   Kind   `json:"kind"`
	ID     string `json:"id"`
	Number string `json:"number,omitempty"`
	Detail string `json:"detail,omitempty"`
	// TimeToCrimeDays is set on a trace result whose days are known.
	TimeToCrimeDays int `json:"time_to_crime_days,omitempty"`
}

// Timeline tells everything that happened to a case or a firearm, in order.
func (s *Service) Timeline(ctx context.Context, k Kind, id string) ([]Moment, error) {
	r := New(k)
	if k != KindCase && k != KindFirearm {
		return nil, NotFound(k, id)
	}
	if err := s.see(ctx, r, id, "view_timeline"); err != nil {
		return nil, err
	}
	t := &timeline{moments: []Moment{}}
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		t.tx, t.actor = tx, a
		if t.sight, err = look(ctx, tx, a); err != nil {
			return err
		}
		switch r := r.(type) {
		case *Case:
			return t.ofCase(ctx, r)
		case *Firearm:
			return t.ofFirearm(ctx, r)
		}
		return nil
	})
	slices.SortStableFunc(t.moments, func(x, y Moment) int { return cmp.Compare(x.At, y.At) })
	return t.moments, err
}

type timeline struct {
	tx      Tx
	actor   *Actor
	sight   *sight
	moments []Moment
}

func (t *timeline) add(at Date, what string, r Record, number, detail string) {
	if at != "" {
		t.moments = append(t.moments, Moment{At: at, What: what, Kind: r.Kind(), ID: r.header().ID, Number: number, Detail: detail})
	}
}

func stamp(at time.Time) Date { return Date(at.Format("2006-01-02T15:04")) }

func (t *timeline) ofCase(ctx context.Context, in *Case) error {
	t.add(in.Occurred, "occurred", in, in.Number, in.Offence)
	t.add(in.Received, "received", in, in.Number, "")
	t.add(stamp(in.CreatedAt), "entered", in, in.Number, "")
	var exhibits []*Exhibit
	if err := t.tx.Find(ctx, &exhibits, Where("case_id", in.ID)); err != nil {
		return err
	}
	for _, e := range exhibits {
		if err := t.exhibit(ctx, e); err != nil {
			return err
		}
	}
	if err := t.reports(ctx, in); err != nil {
		return err
	}
	var firearms []*Firearm
	if err := t.tx.Find(ctx, &firearms, Where("case_id", in.ID)); err != nil {
		return err
	}
	for _, f := range firearms {
		t.add(f.Recovered, "recovered", f, f.Number, f.Maker+" "+f.Model)
		if err := t.traces(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func (t *timeline) ofFirearm(ctx context.Context, f *Firearm) error {
	t.add(f.Recovered, "recovered", f, f.Number, f.Maker+" "+f.Model)
	t.add(stamp(f.CreatedAt), "entered", f, f.Number, "")
	var exhibits []*Exhibit
	if err := t.tx.Find(ctx, &exhibits, Where("firearm_id", f.ID)); err != nil {
		return err
	}
	for _, e := range exhibits {
		if err := t.exhibit(ctx, e); err != nil {
			return err
		}
	}
	return t.traces(ctx, f)
}

func (t *timeline) exhibit(ctx context.Context, e *Exhibit) error {
	t.add(e.Collected, "collected", e, e.Number, e.Found)
	t.add(stamp(e.CreatedAt), "entered", e, e.Number, "")
	var transfers []*Transfer
	if err := t.tx.Find(ctx, &transfers, Where("exhibit_id", e.ID)); err != nil {
		return err
	}
	for _, x := range transfers {
		t.add(x.At, "transferred", x, e.Number, x.From.Name+" → "+x.To.Name)
	}
	var taken []*Acquisition
	if err := t.tx.Find(ctx, &taken, Where("exhibit_id", e.ID)); err != nil {
		return err
	}
	for _, a := range taken {
		t.add(stamp(a.CreatedAt), "acquired", a, e.Number, a.FileName)
	}
	var drawn []*Region
	if err := t.tx.Find(ctx, &drawn, Where("exhibit_id", e.ID)); err != nil {
		return err
	}
	for _, r := range drawn {
		t.add(stamp(r.CreatedAt), "region", r, e.Number, r.MarkKind+" "+r.Basis)
	}
	if err := t.snapshots(ctx, e); err != nil {
		return err
	}
	return t.joins(ctx, e)
}

// snapshots adds the pictures that were kept of an exhibit and that the actor may
// see.
func (t *timeline) snapshots(ctx context.Context, e *Exhibit) error {
	q := Where("exhibit_id", e.ID)
	q.Where = append(q.Where, t.sight.visible(KindSnapshot))
	var kept []*Snapshot
	if err := t.tx.Find(ctx, &kept, q); err != nil {
		return err
	}
	for _, s := range kept {
		t.add(stamp(s.CreatedAt), "snapshot", s, e.Number, s.Title)
	}
	return nil
}

// reports adds the reports in a case's file that the actor may see.
func (t *timeline) reports(ctx context.Context, in *Case) error {
	q := Where("case_id", in.ID)
	q.Where = append(q.Where, t.sight.visible(KindReport))
	var made []*Report
	if err := t.tx.Find(ctx, &made, q); err != nil {
		return err
	}
	for _, r := range made {
		t.add(stamp(r.CreatedAt), "report", r, r.Number, string(r.About))
	}
	return nil
}

// joins adds the leads and hits of an exhibit that the actor may see.
func (t *timeline) joins(ctx context.Context, e *Exhibit) error {
	side := Query{Where: []Cond{{Any: []Cond{{Column: "exhibit_a", Op: Equal, Value: e.ID}, {Column: "exhibit_b", Op: Equal, Value: e.ID}}}}}
	var leads []*Lead
	if err := t.tx.Find(ctx, &leads, side); err != nil {
		return err
	}
	for _, l := range leads {
		ok, err := t.sight.sees(ctx, t.tx, l)
		if err != nil {
			return err
		}
		blind := l.waits() && l.FirstBy != t.actor.ID()
		if ok && !blind && l.State != LeadDecoy {
			t.add(stamp(l.CreatedAt), "lead", l, l.Number, l.State)
		}
	}
	var hits []*Hit
	if err := t.tx.Find(ctx, &hits, side); err != nil {
		return err
	}
	for _, h := range hits {
		ok, err := t.sight.sees(ctx, t.tx, h)
		if err != nil {
			return err
		}
		if ok {
			t.add(stamp(h.CreatedAt), "hit", h, h.Number, "")
		}
	}
	return nil
}

// traces adds a firearm's trace requests and what came of them.
func (t *timeline) traces(ctx context.Context, f *Firearm) error {
	var requests []*TraceRequest
	if err := t.tx.Find(ctx, &requests, Where("firearm_id", f.ID)); err != nil {
		return err
	}
	for _, r := range requests {
		t.add(stamp(r.CreatedAt), "trace_requested", r, r.Number, r.State)
		var results []*TraceResult
		if err := t.tx.Find(ctx, &results, Where("request_id", r.ID)); err != nil {
			return err
		}
		for _, x := range results {
			t.add(x.Purchased, "purchased", x, r.Number, x.Dealer.Name)
			t.add(x.Received, "trace_result", x, r.Number, x.Status)
			if last := len(t.moments) - 1; x.TimeToCrime > 0 {
				t.moments[last].TimeToCrimeDays = x.TimeToCrime
			}
		}
	}
	return nil
}
