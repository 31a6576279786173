package casework

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// enqueue keeps a job with the act that asks for it, and makes it known to the
// workers after the act.
func (s *Service) enqueue(ctx context.Context, u *act, j *Job, lab string) error {
	j.State = JobQueued
	if err := u.insert(ctx, j, lab, "queue"); err != nil {
		return err
	}
	u.after = append(u.after, func(ctx context.Context) { s.offer(ctx, j) })
	return nil
}

// offer tells the workers of a job. When the queue does not answer, the job
// still stands in SQL, and OfferAll finds it.
func (s *Service) offer(ctx context.Context, j *Job) {
	if err := s.Queue.Offer(ctx, j.ID, j.Batch); err != nil {
		s.Log.Warn("a job waits for the queue", slog.String("job", j.ID), slog.Any("error", err))
	}
}

// OfferAll offers every job that waits: at a start, and now and then, since the
// queue may have been away.
func (s *Service) OfferAll(ctx context.Context) error {
	var waiting []*Job
	err := s.Store.View(ctx, func(tx Tx) error {
		return tx.Find(ctx, &waiting, Query{Where: Where("state", JobQueued).Where, Order: []string{"id"}})
	})
	if err != nil {
		return err
	}
	for _, j := range waiting {
		if err := s.Queue.Offer(ctx, j.ID, j.Batch); err != nil {
			return err
		}
	}
	return nil
}

// Work does a job of the queue. It is a Work function.
func (s *Service) Work(ctx context.Context, id string) Worked {
	ctx = AsService(ctx)
	var j Job
	err := s.Store.View(ctx, func(tx Tx) error { return tx.Get(ctx, &j, id) })
	switch {
	case CodeOf(err) == CodeNotFound && err != nil:
		return Worked{} // of a database that was restored to an earlier state
	case err != nil:
		return Worked{Again: true, After: retryAfter(1)}
	case j.State != JobQueued:
		return Worked{}
	}
	begun := s.Now()
	err = s.work(ctx, &j)
	took := s.Now().Sub(begun)
	if err == nil {
		s.Log.Info("job done", slog.String("job", id), slog.String("kind", string(j.JobKind)), slog.String("subject", j.Subject), slog.Duration("took", took))
		s.Observe(j.JobKind, took, "done")
		return Worked{}
	}
	if ctx.Err() != nil { // the service stops: not the job's fault
		return Worked{Again: true}
	}
	again := s.failed(ctx, id, err)
	s.Observe(j.JobKind, took, map[bool]string{true: "retry", false: "dead"}[again.Again])
	return again
}

// work does a job. A panic is a failed attempt like any other: a file that brings
// one about must end in the dead-letter list and not come back for ever.
func (s *Service) work(ctx context.Context, j *Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	switch j.JobKind {
	case JobExtract:
		return s.extract(ctx, j)
	case JobSearch:
		return s.search(ctx, j)
	case JobReindex:
		return s.reindex(ctx, j)
	}
	return fmt.Errorf("a job of unknown kind %q", j.JobKind)
}

// retryAfter is how long to wait before the next attempt: 1 s, 4 s, 16 s, ...
func retryAfter(attempts int) time.Duration {
	return min(time.Second<<(2*min(attempts-1, 6)), 10*time.Minute)
}

// failed notes a failed attempt, and after the last puts the job into the
// dead-letter list.
func (s *Service) failed(ctx context.Context, id string, cause error) Worked {
	s.Log.Error("job failed", slog.String("job", id), slog.Any("error", cause))
	again := Worked{Again: true}
	err := s.update(ctx, func(u *act) error {
		var j Job
		if err := u.Get(ctx, &j, id); err != nil || j.State != JobQueued {
			again = Worked{}
			return err
		}
		j.Attempts++
		j.Problem = cut(cause.Error(), 2000)
		again.After = retryAfter(j.Attempts)
		// A store that is full or away is no fault of the job: it waits. One whose
		// bytes are damaged will not mend itself.
		waits := CodeOf(cause) == CodeStorage && !errors.Is(cause, ErrCorrupt)
		if errors.Is(cause, ErrTooLate) || !waits && j.Attempts >= s.limits.Attempts {
			again = Worked{}
			j.State, j.Finished = JobDead, u.now
			if err := s.givenUp(ctx, u, &j); err != nil {
				return err
			}
		}
		return u.change(ctx, &j, "job_failed")
	})
	if err != nil {
		s.Log.Error("a failed job could not be noted", slog.String("job", id), slog.Any("error", err))
		return Worked{Again: true, After: retryAfter(3)}
	}
	return again
}

