package kernel

import (
	"math/rand/v2"
	"testing"
)

// benchmarkScan goes through enough signatures that they do not stay in the
// caches nearest to a core.
func benchmarkScan(b *testing.B, shifts int, run func(*Scan, []int8, []float32)) {
	const items = 2048
	r := rand.New(rand.NewPCG(5, 6))
	layout := Layout{Rings: 16, Harmonics: 56, First: 6}
	shifted, _ := signatures(r, layout, shifts)
	_, stored := signatures(r, layout, items)
	scan, err := NewScan(layout, shifted)
	if err != nil {
		b.Fatal(err)
	}
	best := make([]float32, items)
	for b.Loop() {
		run(scan, stored, best)
	}
	ns := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / items
	b.ReportMetric(ns, "ns/signature")
	b.ReportMetric(float64(scan.MACs())/ns, "MAC/ns")
}

func BenchmarkScan(b *testing.B) { benchmarkScan(b, 9, (*Scan).Peaks) }

func BenchmarkSums(b *testing.B) {
	benchmarkScan(b, 9, func(s *Scan, stored []int8, best []float32) {
		m := s.memory.Get().(*scratch)
		defer s.memory.Put(m)
		n := s.layout.Bytes()
		for i := 0; i < len(best); i += blockItems {
			s.dense(m, stored[i*n:], nil, min(blockItems, len(best)-i))
		}
	})
}
