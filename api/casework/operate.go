package casework

import "context"

// Reindex queues a rebuild of the text index and of the gallery.
func (s *Service) Reindex(ctx context.Context) (*Job, error) {
	j := &Job{}
	err := s.once(ctx, j, func(u *act) error {
		if err := may(u.actor, Operate, WholeService); err != nil {
			return err
		}
		*j = Job{JobKind: JobReindex, Batch: true}
		return s.enqueue(ctx, u, j, "")
	})
	return j, err
}

// ReExtract queues the extraction of every acquisition that has neither marks
// nor a verdict of the engine as it is now, and returns how many. What is extracted and found by
// earlier engines stays.
func (s *Service) ReExtract(ctx context.Context) (queued int, err error) {
	version, params, _ := s.Matcher.Engine()
	err = s.view(ctx, func(_ Tx, a *Actor) error { return may(a, Operate, WholeService) })
	after := ""
	for err == nil {
		var n int
		n, after, err = s.reExtractPage(ctx, version, params, after)
		queued += n
		if after == "" {
			break
		}
	}
	return queued, err
}

// reExtractPage queues what is due of one page of acquisitions and returns the
// last one looked at, "" after the last page.
func (s *Service) reExtractPage(ctx context.Context, version, params, after string) (n int, last string, err error) {
	const page = 200
	err = s.update(ctx, func(u *act) error {
		n, last = 0, ""
		var all []*Acquisition
		q := Query{Where: []Cond{{Column: "id", Op: Greater, Value: after}}, Order: []string{"id"}, Limit: page}
		if err := u.Find(ctx, &all, q); err != nil {
			return err
		}
		for _, a := range all {
			due, err := u.due(ctx, a, version, params)
			if err != nil {
				return err
			}
			if !due {
				continue
			}
			if err := s.enqueue(ctx, u, &Job{JobKind: JobExtract, Subject: a.ID, Batch: true, NoSearch: true}, a.Lab); err != nil {
				return err
			}
			n++
		}
		if len(all) == page {
			last = all[len(all)-1].ID
		}
		return nil
	})
	return n, last, err
}

// due tells whether an acquisition has neither marks nor a verdict of an engine,
// nor a job that will make them.
func (u *act) due(ctx context.Context, a *Acquisition, version, params string) (bool, error) {
	for _, made := range []Kind{KindMark, KindSegmentation} {
		n, err := u.Count(ctx, made, Where("acquisition_id", a.ID, "engine", version, "params", params))
		if err != nil || n > 0 {
			return false, err
		}
	}
	n, err := u.Count(ctx, KindJob, Where("subject", a.ID, "state", JobQueued))
	return n == 0, err
}

// MarkRead notes that a laboratory has taken notice.
func (s *Service) MarkRead(ctx context.Context, notice string) (*Notice, error) {
	n := &Notice{}
	err := s.update(ctx, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Read, n, notice); err != nil {
			return err
		}
		if n.ReadBy != "" {
			return nil
		}
		n.ReadBy, n.ReadAt = u.actor.ID(), u.now
		return u.change(ctx, n, "notice_read")
	})
	return n, err
}

// History returns every version of a record that the actor may see, oldest
// first, and logs that it was looked at.
func (s *Service) History(ctx context.Context, k Kind, id string) (changes []Change, err error) {
	r := New(k)
	if r == nil || k == KindNotice { // whose history would tell who found a pair
		return nil, NotFound(k, id)
	}
	if err := s.see(ctx, r, id, "view_history"); err != nil {
		return nil, err
	}
	if l, ok := r.(*Lead); ok && l.FirstBy == "" { // veiled: so is its history
		return nil, Fail(CodeForbidden, "lead.blind")
	}
	err = s.Store.View(ctx, func(tx Tx) error {
		changes, err = tx.History(ctx, k, id)
		return err
	})
	return changes, err
}
