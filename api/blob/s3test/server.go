// Package s3test gives tests an S3 server: one in memory that speaks HTTP on a
// socket of this machine.
package s3test

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"cotejo/api/blob"
)

// Start starts a server that ends with the test. It returns the URL of a store in
// a bucket that is not yet made, and keys, which the server does not look at.
func Start(t testing.TB) (url string, keys blob.Credentials) {
	t.Helper()
	return Serve(t, Handler())
}

// Handler is the server without its socket, for tests that put something between.
func Handler() http.Handler {
	return gofakes3.New(s3mem.New()).Server()
}

// Serve does what Start does with another handler.
func Serve(t testing.TB, handler http.Handler) (url string, keys blob.Credentials) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	keys = blob.Credentials{AccessKey: rand.Text(), SecretKey: rand.Text()}
	return "s3://" + server.Listener.Addr().String() + "/evidence/blobs?insecure=true&region=us-east-1", keys
}
