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

const (
	storeName   = server.JetStreamStoreDir // below Config.Dir
	damagedName = "damaged"                // beside it: the last store that could not be used
	storeLimit  = 1 << 30                  // bytes; a waiting job takes about 150
	memoryLimit = 16 << 20                 // bytes; nothing of ours is kept in memory only
	startLimit  = time.Minute
)

// embedded is a NATS server in this process. It listens nowhere: connections are
// made in memory.
type embedded struct {
	server *server.Server
	lock   *os.File
}

// embed starts the server, if need be on a new store.
func (q *Queue) embed(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return err
	}
	q.embedded = &embedded{lock: lock}
	err = q.start(ctx, dir)
	if err != nil && ctx.Err() == nil {
		q.log.Error("the queue's store is damaged: starting with an empty one", slog.Any("error", err), slog.String("moved_to", filepath.Join(dir, damagedName)))
		if err = setAside(dir); err == nil {
			err = q.start(ctx, dir)
		}
	}
	if err != nil {
		return errors.Join(fmt.Errorf("jobs: %w", err), q.Close())
	}
	return nil
}

// start starts the server on the store as it is and connects to it. After an
// error nothing runs.
func (q *Queue) start(ctx context.Context, dir string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	s, err := server.NewServer(&server.Options{
		ServerName:             "cotejo",
		DontListen:             true,
		NoSigs:                 true,
		JetStream:              true,
		StoreDir:               dir,
		SyncAlways:             true,
		JetStreamMaxStore:      storeLimit,
		JetStreamMaxMemory:     memoryLimit,
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return err
	}
	s.SetLoggerV2(serverLog{q.log}, false, false, false)
	q.embedded.server = s
	defer func() {
		// A file that the server did not expect may make it panic.
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			q.embedded.stop()
		}
	}()
	s.Start() // returns when it serves, since it does not listen
	if !s.JetStreamEnabled() {
		return errors.New("JetStream did not start")
	}
	conn, err := nats.Connect("", append(q.connOptions(), nats.InProcessServer(s))...)
	if err != nil {
		return err
	}
	if err := q.attach(ctx, conn); err != nil {
		conn.Close()
		return err
	}
	return nil
}

// setAside moves the store out of the way, and deletes the last one that was.
func setAside(dir string) error {
	damaged := filepath.Join(dir, damagedName)
	if err := os.RemoveAll(damaged); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, storeName), damaged)
}

func (e *embedded) stop() {
	e.server.Shutdown()
	e.server.WaitForShutdown()
}

func (e *embedded) close() error {
	e.stop()
	return e.lock.Close()
}

// lockDir holds a directory for this process. The lock ends with the process.
func lockDir(dir string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("jobs: another process uses %s; processes share a queue by URL", dir)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return lock, nil
}

// serverLog writes the server's log into ours.
type serverLog struct{ log *slog.Logger }

func (l serverLog) Noticef(format string, v ...any) {
	l.log.Debug("nats: " + fmt.Sprintf(format, v...))
}
func (l serverLog) Warnf(format string, v ...any)  { l.log.Warn("nats: " + fmt.Sprintf(format, v...)) }
func (l serverLog) Fatalf(format string, v ...any) { l.log.Error("nats: " + fmt.Sprintf(format, v...)) }
func (l serverLog) Errorf(format string, v ...any) { l.log.Error("nats: " + fmt.Sprintf(format, v...)) }
func (l serverLog) Debugf(format string, v ...any) { l.log.Debug("nats: " + fmt.Sprintf(format, v...)) }
func (l serverLog) Tracef(format string, v ...any) { l.log.Debug("nats: " + fmt.Sprintf(format, v...)) }
