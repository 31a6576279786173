package gallery

import (
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// usual returns entries as the engine makes them, of 1792 bytes each.
func usual(from, n int64) []Entry {
	c := feature.Class{
		Kind: mark.BreechFace, Modality: feature.Topography, Engine: "1", Params: "0123456789abcdef",
		Layout: kernel.Layout{Rings: 16, Harmonics: 56, First: 6},
	}
	out := make([]Entry, n)
	for i := range out {
		out[i] = Entry{Seq: from + int64(i), Class: c, Signature: make([]int8, c.Layout.Bytes())}
		for k := range out[i].Signature {
			out[i].Signature[k] = int8(k * (i + 1))
		}
	}
	return out
}

// full opens a gallery of n usual entries in a new folder.
func full(b *testing.B, n int64) (*Gallery, string) {
	b.Helper()
	dir := b.TempDir()
	g, _ := opened(b, dir, usualCapacity)
	for from := int64(0); from < n; from += batchEntries {
		if err := g.Append(usual(from+1, min(batchEntries, n-from))...); err != nil {
			b.Fatal(err)
		}
	}
	return g, dir
}

// BenchmarkOpen opens a gallery of 100,000.
func BenchmarkOpen(b *testing.B) {
	g, dir := full(b, 100_000)
	closed(b, g)
	for b.Loop() {
		g, report, err := Open(dir)
		if err != nil || report.Entries != 100_000 {
			b.Fatal(report, err)
		}
		closed(b, g)
	}
}

// BenchmarkAppend appends 256 at a time, as a gallery that follows its store does.
func BenchmarkAppend(b *testing.B) {
	g, _ := full(b, 0)
	entries := usual(1, 256)
	b.SetBytes(int64(len(entries) * len(entries[0].Signature)))
	for b.Loop() {
		if err := g.Append(entries...); err != nil {
			b.Fatal(err)
		}
		for i := range entries {
			entries[i].Seq += int64(len(entries))
		}
	}
}

// BenchmarkView goes through 16,384 signatures, the first time with their
// checksums and then without.
func BenchmarkView(b *testing.B) {
	g, _ := full(b, 16_384)
	p := g.Snapshot().Parts()[0]
	view := func(b *testing.B, again bool) {
		b.SetBytes(int64(len(p.seqs) * p.Class().Layout.Bytes()))
		for b.Loop() {
			if !again {
				for i := range p.file.checked {
					p.file.checked[i].Store(0)
				}
			}
			for from := 0; from < len(p.seqs); from += 1024 {
				if err := p.View(from, from+1024, func([]int8) {}); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("first", func(b *testing.B) { view(b, false) })
	b.Run("again", func(b *testing.B) { view(b, true) })
}
