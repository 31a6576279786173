package jobs

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestWithin(t *testing.T) {
	q := &Queue{}
	fails := errors.New("fails")
	never := make(chan bool)
	defer close(never)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx   context.Context
		limit time.Duration
		start func(context.Context) (*Queue, error)
		want  error
	}{
		"starts":    {t.Context(), time.Hour, func(context.Context) (*Queue, error) { return q, nil }, nil},
		"fails":     {t.Context(), time.Hour, func(context.Context) (*Queue, error) { return nil, fails }, fails},
		"hangs":     {t.Context(), time.Millisecond, func(context.Context) (*Queue, error) { <-never; return q, nil }, errHangs},
		"cancelled": {cancelled, time.Hour, func(ctx context.Context) (*Queue, error) { <-ctx.Done(); return nil, ctx.Err() }, context.Canceled},
	} {
		if got, err := within(c.ctx, c.limit, c.start); !errors.Is(err, c.want) || (err == nil) != (got == q) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
