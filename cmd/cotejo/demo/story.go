package demo

import (
	"context"
	"fmt"

	"cotejo/api/casework"
)

// chapter is a search that someone followed up, and how far.
type chapter struct {
	gun    int // whose last shot is searched
	first  string
	second string // "" for a second review that still waits
	agrees bool
	// conclusion at the microscope, "" while the lead waits for it.
	conclusion string
}

// The story: one finished hit, one that stayed inconclusive, one disputed, one that
// waits for the microscope, two that wait for a second review.
var chapters = []chapter{
	{gun: 0, first: "ana", second: "bruno", agrees: true, conclusion: "identification"},
	{gun: 4, first: "bruno", second: "ana", agrees: true, conclusion: "inconclusive"},
	{gun: 8, first: "ana", second: "bruno"},
	{gun: 20, first: "bruno", second: "ana", agrees: true},
	{gun: 24, first: "ana"},
	{gun: 28, first: "bruno"},
}

func (s *story) leads(ctx context.Context) error {
	var searches []*casework.Search
	for i, c := range chapters {
		if c.gun >= len(s.guns) {
			continue
		}
		sr, err := s.search(ctx, i, c)
		if err != nil {
			return err
		}
		searches = append(searches, sr)
	}
	// Others that nobody has looked at yet: what waits for an examiner.
	for n := range 6 {
		if _, err := s.searchFor(ctx, fmt.Sprintf("open:%d", n), (n*9+2)%len(s.guns), nil); err != nil {
			return err
		}
	}
	if err := s.known(ctx); err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	for i, sr := range searches {
		if err := s.follow(ctx, i, chapters[i], sr); err != nil {
			return fmt.Errorf("lead %d: %w", i, err)
		}
	}
	return nil
}

func (s *story) search(ctx context.Context, i int, c chapter) (*casework.Search, error) {
	return s.searchFor(ctx, fmt.Sprintf("search:%d", i), c.gun, &c)
}

// searchFor starts the search of a firearm's exhibit that belongs to the
// laboratory of who asks.
func (s *story) searchFor(ctx context.Context, key string, gun int, c *chapter) (*casework.Search, error) {
	e := s.exhibits[gun*s.perGun()]
	who := examiners[s.labOf(e)]
	if c != nil {
		who = c.first
	}
	mark, err := s.markOf(ctx, e)
	if err != nil {
		return nil, err
	}
	sr := &casework.Search{Mark: mark, Filter: casework.Filter{Calibres: []string{e.Calibre}}}
	if e.Origin == casework.TestFire {
		sr.Filter.Origin = casework.Questioned
	}
	return sr, s.Cases.StartSearch(s.as(ctx, who, key), sr)
}

// markOf is the identifier of an exhibit's mark.
func (s *story) markOf(ctx context.Context, e *casework.Exhibit) (string, error) {
	var marks []*casework.Mark
	err := s.Store.View(ctx, func(tx casework.Tx) error {
		return tx.Find(ctx, &marks, casework.Where("exhibit_id", e.ID))
	})
	if err != nil {
		return "", err
	}
	if len(marks) == 0 {
		return "", fmt.Errorf("exhibit %s has no mark", e.Number)
	}
	return marks[0].ID, nil
}

// known searches with a test fire of each seized firearm among all origins: the
// other test fires are known matches and known non-matches, against which the
// desk shows where a list's scores stand.
func (s *story) known(ctx context.Context) error {
	for i, g := range s.guns {
		first := i * s.perGun()
		if g.seized == nil || first >= len(s.exhibits) { // the last firearms may have fired none
			continue
		}
		e := s.exhibits[first]
		mark, err := s.markOf(ctx, e)
		if err != nil {
			return err
		}
		sr := &casework.Search{Mark: mark}
		if err := s.Cases.StartSearch(s.as(ctx, examiners[s.labOf(e)], fmt.Sprintf("known:%d", i)), sr); err != nil {
			return err
		}
	}
	return nil
}

// follow tells what became of a search's first candidate.
func (s *story) follow(ctx context.Context, i int, c chapter, sr *casework.Search) error {
	step := func(who, what string) context.Context { return s.as(ctx, who, fmt.Sprintf("%s:%d", what, i)) }
	_, list, _, err := s.Cases.Candidates(s.as(ctx, c.first, ""), sr.ID, 0, 5)
	if err != nil {
		return err
	}
	if len(list) < 4 {
		return fmt.Errorf("the search found %d candidates", len(list))
	}
	for n, verdict := range []casework.Verdict{casework.Keep, casework.Discard, casework.Discard, casework.Inconclusive} {
		r := &casework.Review{Verdict: verdict, Reason: reasons[verdict], ShownMs: int64(20000 + 7000*n)}
		if err := s.Cases.ReviewCandidate(step(c.first, fmt.Sprintf("review:%d", n)), list[n].ID, r); err != nil {
			if n == 0 && casework.CodeOf(err) == casework.CodeConflict {
				return nil // taken up again after the lead was declared
			}
			return err
		}
	}
	l := &casework.Lead{Candidate: list[0].ID, Comment: reasons[casework.Keep]}
	if err := s.Cases.DeclareLead(step(c.first, "lead"), l); err != nil || c.second == "" {
		return err
	}
	verdict := casework.Keep
	if !c.agrees {
		verdict = casework.Inconclusive
	}
	if _, err := s.Cases.SecondReview(step(c.second, "second"), l.ID, &casework.Review{Verdict: verdict, Reason: reasons[verdict], ShownMs: 64000}); err != nil {
		return err
	}
	if c.conclusion == "" {
		return nil
	}
	_, _, err = s.Cases.Confirm(step(c.second, "microscope"), l.ID, casework.Finding{
		Conclusion: c.conclusion, Microscope: "Comparison microscope, demonstration, serial DEMO-1",
		Reason: "Breech face impressions compared side by side on the exhibits themselves.", ExaminedAt: day(200 + i),
	})
	return err
}

var reasons = map[casework.Verdict]string{
	casework.Keep:         "Parallel marks agree over most of the annulus.",
	casework.Discard:      "No agreement beyond class characteristics.",
	casework.Inconclusive: "Too little of the surface is shared to decide.",
}

// traces asks for the trace of two seized firearms, one with its answer.
func (s *story) traces(ctx context.Context) error {
	asked := 0
	for i, g := range s.guns {
		if g.seized == nil || g.seized.Obliterated || asked == 2 {
			continue
		}
		who := technicians[g.lab]
		t := &casework.TraceRequest{Firearm: g.seized.ID, CrimeCode: "1300"}
		if err := s.Cases.Create(s.as(ctx, who, fmt.Sprintf("trace:%d", i)), t); err != nil {
			return err
		}
		asked++
		if asked == 2 {
			continue
		}
		answer := &casework.TraceResult{
			Request: t.ID, Received: day(120), Status: "completed_purchaser", TraceNumber: "T2026DEMO1", Purchased: "2023-04-18",
			Dealer: casework.Dealer{Name: "Demonstration Sporting Goods", City: "Houston", State: "TX"},
		}
		if err := s.Cases.Create(s.as(ctx, who, fmt.Sprintf("answer:%d", i)), answer); err != nil {
			return err
		}
	}
	return nil
}
