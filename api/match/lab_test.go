package match_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/blob"
	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// lab is a matcher on files, and the marks that a store would hold.
type lab struct {
	t       testing.TB
	dir     string
	blobs   *blob.Dir
	config  match.Config
	matcher *match.Matcher
	log     *bytes.Buffer
	marks   []casework.Mark
}

func newLab(t testing.TB, config match.Config) *lab {
	t.Helper()
	l := &lab{t: t, dir: t.TempDir(), config: config, log: &bytes.Buffer{}}
	var err error
	if l.blobs, err = blob.OpenDir(filepath.Join(l.dir, "blobs")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.blobs.Close(); err != nil {
			t.Error(err)
		}
	})
	if l.config.Workers == 0 {
		l.config.Workers = 2
	}
	l.config.Dir = filepath.Join(l.dir, "gallery")
	l.open(l.blobs)
	return l
}

// open opens the matcher, anew when it was open.
func (l *lab) open(blobs casework.Blobs) {
	l.t.Helper()
	if l.matcher != nil {
		if err := l.matcher.Close(); err != nil {
			l.t.Fatal(err)
		}
	}
	m, err := match.Open(l.config, blobs, slog.New(slog.NewTextHandler(l.log, nil)))
	if err != nil {
		l.t.Fatal(err)
	}
	l.matcher = m
	l.t.Cleanup(func() {
		if err := m.Close(); err != nil {
			l.t.Error(err)
		}
	})
}

// file keeps an original and returns its acquisition.
func (l *lab) file(data []byte) *casework.Acquisition {
	l.t.Helper()
	hash, size, err := l.blobs.Put(l.t.Context(), bytes.NewReader(data), 1<<30)
	if err != nil {
		l.t.Fatal(err)
	}
	return &casework.Acquisition{SHA256: hash, Size: size}
}

// enter extracts an original and gives its mark the next number, as the service
// does.
func (l *lab) enter(data []byte) *casework.Mark {
	l.t.Helper()
	found, err := l.matcher.Extract(l.t.Context(), casework.Original{Acquisition: l.file(data)}, false)
	if err != nil {
		l.t.Fatal(err)
	}
	k := found.Marks[0]
	k.Seq = int64(len(l.marks) + 1)
	k.ID, k.Lab, k.Exhibit = fmt.Sprintf("mark-%d", k.Seq), "lab-secret", fmt.Sprintf("exhibit-%d", k.Seq)
	l.marks = append(l.marks, k)
	return &l.marks[len(l.marks)-1]
}

// page is what the store answers to CatchUp.
func (l *lab) page(_ context.Context, after int64, limit int) ([]casework.Mark, error) {
	var out []casework.Mark
	for _, k := range l.marks {
		if k.Seq > after && len(out) < limit {
			out = append(out, k)
		}
	}
	return out, nil
}

func (l *lab) catchUp() {
	l.t.Helper()
	if err := l.matcher.CatchUp(l.t.Context(), l.page); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) seqs() *roaring64.Bitmap {
	out := roaring64.New()
	for _, k := range l.marks {
		out.Add(uint64(k.Seq))
	}
	return out
}

// ranked is the list that a search without a bound of time gives.
func (l *lab) ranked(ctx context.Context, probe *casework.Mark, marks *roaring64.Bitmap, top int, batch bool) ([]casework.Ranked, error) {
	found, err := l.matcher.Search(ctx, probe, marks, casework.Wanted{Top: top, Batch: batch})
	if err != nil {
		return nil, err
	}
	if found.Compared != found.Shortlisted || found.Compared < len(found.List) {
		l.t.Errorf("compared %d of %d, found %d", found.Compared, found.Shortlisted, len(found.List))
	}
	return found.List, nil
}

func (l *lab) search(probe *casework.Mark, top int) []casework.Ranked {
	l.t.Helper()
	found, err := l.ranked(l.t.Context(), probe, l.seqs(), top, false)
	if err != nil {
		l.t.Fatal(err)
	}
	return found
}

// blobFile is where a blob's bytes are.
func (l *lab) blobFile(hash string) string {
	return filepath.Join(l.dir, "blobs", hash[:2], hash[2:4], hash)
}

// spoil changes a byte of a file, from is where it looks for one.
func spoil(t testing.TB, path string, from int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[from] ^= 0x10
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// noise is an X3P file of a ring of 2.6 mm at 12.5 um with white noise in it, the
// cheapest mark that every stage has work with. Two of one face have the same
// noise, each with some of its own.
func noise(t testing.TB, face, shot uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := scan.WriteX3P(&b, ring(face, shot), scan.X3POptions{DataType: scan.DataFloat32, Meta: scan.Meta{Manufacturer: "Maker", Date: "2024-03-05T10:11:12Z"}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ring(face, shot uint64) *mark.Surface {
	common, own := rand.New(rand.NewPCG(face, 1)), rand.New(rand.NewPCG(face, 100+shot))
	const n = 208
	s := mark.NewSurface(n, n, 12.5e-6, 12.5e-6)
	for i := range s.Z {
		z := common.NormFloat64() + 0.5*own.NormFloat64()
		s.Z[i] = z * 1e-6
		if r := math.Hypot(float64(i%n)-103.5, float64(i/n)-103.5) * 12.5; r < 650 || r > 1290 {
			s.Z[i] = math.NaN()
		}
	}
	return s
}

// faulty is a blob store that fails at one hash.
type faulty struct {
	casework.Blobs
	hash string
	err  error
}

func (f *faulty) Open(ctx context.Context, hash string) (io.ReadCloser, error) {
	if hash == f.hash {
		return nil, f.err
	}
	return f.Blobs.Open(ctx, hash)
}

// pairs enters so many faces of two shots each.
func (l *lab) pairs(faces uint64) {
	l.t.Helper()
	for face := range faces {
		for shot := range uint64(2) {
			l.enter(noise(l.t, face, shot))
		}
	}
}

func unhex(t testing.TB, text string) (out [32]byte) {
	t.Helper()
	if n, err := hex.Decode(out[:], []byte(text)); err != nil || n != 32 {
		t.Fatalf("%q: %v", text, err)
	}
	return out
}

// segments are the gallery's files.
func (l *lab) segments() []string {
	l.t.Helper()
	found, err := filepath.Glob(filepath.Join(l.config.Dir, "*.segment"))
	if err != nil || len(found) == 0 {
		l.t.Fatalf("%d segments, %v", len(found), err)
	}
	slices.Sort(found)
	return found
}

// logged asserts that something was said, so many times.
func (l *lab) logged(text string, times int) {
	l.t.Helper()
	if n := strings.Count(l.log.String(), text); n != times {
		l.t.Errorf("%q stands %d times in the log, want %d:\n%s", text, n, times, l.log)
	}
}

func decode(t testing.TB, data []byte) *feature.Template {
	t.Helper()
	out, err := feature.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
