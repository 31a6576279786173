package gallery

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

func tiny(seqs ...int64) (feature.Class, []Entry) {
	c := feature.Class{
		Kind: mark.FiringPin, Modality: feature.Reflectance, Engine: "1", Params: "p",
		Layout: kernel.Layout{Rings: 1, Harmonics: 8, First: 1},
	}
	var all []Entry
	for _, seq := range seqs {
		e := Entry{Seq: seq, Class: c, Signature: make([]int8, c.Layout.Bytes())}
		for i := range e.Signature {
			e.Signature[i] = int8(i - int(seq))
		}
		e.Template[0] = byte(seq)
		all = append(all, e)
	}
	return c, all
}

func written(seqs ...int64) []byte {
	c, all := tiny(seqs...)
	f, b := newFormat(c)
	for i := range all {
		b = f.appendRecord(b, &all[i])
	}
	return b
}

// A segment that is full is followed by another.
func TestSegmentsHaveAnEnd(t *testing.T) {
	dir := t.TempDir()
	g, _, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	g.most = 3
	_, all := tiny(1, 2, 3, 4, 5, 6, 7, 8)
	if err := errors.Join(g.Append(all[:2]...), g.Append(all[2:7]...), g.Append(all[7])); err != nil {
		t.Fatal(err)
	}
	names, err := g.names()
	if err != nil || len(names) != 3 {
		t.Errorf("segments %v (%v)", names, err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	g, report, err := Open(dir)
	if err != nil || report.Entries != 8 || !report.Whole() {
		t.Fatalf("%v, %v", report, err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

var write = flag.Bool("write", false, "write the segment file of the present version into testdata")

// Every version's file stays in testdata and stays readable. version-1.segment
// was written by the first release of the format; write the next version's beside
// it with -write when the format changes, and never rewrite an old one.
func TestTheFirstVersionStaysReadable(t *testing.T) {
	path := filepath.Join("testdata", fmt.Sprintf("version-%d.segment", version))
	if *write {
		if err := os.WriteFile(path, written(5, 7), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, all := tiny(5, 7)
	var got []Entry
	found, err := readSegment(bytes.NewReader(data), func(e Entry) {
		e.Signature = slices.Clone(e.Signature)
		got = append(got, e)
	})
	if err != nil || found.class != c || found.sound != 2 || len(found.lost)+len(found.torn) != 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	for i := range got {
		if !isSame(got[i], all[i]) {
			t.Errorf("entry %d is %+v", i, got[i])
		}
	}
	if !bytes.Equal(written(5, 7), data) {
		t.Error("written anew, the bytes are others")
	}
}

// FuzzSegment asserts what holds of any bytes: no panic, ascending sound entries
// that give the same records when written again, and losses that stand between
// them.
func FuzzSegment(f *testing.F) {
	f.Add([]byte{})
	f.Add(written())
	f.Add(written(1, 2, 3))
	f.Add(written(1, 2, 3)[:100])
	for _, seqs := range [][]int64{{1, 5, 9}, {4, 3, 5}, {4, 4, 5}} {
		damaged := written(seqs...)
		damaged[80]++
		f.Add(damaged)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// Most of what a fuzzer makes fails at the checksums: what lies behind is
		// tried under good ones, too.
		checkSegment(t, data)
		checkSegment(t, sealed(data))
	})
}

// sealed puts fitting checksums into whatever has the form of a segment, but for
// every record whose template begins with an odd byte.
func sealed(data []byte) []byte {
	data = slices.Clone(data)
	end := fixedHead
	for range 2 {
		if end >= len(data) {
			return data
		}
		end += 1 + int(data[end])
	}
	if end+sumBytes > len(data) {
		return data
	}
	sum := crc32.Checksum(data[:end], castagnoli)
	binary.LittleEndian.PutUint32(data[end:], sum)
	f, err := readFormat(bytes.NewReader(data))
	if err != nil {
		return data
	}
	for r := data[f.header:]; len(r) >= f.record(); r = r[f.record():] {
		if r[8]%2 == 0 {
			binary.LittleEndian.PutUint32(r[nameBytes:], crc32.Update(sum, castagnoli, r[:nameBytes]))
			body := f.record() - sumBytes
			binary.LittleEndian.PutUint32(r[body:], crc32.Update(sum, castagnoli, r[:body]))
		}
	}
	return data
}

func checkSegment(t *testing.T, data []byte) {
	last := int64(0)
	var again []byte
	var own format
	c, err := readSegment(bytes.NewReader(data), func(e Entry) {
		if again == nil {
			own, again = newFormat(e.Class)
		}
		if e.Seq <= last || e.Check() != nil {
			t.Fatalf("entry %d after %d: %v", e.Seq, last, e.Check())
		}
		last = e.Seq
		before := len(again)
		again = own.appendRecord(again, &e)
		if !bytes.Contains(data, again[before:]) {
			t.Fatalf("entry %d was not in the file", e.Seq)
		}
	})
	if err != nil {
		if !errors.Is(err, errHeader) && !errors.Is(err, errVersion) {
			t.Fatal(err)
		}
		return
	}
	if c.class.Check() != nil || c.sound > c.whole || int64(len(data)) < c.size(c.whole) {
		t.Fatalf("%+v of %d bytes", c, len(data))
	}
	lost := 0
	for _, l := range slices.Concat(c.lost, c.torn) {
		if l.Count < 1 || l.From < 1 || l.To < l.From-1 { // one between neighbours cannot have been an entry
			t.Fatalf("loss %+v", l)
		}
		lost += l.Count
	}
	if rest := int64(len(data)) - c.size(c.whole); lost != c.whole-c.sound && !(rest > 0 && lost == c.whole-c.sound+1) {
		t.Fatalf("%d sound of %d, %d lost", c.sound, c.whole, lost)
	}
}
