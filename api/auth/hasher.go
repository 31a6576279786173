package auth

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/alexedwards/argon2id"

	"cotejo/api/casework"
)

// hasher computes argon2id, a few at a time: each needs its own memory.
type hasher struct {
	params *argon2id.Params
	queue  chan struct{} // those that wait or work
	slots  chan struct{} // those that work
	decoy  string        // a hash of nobody's password
}

func newHasher(c Argon2) (*hasher, error) {
	h := &hasher{
		params: &argon2id.Params{Memory: c.MemoryKiB, Iterations: c.Passes, Parallelism: c.Lanes, SaltLength: 16, KeyLength: 32},
		queue:  make(chan struct{}, c.Parallel+c.Waiting),
		slots:  make(chan struct{}, c.Parallel),
	}
	var err error
	if h.decoy, err = argon2id.CreateHash(rand.Text(), h.params); err != nil {
		return nil, fmt.Errorf("auth: argon2: %w", err)
	}
	return h, nil
}

// work runs fn when it is its turn, or returns a busy Error.
func (h *hasher) work(ctx context.Context, fn func() error) error {
	select {
	case h.queue <- struct{}{}:
		defer func() { <-h.queue }()
	default:
		return casework.Fail(casework.CodeBusy, "auth.busy")
	}
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return fn()
}

// hash makes a password's hash for the store.
func (h *hasher) hash(ctx context.Context, password string) (hash string, err error) {
	err = h.work(ctx, func() error {
		hash, err = argon2id.CreateHash(normal(password), h.params)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// match compares a password with a hash, or, when there is none, does the same
// work for nothing. outdated tells that the hash was made with other parameters.
func (h *hasher) match(ctx context.Context, password, hash string) (ok, outdated bool, err error) {
	against := hash
	if hash == "" {
		against = h.decoy
	}
	err = h.work(ctx, func() error {
		match, params, err := argon2id.CheckHash(normal(password), against)
		if err != nil {
			return err
		}
		ok, outdated = match && hash != "", *params != *h.params
		return nil
	})
	if err != nil {
		return false, false, fmt.Errorf("check a password: %w", err)
	}
	return ok, outdated, nil
}
