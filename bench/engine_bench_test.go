package bench

// Each benchmark reports wall clock time per thing, on generated exhibits like
// the research sets: about 560 x 560 points of 6.25 um.

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// exhibits are made once: two shots each of four firearms, one of each finish.
var exhibits = sync.OnceValues(func() ([]*mark.Surface, error) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots = 4, 2
	c, err := fixtures.NewCollection(cfg)
	if err != nil {
		return nil, err
	}
	var all []*mark.Surface
	for i := range c.Len() {
		e, err := c.Exhibit(i)
		if err != nil {
			return nil, err
		}
		all = append(all, e.Surface)
	}
	return all, nil
})

func surfaces(b *testing.B) []*mark.Surface {
	b.Helper()
	s, err := exhibits()
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// decoded is what a reader would return, with a hash of nothing.
func decoded(s *mark.Surface) *scan.Scan {
	return &scan.Scan{Format: scan.X3P, Surface: s.Clone(), SHA256: strings.Repeat("0", 64)}
}

// newEngine has one worker: costs are stated for one core.
func newEngine(b *testing.B) *engine.Engine {
	b.Helper()
	e, err := engine.New(engine.DefaultParams(), 1)
	if err != nil {
		b.Fatal(err)
	}
	return e
}

func templates(b *testing.B, e *engine.Engine) []*feature.Template {
	b.Helper()
	var all []*feature.Template
	for _, s := range surfaces(b) {
		t, err := e.Enrol(b.Context(), decoded(s), nil)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, t)
	}
	return all
}

func subjects(b *testing.B, e *engine.Engine) []*compare.Subject {
	b.Helper()
	var all []*compare.Subject
	for _, t := range templates(b, e) {
		all = append(all, e.Subject(t))
	}
	return all
}

// per reports the time of one thing, when each iteration did n of them.
func per(b *testing.B, n int, unit time.Duration, name string) {
	b.ReportMetric(float64(b.Elapsed())/float64(unit)/float64(b.N*n), name)
}

// BenchmarkDecode reads an X3P file from memory.
func BenchmarkDecode(b *testing.B) {
	var file bytes.Buffer
	if err := scan.WriteX3P(&file, surfaces(b)[0], scan.X3POptions{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if _, err := scan.Read(bytes.NewReader(file.Bytes()), scan.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
	per(b, 1, time.Millisecond, "ms/file")
}

// BenchmarkExtract makes the template of a decoded scan.
func BenchmarkExtract(b *testing.B) {
	e, all := newEngine(b), surfaces(b)
	for i := 0; b.Loop(); i++ {
		if _, err := e.Enrol(b.Context(), decoded(all[i%len(all)]), nil); err != nil {
			b.Fatal(err)
		}
	}
	per(b, 1, time.Millisecond, "ms/file")
}

// BenchmarkIndex lays a template out for comparison and makes a probe of it.
func BenchmarkIndex(b *testing.B) {
	e := newEngine(b)
	all := templates(b, e)
	for i := 0; b.Loop(); i++ {
		if err := e.Subject(all[i%len(all)]).Ready(); err != nil {
			b.Fatal(err)
		}
	}
	per(b, 1, time.Millisecond, "ms/file")
}

// BenchmarkCoarse searches a gallery of a thousand. The eight templates stand
// in it many times, each as a subject of its own, so that memory is read as it
// would be.
func BenchmarkCoarse(b *testing.B) {
	const size = 1000
	e := newEngine(b)
	all := templates(b, e)
	gallery := make([]*compare.Subject, size)
	for i := range gallery {
		gallery[i] = e.Subject(all[i%len(all)])
	}
	probe := e.Subject(all[0])
	if err := probe.Ready(); err != nil { // once a search, see BenchmarkIndex
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Coarse(b.Context(), probe, gallery); err != nil {
			b.Fatal(err)
		}
	}
	per(b, size, time.Microsecond, "us/item")
}

// BenchmarkFine compares pairs, the coarse stage's pose search included. One
// pair in seven is of one firearm.
func BenchmarkFine(b *testing.B) {
	e := newEngine(b)
	all := subjects(b, e)
	var pairs [][2]int
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	for i := 0; b.Loop(); i++ {
		p := pairs[i%len(pairs)]
		if _, err := e.Compare(b.Context(), all[p[0]], all[p[1]], nil); err != nil {
			b.Fatal(err)
		}
	}
	per(b, 1, time.Millisecond, "ms/pair")
}
