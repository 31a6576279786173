package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"cotejo/api/casework"
)

const (
	// idle is how long a worker with nothing to do waits at a time for interactive
	// work. It is how late it may find batch work, and how late it stops.
	idle = 500 * time.Millisecond
	// glance is how long a worker looks for work before it looks elsewhere.
	glance = 5 * time.Millisecond
	// settleLimit bounds the wait for the server to note that a job is done.
	settleLimit = 10 * time.Second
)

// Run does jobs until ctx is cancelled: then it takes no more, waits for those
// that run, whose context is ctx, and returns nil. Interactive jobs come first;
// with more than one worker, one of them takes no batch jobs. A job whose work
// panics is offered again after a while. Several Runs, in several processes, may
// share a queue.
func (q *Queue) Run(ctx context.Context, workers int, work casework.Work) error {
	if workers < 1 {
		return fmt.Errorf("jobs: %d workers", workers)
	}
	errs := make([]error, workers)
	var running sync.WaitGroup
	for i := range workers {
		w := &worker{queue: q, work: work, alsoBatch: i > 0 || workers == 1}
		running.Go(func() { errs[i] = w.run(ctx) })
	}
	running.Wait()
	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleLimit)
	defer cancel()
	// What was given back is not waited for one by one. If it does not arrive, the
	// silence tells as much, only later.
	if err := q.conn.FlushWithContext(flush); err != nil {
		q.log.Warn("the queue may learn late which jobs were given back", slog.Any("error", err))
	}
	return errors.Join(errs...)
}

// worker does one job at a time.
type worker struct {
	queue     *Queue
	work      casework.Work
	alsoBatch bool // whether it takes batch jobs
}

// run returns nil when ctx is done, and an error when the queue was closed.
func (w *worker) run(ctx context.Context) error {
	failing := false
	for ctx.Err() == nil {
		msg, err := w.next(ctx)
		switch {
		case errors.Is(err, nats.ErrConnectionClosed):
			return errors.New("jobs: the queue is closed")
		case err != nil:
			if !failing && ctx.Err() == nil {
				w.queue.log.Warn("no jobs can be fetched", slog.Any("error", err))
			}
			failing = true
			w.backOff(ctx)
		case failing:
			failing = false
			w.queue.log.Info("jobs can be fetched again")
		}
		if msg == nil {
			continue
		}
		if ctx.Err() != nil {
			w.giveBack(msg, 0)
			break
		}
		w.do(ctx, msg)
	}
	return nil
}

// backOff waits a while and mends the queue if it can be mended.
func (w *worker) backOff(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(idle):
		w.queue.broken.Store(true)
		_ = w.queue.ready(ctx) // the next fetch tells
	}
}

// next returns a job, or nil when there was none for a while or ctx is done.
func (w *worker) next(ctx context.Context) (jetstream.Msg, error) {
	if w.alsoBatch {
		if msg, err := w.urgent(ctx); msg != nil || err != nil {
			return msg, err
		}
		if msg, err := w.fetch(batch, glance); msg != nil || err != nil {
			return msg, err
		}
	}
	return w.fetch(interactive, idle)
}

// urgent returns an interactive job, or nil when none waits. A glance that found
// nothing does not tell: on a busy machine the server may need longer to notice what
// it has stored. Its count does, so the worker looks again while there should be one.
func (w *worker) urgent(ctx context.Context) (jetstream.Msg, error) {
	for range idle / glance {
		if msg, err := w.fetch(interactive, glance); msg != nil || err != nil {
			return msg, err
		}
		if waits, err := w.queue.waits(ctx, interactive); !waits || err != nil {
			return nil, err
		}
	}
	return nil, nil // somebody else takes them
}

// fetch asks for one job and waits for the server's answer, whatever becomes of Run's
// context: a job that is under way would otherwise be lost until its silence is
// noticed.
func (w *worker) fetch(l lane, wait time.Duration) (jetstream.Msg, error) {
	got, err := w.queue.consumers.Load()[l].Fetch(1, jetstream.FetchMaxWait(wait))
	if err != nil {
		return nil, err
	}
	msg := <-got.Messages()
	if msg == nil {
		return nil, got.Error()
	}
	return msg, nil
}

// do does a job and tells the server.
func (w *worker) do(ctx context.Context, msg jetstream.Msg) {
	job := string(msg.Data())
	if !jobForm.MatchString(job) {
		w.queue.log.Error("a message in the queue is no job", slog.String("subject", msg.Subject()))
		if err := msg.Term(); err != nil {
			w.queue.log.Warn("a message in the queue could not be dropped", slog.Any("error", err))
		}
		return
	}
	alive, end := context.WithCancel(context.WithoutCancel(ctx))
	go w.keepAlive(alive, msg)
	worked := w.call(ctx, job, msg)
	end()
	if worked.Again {
		w.giveBack(msg, worked.After)
		return
	}
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleLimit)
	defer cancel()
	if err := msg.DoubleAck(settle); err != nil {
		w.queue.log.Warn("the queue could not note that a job is done, and will offer it again", slog.String("job", job), slog.Any("error", err))
	}
}

// keepAlive tells the server that a job is being worked on.
func (w *worker) keepAlive(ctx context.Context, msg jetstream.Msg) {
	tick := time.NewTicker(w.queue.config.Silence / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := msg.InProgress(); err != nil {
				w.queue.log.Debug("no sign of life to the queue", slog.Any("error", err))
			}
		}
	}
}

// call does the work. A panic ends the job and not the process.
func (w *worker) call(ctx context.Context, job string, msg jetstream.Msg) (worked casework.Worked) {
	defer func() {
		if p := recover(); p != nil {
			after := panicDelay(msg)
			w.queue.log.Error("a job panicked", slog.String("job", job), slog.Any("panic", p), slog.Duration("again_after", after), slog.String("stack", string(debug.Stack())))
			worked = casework.Worked{Again: true, After: after}
		}
	}()
	return w.work(ctx, job)
}

// panicDelay is 1 s after the first time that the job was taken, then 2 s, 4 s, ...,
// at most 10 minutes.
func panicDelay(msg jetstream.Msg) time.Duration {
	taken := uint64(1)
	if meta, err := msg.Metadata(); err == nil {
		taken = meta.NumDelivered
	}
	return min(time.Second<<min(taken-1, 20), 10*time.Minute)
}

// giveBack has a job offered again.
func (w *worker) giveBack(msg jetstream.Msg, after time.Duration) {
	var err error
	if after > 0 {
		err = msg.NakWithDelay(after)
	} else {
		err = msg.Nak()
	}
	if err != nil {
		w.queue.log.Warn("a job could not be given back to the queue, which will notice", slog.Any("error", err))
	}
}
