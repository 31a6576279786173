package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"sync/atomic"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"cotejo/api/casework"
)

var _ casework.Queue = (*Queue)(nil)

// Queue is the queue of jobs. It is safe for concurrent use.
type Queue struct {
	config    Config
	log       *slog.Logger
	conn      *nats.Conn
	js        jetstream.JetStream
	consumers atomic.Pointer[consumers]
	embedded  *embedded // nil when the servers are elsewhere

	broken  atomic.Bool // something failed that mend may help
	mending sync.Mutex
}

// Open starts the server in this process, or connects to those elsewhere, and
// makes what is missing there. A store in files that is damaged is moved aside,
// with an error in the log, and an empty one takes its place: what was in it must
// be offered again, as at every start.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Queue, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	open := connect
	if c.Dir != "" {
		open = openEmbedded
	}
	q, err := open(ctx, c, log)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return q, nil
}

// attach uses a connection.
func (q *Queue) attach(conn *nats.Conn) (err error) {
	q.conn = conn
	q.js, err = jetstream.New(conn)
	return err
}

// Close ends the connection, and the server in this process. It does not wait for
// Run, which then returns an error once its work is done.
func (q *Queue) Close() error {
	q.conn.Close()
	if q.embedded != nil {
		return q.embedded.close()
	}
	return nil
}

// jobForm is what a job's identifier may be, so that it can be part of a subject.
var jobForm = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// Offer implements casework.Queue.
func (q *Queue) Offer(ctx context.Context, job string, isBatch bool) error {
	if !jobForm.MatchString(job) {
		return fmt.Errorf("jobs: %.80q cannot be a job's identifier", job)
	}
	if err := q.ready(ctx); err != nil {
		return unavailable("offering "+job, err)
	}
	err := q.publish(ctx, laneOf(isBatch), job)
	if err != nil && ctx.Err() == nil {
		q.broken.Store(true)
		// Nothing listens: what listened is gone and can be made again at once.
		if errors.Is(err, jetstream.ErrNoStreamResponse) && q.mend(ctx) == nil {
			err = q.publish(ctx, laneOf(isBatch), job)
		}
	}
	if err != nil {
		return unavailable("offering "+job, err)
	}
	return nil
}

// publish returns nil, too, when the queue has the job.
func (q *Queue) publish(ctx context.Context, l lane, job string) error {
	_, err := q.js.Publish(ctx, l.subject(job), []byte(job),
		jetstream.WithExpectStream(l.stream()), jetstream.WithExpectLastSequencePerSubject(0))
	var refused *jetstream.APIError
	if errors.As(err, &refused) && (refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence ||
		refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant) {
		return nil
	}
	return err
}

// Depth implements casework.Queue.
func (q *Queue) Depth(ctx context.Context) (interactiveJobs, batchJobs int, err error) {
	if err := q.ready(ctx); err != nil {
		return 0, 0, unavailable("counting", err)
	}
	var n [lanes]int
	for l := range lanes {
		var err error
		if n[l], err = q.stored(ctx, l); err != nil {
			if ctx.Err() == nil {
				q.broken.Store(true)
			}
			return 0, 0, unavailable("counting", err)
		}
	}
	return n[interactive], n[batch], nil
}

// stored is how many jobs the server has, those that are being worked on among them.
func (q *Queue) stored(ctx context.Context, l lane) (int, error) {
	stream, err := q.js.Stream(ctx, l.stream())
	if err != nil {
		return 0, err
	}
	return int(stream.CachedInfo().State.Msgs), nil
}

// waits tells whether a job was offered that no worker has taken, of this process or
// another. It errs towards yes when one ends meanwhile: what is stored is counted before
// what is taken. A job that was given back counts as taken until it is taken again; of
// how many of these are due the server gives no account.
func (q *Queue) waits(ctx context.Context, l lane) (bool, error) {
	stored, err := q.stored(ctx, l)
	if err != nil {
		return false, err
	}
	taken, err := q.consumers.Load()[l].Info(ctx)
	if err != nil {
		return false, err
	}
	return stored > taken.NumAckPending, nil
}

// Ping implements casework.Queue. It mends what can be mended.
func (q *Queue) Ping(ctx context.Context) error {
	_, _, err := q.Depth(ctx)
	return err
}

// ready returns an error at once when a request would only run into its timeout.
func (q *Queue) ready(ctx context.Context) error {
	if !q.conn.IsConnected() {
		return fmt.Errorf("the connection is %s", q.conn.Status())
	}
	return q.mend(ctx)
}

// mend restores the queue after a failure: the server in this process gives up its
// store for good once a write failed, even when there is space again, and servers
// elsewhere may have been set up anew.
func (q *Queue) mend(ctx context.Context) error {
	if !q.broken.Load() {
		return nil
	}
	q.mending.Lock()
	defer q.mending.Unlock()
	if !q.broken.Load() {
		return nil
	}
	restore := q.declare
	if q.embedded != nil {
		restore = q.restart
	}
	if err := restore(ctx); err != nil {
		return fmt.Errorf("mending the queue: %w", err)
	}
	q.broken.Store(false)
	q.log.Info("the queue works again")
	return nil
}

func unavailable(doing string, err error) error {
	return casework.Fail(casework.CodeStorage, "jobs.unavailable").Because(fmt.Errorf("%s: %w", doing, err))
}
