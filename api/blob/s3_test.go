package blob_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"cotejo/api/blob"
	"cotejo/api/blob/s3test"
	"cotejo/api/casework"
)

func openS3(t *testing.T, url string, keys blob.Credentials) *blob.S3 {
	t.Helper()
	s, err := blob.OpenS3(t.Context(), url, keys)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestS3(t *testing.T) {
	testBlobs(t, func(t *testing.T) casework.Blobs {
		url, keys := s3test.Start(t)
		return openS3(t, url, keys)
	})
}

// faulty is a server that can be made to fail.
type faulty struct {
	http.Handler
	fail atomic.Pointer[http.HandlerFunc]
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if fail := f.fail.Load(); fail != nil {
		(*fail)(w, r)
		return
	}
	f.Handler.ServeHTTP(w, r)
}

func (f *faulty) with(t *testing.T, fail http.HandlerFunc, do func()) {
	t.Helper()
	f.fail.Store(&fail)
	defer f.fail.Store(nil)
	do()
}

func startFaulty(t *testing.T) (*faulty, string, *blob.S3) {
	t.Helper()
	f := &faulty{Handler: s3test.Handler()}
	url, keys := s3test.Serve(t, f)
	return f, url, openS3(t, url, keys)
}

// raw is a client of its own for the server of a store.
func raw(t *testing.T, store string) *minio.Client {
	t.Helper()
	u, err := url.Parse(store)
	if err != nil {
		t.Fatal(err)
	}
	c, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4("k", "s", ""), Region: "us-east-1"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func putRaw(t *testing.T, c *minio.Client, key string, content []byte) {
	t.Helper()
	_, err := c.PutObject(t.Context(), "evidence", key, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
	if err != nil {
		t.Error(err)
	}
}

// replaceRaw deletes an object first, since this server would keep its checksum.
func replaceRaw(t *testing.T, c *minio.Client, key string, content []byte) {
	t.Helper()
	if err := c.RemoveObject(t.Context(), "evidence", key, minio.RemoveObjectOptions{}); err != nil {
		t.Error(err)
	}
	putRaw(t, c, key, content)
}

func TestS3Damaged(t *testing.T) {
	url, keys := s3test.Start(t)
	s := openS3(t, url, keys)
	whole := content(300_000, 1)
	name := put(t, s, whole)
	for how, damaged := range map[string][]byte{
		"a bit": append([]byte{whole[0] ^ 1}, whole[1:]...), "short": whole[:299_999], "long": append(whole[:300_000:300_000], 0),
	} {
		replaceRaw(t, raw(t, url), "blobs/"+name, damaged)
		_, err := read(t.Context(), s, name)
		wantCode(t, err, casework.CodeStorage, "blob.corrupt")
		if !errors.Is(err, casework.ErrCorrupt) {
			t.Errorf("%s: error is %v", how, err)
		}
		if how == "a bit" {
			continue // without a checksum Put cannot see it
		}
		put(t, s, whole)
		if out, err := read(t.Context(), s, name); err != nil || !bytes.Equal(out, whole) {
			t.Errorf("%s: put again, it is not mended: %v", how, err)
		}
	}
}

func TestS3SendsHashes(t *testing.T) {
	f, _, s := startFaulty(t)
	text := content(100_000, 1)
	name := nameOf(text)
	sum, err := hex.DecodeString(name)
	if err != nil {
		t.Fatal(err)
	}
	puts := 0
	f.with(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			puts++
			if signed := r.Header.Get("X-Amz-Content-Sha256"); signed != name {
				t.Errorf("signed is the hash %s", signed)
			}
			if kept := r.Header.Get("X-Amz-Checksum-Sha256"); kept != base64.StdEncoding.EncodeToString(sum) {
				t.Errorf("the checksum is %s", kept)
			}
			if r.ContentLength != int64(len(text)) {
				t.Errorf("the length is %d", r.ContentLength)
			}
		}
		f.Handler.ServeHTTP(w, r)
	}, func() {
		put(t, s, text)
		put(t, s, text)
	})
	if puts != 1 {
		t.Errorf("%d uploads of the same bytes, want 1", puts)
	}
}

// TestS3Checksum: with a server that keeps checksums, Put sees damage that has not
// changed the size.
func TestS3Checksum(t *testing.T) {
	f, url, s := startFaulty(t)
	whole := content(1000, 1)
	name := put(t, s, whole)
	replaceRaw(t, raw(t, url), "blobs/"+name, content(1000, 2))
	f.with(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.Header().Set("X-Amz-Checksum-Sha256", base64.StdEncoding.EncodeToString(make([]byte, 32)))
		}
		f.Handler.ServeHTTP(w, r)
	}, func() { put(t, s, whole) })
	if out, err := read(t.Context(), s, name); err != nil || !bytes.Equal(out, whole) {
		t.Errorf("put again, it is not mended: %v", err)
	}
}

