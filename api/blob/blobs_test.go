package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"cotejo/api/casework"
)

const mib = 1 << 20 // bytes

// content is n bytes that are the same in every run.
func content(n int, seed uint64) []byte {
	out := make([]byte, n)
	source := rand.NewChaCha8([32]byte{byte(seed)})
	_, _ = source.Read(out)
	return out
}

func nameOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, b casework.Blobs, content []byte) string {
	t.Helper()
	name, size, err := b.Put(t.Context(), bytes.NewReader(content), mib*64)
	if err != nil {
		t.Fatal(err)
	}
	if name != nameOf(content) || size != int64(len(content)) {
		t.Fatalf("Put gave %s, %d bytes; want %s, %d", name, size, nameOf(content), len(content))
	}
	return name
}

func read(ctx context.Context, b casework.Blobs, name string) ([]byte, error) {
	r, err := b.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func list(t *testing.T, b casework.Blobs) map[string]int64 {
	t.Helper()
	all := map[string]int64{}
	err := b.Each(t.Context(), func(name string, size int64) error {
		if _, twice := all[name]; twice {
			t.Errorf("Each gave %s twice", name)
		}
		all[name] = size
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func wantCode(t *testing.T, err error, want casework.Code, key string) {
	t.Helper()
	var e *casework.Error
	if !errors.As(err, &e) || e.Code != want || e.Key != key {
		t.Fatalf("error is %v, want %s %s", err, want, key)
	}
}

// testBlobs is what every casework.Blobs must do; open gives an empty one.
func testBlobs(t *testing.T, open func(*testing.T) casework.Blobs) {
	t.Run("what is put is read", func(t *testing.T) { testRoundTrip(t, open(t)) })
	t.Run("names that are no blob's", func(t *testing.T) { testNotFound(t, open(t)) })
	t.Run("the limit", func(t *testing.T) { testLimit(t, open(t)) })
	t.Run("a source that fails", func(t *testing.T) { testFailingSource(t, open(t)) })
	t.Run("a cancelled context", func(t *testing.T) { testCancelled(t, open(t)) })
	t.Run("the same bytes at once", func(t *testing.T) { testSameAtOnce(t, open(t)) })
	t.Run("each", func(t *testing.T) { testEach(t, open(t)) })
	t.Run("ping", func(t *testing.T) {
		b := open(t)
		if err := b.Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
		if all := list(t, b); len(all) != 0 {
			t.Errorf("Ping left %v", all)
		}
	})
}

func testRoundTrip(t *testing.T, b casework.Blobs) {
	want := map[string]int64{}
	for i, size := range []int{0, 1, 4095, 128 << 10, 128<<10 + 1, 2*mib + 3} {
		bytesIn := content(size, uint64(i))
		name := put(t, b, bytesIn)
		if again := put(t, b, bytesIn); again != name {
			t.Errorf("put again it is %s", again)
		}
		out, err := read(t.Context(), b, name)
		if err != nil || !bytes.Equal(out, bytesIn) {
			t.Errorf("%d bytes: read %d, %v", size, len(out), err)
		}
		if n, err := b.Size(t.Context(), name); err != nil || n != int64(size) {
			t.Errorf("%d bytes: Size is %d, %v", size, n, err)
		}
		want[name] = int64(size)
	}
	if all := list(t, b); !maps.Equal(all, want) {
		t.Errorf("Each gave %v, want %v", all, want)
	}
}

func testNotFound(t *testing.T, b casework.Blobs) {
	name := put(t, b, []byte("one"))
	for _, wrong := range []string{
		"", nameOf([]byte("other")), strings.ToUpper(name), name[:63], name + "0", "../" + name[3:],
		name[:63] + "g", name[:63] + "\n", name[:63] + "/", "..", "/etc/passwd", strings.Repeat("../", 2000),
	} {
		_, err := b.Open(t.Context(), wrong)
		wantCode(t, err, casework.CodeNotFound, "blob.not_found")
		if len(err.Error()) > 500 {
			t.Errorf("the error about a long name has %d bytes", len(err.Error()))
		}
		_, err = b.Size(t.Context(), wrong)
		wantCode(t, err, casework.CodeNotFound, "blob.not_found")
	}
}

func testLimit(t *testing.T, b casework.Blobs) {
	for _, limit := range []int64{0, 1, 200_000} {
		_, _, err := b.Put(t.Context(), bytes.NewReader(content(int(limit)+1, 7)), limit)
		wantCode(t, err, casework.CodeTooLarge, "blob.too_large")
	}
	if all := list(t, b); len(all) != 0 {
		t.Errorf("kept in spite of the limit: %v", all)
	}
	if _, _, err := b.Put(t.Context(), bytes.NewReader(content(200_000, 7)), 200_000); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
	// An endless source is read no further than the limit.
	_, _, err := b.Put(t.Context(), zeros{}, mib)
	wantCode(t, err, casework.CodeTooLarge, "blob.too_large")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func testFailingSource(t *testing.T, b casework.Blobs) {
	broken := errors.New("connection lost")
	for _, r := range []io.Reader{
		iotest.ErrReader(broken),
		io.MultiReader(bytes.NewReader(content(300_000, 1)), iotest.ErrReader(broken)),
	} {
		if _, _, err := b.Put(t.Context(), r, mib); !errors.Is(err, broken) || casework.CodeOf(err) == casework.CodeStorage {
			t.Errorf("error is %v, want the source's own", err)
		}
	}
	if all := list(t, b); len(all) != 0 {
		t.Errorf("kept a part: %v", all)
	}
	whole := content(5000, 2)
	for _, r := range []io.Reader{iotest.OneByteReader(bytes.NewReader(whole)), iotest.DataErrReader(bytes.NewReader(whole))} {
		if name, _, err := b.Put(t.Context(), r, mib); err != nil || name != nameOf(whole) {
			t.Errorf("an odd reader: %s, %v", name, err)
		}
	}
}

func testCancelled(t *testing.T, b casework.Blobs) {
	name := put(t, b, content(mib, 3))
	reason := errors.New("the client has gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	r, err := b.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	// The context ends while Put reads.
	body := io.MultiReader(bytes.NewReader(content(300_000, 4)), cancels{cancel, reason}, zeros{})
	if _, _, err := b.Put(ctx, body, 1<<40); !errors.Is(err, reason) {
		t.Errorf("Put: %v", err)
	}
	if _, err := io.ReadAll(r); !errors.Is(err, reason) {
		t.Errorf("Read: %v", err)
	}
	if err := b.Each(ctx, func(string, int64) error { return nil }); !errors.Is(err, reason) {
		t.Errorf("Each: %v", err)
	}
	if err := b.Ping(ctx); !errors.Is(err, reason) {
		t.Errorf("Ping: %v", err)
	}
	if all := list(t, b); len(all) != 1 {
		t.Errorf("%d blobs, want 1", len(all))
	}
}

// cancels cancels when it is read.
type cancels struct {
	cancel context.CancelCauseFunc
	reason error
}

func (c cancels) Read([]byte) (int, error) { c.cancel(c.reason); return 0, io.EOF }

func testSameAtOnce(t *testing.T, b casework.Blobs) {
	whole := content(300_000, 5)
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			name, _, err := b.Put(t.Context(), bytes.NewReader(whole), mib)
			if err != nil {
				t.Error(err)
				return
			}
			if out, err := read(t.Context(), b, name); err != nil || !bytes.Equal(out, whole) {
				t.Errorf("read %d bytes, %v", len(out), err)
			}
		})
	}
	writers.Wait()
	if all := list(t, b); len(all) != 1 {
		t.Errorf("%d blobs, want 1", len(all))
	}
}

func testEach(t *testing.T, b casework.Blobs) {
	for i := range 30 {
		put(t, b, content(10, uint64(i)))
	}
	if all := list(t, b); len(all) != 30 {
		t.Errorf("%d blobs, want 30", len(all))
	}
	enough, calls := errors.New("enough"), 0
	err := b.Each(t.Context(), func(string, int64) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("Each returned %v after %d calls", err, calls)
	}
}
