package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
)

// What is in Config.Dir.
const (
	storeName    = server.JetStreamStoreDir
	damagedName  = "damaged"  // the last store that could not be used
	startingName = "starting" // is there while the server starts
	lockName     = "lock"
)

const (
	storeLimit  = 1 << 30  // bytes; a waiting job takes about 150
	memoryLimit = 16 << 20 // bytes; nothing of ours is kept in memory only
)

// enable opens the store.
func (q *Queue) enable(ctx context.Context) error {
	err := q.embedded.server.EnableJetStream(&server.JetStreamConfig{
		StoreDir:  q.embedded.dir,
		MaxStore:  storeLimit,
		MaxMemory: memoryLimit,
	})
	if err != nil {
		return err
	}
	return q.declare(ctx)
}

// forgetWorkers has what workers of an earlier process were given, given again at
// once: there can be no such worker any more.
func (q *Queue) forgetWorkers(ctx context.Context) error {
	for l := range lanes {
		err := q.js.DeleteConsumer(ctx, l.stream(), consumerName)
		if err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) && !errors.Is(err, jetstream.ErrStreamNotFound) {
			return err
		}
	}
	return q.declare(ctx)
}

// restart closes the store and opens it again, once there is space.
func (q *Queue) restart(ctx context.Context) error {
	if err := q.embedded.tryWriting(); err != nil {
		return err
	}
	if err := q.embedded.server.ShutdownJetStream(); err != nil {
		return err
	}
	err := q.enable(ctx)
	if err != nil && ctx.Err() == nil {
		if err := q.embedded.server.ShutdownJetStream(); err != nil {
			return err
		}
		if err = setAside(q.embedded.dir, err, q.log); err == nil {
			err = q.enable(ctx)
		}
	}
	return err
}

// tryWriting tells whether the disk takes a little more than the queue needs next.
func (e *embedded) tryWriting() error {
	name := filepath.Join(e.dir, "space")
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 256<<10))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(name))
}

// setAside moves the store out of the way because of an error, and deletes the
// last one that was. It does nothing when there is none.
func setAside(dir string, because error, log *slog.Logger) error {
	store, damaged := filepath.Join(dir, storeName), filepath.Join(dir, damagedName)
	if _, err := os.Lstat(store); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	log.Error("the queue's store cannot be used; an empty one takes its place, and its jobs must be offered again",
		slog.Any("error", because), slog.String("moved_to", damaged))
	if err := os.RemoveAll(damaged); err != nil {
		return err
	}
	return os.Rename(store, damaged)
}

// lockDir holds a directory for this process. The lock ends with the process.
func lockDir(dir string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("another process uses %s; processes share a queue by URL", dir)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return lock, nil
}
