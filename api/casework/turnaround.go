package casework

import (
	"context"
	"strconv"
	"time"
)

// Targets are within what time work should be done: the practice of the US
// network (NIBIN's minimum required operating standards).
type Targets struct {
	EntryBusinessDays int    `json:"entry_business_days" doc:"From receipt to the first image, Monday to Friday; holidays are not known."`
	LeadHours         [2]int `json:"lead_hours" doc:"From receipt to a lead: good, and still acceptable."`
}

// targets of all laboratories.
var targets = Targets{EntryBusinessDays: 2, LeadHours: [2]int{24, 48}}

// How an exhibit stands to the target for its entry.
const (
	InTime = "in_time"
	Due    = "due" // not imaged, and there is still time
	Late   = "late"
)

// Turnaround is how long exhibits have taken.
type Turnaround struct {
	Targets   Targets          `json:"targets"`
	Days      int              `json:"days" doc:"Exhibits that were entered within so many days."`
	Items     []TurnaroundItem `json:"items" nullable:"false" doc:"What was entered last comes first; at most 1000."`
	Summary   TurnaroundSum    `json:"summary" doc:"Of the exhibits in items."`
	Truncated bool             `json:"truncated,omitempty" doc:"There are more exhibits than are shown."`
}

// TurnaroundItem is how far an exhibit has come, and how long that took.
type TurnaroundItem struct {
	Exhibit    string `json:"exhibit"`
	Number     string `json:"number"`
	CaseNumber string `json:"case_number" doc:"Empty for a test fire."`
	Lab        string `json:"lab"`
	// TimeZone is that of the laboratory by its place, UTC where that is not known.
	TimeZone          string    `json:"time_zone"`
	Received          time.Time `json:"received" doc:"First step of custody, else day of collection, else entry; a day without a time begins at midnight in the laboratory's time zone."`
	Entered           time.Time `json:"entered"`
	Imaged            time.Time `json:"imaged,omitzero"`
	Searched          time.Time `json:"searched,omitzero"`
	Lead              time.Time `json:"lead,omitzero" doc:"When the first lead was declared that whoever asks may know of."`
	Hit               time.Time `json:"hit,omitzero"`
	EntryBusinessDays int       `json:"entry_business_days" doc:"Days of work from receipt to the first image, or until now."`
	LeadHours         float64   `json:"lead_hours,omitempty" doc:"From receipt to the lead."`
	State             string    `json:"state" enum:"in_time,due,late" doc:"Of the entry."`
}

// TurnaroundSum counts exhibits.
type TurnaroundSum struct {
	EnteredInTime int `json:"entered_in_time"`
	EnteredLate   int `json:"entered_late"`
	Waiting       int `json:"waiting" doc:"Not imaged yet, in time or late."`
	Lead24        int `json:"lead_24" doc:"With a lead within the first of the targets,"`
	Lead48        int `json:"lead_48" doc:"within the second,"`
	LeadLater     int `json:"lead_later" doc:"or later."`
}

// The bounds of a turnaround.
const (
	MaxTurnaroundDays = 3660
	maxTurnaround     = 1000
)

// Turnaround tells how long the exhibits have taken that were entered within so
// many days, in one laboratory or, for "", in all that the actor reads.
func (s *Service) Turnaround(ctx context.Context, lab string, days int) (*Turnaround, error) {
	if days < 1 || days > MaxTurnaroundDays {
		return nil, invalid("days", "list.limit", "most", MaxTurnaroundDays)
	}
	out := &Turnaround{Targets: targets, Days: days, Items: []TurnaroundItem{}}
	now := s.now()
	var seen []Event
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		v, err := look(ctx, tx, a)
		if err != nil {
			return err
		}
		var labs []string
		for id := range v.labs {
			if a.allowed(Read, id) && (lab == "" || lab == id) {
				labs = append(labs, id)
			}
		}
		found, err := tx.Progress(ctx, labs, a.ID(), now.AddDate(0, 0, -days), maxTurnaround+1)
		if err != nil {
			return err
		}
		if out.Truncated = len(found) > maxTurnaround; out.Truncated {
			found = found[:maxTurnaround]
		}
		for i := range found {
			out.add(&found[i], v.labs[found[i].Lab], now)
		}
		if len(found) > 0 && !a.Service {
			e := event(a, s.now(), "view_turnaround", nil)
			e.Lab, e.Detail = lab, map[string]string{"count": strconv.Itoa(len(found))}
			seen = append(seen, e)
		}
		return nil
	})
	if err == nil && len(seen) > 0 {
		err = s.Views.View(ctx, seen...)
	}
	return out, err
}

// add puts an exhibit into the list and the sum.
func (t *Turnaround) add(p *Progress, lab *Laboratory, now time.Time) {
	zone, _ := lab.Zone()
	item := TurnaroundItem{
		Exhibit: p.Exhibit, Number: p.Number, CaseNumber: p.CaseNumber, Lab: p.Lab, TimeZone: zone.String(),
		Received: p.received(zone), Entered: p.Entered, Imaged: p.Imaged, Searched: p.Searched, Lead: p.Lead, Hit: p.Hit,
	}
	until := p.Imaged
	if until.IsZero() {
		until = now
	}
	item.EntryBusinessDays = BusinessDays(item.Received, until, zone)
	inTime := item.EntryBusinessDays <= t.Targets.EntryBusinessDays
	switch {
	case p.Imaged.IsZero() && inTime:
		item.State = Due
	case inTime:
		item.State = InTime
		t.Summary.EnteredInTime++
	default:
		item.State = Late
	}
	switch {
	case p.Imaged.IsZero():
		t.Summary.Waiting++
	case !inTime:
		t.Summary.EnteredLate++
	}
	if !p.Lead.IsZero() {
		item.LeadHours = max(0, p.Lead.Sub(item.Received).Hours())
		switch {
		case item.LeadHours <= float64(t.Targets.LeadHours[0]):
			t.Summary.Lead24++
		case item.LeadHours <= float64(t.Targets.LeadHours[1]):
			t.Summary.Lead48++
		default:
			t.Summary.LeadLater++
		}
	}
	t.Items = append(t.Items, item)
}

// received is when the laboratory got an exhibit, as exactly as it is known. What
// is dated after the entry was received at the entry.
func (p *Progress) received(zone *time.Location) time.Time {
	for _, d := range []Date{p.Transferred, p.Collected} {
		if !d.Day() {
			continue
		}
		at := d.From() // as if it were UTC
		at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, zone).UTC()
		if at.Before(p.Entered) {
			return at
		}
		break
	}
	return p.Entered
}

// BusinessDays counts the days from Monday to Friday that begin after one moment
// and not after another, in a time zone: what comes in on a Friday and is done on
// Monday takes one.
func BusinessDays(from, to time.Time, zone *time.Location) int {
	day := func(at time.Time) time.Time {
		y, m, d := at.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	first, last := day(from), day(to)
	days := int(last.Sub(first).Hours()) / 24
	if days <= 0 {
		return 0
	}
	n := days / 7 * 5
	for i := range days % 7 {
		if w := last.AddDate(0, 0, -i).Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return n
}
