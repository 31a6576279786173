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
)

const startLimit = 30 * time.Second

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
	q, err := startOnce(ctx, c, log)
	if err != nil && ctx.Err() == nil && !errors.Is(err, errHangs) {
		if err = setAside(c.Dir, err, log); err == nil {
			q, err = startOnce(ctx, c, log)
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

// startOnce starts the server once. While it does, a file says so: when it is there
// at the next start, the server has not survived its store, and that is set aside.
func startOnce(ctx context.Context, c Config, log *slog.Logger) (*Queue, error) {
	starting := filepath.Join(c.Dir, startingName)
	f, err := os.OpenFile(starting, os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		err = setAside(c.Dir, errUnfinished, log)
	} else if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, err
	}
	q, err := within(ctx, startLimit, func(ctx context.Context) (*Queue, error) { return startEmbedded(ctx, c, log) })
	if !errors.Is(err, errHangs) {
		_ = os.Remove(starting) // if it stays, the next start does without the store
	}
	return q, err
}

var (
	errHangs      = errors.New("the server hangs on its store; end this process and start it again")
	errUnfinished = errors.New("the last start did not come to its end")
)

// within gives up waiting for a start. A store that is damaged in a certain way
// has the server count for hours and fill the memory, which nothing but the end of
// the process stops.
func within(ctx context.Context, limit time.Duration, start func(context.Context) (*Queue, error)) (*Queue, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type outcome struct {
		q   *Queue
		err error
	}
	ended := make(chan outcome, 1)
	go func() {
		q, err := start(ctx)
		ended <- outcome{q, err}
	}()
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case o := <-ended:
		return o.q, o.err
	case <-late.C:
		return nil, errHangs
	}
}

// startEmbedded starts the server on the store as it is and connects to it. After
// an error nothing runs.
func startEmbedded(ctx context.Context, c Config, log *slog.Logger) (_ *Queue, err error) {
	s, err := server.NewServer(&server.Options{
		ServerName: "cotejo",
		DontListen: true,
		NoSigs:     true,
		SyncAlways: true, // what is offered is on disk; streams look here, not at the store's settings
	})
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
