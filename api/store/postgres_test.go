package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/store"
	"cotejo/api/store/pgtest"
)

const socket = ".s.PGSQL.5432"

// proxy stands between a store and PostgreSQL. When it is armed it cuts the
// connection at the next commit: before the server hears of it, or before the
// client hears the answer.
type proxy struct {
	server string // the real one's socket
	armed  atomic.Int32
	all    sync.WaitGroup
	listen net.Listener
}

const (
	cutBefore = iota + 1
	cutAfter
	cutForGood // after, and takes no more connections
)

func newProxy(t *testing.T, dsn string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{server: filepath.Join(u.Query().Get("host"), socket)}
	dir, err := os.MkdirTemp("", "proxy") // t.TempDir is too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	if p.listen, err = (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(dir, socket)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.listen.Close()
		p.all.Wait()
		_ = os.RemoveAll(dir)
	})
	p.all.Go(func() {
		for {
			client, err := p.listen.Accept()
			if err != nil {
				return
			}
			p.all.Go(func() { p.serve(context.WithoutCancel(t.Context()), client) })
		}
	})
	u.RawQuery = url.Values{"host": {dir}}.Encode()
	return p, u.String()
}

func (p *proxy) serve(ctx context.Context, client net.Conn) {
	defer func() { _ = client.Close() }()
	server, err := (&net.Dialer{}).DialContext(ctx, "unix", p.server)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	p.all.Go(func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	})
	for buffer := make([]byte, 1<<16); ; {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		way := int32(0)
		if bytes.Contains(bytes.ToLower(buffer[:n]), []byte("commit\x00")) {
			way = p.armed.Swap(0)
		}
		switch way {
		case cutBefore:
			return
		case cutAfter, cutForGood:
			if way == cutForGood {
				_ = p.listen.Close()
			}
			_ = client.Close()
			_, _ = server.Write(append(buffer[:n:n], 'X', 0, 0, 0, 4)) // and goodbye
			_, _ = io.Copy(io.Discard, server)                         // until the server has done it
			return
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestPostgresCommitInDoubt: when a connection breaks during a commit, the store
// finds out what became of it.
func TestPostgresCommitInDoubt(t *testing.T) {
	cluster := pgtest.Start(t)
	for name, c := range map[string]struct {
		way    int32
		stored bool
		key    string
	}{
		"the server never heard": {cutBefore, false, "store.unavailable"},
		"the answer was lost":    {cutAfter, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, dsn := newProxy(t, pgtest.Database(t, cluster))
			s := open(t, dsn)
			lab(t, s, "lab")
			p.armed.Store(c.way)
			err := insert(t.Context(), s, newCase("case", "lab"))
			if c.stored && err != nil {
				t.Fatal(err)
			}
			if !c.stored {
				want(t, err, casework.CodeStorage, c.key)
				nothing(t, s)
			}
			if p.armed.Load() != 0 {
				t.Fatal("no commit was seen")
			}
			if err := insert(t.Context(), s, newCase("next", "lab")); err != nil { // on a new connection
				t.Error(err)
			}
			view(t, s, func(tx casework.Tx) {
				last, err := tx.LastChange(t.Context())
				if want := map[bool]int64{false: 2, true: 3}[c.stored]; err != nil || last != want {
					t.Errorf("last change %d, %v", last, err)
				}
			})
		})
	}
}

func TestPostgresCommitUnknown(t *testing.T) {
	dsn := pgtest.Start(t)
	p, through := newProxy(t, dsn)
	s := open(t, through)
	store.SetPatience(s, time.Millisecond)
	lab(t, s, "lab")
	p.armed.Store(cutForGood)
	want(t, insert(t.Context(), s, newCase("case", "lab")), casework.CodeStorage, "store.unknown")
	want(t, s.Ping(t.Context()), casework.CodeStorage, "store.unavailable")
}

func TestPostgresUnavailable(t *testing.T) {
	cluster := pgtest.Start(t)
	dsn := pgtest.Database(t, cluster)
	s := open(t, dsn)
	lab(t, s, "lab")
	err := s.Update(t.Context(), func(tx casework.Tx) error {
		if err := tx.Insert(t.Context(), newCase("case", "lab")); err != nil {
			return err
		}
		raw(t, cluster, fmt.Sprintf("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'", name(t, dsn)))
		want(t, tx.Insert(t.Context(), newCase("second", "lab")), casework.CodeStorage, "store.unavailable")
		return nil
	})
	want(t, err, casework.CodeStorage, "store.unavailable")
	nothing(t, s)
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	raw(t, cluster, fmt.Sprintf("ALTER DATABASE %s SET default_transaction_read_only = on", name(t, dsn)))
	reading := open(t, dsn)
	want(t, insert(t.Context(), reading, newCase("case", "lab")), casework.CodeStorage, "store.unavailable")

	for _, wrong := range []string{strings.Replace(dsn, name(t, dsn), "none", 1), "postgres://cotejo:secretword@/x?host=" + t.TempDir(), "postgres://cotejo:secretword@localhost:x/y"} {
		_, err := store.Open(t.Context(), wrong, slog.New(slog.DiscardHandler))
		if err == nil || strings.Contains(err.Error(), "secretword") {
			t.Errorf("%v", err)
		}
	}
}

func TestPostgresBackup(t *testing.T) {
	s := open(t, pgtest.Start(t))
	path := filepath.Join(t.TempDir(), "copy")
	e := told(t, s.Backup(t.Context(), path), casework.CodeUnsupported, "store.backup_postgres")
	if command := fmt.Sprint(e.Params["command"]); !strings.HasPrefix(command, "pg_dump ") || !strings.Contains(command, path) {
		t.Error(command)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// name is that of a URL's database.
func name(t *testing.T, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(u.Path, "/")
}