func answer(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			fmt.Fprintf(w, `<Error><Code>%s</Code><Message>no</Message></Error>`, code)
		}
	}
}

func TestS3Errors(t *testing.T) {
	f, _, s := startFaulty(t)
	text := content(1000, 1)
	name := put(t, s, text)
	onPut := func(fail http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut {
				fail(w, r)
				return
			}
			f.Handler.ServeHTTP(w, r)
		}
	}
	for how, c := range map[string]struct {
		fail http.HandlerFunc
		key  string
	}{
		"storage full": {onPut(answer(http.StatusInsufficientStorage, "XMinioStorageFull")), "blob.full"},
		"quota":        {onPut(answer(http.StatusBadRequest, "XMinioAdminBucketQuotaExceeded")), "blob.full"},
		"put denied":   {onPut(answer(http.StatusForbidden, "AccessDenied")), "blob.unavailable"},
		"all denied":   {answer(http.StatusForbidden, "AccessDenied"), "blob.unavailable"},
		"no bucket":    {onPut(answer(http.StatusNotFound, "NoSuchBucket")), "blob.unavailable"},
		"no S3":        {onPut(answer(http.StatusNotFound, "")), "blob.unavailable"},
	} {
		t.Run(how, func(t *testing.T) {
			f.with(t, c.fail, func() {
				_, _, err := s.Put(t.Context(), bytes.NewReader(content(1000, 2)), mib)
				wantCode(t, err, casework.CodeStorage, c.key)
			})
		})
	}
	f.with(t, answer(http.StatusForbidden, "AccessDenied"), func() {
		_, open := s.Open(t.Context(), name)
		_, size := s.Size(t.Context(), name)
		each := s.Each(t.Context(), func(string, int64) error { t.Error("Each found something"); return nil })
		for _, err := range []error{open, size, each, s.Ping(t.Context())} {
			wantCode(t, err, casework.CodeStorage, "blob.unavailable")
		}
	})
	// The connection breaks in the middle of a blob.
	f.with(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT")
		_, _ = w.Write(text[:500])
		panic(http.ErrAbortHandler)
	}, func() {
		_, err := read(t.Context(), s, name)
		wantCode(t, err, casework.CodeStorage, "blob.unavailable")
		if errors.Is(err, casework.ErrCorrupt) {
			t.Errorf("error is %v", err)
		}
	})
}

func TestS3CancelledUpload(t *testing.T) {
	f, _, s := startFaulty(t)
	reason := errors.New("the service stops")
	ctx, cancel := context.WithCancelCause(t.Context())
	f.with(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			_, _ = io.Copy(io.Discard, r.Body)
			cancel(reason)
			<-r.Context().Done()
			return
		}
		f.Handler.ServeHTTP(w, r)
	}, func() {
		if _, _, err := s.Put(ctx, bytes.NewReader(content(1000, 1)), mib); !errors.Is(err, reason) {
			t.Errorf("error is %v", err)
		}
	})
	if all := list(t, s); len(all) != 0 {
		t.Errorf("kept: %v", all)
	}
}

func TestS3SharedBucket(t *testing.T) {
	url, keys := s3test.Start(t)
	base := strings.Replace(url, "/blobs", "", 1)
	stores := map[string]*blob.S3{}
	want := map[string]map[string]int64{}
	for i, prefix := range []string{"", "/a", "/a/b", "/ab"} {
		at := strings.Replace(base, "/evidence", "/evidence"+prefix, 1)
		s := openS3(t, at, keys)
		text := content(100+i, uint64(i))
		stores[prefix], want[prefix] = s, map[string]int64{put(t, s, text): int64(len(text))}
	}
	putRaw(t, raw(t, url), "a/README", []byte("not ours"))
	putRaw(t, raw(t, url), "a/"+nameOf(nil)+".bak", []byte("not ours"))
	for prefix, s := range stores {
		if all := list(t, s); !maps.Equal(all, want[prefix]) {
			t.Errorf("%q has %v, want %v", prefix, all, want[prefix])
		}
	}
}

