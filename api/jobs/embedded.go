package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	storeName   = server.JetStreamStoreDir // below Config.Dir
	damagedName = "damaged"                // beside it: the last store that could not be used
	lockName    = "lock"
	storeLimit  = 1 << 30  // bytes; a waiting job takes about 150
	memoryLimit = 16 << 20 // bytes; nothing of ours is kept in memory only
	startLimit  = time.Minute
)

// embedded is a NATS server in this process. It listens nowhere: connections are
// made in memory.
type embedded struct {
	dir    string
	lock   *os.File
	server *server.Server // nil unless it runs
}

// embed starts the server, if need be on a new store.
func (q *Queue) embed(ctx context.Context) error {
	dir := q.config.Dir
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	lock, err := lockDir(dir)
	if err != nil {
		return err
	}
	q.embedded = &embedded{dir: dir, lock: lock}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	err = q.start(ctx)
	if err != nil && ctx.Err() == nil {
		if err = q.setAside(err); err == nil {
			err = q.start(ctx)
		}
	}
	return err
}

// start starts the server on the store as it is and connects to it. After an
// error nothing runs.
func (q *Queue) start(ctx context.Context) (err error) {
	s, err := server.NewServer(&server.Options{ServerName: "cotejo", DontListen: true, NoSigs: true})
	if err != nil {
		return err
	}
	s.SetLoggerV2(serverLog{q.log}, false, false, false)
	defer func() {
		// A file that the server did not expect may make it panic. Who knows what it
		// holds then: nobody waits for it any more.
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		} else if err != nil {
			q.embedded.stop()
		}
	}()
	q.embedded.server = s
	s.Start() // returns when it serves, since it does not listen
	conn, err := nats.Connect("", append(q.connOptions(), nats.InProcessServer(s))...)
	if err != nil {
		return err
	}
	if err = q.attach(conn); err == nil {
		err = q.enable(ctx)
	}
	if err == nil {
		err = q.forgetWorkers(ctx)
	}
	if err != nil {
		conn.Close()
	}
	return err
}

// enable opens the store.
func (q *Queue) enable(ctx context.Context) error {
	err := q.embedded.server.EnableJetStream(&server.JetStreamConfig{
		StoreDir:   q.embedded.dir,
		MaxStore:   storeLimit,
		MaxMemory:  memoryLimit,
		SyncAlways: true,
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
		if err = q.setAside(err); err == nil {
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
// last one that was.
func (q *Queue) setAside(because error) error {
	damaged := filepath.Join(q.embedded.dir, damagedName)
	q.log.Error("the queue's store cannot be used; an empty one takes its place, and its jobs must be offered again",
		slog.Any("error", because), slog.String("moved_to", damaged))
	if err := os.RemoveAll(damaged); err != nil {
		return err
	}
	err := os.Rename(filepath.Join(q.embedded.dir, storeName), damaged)
	if errors.Is(err, os.ErrNotExist) {
		return because // the store is not the reason
	}
	return err
}

func (e *embedded) stop() {
	if e.server != nil {
		e.server.Shutdown()
		e.server.WaitForShutdown()
		e.server = nil
	}
}

func (e *embedded) close() error {
	e.stop()
	return e.lock.Close()
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
