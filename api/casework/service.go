package casework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
	"github.com/google/uuid"
)

// Parts are what the service is made of.
type Parts struct {
	Store    Store
	Blobs    Blobs
	Queue    Queue
	Catalog  Catalog
	Matcher  Follower
	Selector Selector
	Audit    AuditLog
	Views    ViewLog
	Log      *slog.Logger
	Now      func() time.Time
	// Observe is told of every attempt at a job: how long it took and how it ended,
	// "done", "retry" or "dead". It may be nil.
	Observe func(kind JobKind, took time.Duration, outcome string)
}

// ViewLog records that evidence was looked at; it returns when that is durable.
type ViewLog interface {
	View(ctx context.Context, events ...Event) error
}

// Follower is a Matcher whose gallery follows the store's marks.
type Follower interface {
	Matcher
	// Begin tells which marks there are, so that those that the gallery holds, up to
	// the first that it does not, need not be read by CatchUp.
	Begin(ctx context.Context, all *roaring64.Bitmap) error
	// CatchUp adds the marks after the last known to the gallery. Marks whose
	// template cannot be read are named in the error; the others are there.
	CatchUp(ctx context.Context, marks MarksAfter) error
	// Rebuild makes the gallery anew from the templates of all marks.
	Rebuild(ctx context.Context, marks MarksAfter) error
	// Missing returns the sequence numbers of the marks that were looked at and are
	// not in the gallery, since their templates cannot be read.
	Missing() []int64
}

// MarksAfter returns up to limit marks with a sequence number above after, in
// ascending order.
type MarksAfter = func(ctx context.Context, after int64, limit int) ([]Mark, error)

// Limits bound what the service takes.
type Limits struct {
	UploadBytes int64 // of one file; not more than the engine reads
	Queued      int   // jobs that may wait; more are answered with busy
	Attempts    int   // of a job before it goes to the dead-letter list
}

// DefaultLimits are for a laboratory on one machine.
func DefaultLimits() Limits { return Limits{UploadBytes: 512 << 20, Queued: 20000, Attempts: 5} }

// Service is the laboratory's service: every act of a person or a program goes
// through its methods, which decide whether it is allowed, keep it, and write it
// into the audit log. It is safe for concurrent use.
type Service struct {
	Parts
	limits Limits
	feed   *feed
	// catching lets one search at a time bring the gallery up to date; begun, that
	// the gallery was told at the start which marks there are.
	catching sync.Mutex
	begun    bool
	// selecting lets one at a time use the selector. It is taken before the view
	// begins, so that none comes to it with an earlier state than the last.
	selecting sync.Mutex
	// references are the scores of known pairs, as they were counted lately.
	references references
	// decoding lets one picture at a time be looked through.
	decoding chan struct{}
}

// NewService makes the service of its parts.
func NewService(p Parts, l Limits) (*Service, error) {
	if p.Store == nil || p.Blobs == nil || p.Queue == nil || p.Catalog == nil || p.Matcher == nil || p.Selector == nil || p.Audit == nil || p.Views == nil || p.Log == nil || p.Now == nil {
		return nil, errors.New("casework: a part of the service is missing")
	}
	if l.UploadBytes < 1 || l.Queued < 1 || l.Attempts < 1 {
		return nil, fmt.Errorf("casework: limits %+v: all must be positive", l)
	}
	if p.Observe == nil {
		p.Observe = func(JobKind, time.Duration, string) {}
	}
	return &Service{Parts: p, limits: l, feed: newFeed(), decoding: make(chan struct{}, 1)}, nil
}

// Limits returns what the service takes.
func (s *Service) Limits() Limits { return s.limits }

// now is the time as records keep it: UTC, whole microseconds.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// act is one update under way: the transaction, who acts, and what is to be
// logged with it and done after it.
type act struct {
	Tx
	actor  *Actor
	now    time.Time
	events []Event
	after  []func(context.Context)
}

// update runs fn in a transaction as the context's actor, and logs its events
// in it.
func (s *Service) update(ctx context.Context, fn func(*act) error) error {
	actor := ActorOf(ctx)
	if actor == nil {
		return Fail(CodeUnauthenticated, "auth.sign_in")
	}
	var done *act
	err := s.Store.Update(ctx, func(tx Tx) error {
		done = &act{Tx: tx, actor: actor, now: s.now()}
		if err := fn(done); err != nil {
			return err
		}
		if len(done.events) == 0 {
			return nil
		}
		return s.Audit.Record(ctx, tx, done.events...)
	})
	if err != nil {
		return err
	}
	s.feed.wake()
	for _, f := range done.after {
		f(context.WithoutCancel(ctx))
	}
	return nil
}

// view runs fn on a snapshot as the context's actor.
func (s *Service) view(ctx context.Context, fn func(Tx, *Actor) error) error {
	actor := ActorOf(ctx)
	if actor == nil {
		return Fail(CodeUnauthenticated, "auth.sign_in")
	}
	return s.Store.View(ctx, func(tx Tx) error { return fn(tx, actor) })
}

// event is one of the actor's acts upon a record.
func event(a *Actor, at time.Time, action string, r Record) Event {
	e := Event{At: at, Action: action, Account: a.ID(), Request: a.Request, Address: a.Address}
	if a.Account != nil {
		e.Name = a.Account.Login
	}
	if r != nil {
		h := r.header()
		e.Kind, e.Subject, e.Lab, e.Version = r.Kind(), h.ID, h.Lab, h.Version
	}
	return e
}

// insert completes a new record's head, checks it, keeps it and logs it.
func (u *act) insert(ctx context.Context, r Record, lab, action string) error {
	h := r.header()
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("a new identifier: %w", err)
	}
	*h = Head{ID: id.String(), Lab: lab, Version: 1, CreatedAt: u.now, CreatedBy: u.actor.ID(), UpdatedAt: u.now, UpdatedBy: u.actor.ID()}
	if l, ok := r.(*Laboratory); ok {
		l.Lab = l.ID
	}
	if err := Check(r); err != nil {
		return err
	}
	if err := u.Insert(ctx, r); err != nil {
		return err
	}
	return u.log(action, r)
}

// change keeps a changed record under its next version and logs it.
func (u *act) change(ctx context.Context, r Record, action string) error {
	h := r.header()
	h.Version++
	h.UpdatedAt, h.UpdatedBy = u.now, u.actor.ID()
	if err := Check(r); err != nil {
		return err
	}
	if err := u.Update(ctx, r); err != nil {
		return err
	}
	return u.log(action, r)
}

// log adds the event of a record that was just written.
func (u *act) log(action string, r Record) error {
	if !Historic(r.Kind()) {
		return nil
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s as JSON: %w", r.Kind(), err)
	}
	e := event(u.actor, u.now, action, r)
	e.Body = BodyHash(body)
	u.events = append(u.events, e)
	return nil
}

// AsService is a context for the service's own work.
func AsService(ctx context.Context) context.Context {
	return WithActor(ctx, &Actor{Service: true})
}