// TestS3Large: larger than what the library sends in one piece by itself.
func TestS3Large(t *testing.T) {
	url, keys := s3test.Start(t)
	s := openS3(t, url, keys)
	whole := content(17*mib, 1)
	name := put(t, s, whole)
	if out, err := read(t.Context(), s, name); err != nil || !bytes.Equal(out, whole) {
		t.Errorf("read %d bytes, %v", len(out), err)
	}
}

// TestS3ManyObjects: a listing has at most 1000 objects a page.
func TestS3ManyObjects(t *testing.T) {
	const n = 1010
	url, keys := s3test.Start(t)
	s, c := openS3(t, url, keys), raw(t, url)
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := w; i < n; i += 4 {
				text := []byte(fmt.Sprint(i))
				putRaw(t, c, "blobs/"+nameOf(text), text)
			}
		})
	}
	writers.Wait()
	if all := list(t, s); len(all) != n {
		t.Errorf("Each gave %d blobs, want %d", len(all), n)
	}
}

func TestS3CannotBeOpened(t *testing.T) {
	f := &faulty{Handler: s3test.Handler()}
	url, keys := s3test.Serve(t, f)
	wantOpen := func(url string, keys blob.Credentials, want string) {
		t.Helper()
		_, err := blob.OpenS3(t.Context(), url, keys)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), keys.SecretKey) && keys.SecretKey != "" {
			t.Errorf("error is %v, want one with %q", err, want)
		}
	}
	wantOpen(url, blob.Credentials{}, "secret key of S3 are needed")
	wantOpen(url, blob.Credentials{AccessKey: "k"}, "secret key of S3 are needed")
	wantOpen("s3://key:secret@host/evidence", keys, "must not have keys")
	f.with(t, answer(http.StatusForbidden, "AccessDenied"), func() { wantOpen(url, keys, "evidence") })
	// It does not exist, and the keys do not allow to make it.
	f.with(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			answer(http.StatusForbidden, "AccessDenied")(w, r)
			return
		}
		f.Handler.ServeHTTP(w, r)
	}, func() { wantOpen(url, keys, "there is no bucket evidence, and it could not be made") })
	openS3(t, url, keys)
	openS3(t, url, keys) // it exists
}

// TestS3MadeByAnother: somebody makes the bucket between the question and the
// attempt.
func TestS3MadeByAnother(t *testing.T) {
	f := &faulty{Handler: s3test.Handler()}
	url, keys := s3test.Serve(t, f)
	f.with(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			f.Handler.ServeHTTP(&discard{}, r)
			answer(http.StatusConflict, "BucketAlreadyOwnedByYou")(w, r)
			return
		}
		f.Handler.ServeHTTP(w, r)
	}, func() { openS3(t, url, keys) })
}

type discard struct{ header http.Header }

func (d *discard) Header() http.Header {
	if d.header == nil {
		d.header = http.Header{}
	}
	return d.header
}
func (*discard) Write(p []byte) (int, error) { return len(p), nil }
func (*discard) WriteHeader(int)             {}

func TestS3NotThere(t *testing.T) {
	url, keys := s3test.Start(t)
	s := openS3(t, url, keys)
	name := put(t, s, []byte("one"))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Open(gone, name); !errors.Is(err, context.Canceled) {
		t.Errorf("Open: %v", err)
	}
	if _, err := s.Size(gone, name); !errors.Is(err, context.Canceled) {
		t.Errorf("Size: %v", err)
	}
}

func TestCredentialsAreNotShown(t *testing.T) {
	keys := blob.Credentials{AccessKey: "AKIA", SecretKey: "secret", SessionToken: "token"}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", slog.Any("keys", keys))
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", slog.Any("keys", keys))
	for _, shown := range []string{fmt.Sprint(keys), fmt.Sprintf("%+v", keys), fmt.Sprintf("%#v", keys), fmt.Sprintf("%v", &keys), log.String()} {
		if strings.Contains(shown, "secret") || strings.Contains(shown, "token") || strings.Contains(shown, "AKIA") {
			t.Errorf("shown as %s", shown)
		}
	}
}
