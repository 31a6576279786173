package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"cotejo/api/casework"
)

var _ casework.Queue = (*Queue)(nil)

// Config says where the queue is. Either Dir or URL is set.
type Config struct {
	// Dir is the directory of the server in this process, which alone uses it. It
	// is made if it is missing.
	Dir string

	// URL is that of NATS servers with JetStream, "nats://host:4222" or with TLS
	// "tls://host:4222"; several are separated by commas.
	URL string
	// Credentials is a file of a user's JWT and key, CA a PEM file of certificate
	// authorities, Certificate and Key PEM files of the client's own certificate.
	// Each may be empty.
	Credentials, CA, Certificate, Key string
	// Replicas is how many servers of a cluster keep each message, 1 unless set.
	Replicas int

	// Silence is how long a worker may give no sign of life until its job goes to
	// another one, 30 s unless set. Workers give one every third of it.
	Silence time.Duration
}

func (c Config) validate() error {
	switch {
	case (c.Dir == "") == (c.URL == ""):
		return errors.New("jobs: give either a directory or a URL")
	case (c.Certificate == "") != (c.Key == ""):
		return errors.New("jobs: a client certificate and its key go together")
	case c.Silence < 0 || c.Replicas < 0:
		return errors.New("jobs: silence and replicas must not be negative")
	}
	return nil
}

// Queue is the queue of jobs. It is safe for concurrent use.
type Queue struct {
	log       *slog.Logger
	js        jetstream.JetStream
	conn      *nats.Conn
	embedded  *embedded // nil when the servers are elsewhere
	silence   time.Duration
	replicas  int
	consumers consumers
}

const defaultSilence = 30 * time.Second

// Open starts the server in this process, or connects to those elsewhere, and
// makes what is missing there. A store in files that is damaged is moved aside,
// with an error in the log, and an empty one takes its place: what was in it must
// be offered again, as at every start.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Queue, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	q := &Queue{log: log, silence: c.Silence, replicas: max(c.Replicas, 1)}
	if q.silence == 0 {
		q.silence = defaultSilence
	}
	if c.URL != "" {
		return q, q.connect(ctx, c)
	}
	return q, q.embed(ctx, c.Dir)
}

// attach uses a connection and makes what is missing at its other end.
func (q *Queue) attach(ctx context.Context, conn *nats.Conn) (err error) {
	q.conn = conn
	if q.js, err = jetstream.New(conn); err != nil {
		return err
	}
	q.consumers, err = q.declare(ctx)
	return err
}

// Close ends the connection, and the server in this process. Run must have
// returned.
func (q *Queue) Close() error {
	if q.conn != nil {
		q.conn.Close()
	}
	if q.embedded != nil {
		return q.embedded.close()
	}
	return nil
}

// jobForm is what a job's identifier may be, so that it can be part of a subject.
var jobForm = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// Offer implements casework.Queue.
func (q *Queue) Offer(ctx context.Context, job string, batch bool) error {
	if !jobForm.MatchString(job) {
		return fmt.Errorf("jobs: %.80q cannot be a job's identifier", job)
	}
	err := q.publish(ctx, job, batch)
	if errors.Is(err, jetstream.ErrNoStreamResponse) {
		// The servers elsewhere have lost the stream.
		if _, err = q.declare(ctx); err == nil {
			err = q.publish(ctx, job, batch)
		}
	}
	if isWaiting(err) {
		return nil
	}
	if err != nil {
		return unavailable("offering "+job, err)
	}
	return nil
}

func (q *Queue) publish(ctx context.Context, job string, batch bool) error {
	_, err := q.js.Publish(ctx, laneOf(batch).subject(job), []byte(job),
		jetstream.WithExpectStream(streamName), jetstream.WithExpectLastSequencePerSubject(0))
	return err
}

// isWaiting tells whether a job was refused because the queue has it.
func isWaiting(err error) bool {
	var refused *jetstream.APIError
	return errors.As(err, &refused) &&
		(refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence ||
			refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}

// Depth implements casework.Queue.
func (q *Queue) Depth(ctx context.Context) (interactive, batch int, err error) {
	var n [2]int
	for i, l := range []lane{interactiveLane, batchLane} {
		info, err := q.consumers[l].Info(ctx)
		if err != nil {
			return 0, 0, unavailable("counting", err)
		}
		n[i] = int(info.NumPending) + info.NumAckPending
	}
	return n[0], n[1], nil
}

// Ping implements casework.Queue.
func (q *Queue) Ping(ctx context.Context) error {
	if _, err := q.js.Stream(ctx, streamName); err != nil {
		return unavailable("ping", err)
	}
	return nil
}

func unavailable(doing string, err error) error {
	return casework.Fail(casework.CodeStorage, "jobs.unavailable").Because(fmt.Errorf("%s: %w", doing, err))
}
