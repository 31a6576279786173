package api_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// disk is a blob store whose disk fails on demand.
type disk struct {
	casework.Blobs
	full bool
	gone map[string]int // opens that are left, by hash
}

var errDisk = errors.New("the disk fails")

func (d *disk) Put(ctx context.Context, r io.Reader, limit int64) (string, int64, error) {
	if d.full {
		return "", 0, casework.Fail(casework.CodeStorage, "blob.storage").Because(errDisk)
	}
	return d.Blobs.Put(ctx, r, limit)
}

func (d *disk) Open(ctx context.Context, hash string) (io.ReadCloser, error) {
	if n, ok := d.gone[hash]; ok {
		if n == 0 {
			return nil, casework.Fail(casework.CodeStorage, "blob.storage").Because(errDisk)
		}
		d.gone[hash] = n - 1
	}
	return d.Blobs.Open(ctx, hash)
}

func TestAFullDiskTakesNoUpload(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	d := &disk{Blobs: s.Cases.Blobs, full: true}
	s.Cases.Blobs = d
	at := "/exhibits/" + e.ID + "/acquisitions"
	c.Do(t, http.MethodPost, at, "a file").Want(t, http.StatusInsufficientStorage).Problem(t)
	if n := len(list[casework.Acquisition](t, c, at)); n != 0 {
		t.Errorf("%d acquisitions", n)
	}
	d.full = false
	s.upload(c, e.ID, []byte("a file"), "")
}

// connected sends a request by hand and returns the connection.
func connected(t *testing.T, r *http.Request, head string) *tls.Conn {
	t.Helper()
	conn, err := (&tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}}).DialContext(t.Context(), "tcp", r.URL.Host) //nolint:gosec // a test's own server
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n%s\r\n", r.Method, r.URL.RequestURI(), r.URL.Host, r.Header.Get("Authorization"), head)
	if _, err := io.WriteString(conn, b.String()); err != nil {
		t.Fatal(err)
	}
	return conn.(*tls.Conn)
}

func TestUploadsThatDoNotArriveLeaveNothing(t *testing.T) {
	for name, test := range map[string]struct {
		cut    bool
		within time.Duration // long for what must come in time, be the machine busy
		status int
	}{"cut off": {true, time.Hour, http.StatusBadRequest}, "stalled": {false, time.Second, http.StatusRequestTimeout}} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.BodyTime = test.within }})
			c := s.As(t, "NORTE", casework.Technician)
			program := c.WithToken(t, casework.ScopeEnter, casework.ScopeRead)
			e := s.exhibit(c, "A")
			at := "/exhibits/" + e.ID + "/acquisitions"
			conn := connected(t, program.Request(t, http.MethodPost, at, nil), "Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n")
			if _, err := io.WriteString(conn, "the beginning"); err != nil {
				t.Fatal(err)
			}
			if test.cut {
				if err := conn.CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = answer.Body.Close() }()
			if answer.StatusCode != test.status || !answer.Close {
				t.Errorf("%d, closes %v", answer.StatusCode, answer.Close)
			}
			if n := len(list[casework.Acquisition](t, c, at)); n != 0 {
				t.Errorf("%d acquisitions are kept", n)
			}
		})
	}
}

// read reads an answer to its end.
func read(t *testing.T, c *apitest.Client, path string) (status int, body []byte, err error) {
	t.Helper()
	answer, err := c.HTTP.Do(c.Request(t, http.MethodGet, path, nil))
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

func TestWhatFailsHalfWayDoesNotLookComplete(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	random := rand.NewChaCha8([32]byte{1})
	for _, size := range []int64{1, 100 << 10, 128 << 10, 128<<10 + 1, 1 << 20} {
		file := make([]byte, size)
		_, _ = random.Read(file)
		a := s.upload(c, e.ID, file, "")
		at := "/acquisitions/" + a.ID + "/original"
		if status, body, err := read(t, c, at); status != http.StatusOK || err != nil || !bytes.Equal(body, file) {
			t.Fatalf("%d bytes: %d, %v, %d bytes came", size, status, err, len(body))
		}
		s.spoil(a.SHA256)
		if status, body, err := read(t, c, at); status == http.StatusOK && err == nil {
			t.Errorf("%d bytes: of a damaged file %d came as if they were whole", size, len(body))
		}
	}
}

func TestAnExportThatFailsIsCutOff(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	a := s.upload(c, e.ID, bytes.Repeat([]byte("x"), 1<<20), "")
	s.Cases.Blobs = &disk{Blobs: s.Cases.Blobs, gone: map[string]int{a.SHA256: 1}} // read through, and then no more
	if status, body, err := read(t, c, "/cases/"+e.Case+"/export"); status == http.StatusOK && err == nil {
		t.Errorf("an archive of %d bytes looks complete", len(body))
	}
	if len(s.Log.Entries("an answer was cut off")) != 1 {
		t.Error("nothing is logged")
	}
}
