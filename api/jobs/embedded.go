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
	lock   *os.File // held while the server runs
	server *server.Server
}

// openEmbedded starts the server, if need be on a new store.
func openEmbedded(ctx context.Context, c Config, log *slog.Logger) (*Queue, error) {
	if err := os.MkdirAll(c.Dir, 0o750); err != nil {
		return nil, err
	}
	lock, err := lockDir(c.Dir)
	if err != nil {
		return nil, err
	}
	start := func(ctx context.Context) (*Queue, error) { return startEmbedded(ctx, c, log) }
	q, err := within(ctx, startLimit, start)
	if err != nil && ctx.Err() == nil {
		if aside := setAside(c.Dir, err, log); aside != nil {
			err = aside
		} else if !errors.Is(err, errHangs) {
			q, err = within(ctx, startLimit, start)
		}
	}
	if errors.Is(err, errHangs) {
		return nil, err // what hangs has the directory: its lock ends with the process
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	q.embedded.lock = lock
	return q, nil
}

var errHangs = errors.New("the server hangs on its store; end this process and start it again")

// within gives up waiting for a start. A store that is damaged in a certain way
// has the server count for hours, which nothing but the end of the process stops.
func within(ctx context.Context, limit time.Duration, start func(context.Context) (*Queue, error)) (*Queue, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	type outcome struct {
		q   *Queue
		err error
	}
	ended := make(chan outcome, 1)
	go func() {
		defer cancel()
		q, err := start(ctx)
		ended <- outcome{q, err}
	}()
	<-ctx.Done()
	select {
	case o := <-ended:
		return o.q, o.err
	default:
		return nil, errHangs
	}
}

// startEmbedded starts the server on the store as it is and connects to it. After
// an error nothing runs.
func startEmbedded(ctx context.Context, c Config, log *slog.Logger) (_ *Queue, err error) {
	s, err := server.NewServer(&server.Options{ServerName: "cotejo", DontListen: true, NoSigs: true})
	if err != nil {
		return nil, err
	}
	s.SetLoggerV2(serverLog{log}, false, false, false)
	q := &Queue{config: c, log: log, embedded: &embedded{dir: c.Dir, server: s}}
	defer func() {
		// A file that the server did not expect may make it panic. Who knows what it
		// holds then: nobody waits for it any more.
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		} else if err != nil {
			if q.conn != nil {
				q.conn.Close()
			}
			q.embedded.stop()
		}
	}()
	s.Start() // returns when it serves, since it does not listen
	conn, err := nats.Connect("", append(connOptions(log), nats.InProcessServer(s))...)
	if err != nil {
		return nil, err
	}
	if err := q.attach(conn); err != nil {
		return nil, err
	}
	if err := q.enable(ctx); err != nil {
		return nil, err
	}
	return q, q.forgetWorkers(ctx)
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
// last one that was.
func setAside(dir string, because error, log *slog.Logger) error {
	damaged := filepath.Join(dir, damagedName)
	log.Error("the queue's store cannot be used; an empty one takes its place, and its jobs must be offered again",
		slog.Any("error", because), slog.String("moved_to", damaged))
	if err := os.RemoveAll(damaged); err != nil {
		return err
	}
	err := os.Rename(filepath.Join(dir, storeName), damaged)
	if errors.Is(err, os.ErrNotExist) {
		return because // the store is not the reason
	}
	return err
}

func (e *embedded) stop() {
	e.server.Shutdown()
	e.server.WaitForShutdown()
}

func (e *embedded) close() error {
	e.stop()
	// A process that is just being started may hold a copy of the file for a moment,
	// so closing alone would not do.
	return errors.Join(syscall.Flock(int(e.lock.Fd()), syscall.LOCK_UN), e.lock.Close())
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
