package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// lane is one of the two kinds of job. Each has a stream, so that the number of
// its messages is the number of its jobs, and in it one consumer.
type lane int

const (
	interactive lane = iota
	batch
	lanes // their number
)

func laneOf(isBatch bool) lane {
	if isBatch {
		return batch
	}
	return interactive
}

func (l lane) stream() string {
	return [lanes]string{"COTEJO_JOBS_INTERACTIVE", "COTEJO_JOBS_BATCH"}[l]
}

func (l lane) subject(job string) string {
	return [lanes]string{"cotejo.jobs.interactive.", "cotejo.jobs.batch."}[l] + job
}

const consumerName = "workers"

type consumers [lanes]jetstream.Consumer

// declare makes the streams and their consumers, or brings those that there are to
// the present settings.
func (q *Queue) declare(ctx context.Context) error {
	var made consumers
	for l := range lanes {
		_, err := q.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name:        l.stream(),
			Description: "Jobs of Cotejo that wait or are being worked on",
			Subjects:    []string{l.subject("*")},
			Retention:   jetstream.WorkQueuePolicy,
			Storage:     jetstream.FileStorage,
			Replicas:    q.config.Replicas,
			MaxMsgSize:  1024,
			Duplicates:  time.Second, // without use: messages have no identifiers
		})
		if err != nil {
			return fmt.Errorf("stream %s: %w", l.stream(), err)
		}
		made[l], err = q.js.CreateOrUpdateConsumer(ctx, l.stream(), jetstream.ConsumerConfig{
			Durable:       consumerName,
			AckPolicy:     jetstream.AckExplicitPolicy,
			AckWait:       q.config.Silence,
			MaxDeliver:    -1, // when to give up is decided in SQL
			MaxAckPending: -1, // jobs that wait for another attempt must not hold up others
		})
		if err != nil {
			return fmt.Errorf("consumer of %s: %w", l.stream(), err)
		}
	}
	q.consumers.Store(&made)
	return nil
}
