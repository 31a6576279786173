package casework

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// Waiting is the work that waits for someone, each list newest first and at most
// maxWaiting long; Counts tells how long it is in truth.
type Waiting struct {
	Lists         []*FreshList   `json:"lists" nullable:"false" doc:"Lists of searches with candidates that nobody has judged. For who reviews."`
	SecondReviews []*WaitingLead `json:"second_reviews" nullable:"false" doc:"Pairs to be looked at a second time, blind to the first; some may be no leads at all. Not those that the asker put up or reviewed."`
	Microscope    []*WaitingLead `json:"microscope" nullable:"false" doc:"Leads for the comparison microscope that someone else found. For examiners."`
	Disputed      []*WaitingLead `json:"disputed" nullable:"false" doc:"Leads on which others differ. For supervisors."`
	Refused       []*RefusedFile `json:"refused" nullable:"false" doc:"Acquisitions in which nothing could be compared and in whose place there is no better one."`
	FailedJobs    []*FailedJob   `json:"failed_jobs" nullable:"false" doc:"Work that failed as often as it may. For whoever may put it back."`
	UnreadNotices int            `json:"unread_notices"`
	TraceDrafts   int            `json:"drafts_of_traces" doc:"Trace requests that were not sent."`
	Counts        WaitingCounts  `json:"counts" doc:"How many there are of each."`
}

// WaitingCounts is how much waits.
type WaitingCounts struct {
	Lists         int `json:"lists"`
	SecondReviews int `json:"second_reviews"`
	Microscope    int `json:"microscope"`
	Disputed      int `json:"disputed"`
	Refused       int `json:"refused"`
	FailedJobs    int `json:"failed_jobs"`
}

// WaitingLead is a pair that waits for someone.
type WaitingLead struct {
	Lead      string    `json:"lead"`
	Candidate string    `json:"candidate"`
	Number    string    `json:"number" doc:"Empty as long as the second review is blind."`
	Exhibit   string    `json:"exhibit" doc:"The probe's."`
	ExhibitNo string    `json:"exhibit_number"`
	Since     time.Time `json:"since"`
}

// FailedJob is work in the dead-letter list.
type FailedJob struct {
	Job     string    `json:"job"`
	JobKind JobKind   `json:"job_kind" enum:"extract,search,reindex"`
	Subject string    `json:"subject" doc:"What was worked on: an acquisition or a search."`
	Problem string    `json:"problem"`
	Since   time.Time `json:"since"`
}

// Tell gives the refusals their texts.
func (w *Waiting) Tell(text func(Remark) Remark) {
	for _, r := range w.Refused {
		if r.RefusalCode == "" {
			continue
		}
		if said := text(Remark{Code: r.RefusalCode, Value: r.RefusalValue, Limit: r.RefusalLimit}); said.Reason != "" {
			r.Reason, r.Remedy = said.Reason, said.Remedy
		}
	}
}

const (
	// maxWaiting is how many of each are listed.
	maxWaiting = 50
	// maxBlind is how many second reviews are looked through for those that are not
	// the asker's: far more than people leave lying.
	maxBlind = 2000
)

// MyWork tells what waits for whoever asks, by their roles.
func (s *Service) MyWork(ctx context.Context) (*Waiting, error) {
	w := &waiting{Waiting: Waiting{
		Lists: []*FreshList{}, SecondReviews: []*WaitingLead{}, Microscope: []*WaitingLead{}, Disputed: []*WaitingLead{},
		Refused: []*RefusedFile{}, FailedJobs: []*FailedJob{},
	}}
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		w.Tx = tx
		if w.sight, err = look(ctx, tx, a); err != nil {
			return err
		}
		for _, part := range []func(context.Context) error{w.files, w.pairs, w.failed, w.counted} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &w.Waiting, s.workSeen(ctx, &w.Waiting)
}

// workSeen logs that evidence was shown, if any was.
func (s *Service) workSeen(ctx context.Context, w *Waiting) error {
	n := len(w.Lists) + len(w.SecondReviews) + len(w.Microscope) + len(w.Disputed) + len(w.Refused)
	a := ActorOf(ctx)
	if n == 0 || a.Service {
		return nil
	}
	e := event(a, s.now(), "view_work", nil)
	e.Detail = map[string]string{"count": strconv.Itoa(n)}
	return s.Views.View(ctx, e)
}

// waiting gathers what waits for someone.
type waiting struct {
	Waiting
	Tx
	sight *sight
}

