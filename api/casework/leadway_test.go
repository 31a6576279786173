package casework_test

import (
	"strings"
	"testing"

	"cotejo/api/casework"
)

// entered enters a case with an exhibit whose scan is extracted, by a technician.
func (w *world) entered(tech, number string) *casework.Exhibit {
	w.t.Helper()
	lab := w.people[tech].Memberships[0].Lab
	c := &casework.Case{Head: casework.Head{Lab: lab}, Number: "case " + number}
	w.must(w.cases.Create(w.as(tech), c))
	e := &casework.Exhibit{Case: c.ID, Number: number, Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9x19"}}
	w.must(w.cases.Create(w.as(tech), e))
	_, err := w.cases.AddAcquisition(w.as(tech), casework.Upload{Exhibit: e.ID, FileName: "scan.x3p", NoSearch: true}, strings.NewReader("scan of "+number))
	w.must(err)
	w.work()
	return e
}

// searched gives the candidates of a search for an exhibit.
func (w *world) searched(who string, e *casework.Exhibit) []*casework.Candidate {
	w.t.Helper()
	marks, _, err := casework.List[casework.Mark](w.as(who), w.cases, casework.Narrow{Equal: map[string]string{"exhibit_id": e.ID}}, casework.Page{Limit: 10})
	w.must(err)
	sr := &casework.Search{Mark: marks[0].ID}
	w.must(w.cases.StartSearch(w.as(who), sr))
	w.work()
	_, list, _, err := w.cases.Candidates(w.as(who), sr.ID, 0, 10)
	w.must(err)
	return list
}

func (w *world) declared(who string, c *casework.Candidate) *casework.Lead {
	w.t.Helper()
	w.must(w.cases.ReviewCandidate(w.as(who), c.ID, &casework.Review{Verdict: casework.Keep}))
	l := &casework.Lead{Candidate: c.ID, Comment: "agrees all over"}
	w.must(w.cases.DeclareLead(w.as(who), l))
	return l
}

var finding = casework.Finding{Conclusion: "identification", Microscope: "Leica, DM, 1", Reason: "agreement", ExaminedAt: "2026-11-20"}

func TestWayOfALead(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	w.entered("tom", "B-1")
	probe := w.entered("tec", "A-1")
	list := w.searched("ana", probe)
	if len(list) != 1 || list[0].Exhibit != "" || list[0].ExhibitLab != w.labs["B"].ID {
		t.Fatalf("%+v: want the other laboratory's mark, without its exhibit", list)
	}
	c := list[0]

	w.want(w.cases.DeclareLead(w.as("ana"), &casework.Lead{Candidate: c.ID}), casework.CodeConflict, "lead.not_kept")
	w.want(w.cases.ReviewCandidate(w.as("ana"), c.ID, &casework.Review{Verdict: casework.Discard}), casework.CodeInvalid, "record.invalid")
	w.want(w.cases.ReviewCandidate(w.as("tec"), c.ID, &casework.Review{Verdict: casework.Keep}), casework.CodeForbidden, "auth.forbidden")
	w.want(w.cases.ReviewCandidate(w.as("eva"), c.ID, &casework.Review{Verdict: casework.Keep}), casework.CodeNotFound, "record.not_found")
	l := w.declared("ana", c)
	if l.Number != "A-L-"+l.CreatedAt.Format("2006")+"-00001" || l.State != casework.LeadSecondReview {
		t.Fatalf("%+v", l)
	}
	w.want(w.cases.DeclareLead(w.as("ana"), &casework.Lead{Candidate: c.ID}), casework.CodeConflict, "candidate.is_lead")

	_, err := w.cases.SecondReview(w.as("ana"), l.ID, &casework.Review{Verdict: casework.Keep})
	w.want(err, casework.CodeForbidden, "lead.own_finding")
	_, _, err = w.cases.Confirm(w.as("ben"), l.ID, finding)
	w.want(err, casework.CodeConflict, "lead.not_at_microscope")
	w.want(w.cases.Get(w.as("eva"), &casework.Lead{}, l.ID), casework.CodeNotFound, "record.not_found")

	seen := &casework.Lead{}
	w.must(w.cases.Get(w.as("ben"), seen, l.ID))
	if seen.FirstBy != "" || seen.Comment != "" || seen.CreatedBy != "" || seen.Number != "" {
		t.Fatalf("the second reviewer sees %+v", seen)
	}
	reviews, _, err := casework.List[casework.Review](w.as("ben"), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
	w.must(err)
	if len(reviews) != 0 {
		t.Fatalf("the second reviewer sees the first review: %+v", reviews[0])
	}
	after, err := w.cases.SecondReview(w.as("ben"), l.ID, &casework.Review{Verdict: casework.Keep})
	w.must(err)
	if after.State != casework.LeadMicroscope {
		t.Fatalf("state %s after the second review", after.State)
	}
	w.must(w.cases.Get(w.as("eva"), seen, l.ID)) // now the other laboratory knows

	_, _, err = w.cases.Confirm(w.as("ana"), l.ID, finding)
	w.want(err, casework.CodeForbidden, "lead.own_finding")
	_, _, err = w.cases.Confirm(w.as("sup"), l.ID, finding)
	w.want(err, casework.CodeForbidden, "auth.forbidden")
	_, _, err = w.cases.Confirm(w.as("ben"), l.ID, casework.Finding{Conclusion: "identification"})
	w.want(err, casework.CodeInvalid, "record.invalid")
	_, h, err := w.cases.Confirm(w.as("ben"), l.ID, finding)
	w.must(err)
	if h.Number != "A-H-"+h.CreatedAt.Format("2006")+"-00001" {
		t.Fatalf("hit number %s", h.Number)
	}
	w.must(w.cases.Get(w.as("eva"), &casework.Exhibit{}, probe.ID)) // a hit joins both laboratories
	graph, err := w.cases.Links(w.as("eva"), casework.KindExhibit, probe.ID, false)
	w.must(err)
	if len(graph.Nodes) != 4 || len(graph.Edges) != 3 { // two exhibits, two cases; one hit, two memberships
		t.Fatalf("graph %+v", graph)
	}
	for who, want := range map[string]int{"ben": 3, "eva": 2} { // declared, to the microscope, confirmed
		notices, _, err := casework.List[casework.Notice](w.as(who), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
		w.must(err)
		if len(notices) != want {
			t.Errorf("%s has %d notices, want %d", who, len(notices), want)
		}
	}
}

func TestDisputedLead(t *testing.T) {
	for _, toMicroscope := range []bool{true, false} {
		w := newWorld(t, casework.DefaultLimits())
		w.entered("tec", "A-0")
		l := w.declared("ana", w.searched("ana", w.entered("tec", "A-1"))[0])
		_, err := w.cases.SecondReview(w.as("ben"), l.ID, &casework.Review{Verdict: casework.Inconclusive, Reason: "too little"})
		w.must(err)
		_, err = w.cases.Settle(w.as("ana"), l.ID, toMicroscope, "looks good")
		w.want(err, casework.CodeForbidden, "auth.forbidden")
		_, err = w.cases.Settle(w.as("sup"), l.ID, toMicroscope, "")
		w.want(err, casework.CodeInvalid, "record.invalid")
		after, err := w.cases.Settle(w.as("sup"), l.ID, toMicroscope, "both are right")
		w.must(err)
		want := map[bool]string{true: casework.LeadMicroscope, false: casework.LeadRefuted}[toMicroscope]
		if after.State != want {
			t.Errorf("state %s, want %s", after.State, want)
		}
		_, err = w.cases.Settle(w.as("sup"), l.ID, toMicroscope, "again")
		w.want(err, casework.CodeConflict, "lead.not_disputed")
	}
}

// TestConclusions: only an identification is a hit.
func TestConclusions(t *testing.T) {
	for conclusion, state := range map[string]string{
		"identification": casework.LeadConfirmed, "elimination": casework.LeadRefuted, "inconclusive": casework.LeadInconclusive,
	} {
		w := newWorld(t, casework.DefaultLimits())
		w.entered("tec", "A-0")
		l := w.declared("ana", w.searched("ana", w.entered("tec", "A-1"))[0])
		_, err := w.cases.SecondReview(w.as("ben"), l.ID, &casework.Review{Verdict: casework.Keep})
		w.must(err)
		f := finding
		f.Conclusion = conclusion
		after, h, err := w.cases.Confirm(w.as("ben"), l.ID, f)
		w.must(err)
		if after.State != state || (h != nil) != (state == casework.LeadConfirmed) {
			t.Errorf("%s: state %s, hit %v", conclusion, after.State, h)
		}
	}
}

// TestDecoys: the second reviewer sees a lead and a discarded pair alike.
func TestDecoys(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	lab := *w.labs["A"]
	lab.BlindDecoys = 1
	w.must(w.cases.Change(w.as("sup"), &lab))
	w.entered("tec", "A-0")
	w.entered("tec", "A-1")
	list := w.searched("ana", w.entered("tec", "A-2"))
	w.must(w.cases.ReviewCandidate(w.as("ana"), list[1].ID, &casework.Review{Verdict: casework.Discard, Reason: "nothing agrees"}))
	w.declared("ana", list[0])
	leads, _, err := casework.List[casework.Lead](w.as("ben"), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
	w.must(err)
	if len(leads) != 2 {
		t.Fatalf("%d pairs wait, want 2", len(leads))
	}
	for _, l := range leads {
		if l.State != casework.LeadSecondReview || l.FirstBy != "" || l.Number != "" {
			t.Errorf("the second reviewer can tell: %+v", l)
		}
		_, err := w.cases.SecondReview(w.as("ben"), l.ID, &casework.Review{Verdict: casework.Discard, Reason: "no"})
		w.must(err)
	}
	leads, _, err = casework.List[casework.Lead](w.as("ben"), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
	w.must(err)
	states := map[string]int{}
	for _, l := range leads {
		states[l.State]++
	}
	if states[casework.LeadDisputed] != 1 || states[casework.LeadDecoy] != 1 {
		t.Errorf("states %v: want the lead disputed and the decoy gone", states)
	}
}
