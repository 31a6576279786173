package gallery_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cotejo/engine/gallery"
)

// Of class(0): the header is magic 8, version 2, kind to first 5, engine 1+1,
// params 1+16, checksum 4; a record is 8+32+4+32+4.
const header, recordSize = 38, 80

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// segment returns the bytes of a segment of these entries.
func segment(t testing.TB, all ...gallery.Entry) []byte {
	t.Helper()
	dir := t.TempDir()
	g, _ := open(t, dir)
	add(t, g, all...)
	shut(t, g)
	return read(t, filepath.Join(dir, "00000001.segment"))
}

// damaged opens a folder whose only segment has the given bytes.
func damaged(t *testing.T, data []byte) (*gallery.Gallery, *gallery.Report, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "00000001.segment"), data)
	g, report := open(t, dir)
	return g, report, dir
}

// named tells whether a loss names a sequence number.
func named(losses []gallery.Loss, seq int64) bool {
	return slices.ContainsFunc(losses, func(l gallery.Loss) bool { return l.From <= seq && seq <= l.To })
}

// mended asserts that a damaged gallery holds sound entries only, that the others
// are named, and that it is as good as new once they are appended again.
func mended(t *testing.T, what string, g *gallery.Gallery, report *gallery.Report, dir string, want []gallery.Entry) {
	t.Helper()
	var there, gone []gallery.Entry
	for _, e := range want {
		if g.Snapshot().Has(e.Seq) {
			there = append(there, e)
			continue
		}
		gone = append(gone, e)
		if !named(slices.Concat(report.Lost, report.Torn), e.Seq) {
			t.Fatalf("%s: entry %d is gone and not named: %v", what, e.Seq, report)
		}
	}
	holds(t, g.Snapshot(), there...)
	if report.Entries != len(there) {
		t.Fatalf("%s: %v with %d entries", what, report, len(there))
	}
	// Opened again without a repair, nothing is amiss but what is gone.
	shut(t, g)
	g, again := open(t, dir)
	if !again.Whole() {
		t.Fatalf("%s: opened again: %v", what, again)
	}
	holds(t, g.Snapshot(), there...)
	add(t, g, gone...)
	shut(t, g)
	g, again = open(t, dir)
	if !again.Whole() {
		t.Fatalf("%s: after the repair: %v", what, again)
	}
	holds(t, g.Snapshot(), want...)
	shut(t, g)
}

// A crash in the middle of an append leaves a part of what was appended.
func TestATornTailIsCutOff(t *testing.T) {
	old, added := entries(class(0), 3, 4), entries(class(0), 8, 9)
	whole := segment(t, append(slices.Clone(old), added...)...)
	if len(whole) != header+4*recordSize {
		t.Fatalf("a segment of four has %d bytes", len(whole))
	}
	for n := header + 2*recordSize; n < len(whole); n++ {
		g, report, dir := damaged(t, whole[:n])
		kept := slices.Clone(old)
		if n >= header+3*recordSize {
			kept = append(kept, added[0])
		}
		holds(t, g.Snapshot(), kept...)
		end := header + len(kept)*recordSize
		if torn := n > end; len(report.Lost) != 0 || (len(report.Torn) > 0) != torn {
			t.Fatalf("cut at %d: %v", n, report)
		}
		if size := len(read(t, filepath.Join(dir, "00000001.segment"))); size != end {
			t.Fatalf("cut at %d: the file has %d bytes, want %d", n, size, end)
		}
		if n > end && (report.Torn[0].From != kept[len(kept)-1].Seq+1 || report.Torn[0].To != math.MaxInt64 || report.Torn[0].Segment != "00000001.segment") {
			t.Fatalf("cut at %d: %v", n, report)
		}
		if n == end || n%9 != 0 { // at the end, as if it had never been begun
			shut(t, g)
			continue
		}
		mended(t, "torn", g, report, dir, append(slices.Clone(old), added...))
		if !bytes.Equal(read(t, filepath.Join(dir, "00000001.segment")), whole) {
			t.Fatalf("cut at %d: appended again, the file is another", n)
		}
	}
}

