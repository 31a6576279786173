package casework

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Page asks for a part of a list. The list is in the order in which the records
// were entered, newest first, and stays as it is while it is read: After is the
// identifier of the last record of the page before.
type Page struct {
	After string
	Limit int // 1 to MaxPage
}

// MaxPage is the most that a page holds.
const MaxPage = 500

// listable are the columns by which lists of a kind can be narrowed.
var listable = map[Kind][]string{
	KindLaboratory:   {"code"},
	KindAccount:      {"login", "disabled"},
	KindInstrument:   {"serial"},
	KindCase:         {"number", "status"},
	KindExhibit:      {"case_id", "firearm_id", "number", "origin", "calibre"},
	KindTransfer:     {"exhibit_id"},
	KindFirearm:      {"case_id", "number", "serial", "calibre"},
	KindAcquisition:  {"exhibit_id", "state", "sha256", "refusal_code"},
	KindMark:         {"exhibit_id", "acquisition_id"},
	KindSegmentation: {"exhibit_id", "acquisition_id"},
	KindRegion:       {"exhibit_id", "acquisition_id"},
	KindSearch:       {"exhibit_id", "mark_id", "state"},
	KindReport:       {"subject", "candidate_id", "case_id"},
	KindCandidate:    {"search_id"},
	KindReview:       {"candidate_id", "lead_id"},
	KindAnnotation:   {"candidate_id", "exhibit_id"},
	KindSnapshot:     {"candidate_id", "case_id", "exhibit_id"},
	KindSavedSearch:  {"about"},
	KindLead:         {"state", "exhibit_a", "exhibit_b", "lab_b"},
	KindHit:          {"lead_id", "exhibit_a", "exhibit_b", "lab_b"},
	KindNotice:       {"key", "subject", "read_by"},
	KindTraceRequest: {"firearm_id", "case_id", "state", "number"},
	KindTraceResult:  {"request_id"},
	KindJob:          {"job_kind", "state", "subject"},
	KindToken:        {"account"},
}

// Listable returns the columns by which lists of a kind can be narrowed.
func Listable(k Kind) []string { return listable[k] }

// RecordPtr is a pointer to a record type.
type RecordPtr[T any] interface {
	*T
	Record
}

// Narrow narrows a list: columns (see Listable) that have given values, columns,
// or the identifier, that have one of several, and the laboratory, "" for all
// that the actor may see.
type Narrow struct {
	Equal map[string]string
	In    map[string][]string
	Lab   string
}

// List returns a page of the records of a kind that the actor may see; more
// tells whether the list goes on. A page of evidence is logged as seen, by its
// first and last record.
func List[T any, P RecordPtr[T]](ctx context.Context, s *Service, n Narrow, p Page) (out []P, more bool, err error) {
	k := P(new(T)).Kind()
	if p.Limit < 1 || p.Limit > MaxPage {
		return nil, false, invalid("limit", "list.limit", "most", MaxPage)
	}
	var seen []Event
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		q, err := listQuery(ctx, tx, a, k, n)
		if err != nil {
			return err
		}
		if p.After != "" {
			q.Where = append(q.Where, Cond{Column: "id", Op: Less, Value: p.After})
		}
		q.Order, q.Limit = []string{"-id"}, p.Limit+1
		if err := tx.Find(ctx, &out, q); err != nil {
			return err
		}
		if more = len(out) > p.Limit; more {
			out = out[:p.Limit]
		}
		if entries[k].evidence && !a.Service && len(out) > 0 {
			seen = append(seen, listEvent(a, s.now(), k, out[0].header(), out[len(out)-1].header(), len(out)))
		}
		return veilAll(ctx, tx, a, out)
	})
	if err == nil && len(seen) > 0 {
		err = s.Views.View(ctx, seen...)
	}
	return out, more, err
}

// listEvent says which page of a list was seen.
func listEvent(a *Actor, at time.Time, k Kind, first, last *Head, count int) Event {
	e := event(a, at, "list", nil)
	e.Kind = k
	e.Detail = map[string]string{"first": first.ID, "last": last.ID, "count": strconv.Itoa(count)}
	return e
}

// veilAll veils a page of records.
func veilAll[T any, P RecordPtr[T]](ctx context.Context, tx Tx, a *Actor, out []P) error {
	if list, ok := any(out).([]*Candidate); ok {
		return veilCandidates(ctx, tx, a, list)
	}
	switch any(out).(type) {
	case []*Annotation, []*Snapshot, []*Report: // the query left out what is veiled
		return nil
	}
	for _, r := range out {
		if err := veil(ctx, tx, a, r); err != nil {
			return err
		}
	}
	return nil
}

