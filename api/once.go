package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

const (
	onceHeader = "Idempotency-Key"
	onceMark   = "once"
	mostOnce   = 128 // characters of a key
)

// once lets a client send the entering of a record again without entering it
// twice, by a header that names the attempt.
func once(op *huma.Operation) {
	op.Metadata[onceMark] = true
	most := mostOnce
	op.Parameters = append(op.Parameters, &huma.Param{
		Name: onceHeader, In: "header",
		Description: "Chosen by the client: the same key with the same request within a week enters the record once and answers with it again.",
		Schema:      &huma.Schema{Type: huma.TypeString, MaxLength: &most},
	})
}

// withOnce puts the key of a request into its context, with a fingerprint of the
// request.
func withOnce(ctx context.Context, r *http.Request, body []byte) (context.Context, error) {
	key := r.Header.Get(onceHeader)
	if key == "" {
		return ctx, nil
	}
	if len(key) > mostOnce || strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return ctx, protocol(http.StatusBadRequest, "http.once_key", "most", mostOnce)
	}
	hash := sha256.New()
	for _, part := range []string{r.Method, r.URL.EscapedPath(), r.URL.RawQuery} {
		_, _ = io.WriteString(hash, part+"\n")
	}
	_, _ = hash.Write(body)
	return casework.WithIdempotency(ctx, key, hex.EncodeToString(hash.Sum(nil))), nil
}