// A crash may also leave the length without the content.
func TestATailOfZerosIsCutOff(t *testing.T) {
	all := entries(class(0), 1, 2, 3)
	whole := segment(t, all...)
	for n := header + 2*recordSize; n < len(whole); n += 7 {
		data := slices.Clone(whole)
		clear(data[n:])
		g, report, dir := damaged(t, data)
		if len(report.Torn) != 1 || len(report.Lost) != 0 {
			t.Errorf("zeros from %d: %v", n, report)
		}
		mended(t, "zeros", g, report, dir, all)
	}
}

// Whatever bit changes, what was in the record is not taken for sound, and the
// others stay.
func TestAnyChangedBitIsNoticed(t *testing.T) {
	all := entries(class(0), 3, 4, 8, 9)
	whole := segment(t, all...)
	for i := range whole {
		data := slices.Clone(whole)
		data[i] ^= 1 << (i % 8)
		dir := t.TempDir()
		write(t, filepath.Join(dir, "00000001.segment"), data)
		g, report, err := gallery.Open(dir)
		if i == 8 || i == 9 { // the version
			if err == nil || !strings.Contains(err.Error(), "newer") {
				t.Errorf("byte %d: %v", i, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if report.Whole() {
			t.Fatalf("byte %d was changed and it was not noticed", i)
		}
		if place := (i - header) / recordSize; i >= header {
			if g.Snapshot().Len() != 3 || g.Snapshot().Has(all[place].Seq) {
				t.Fatalf("byte %d, of entry %d: %d others are left", i, all[place].Seq, g.Snapshot().Len())
			}
			losses := slices.Concat(report.Lost, report.Torn)
			if len(losses) != 1 || losses[0].Count != 1 {
				t.Fatalf("byte %d: %v", i, report)
			}
			// Beyond its name, a damaged record still tells which it was.
			if exact := losses[0].From == losses[0].To; !exact && (i-header)%recordSize >= 44 {
				t.Fatalf("byte %d: %v", i, report)
			}
		} else if g.Snapshot().Len() != 0 || report.Lost[0].To != math.MaxInt64 {
			t.Fatalf("byte %d, of the header: %v", i, report)
		}
		if shut(t, g); i%7 != 0 {
			continue
		}
		write(t, filepath.Join(dir, "00000001.segment"), data)
		g, report = open(t, dir)
		mended(t, "bit", g, report, dir, all)
	}
}

func TestSeveralLossesAreNamed(t *testing.T) {
	all := entries(class(0), 10, 20, 30, 40, 50, 60)
	data := segment(t, all...)
	at := func(i int) int { return header + i*recordSize }
	data[at(0)]++       // the name of 10
	data[at(2)]++       // those of 30 and 40
	data[at(3)]++       //
	data[at(5)+50]++    // the signature of 60
	data = data[:at(6)] // nothing torn
	g, report, dir := damaged(t, data)
	want := "2 entries; " +
		"damaged: 1 of the entries 1 to 19 of 00000001.segment; damaged: 2 of the entries 21 to 49 of 00000001.segment; " +
		"not completed: entry 60 of 00000001.segment"
	if report.String() != want {
		t.Errorf("got  %v\nwant %v", report, want)
	}
	mended(t, "several", g, report, dir, all)
}

func TestLossesForPeople(t *testing.T) {
	for want, l := range map[string]gallery.Loss{
		"all entries of x":                {Segment: "x", From: 1, To: math.MaxInt64},
		"entry 7 of x":                    {Segment: "x", From: 7, To: 7, Count: 1},
		"1 of the entries from 8 on of x": {Segment: "x", From: 8, To: math.MaxInt64, Count: 1},
		"2 of the entries 8 to 12 of x":   {Segment: "x", From: 8, To: 12, Count: 2},
	} {
		if l.String() != want {
			t.Errorf("got %q, want %q", l, want)
		}
	}
}

// A record of another class does not pass for one of this, even though it is
// sound in its own segment; one that does not ascend has no place either.
func TestMisplacedRecordsAreNoticed(t *testing.T) {
	mine, other := segment(t, entries(class(0), 1, 2, 3)...), segment(t, entries(class(1), 1, 2, 3)...)
	for name, middle := range map[string][]byte{
		"of another class": other[header+recordSize : header+2*recordSize],
		"a second time":    mine[header : header+recordSize],
	} {
		data := slices.Clone(mine)
		copy(data[header+recordSize:], middle)
		g, report, dir := damaged(t, data)
		if len(report.Lost) != 1 || report.Lost[0].From != 2 || report.Lost[0].To != 2 {
			t.Errorf("%s: %v", name, report)
		}
		mended(t, name, g, report, dir, entries(class(0), 1, 2, 3))
	}
}

// A number that stands in two segments counts once.
func TestTheSameNumberInTwoSegments(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "00000001.segment"), segment(t, entries(class(0), 1, 2)...))
	write(t, filepath.Join(dir, "00000007.segment"), segment(t, entries(class(0), 2, 3)...))
	g, report := open(t, dir)
	if report.Entries != 3 {
		t.Errorf("%v", report)
	}
	holds(t, g.Snapshot(), entries(class(0), 1, 2, 3)...)
	shut(t, g)
	g, _ = open(t, dir)
	holds(t, g.Snapshot(), entries(class(0), 1, 2, 3)...)
	add(t, g, entry(4, class(1)))
	if names := files(t, dir); len(names) != 3 || filepath.Base(names[2]) != "00000008.segment" {
		t.Errorf("segments %v", names)
	}
}

func TestWhatWasNotFinishedIsDropped(t *testing.T) {
	dir := t.TempDir()
	left, foreign := filepath.Join(dir, "00000003.segment.new"), filepath.Join(dir, "notes.txt")
	write(t, left, []byte("CTJ"))
	write(t, foreign, []byte("of somebody"))
	open(t, dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
	read(t, foreign)
}

// An append that cannot be written changes nothing, and the next one works when
// the reason is gone.
func TestAFailedAppendLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	g, _ := open(t, dir)
	add(t, g, entry(1, class(0)))
	path := filepath.Join(dir, "00000001.segment")
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	if err := g.Append(entry(2, class(0))); err == nil {
		t.Fatal("appended to a file that is gone")
	}
	holds(t, g.Snapshot(), entry(1, class(0)))
	if report, err := g.Verify(); err != nil || len(report.Lost) != 1 || report.Lost[0].Count != 1 {
		t.Errorf("verified %v, %v", report, err)
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	add(t, g, entry(2, class(0)))
	shut(t, g)
	g, report := open(t, dir)
	if !report.Whole() {
		t.Errorf("%v", report)
	}
	holds(t, g.Snapshot(), entries(class(0), 1, 2)...)
}

func TestVerifyFindsWhatWasDamagedSinceOpening(t *testing.T) {
	all := entries(class(0), 1, 2, 3)
	dir := t.TempDir()
	path := filepath.Join(dir, "00000001.segment")
	g, _ := open(t, dir)
	add(t, g, all...)
	whole := read(t, path)
	for name, c := range map[string]struct {
		data []byte
		seq  int64
	}{
		"in the middle": {flipped(whole, header+recordSize+60), 2},
		"at the end":    {flipped(whole, len(whole)-1), 3},
		"cut off":       {whole[:header+2*recordSize], 3},
		"torn":          {whole[:len(whole)-1], 3},
		"header":        {flipped(whole, 0), 1},
	} {
		write(t, path, c.data)
		report, err := g.Verify()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if report.Whole() || !named(slices.Concat(report.Lost, report.Torn), c.seq) {
			t.Errorf("%s: %v", name, report)
		}
		if !bytes.Equal(read(t, path), c.data) {
			t.Errorf("%s: the file was changed", name)
		}
	}
	write(t, path, segment(t, entries(class(0), 1, 2, 4)...))
	if _, err := g.Verify(); err == nil {
		t.Error("another's file was not noticed")
	}
	holds(t, g.Snapshot(), all...)
	write(t, path, whole)
	if report, err := g.Verify(); err != nil || !report.Whole() {
		t.Errorf("%v, %v", report, err)
	}
}

func flipped(data []byte, i int) []byte {
	data = slices.Clone(data)
	data[i] ^= 4
	return data
}
