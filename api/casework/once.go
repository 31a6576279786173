package casework

import (
	"context"
	"reflect"
	"strings"
	"time"
)

// onceFor is how long an idempotency key is remembered.
const onceFor = 7 * 24 * time.Hour

type idempotencyKey struct{}

type idempotency struct{ key, fingerprint string }

// WithIdempotency returns a context in which the entering of a record happens
// once for the key, which is the client's; the fingerprint is a hash of its
// request.
func WithIdempotency(ctx context.Context, key, fingerprint string) context.Context {
	return context.WithValue(ctx, idempotencyKey{}, idempotency{key, fingerprint})
}

func idempotencyOf(ctx context.Context) (key, fingerprint string) {
	v, _ := ctx.Value(idempotencyKey{}).(idempotency)
	return v.key, v.fingerprint
}

// replay fills r with the record that was made under the same key before.
func replay(ctx context.Context, u *act, r Record, made, fingerprint string) error {
	parts := strings.Fields(made)
	if len(parts) != 3 || parts[0] != fingerprint || parts[1] != string(r.Kind()) {
		return Fail(CodeConflict, "record.key_reused")
	}
	v := reflect.ValueOf(r).Elem()
	v.Set(reflect.Zero(v.Type()))
	return u.Get(ctx, r, parts[2])
}
