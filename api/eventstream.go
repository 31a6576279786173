package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"cotejo/api/casework"
)

// slowest is how long a client may take to accept what is sent to it, before the
// stream is given up. It comes back and goes on from where it was.
const slowest = 20 * time.Second

// counted is how many of something each account has at the moment.
type counted struct {
	mu sync.Mutex
	n  map[string]int
}

// take counts one more for an account, unless it has the most that it may have.
func (c *counted) take(account string, most int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n[account] >= most {
		return false
	}
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[account]++
	return true
}

func (c *counted) give(account string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n[account]--; c.n[account] <= 0 {
		delete(c.n, account)
	}
}

// eventStream is one stream of events. It belongs to the request's goroutine.
type eventStream struct {
	server *server
	kinds  []casework.Kind // none means all
	from   int64
	reset  bool // the change that was asked for is not known

	request *http.Request
	writer  http.ResponseWriter
	control *http.ResponseController
	sent    time.Time // of the last byte
}

var (
	errStopping = errors.New("the service is about to end")
	errSession  = errors.New("the session has ended")
)

// serve sends events until the client leaves, the session ends or the service
// does.
func (e *eventStream) serve(c huma.Context) {
	e.request, e.writer = humachi.Unwrap(c)
	e.control = http.NewResponseController(e.writer)
	s, account := e.server, requestOf(c.Context()).account
	defer s.streams.give(account)
	s.meters.streams.Inc()
	defer s.meters.streams.Dec()

	ctx, cancel := context.WithCancelCause(c.Context())
	defer cancel(nil)
	go func() {
		select {
		case <-s.Stop: // never, where it is nil
			cancel(errStopping)
		case <-ctx.Done():
		}
	}()
	e.writer.Header().Set("Content-Type", "text/event-stream")
	e.writer.Header().Set("X-Accel-Buffering", "no") // proxies that gather answers would hold events back
	e.writer.WriteHeader(http.StatusOK)
	if e.request.Method == http.MethodHead {
		return
	}
	opening := fmt.Sprintf("retry: 2000\nid: %d\n\n", e.from)
	if e.reset {
		opening += "event: reset\ndata: {}\n\n"
	}
	err := e.send([]byte(opening))
	if err == nil {
		err = s.Cases.Follow(ctx, e.from, func(last int64, changes []casework.Change) error { return e.changed(ctx, last, changes) })
	}
	switch {
	case errors.Is(err, errSession):
		_ = e.send([]byte("event: end\ndata: {}\n\n"))
	case ctx.Err() == nil:
		s.Log.WarnContext(ctx, "a stream of events ended", "error", err, "request", requestOf(ctx).id)
	}
	_ = e.control.SetWriteDeadline(time.Time{})
}

// changed sends changes, or a sign of life when there were none for a while.
func (e *eventStream) changed(ctx context.Context, last int64, changes []casework.Change) error {
	if err := e.still(ctx); err != nil {
		return err
	}
	var text bytes.Buffer
	for _, change := range changes {
		if len(e.kinds) > 0 && !slices.Contains(e.kinds, change.Kind) {
			continue
		}
		data, err := json.Marshal(change)
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "id: %d\nevent: change\ndata: %s\n\n", change.Seq, data)
	}
	if text.Len() == 0 && time.Since(e.sent) < e.server.config.Heartbeat {
		return nil
	}
	// An event without data is not shown by a browser, which remembers its number.
	fmt.Fprintf(&text, ": alive\nid: %d\n\n", last)
	return e.send(text.Bytes())
}

func (e *eventStream) send(text []byte) error {
	e.sent = time.Now()
	_ = e.control.SetWriteDeadline(e.sent.Add(slowest)) // not all connections can
	if _, err := e.writer.Write(text); err != nil {
		return err
	}
	return e.control.Flush()
}

// still tells whether whoever opened the stream is still signed in with the same
// rights. Looking does not keep a session alive.
func (e *eventStream) still(ctx context.Context) error {
	s, actor := e.server, casework.ActorOf(ctx)
	session := s.Auth.CurrentSession(ctx)
	if session == "" { // a token
		now, err := s.Auth.Authenticate(e.request)
		switch {
		case casework.CodeOf(err) == casework.CodeUnauthenticated && err != nil:
			return errSession
		case err != nil:
			return err
		case !sameRights(now.Account, actor.Account):
			return errSession
		}
		return nil
	}
	var account casework.Account
	var stored *casework.Session
	err := s.Store.View(ctx, func(tx casework.Tx) (err error) {
		if stored, err = tx.GetSession(ctx, session, s.Cases.Now().UTC()); err != nil || stored == nil {
			return err
		}
		return tx.Get(ctx, &account, actor.Account.ID)
	})
	switch {
	case err != nil:
		return err
	case stored == nil || !sameRights(&account, actor.Account):
		return errSession
	}
	return nil
}

// sameRights tells whether an account may still do what it might when it was read.
func sameRights(now, then *casework.Account) bool {
	return !now.Disabled && now.MustChange == then.MustChange && reflect.DeepEqual(now.Memberships, then.Memberships)
}
