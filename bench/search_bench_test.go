package bench

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
)

const (
	gallerySize = 5000
	// shortList is above what is compared in full of every search.
	shortList = 120
)

// stored is a gallery of 5000 whose short list has templates in files: those of
// the generated exhibits in turn, each under another original's hash, as a
// collection would have them. The rest are random signatures.
type stored struct {
	dir   string
	snap  *gallery.Snapshot
	probe *feature.Template
}

func newStored(b *testing.B, e *engine.Engine) *stored {
	b.Helper()
	all := templates(b, e)
	s := &stored{dir: b.TempDir(), probe: all[0]}
	g, _, err := gallery.Open(filepath.Join(s.dir, "gallery"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := g.Close(); err != nil {
			b.Error(err)
		}
	})
	r := rand.New(rand.NewPCG(1, 1))
	entries := make([]gallery.Entry, gallerySize)
	for i := range entries {
		seq := int64(i + 1)
		e := gallery.Entry{Seq: seq, Class: all[0].Class()}
		if i%(gallerySize/shortList) == 0 {
			t := *all[(i/(gallerySize/shortList))%len(all)]
			t.Source = sha256.Sum256(fmt.Append(nil, i))
			data, err := feature.Encode(&t)
			if err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(s.path(seq), data, 0o600); err != nil {
				b.Fatal(err)
			}
			e.Signature = t.Signature
		} else {
			e.Signature = make([]int8, e.Class.Layout.Bytes())
			for k := range e.Signature {
				e.Signature[k] = int8(r.NormFloat64() * 20) // less than a mark's: never on the short list
			}
		}
		entries[i] = e
	}
	if err := g.Append(entries...); err != nil {
		b.Fatal(err)
	}
	s.snap = g.Snapshot()
	return s
}

func (s *stored) path(seq int64) string {
	return filepath.Join(s.dir, fmt.Sprint(seq))
}

func (s *stored) load(_ context.Context, seq int64) (*feature.Template, error) {
	data, err := os.ReadFile(s.path(seq))
	if err != nil {
		return nil, err
	}
	return feature.Decode(data)
}

// BenchmarkSearchGallery searches a gallery of 5000 with as many workers as there
// are processors: coarse over all, 100 templates read and compared.
func BenchmarkSearchGallery(b *testing.B) {
	e, err := engine.New(engine.DefaultParams(), 0)
	if err != nil {
		b.Fatal(err)
	}
	s := newStored(b, e)
	before := userCPU(b)
	for b.Loop() {
		found, err := e.SearchGallery(b.Context(), e.Subject(s.probe), s.snap, nil, s.load, engine.Wanted{Top: 50})
		if err != nil || len(found.Candidates) != 50 {
			b.Fatalf("%+v: %v", found, err)
		}
	}
	per(b, 1, time.Millisecond, "ms/search")
	b.ReportMetric(float64(userCPU(b)-before)/float64(time.Millisecond)/float64(b.N), "cpu-ms/search")
}

// userCPU is the user CPU time of this process so far: unlike wall clock time it
// does not tell of what else the machine does.
func userCPU(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// BenchmarkCoarseGallery is the coarse part alone, of all 5000 and of every third.
func BenchmarkCoarseGallery(b *testing.B) {
	e := newEngine(b)
	s := newStored(b, e)
	third := roaring64.New()
	for i := 0; i < gallerySize; i += 3 {
		third.Add(uint64(i + 1))
	}
	for name, set := range map[string]*roaring64.Bitmap{"all": nil, "third": third} {
		b.Run(name, func(b *testing.B) {
			probe := e.Subject(s.probe)
			if err := probe.Ready(); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := e.CoarseGallery(b.Context(), []*compare.Subject{probe}, s.snap, set, 100); err != nil {
					b.Fatal(err)
				}
			}
			per(b, 1, time.Millisecond, "ms/search")
		})
	}
}

// BenchmarkLoadTemplate reads and checks a template from its file.
func BenchmarkLoadTemplate(b *testing.B) {
	e := newEngine(b)
	s := newStored(b, e)
	var subject *compare.Subject
	for b.Loop() {
		t, err := s.load(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		subject = e.Subject(t)
	}
	_ = subject
	per(b, 1, time.Millisecond, "ms/file")
}
