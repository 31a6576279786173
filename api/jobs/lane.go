package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const streamName = "COTEJO_JOBS"

// lane is one of the two kinds of job: its consumer's name and the part of the
// subject before a job's identifier.
type lane string

const (
	interactiveLane lane = "interactive"
	batchLane       lane = "batch"
)

func laneOf(batch bool) lane {
	if batch {
		return batchLane
	}
	return interactiveLane
}

func (l lane) subject(job string) string {
	return "cotejo.jobs." + string(l) + "." + job
}

// consumers are handles; they stay good when what they stand for is made anew.
type consumers map[lane]jetstream.Consumer

// declare makes the stream and its two consumers, or brings those that there are
// to the present settings.
func (q *Queue) declare(ctx context.Context) (consumers, error) {
	_, err := q.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:        streamName,
		Description: "Jobs of Cotejo that wait or are being worked on",
		Subjects:    []string{interactiveLane.subject("*"), batchLane.subject("*")},
		Retention:   jetstream.WorkQueuePolicy,
		Storage:     jetstream.FileStorage,
		Replicas:    q.replicas,
		MaxMsgSize:  1024,
		Duplicates:  time.Second, // without use: messages have no identifiers
	})
	if err != nil {
		return nil, fmt.Errorf("stream %s: %w", streamName, err)
	}
	made := consumers{}
	for _, l := range []lane{interactiveLane, batchLane} {
		made[l], err = q.js.CreateOrUpdateConsumer(ctx, streamName, jetstream.ConsumerConfig{
			Durable:       string(l),
			FilterSubject: l.subject("*"),
			AckPolicy:     jetstream.AckExplicitPolicy,
			AckWait:       q.silence,
			MaxDeliver:    -1, // when to give up is decided in SQL
			MaxAckPending: -1, // jobs that wait for another attempt must not hold up others
		})
		if err != nil {
			return nil, fmt.Errorf("consumer %s: %w", l, err)
		}
	}
	return made, nil
}