// givenUp tells the laboratory that a job is dead, and its subject.
func (s *Service) givenUp(ctx context.Context, u *act, j *Job) error {
	switch j.JobKind {
	case JobExtract:
		var a Acquisition
		if err := u.Get(ctx, &a, j.Subject); err != nil {
			return err
		}
		if a.State == StateQueued {
			a.State = StateFailed
			if err := u.change(ctx, &a, "extract_failed"); err != nil {
				return err
			}
		}
	case JobSearch:
		var sr Search
		if err := u.Get(ctx, &sr, j.Subject); err != nil {
			return err
		}
		sr.State = SearchFailed
		if err := u.change(ctx, &sr, "search_failed"); err != nil {
			return err
		}
	}
	if j.Lab == "" { // the service's own
		return nil
	}
	return u.insert(ctx, &Notice{About: KindJob, Subject: j.ID, Key: "job_failed"}, j.Lab, "notice")
}

// finish ends a job inside the update that keeps its outcome. It is an
// errNotQueued when someone else did the job in the meantime: then nothing of
// this one's outcome may be kept.
func finish(ctx context.Context, u *act, id string) error {
	var j Job
	if err := u.Get(ctx, &j, id); err != nil {
		return err
	}
	if j.State != JobQueued {
		return errNotQueued
	}
	j.State, j.Finished, j.Problem = JobDone, u.now, ""
	j.Attempts++
	return u.change(ctx, &j, "job_done")
}

var errNotQueued = errors.New("the job was done by another worker")

// settled is nil for an outcome that someone else kept.
func settled(err error) error {
	if errors.Is(err, errNotQueued) {
		return nil
	}
	return err
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Retry puts a dead job back into the queue; Drop takes it from the list.
func (s *Service) Retry(ctx context.Context, id string) (*Job, error) {
	return s.raise(ctx, id, JobQueued, "job_retry")
}

// Drop takes a dead job from the list for good.
func (s *Service) Drop(ctx context.Context, id string) (*Job, error) {
	return s.raise(ctx, id, JobDrop, "job_drop")
}

func (s *Service) raise(ctx context.Context, id, state, action string) (*Job, error) {
	j := &Job{}
	err := s.update(ctx, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Rule, j, id); err != nil {
			return err
		}
		if j.State != JobDead {
			return Fail(CodeConflict, "job.not_dead", "state", j.State)
		}
		j.State, j.Attempts = state, 0
		if state == JobQueued {
			u.after = append(u.after, func(ctx context.Context) { s.offer(ctx, j) })
			if err := s.requeue(ctx, u, j); err != nil {
				return err
			}
		}
		return u.change(ctx, j, action)
	})
	return j, err
}

// requeue brings a retried job's subject back to the state of waiting.
func (s *Service) requeue(ctx context.Context, u *act, j *Job) error {
	switch j.JobKind {
	case JobExtract:
		var a Acquisition
		if err := u.Get(ctx, &a, j.Subject); err != nil || a.State != StateFailed {
			return err
		}
		a.State = StateQueued
		return u.change(ctx, &a, "extract_retry")
	case JobSearch:
		var sr Search
		if err := u.Get(ctx, &sr, j.Subject); err != nil || sr.State != SearchFailed {
			return err
		}
		sr.State = SearchQueued
		return u.change(ctx, &sr, "search_retry")
	}
	return nil
}