// labs are the laboratories in which the actor may do something.
func (w *waiting) labs(do Action) []string {
	var out []string
	for id := range w.sight.labs {
		if w.sight.actor.allowed(do, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// files are lists to read and acquisitions to make again.
func (w *waiting) files(ctx context.Context) error {
	lists, n, err := w.FreshLists(ctx, w.labs(Judge), w.sight.actor.ID(), maxWaiting)
	if err != nil {
		return err
	}
	w.Lists, w.Counts.Lists = append(w.Lists, lists...), n
	refused, n, err := w.StillRefused(ctx, w.labs(Enter), maxWaiting)
	w.Refused, w.Counts.Refused = append(w.Refused, refused...), n
	return err
}

// pairs are those that wait for another pair of eyes than whoever found them.
func (w *waiting) pairs(ctx context.Context) error {
	me := w.sight.actor.ID()
	others := Cond{Column: "first_by", Op: NotEqual, Value: me}
	blind, err := w.blind(ctx, others)
	if err != nil {
		return err
	}
	w.Counts.SecondReviews = len(blind)
	microscope := Query{Where: []Cond{{Column: "lab", Op: In, Value: w.labs(Confirm)}, {Column: "state", Op: Equal, Value: LeadMicroscope}, others}}
	disputed := Query{Where: []Cond{
		{Column: "lab", Op: In, Value: w.labs(Settle)}, {Column: "state", Op: Equal, Value: LeadDisputed}, others,
		{Column: "second_by", Op: NotEqual, Value: me},
	}}
	var lists [3][]*Lead
	lists[0] = blind[:min(len(blind), maxWaiting)]
	for i, of := range []struct {
		q     Query
		count *int
	}{{microscope, &w.Counts.Microscope}, {disputed, &w.Counts.Disputed}} {
		if *of.count, err = w.Count(ctx, KindLead, of.q); err != nil {
			return err
		}
		of.q.Order, of.q.Limit = []string{"-id"}, maxWaiting
		if err := w.Find(ctx, &lists[i+1], of.q); err != nil {
			return err
		}
	}
	return w.named(ctx, lists)
}

// blind are the pairs that the actor may review as the second person: neither put
// up nor reviewed by them before.
func (w *waiting) blind(ctx context.Context, others Cond) ([]*Lead, error) {
	var all []*Lead
	err := w.Find(ctx, &all, Query{
		Where: []Cond{{Column: "lab", Op: In, Value: w.labs(Judge)}, others, {Any: []Cond{
			{Column: "state", Op: Equal, Value: LeadSecondReview},
			{All: []Cond{{Column: "state", Op: Equal, Value: LeadDecoy}, {Column: "second_by", Op: Equal, Value: ""}}},
		}}},
		Order: []string{"-id"}, Limit: maxBlind,
	})
	if err != nil {
		return nil, err
	}
	candidates := make([]string, len(all))
	for i, l := range all {
		candidates[i] = l.Candidate
	}
	var mine []*Review
	q := Where("created_by", w.sight.actor.ID())
	q.Where = append(q.Where, Cond{Column: "candidate_id", Op: In, Value: candidates})
	if err := w.Find(ctx, &mine, q); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range mine {
		seen[r.Candidate] = true
	}
	return slices.DeleteFunc(all, func(l *Lead) bool { return seen[l.Candidate] }), nil
}

// named lists leads with the numbers of their exhibits.
func (w *waiting) named(ctx context.Context, lists [3][]*Lead) error {
	var ids []string
	for _, list := range lists {
		for _, l := range list {
			ids = append(ids, l.ExhibitA)
		}
	}
	var exhibits []*Exhibit
	if err := w.Find(ctx, &exhibits, Query{Where: []Cond{{Column: "id", Op: In, Value: ids}}}); err != nil {
		return err
	}
	numbers := map[string]string{}
	for _, e := range exhibits {
		numbers[e.ID] = e.Number
	}
	for i, to := range []*[]*WaitingLead{&w.SecondReviews, &w.Microscope, &w.Disputed} {
		for _, l := range lists[i] {
			since := l.UpdatedAt
			if l.waits() {
				since = l.CreatedAt
			}
			veilLead(w.sight.actor, l)
			*to = append(*to, &WaitingLead{l.ID, l.Candidate, l.Number, l.ExhibitA, numbers[l.ExhibitA], since})
		}
	}
	return nil
}

// failed is work that someone must put back or drop.
func (w *waiting) failed(ctx context.Context) (err error) {
	q := Query{Where: []Cond{w.sight.visible(KindJob), {Column: "state", Op: Equal, Value: JobDead}}}
	if w.Counts.FailedJobs, err = w.Count(ctx, KindJob, q); err != nil {
		return err
	}
	q.Order, q.Limit = []string{"-id"}, maxWaiting
	var dead []*Job
	if err := w.Find(ctx, &dead, q); err != nil {
		return err
	}
	for _, j := range dead {
		w.FailedJobs = append(w.FailedJobs, &FailedJob{j.ID, j.JobKind, j.Subject, j.Problem, j.Finished})
	}
	return nil
}

// counted is what is not listed.
func (w *waiting) counted(ctx context.Context) (err error) {
	unread := Query{Where: []Cond{w.sight.visible(KindNotice), {Column: "read_by", Op: Equal, Value: ""}}}
	if w.UnreadNotices, err = w.Count(ctx, KindNotice, unread); err != nil {
		return err
	}
	drafts := Query{Where: []Cond{{Column: "lab", Op: In, Value: w.labs(Enter)}, {Column: "state", Op: Equal, Value: "draft"}}}
	w.TraceDrafts, err = w.Count(ctx, KindTraceRequest, drafts)
	return err
}
