package gallery

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzOpen asserts what holds of a folder with any segment file and any manifest:
// no panic and no more memory than the files give reason for; whatever is served
// is sound; and, once mended, nothing is amiss any more.
func FuzzOpen(f *testing.F) {
	whole := after(f, []int64{1, 4, 9})
	manifest, data := whole[manifestName], whole[firstSegment]
	f.Add(data, manifest)
	f.Add(data[:pageBytes], manifest)
	f.Add(data[:len(data)-20], manifest[:9])
	f.Add([]byte(magic), []byte{})
	f.Add(flipped(data, pageBytes+3), appendManifest(nil, []int{1, 2, mostNumber}))
	f.Add(flipped(data, len(data)-3), appendManifest(nil, []int{0, math.MaxUint32, 1}))
	huge := slices.Clone(data)
	binary.LittleEndian.PutUint32(huge[len(magic)+2+5+2+2:], math.MaxUint32) // the capacity
	f.Add(huge, manifest)
	binary.LittleEndian.PutUint32(huge[len(magic)+2+5+2+2:], mostCapacity)
	f.Add(huge, slices.Concat(manifest, manifest))
	f.Fuzz(func(t *testing.T, data, manifest []byte) {
		// Most of what a fuzzer makes fails at the checksums: what lies behind is
		// tried under good ones, too.
		openAny(t, data, manifest)
		openAny(t, sealed(data), sealedManifest(manifest))
	})
}

// sealed puts fitting checksums into whatever has the form of a segment, but for
// every name whose template begins with an odd byte.
func sealed(data []byte) []byte {
	data = slices.Clone(data)
	if len(data) < pageBytes {
		return data
	}
	binary.LittleEndian.PutUint32(data[pageBytes-sumBytes:], crc32.Checksum(data[:pageBytes-sumBytes], castagnoli))
	f, err := readFormat(data[:pageBytes])
	if err != nil {
		return data
	}
	for i := 0; i < f.capacity && f.nameAt(i+1) <= int64(len(data)); i++ {
		name := data[f.nameAt(i):f.nameAt(i+1)]
		if name[8]%2 == 1 {
			continue
		}
		if f.signatureAt(i+1) <= int64(len(data)) {
			sum := crc32.Update(f.sum, castagnoli, data[f.signatureAt(i):f.signatureAt(i+1)])
			binary.LittleEndian.PutUint32(name[nameBody-sumBytes:], sum)
		}
		binary.LittleEndian.PutUint32(name[nameBody:], crc32.Update(f.sum, castagnoli, name[:nameBody]))
	}
	return data
}

func sealedManifest(b []byte) []byte {
	if len(b) < manifestHead+sumBytes {
		return b
	}
	b = slices.Clone(b)
	end := len(b) - sumBytes
	binary.LittleEndian.PutUint32(b[end:], crc32.Checksum(b[:end], castagnoli))
	return b
}

func openAny(t *testing.T, data, manifest []byte) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, firstSegment), data)
	if len(manifest) > 0 {
		put(t, filepath.Join(dir, manifestName), manifest)
	}
	g, report, err := openWith(dir, 8)
	if err != nil {
		return // of a newer version
	}
	s := g.Snapshot()
	if report.Entries != s.Len() || s.Len() > len(data)/nameBytes {
		t.Fatalf("%v with %d entries of %d bytes", report, s.Len(), len(data))
	}
	for _, l := range slices.Concat(report.Lost, report.Torn) {
		if l.Count < 0 || l.From < 1 || l.To < l.From-1 { // one between neighbours cannot have been an entry
			t.Fatalf("loss %+v", l)
		}
	}
	mended, err := g.Mend()
	if err != nil {
		t.Fatal(err)
	}
	there := 0
	for _, p := range g.Snapshot().Parts() {
		last := int64(0)
		for _, seq := range p.Seqs() {
			if e, err := g.Snapshot().Entry(seq); err != nil || seq <= last || e.Check() != nil {
				t.Fatalf("entry %d after %d: %v, %v", seq, last, err, e.Check())
			}
			last = seq
			there++
		}
		if err := p.View(0, len(p.Seqs()), func([]int8) {}); err != nil {
			t.Fatal(err)
		}
	}
	if there != mended.Entries {
		t.Fatalf("%v with %d entries", mended, there)
	}
	closed(t, g)
	g, report, err = openWith(dir, 8)
	if err != nil || !report.Whole() || report.Entries != there {
		t.Fatalf("opened again: %v, %v", report, err)
	}
	closed(t, g)
}
