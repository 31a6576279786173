package lab

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"cotejo/api/casework"
)

// How often the service looks after itself.
const (
	offerEvery = time.Minute // jobs that the queue may have lost
	signEvery  = 10 * time.Minute
	tidyEvery  = time.Hour
)

// Work does jobs and lets the text index and what searches take follow, until ctx ends, and waits for
// what is under way. Any number of processes may do this.
func (l *Lab) Work(ctx context.Context) error {
	work, ctx := errgroup.WithContext(casework.AsService(ctx))
	work.Go(func() error { return l.Queue.Run(ctx, l.Settings.Workers, l.Cases.Work) })
	work.Go(func() error { return l.Cases.FollowCatalog(ctx) })
	work.Go(func() error { return l.Cases.FollowMarks(ctx) })
	return ended(work.Wait())
}

// Tend looks after what is the service's own, until ctx ends: jobs that the queue
// may have lost, the signature of the audit log, what has expired. The one
// process that serves does this.
func (l *Lab) Tend(ctx context.Context) error {
	work, ctx := errgroup.WithContext(casework.AsService(ctx))
	work.Go(func() error { return l.repeat(ctx, offerEvery, "offer waiting jobs", l.Cases.OfferAll) })
	work.Go(func() error { return l.repeat(ctx, signEvery, "sign the audit log", l.Seal) })
	work.Go(func() error {
		return l.repeat(ctx, tidyEvery, "drop what has expired", func(ctx context.Context) error {
			return l.Store.Update(ctx, func(tx casework.Tx) error { return tx.DropExpired(ctx, l.Settings.Now().UTC()) })
		})
	})
	return ended(work.Wait())
}

// ended is nil when something ended because it was told to.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// repeat does something now and then. A failure is logged; the next time may be
// better.
func (l *Lab) repeat(ctx context.Context, every time.Duration, what string, do func(context.Context) error) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			l.Log.Error("could not "+what, slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// Seal signs the audit log's last state; at the end of a run, so that what was
// done in it is under a signature.
func (l *Lab) Seal(ctx context.Context) error {
	_, err := l.Audit.SignHead(ctx, l.Store)
	return err
}

// Ready tells, for each part, why it cannot serve, or nil.
func (l *Lab) Ready(ctx context.Context) map[string]error {
	parts := map[string]error{
		"database": l.Store.Ping(ctx), "blobs": l.Blobs.Ping(ctx), "queue": l.Queue.Ping(ctx), "space": nil,
	}
	if free, err := l.free(); err != nil {
		parts["space"] = err
	} else if free < leastFree {
		parts["space"] = fmt.Errorf("only %d MB left in the data folder", free>>20)
	}
	return parts
}
