// Package demo fills an empty service with a generated collection that looks
// like the work of four laboratories: cases, seized firearms with test fires,
// questioned cartridge cases, custody, searches, leads in every state, a hit and
// a trace. It enters everything through the service's own rules, as the people
// of its story.
package demo

import (
	"context"
	"fmt"
	"log/slog"

	"cotejo/api/casework"
	"cotejo/fixtures"
)

// Password is that of all demonstration accounts. It is no secret: a service
// with demonstration accounts must not be reached by others.
const Password = "cotejo-demo-2026"

// Config says what to generate. Start from DefaultConfig.
type Config struct {
	// Firearms and Exhibits are how many firearms fired how many cartridge cases.
	Firearms, Exhibits int
	Seed               uint64
}

// DefaultConfig is the collection of `make run`.
func DefaultConfig() Config { return Config{Firearms: 60, Exhibits: 210, Seed: 20} }

// Validate reports what cannot be generated.
func (c Config) Validate() error {
	if c.Firearms < 10 || c.Exhibits < 3*c.Firearms {
		return fmt.Errorf("demonstration of %d exhibits from %d firearms: at least 10 firearms and three exhibits of each", c.Exhibits, c.Firearms)
	}
	return nil
}

// People sets passwords; package auth does it.
type People interface {
	SetPassword(ctx context.Context, account, password string) error
}

// Loader fills a service.
type Loader struct {
	Cases    *casework.Service
	Store    casework.Store
	People   People
	Log      *slog.Logger
	Progress func(stage string, done, total int)
}

const doneNote = "demo"

// Load fills the service, unless that is done. What an interrupted load left is
// taken up where it stands: each act has an idempotency key. The service's
// background work must be running.
func (l *Loader) Load(ctx context.Context, c Config) ([]Account, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	var done string
	err := l.Store.View(ctx, func(tx casework.Tx) (err error) {
		done, err = tx.Note(ctx, doneNote)
		return err
	})
	if err != nil || done != "" {
		return accounts, err
	}
	s := &story{Loader: l, config: c, people: map[string]*casework.Account{}}
	for _, chapter := range []func(context.Context) error{s.laboratories, s.accounts, s.firearms, s.shots, s.leads, s.traces} {
		if err := chapter(ctx); err != nil {
			return nil, fmt.Errorf("demonstration: %w", err)
		}
	}
	return accounts, l.Store.Update(ctx, func(tx casework.Tx) error {
		return tx.SetNote(ctx, doneNote, fmt.Sprintf("%d exhibits", c.Exhibits), noEnd)
	})
}

// story is what was entered so far.
type story struct {
	*Loader
	config   Config
	labs     []*casework.Laboratory
	people   map[string]*casework.Account // by login
	guns     []*gun
	gallery  *fixtures.Collection
	exhibits []*casework.Exhibit // of gun i/shots, shot i%shots, as the collection has them
}

// gun is a firearm of the story and what belongs to it.
type gun struct {
	lab     int
	calibre string
	seized  *casework.Firearm // nil while nobody has it
	cases   []*casework.Case
}

// as acts as one of the story's people, once for each key.
func (s *story) as(ctx context.Context, login, key string) context.Context {
	ctx = casework.WithActor(ctx, &casework.Actor{Account: s.people[login], Request: "demo", Address: "demo"})
	return casework.WithIdempotency(ctx, "demo:"+key, "demo")
}

// asService acts as the service, once for each key.
func asService(ctx context.Context, key string) context.Context {
	return casework.WithIdempotency(casework.AsService(ctx), "demo:"+key, "demo")
}
