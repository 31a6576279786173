package casework

import (
	"context"
	"sync"
	"time"
)

// feed wakes those who follow the store's changes. The changes themselves stand
// in the store; a wake-up only says that it is worth looking.
type feed struct {
	mu   sync.Mutex
	next chan struct{}
}

func newFeed() *feed { return &feed{next: make(chan struct{})} }

func (f *feed) wake() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.next)
	f.next = make(chan struct{})
}

// waiter returns a channel that is closed at the next change.
func (f *feed) waiter() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.next
}

// lookEvery is how often followers look without being woken: another process on
// the same database may have changed something.
const lookEvery = time.Second

// wait returns at the next change, after lookEvery, or when ctx ends.
func wait(ctx context.Context, woken <-chan struct{}) error {
	t := time.NewTimer(lookEvery)
	defer t.Stop()
	select {
	case <-woken:
	case <-t.C:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// Follow calls fn with the changes after a sequence number that the context's
// actor may see, as they come, until fn or ctx ends it. last is the highest
// number looked at, whether it was shown or not. fn is also called without
// changes when nothing happened for a while, so that it can keep a line open.
func (s *Service) Follow(ctx context.Context, after int64, fn func(last int64, changes []Change) error) error {
	for {
		woken := s.feed.waiter()
		var seen []Change
		var full bool
		err := s.view(ctx, func(tx Tx, a *Actor) error {
			all, err := tx.Changes(ctx, after, followPage)
			if err != nil {
				return err
			}
			full = len(all) == followPage
			for _, c := range all {
				after = c.Seq
				if followed[c.Kind] && a.allowed(readingOf(c.Kind), c.Lab) {
					if c.Kind == KindLead || c.Kind == KindNotice { // a second review is blind to who made the first
						c.By = ""
					}
					seen = append(seen, c)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := fn(after, seen); err != nil {
			return err
		}
		if full {
			continue
		}
		if err := wait(ctx, woken); err != nil {
			return err
		}
	}
}

const followPage = 500

// followed are the kinds whose changes tell of progress.
var followed = map[Kind]bool{
	KindCase: true, KindExhibit: true, KindAcquisition: true, KindMark: true, KindSearch: true, KindLead: true, KindHit: true,
	KindNotice: true, KindJob: true, KindFirearm: true, KindTraceRequest: true, KindTraceResult: true,
	KindSegmentation: true, KindRegion: true,
}

// LastChange returns the sequence number of the latest change, from which a
// follower may start.
func (s *Service) LastChange(ctx context.Context) (last int64, err error) {
	err = s.view(ctx, func(tx Tx, _ *Actor) error {
		last, err = tx.LastChange(ctx)
		return err
	})
	return last, err
}