func listQuery(ctx context.Context, tx Tx, a *Actor, k Kind, n Narrow) (Query, error) {
	var q Query
	for column, value := range n.Equal {
		if !slices.Contains(listable[k], column) {
			return q, fmt.Errorf("casework: lists of %s are not narrowed by %q", k, column)
		}
		if k == KindLead && column == "state" {
			q.Where = append(q.Where, leadsIn(value, a))
			continue
		}
		c := Cond{Column: column, Op: Equal, Value: value}
		if column == "disabled" { // the only one that is no text
			c.Value = value == "true"
		}
		q.Where = append(q.Where, c)
	}
	for column, values := range n.In {
		if column != "id" && !slices.Contains(listable[k], column) {
			return q, fmt.Errorf("casework: lists of %s are not narrowed by %q", k, column)
		}
		q.Where = append(q.Where, Cond{Column: column, Op: In, Value: values})
	}
	if n.Lab != "" {
		q.Where = append(q.Where, Cond{Column: "lab", Op: Equal, Value: n.Lab})
	}
	if slices.Contains(public, k) || a.Service {
		return q, nil
	}
	v, err := look(ctx, tx, a)
	if err != nil {
		return q, err
	}
	q.Where = append(q.Where, v.visible(k))
	return q, nil
}

// leadsIn is the condition for leads in a state as the actor sees them: a decoy
// waits for its second review for all but whoever opened it, or asking for those
// that wait would tell which are leads.
func leadsIn(state string, a *Actor) Cond {
	in := Cond{Column: "state", Op: Equal, Value: state}
	decoy := Cond{Column: "state", Op: Equal, Value: LeadDecoy}
	waits := Cond{Column: "second_by", Op: Equal, Value: ""}
	own := Cond{Column: "first_by", Op: Equal, Value: a.ID()}
	switch {
	case a.Service:
	case state == LeadSecondReview:
		return Cond{Any: []Cond{in, {All: []Cond{decoy, waits, {Column: "first_by", Op: NotEqual, Value: a.ID()}}}}}
	case state == LeadDecoy:
		return Cond{All: []Cond{decoy, {Any: []Cond{own, {Column: "second_by", Op: NotEqual, Value: ""}}}}}
	}
	return in
}

// visible is the condition for records of a kind that the actor may see. Leads
// and hits are also those of the other laboratory.
func (v *sight) visible(k Kind) Cond {
	labs := v.seen(k)
	if (k == KindAccount || k == KindJob) && v.actor.allowed(readingOf(k), WholeService) {
		labs = append(labs, "") // the service's own
	}
	own := Cond{Column: "lab", Op: In, Value: labs}
	other := Cond{Column: "lab_b", Op: In, Value: labs}
	switch k {
	case KindHit:
		return Cond{Any: []Cond{own, other}}
	case KindLead: // the other laboratory learns of it after the second review
		after := Cond{All: []Cond{
			other,
			{Column: "state", Op: NotEqual, Value: LeadSecondReview},
			{Column: "state", Op: NotEqual, Value: LeadDecoy},
		}}
		return Cond{Any: []Cond{own, after}}
	case KindAnnotation, KindSnapshot, KindReport: // blind too
		return Cond{All: []Cond{own, v.unveiled()}}
	case KindSavedSearch:
		return Cond{All: []Cond{own, {Any: []Cond{
			{Column: "created_by", Op: Equal, Value: v.actor.ID()},
			{All: []Cond{{Column: "shared", Op: Equal, Value: true}, {Column: "withdrawn", Op: Equal, Value: false}}},
		}}}}
	case KindReview: // blind: not those of a pair that waits for its second review
		return Cond{All: []Cond{own, {Any: []Cond{
			{Column: "created_by", Op: Equal, Value: v.actor.ID()},
			{Column: "open", Op: Equal, Value: true},
		}}}}
	}
	return own
}

// unveiled is the condition for what people made of a pair: while it waits for its
// second review, each sees their own.
func (v *sight) unveiled() Cond {
	return Cond{Any: []Cond{{Column: "created_by", Op: Equal, Value: v.actor.ID()}, {Column: "candidate_id", Op: NotWaiting}}}
}
