package gallery

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const firstSegment = "00000001" + segmentEnd

// image is the bytes of a gallery's files by their names.
type image map[string][]byte

func imageOf(t testing.TB, dir string) image {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := image{}
	for _, f := range files {
		if f.Name() == "lock" {
			continue
		}
		if out[f.Name()], err = os.ReadFile(filepath.Join(dir, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// folder writes an image into a new folder.
func (m image) folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range m {
		put(t, filepath.Join(dir, name), data)
	}
	return dir
}

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// with is the image with another file.
func (m image) with(name string, data []byte) image {
	out := image{name: data}
	for n, d := range m {
		if n != name {
			out[n] = d
		}
	}
	return out
}

// after returns the image that a gallery of segments of 8 has after these appends.
func after(t testing.TB, appends ...[]int64) image {
	t.Helper()
	dir := t.TempDir()
	g, _ := opened(t, dir, 8)
	for _, seqs := range appends {
		appended(t, g, seqs...)
	}
	closed(t, g)
	return imageOf(t, dir)
}

// format8 is that of the segments of after.
func format8() format {
	class, _ := tiny()
	f, _ := newFormat(class, 8)
	return f
}

// isNamed tells whether a loss names a sequence number.
func isNamed(r *Report, seq int64) bool {
	return slices.ContainsFunc(slices.Concat(r.Lost, r.Torn), func(l Loss) bool { return l.From <= seq && seq <= l.To })
}

// heals asserts that a folder, after its damage was reported, holds sound entries
// only, that the others are named, and that it is as good as new once they are
// appended again.
func heals(t *testing.T, what, dir string, want ...int64) {
	t.Helper()
	g, report := opened(t, dir, 8)
	mended, err := g.Mend()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if again, err := g.Verify(); err != nil || !again.Whole() {
		t.Fatalf("%s: after mending: %v, %v", what, again, err)
	}
	var there, gone []int64
	for _, seq := range want {
		if g.Snapshot().Has(seq) {
			there = append(there, seq)
			continue
		}
		gone = append(gone, seq)
		if !isNamed(report, seq) && !isNamed(mended, seq) {
			t.Fatalf("%s: entry %d is gone and not named: %v; %v", what, seq, report, mended)
		}
	}
	exactly(t, g.Snapshot(), there...)
	if mended.Entries != len(there) {
		t.Fatalf("%s: %v with %d entries", what, mended, len(there))
	}
	closed(t, g)
	g, report = opened(t, dir, 8)
	if !report.Whole() {
		t.Fatalf("%s: opened again: %v", what, report)
	}
	exactly(t, g.Snapshot(), there...)
	appended(t, g, gone...)
	closed(t, g)
	g, report = opened(t, dir, 8)
	if !report.Whole() {
		t.Fatalf("%s: after the repair: %v", what, report)
	}
	exactly(t, g.Snapshot(), want...)
	closed(t, g)
	for name := range imageOf(t, dir) {
		if name != manifestName && !slices.Contains(g.listed(), number(name)) {
			t.Fatalf("%s: %s is left over", what, name)
		}
	}
}

// Whatever part of an append was written when a crash came, first the signatures
// and then the names, or their length alone: what was there before is there, and
// of the new entries those whose names are.
func TestACrashInAnAppend(t *testing.T) {
	t.Parallel() // it waits for the disk
	old, grown := after(t, []int64{3, 4}), after(t, []int64{3, 4}, []int64{8, 9})
	before, whole, f := old[firstSegment], grown[firstSegment], format8()
	check := func(what string, data []byte, names int) {
		dir := old.with(firstSegment, data).folder(t)
		g, report := opened(t, dir, 8)
		want := []int64{3, 4, 8, 9}[:2+names]
		exactly(t, g.Snapshot(), want...)
		if len(report.Lost) != 0 || report.Entries != len(want) {
			t.Fatalf("%s: %v", what, report)
		}
		if torn := len(data) > int(f.signatureAt(len(want))); torn != (len(report.Torn) == 1) {
			t.Fatalf("%s: %v", what, report)
		} else if torn && (report.Torn[0].From != want[len(want)-1]+1 || report.Torn[0].To != math.MaxInt64) {
			t.Fatalf("%s: %v", what, report)
		}
		appended(t, g, []int64{8, 9}[names:]...)
		closed(t, g)
		if !bytes.Equal(imageOf(t, dir)[firstSegment], whole) {
			t.Fatalf("%s: appended again, the file is another", what)
		}
	}
	for n := len(before); n <= len(whole); n++ { // signatures
		data := slices.Clone(whole[:n])
		clear(data[f.nameAt(2):f.nameAt(4)])
		check("signatures", data, 0)
		clear(data[len(before):])
		check("their length", data, 0)
	}
	for n := f.nameAt(2); n <= f.nameAt(4); n++ { // names, of which the last 16 bytes are zeros
		data := slices.Clone(whole)
		clear(data[n:f.nameAt(4)])
		names := int(n+nameBytes-nameEnd-f.nameAt(2)) / nameBytes
		check("names", data, min(names, 2))
	}
}

// A segment that was begun and is not listed is no loss, however far it came.
func TestACrashInANewSegment(t *testing.T) {
	t.Parallel() // it waits for the disk
	old, grown := after(t, []int64{5}), after(t, []int64{5}, []int64{3, 4})
	const second = "00000002" + segmentEnd
	for n := 0; n <= len(grown[second]); n += 37 {
		dir := old.with(second, grown[second][:n]).with(manifestName+unfinished, grown[manifestName][:n%20]).folder(t)
		g, report := opened(t, dir, 8)
		if !report.Whole() {
			t.Fatalf("%d bytes: %v", n, report)
		}
		exactly(t, g.Snapshot(), 5)
		appended(t, g, 3, 4)
		closed(t, g)
		if left := imageOf(t, dir); len(left) != 3 {
			t.Fatalf("%d bytes: %d files", n, len(left))
		}
	}
}

// A compaction that a crash ends leaves the old segments or the new ones. Without
// a manifest both count, and each entry counts once.
func TestACrashInACompaction(t *testing.T) {
	t.Parallel() // it waits for the disk
	old := after(t, []int64{7}, []int64{5, 6}, []int64{1})
	dir := old.folder(t)
	g, _ := opened(t, dir, 8)
	if changed, err := g.Compact(t.Context()); err != nil || !changed {
		t.Fatal(changed, err)
	}
	closed(t, g)
	compacted := imageOf(t, dir)
	if len(compacted) != 2 || len(old) != 4 {
		t.Fatalf("%d and %d files", len(old), len(compacted))
	}
	all := []int64{1, 5, 6, 7}
	both := image{}
	for _, m := range []image{old, compacted} {
		for name, data := range m {
			both[name] = data
		}
	}
	check := func(what string, m image, whole bool) {
		dir := m.folder(t)
		g, report := opened(t, dir, 8)
		if report.Whole() != whole || report.Entries != len(all) {
			t.Errorf("%s: %v", what, report)
		}
		exactly(t, g.Snapshot(), all...)
		closed(t, g)
		heals(t, what, dir, all...)
	}
	for name, data := range compacted {
		for n := 0; n < len(data); n += 41 {
			if name != manifestName {
				check("a part of the new", old.with(name, data[:n]), true)
			}
		}
	}
	check("before the manifest", both.with(manifestName, old[manifestName]), true)
	check("after the manifest", both, true)
	for i := range old[manifestName] {
		if i != len(manifestMagic) && i != len(manifestMagic)+1 { // its version
			check("a damaged manifest", both.with(manifestName, flipped(old[manifestName], i)), false)
		}
	}
	delete(both, manifestName)
	check("no manifest", both, true)
}

// Whatever bit of what is written changes, it is not taken for sound, the entry is
// named, and the others stay.
func TestAnyChangedBitIsNoticed(t *testing.T) {
	t.Parallel() // it waits for the disk
	all := []int64{3, 4, 8, 9}
	whole := after(t, all)
	f, data := format8(), whole[firstSegment]
	for i := range data {
		used := i < 64 || i >= pageBytes-8 && i < int(f.nameAt(4)) || i >= int(f.signatureAt(0))
		if !used && (i > int(f.nameAt(8)) || i%97 != 0) { // beyond the names nothing stands
			continue
		}
		dir := whole.with(firstSegment, flipped(data, i)).folder(t)
		g, report, err := openWith(dir, 8)
		if i == 8 || i == 9 {
			if i == 9 && (err == nil || !strings.Contains(err.Error(), "newer")) {
				t.Errorf("byte %d: %v", i, err)
			}
			if err == nil {
				closed(t, g)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case i < pageBytes:
			if report.Whole() || g.Snapshot().Len() != 0 || report.Lost[0].To != math.MaxInt64 {
				t.Fatalf("byte %d, of the header: %v", i, report)
			}
		case i >= int(f.signatureAt(0)):
			seq := all[(i-int(f.signatureAt(0)))/f.class.Layout.Bytes()]
			_, err := g.Snapshot().Entry(seq)
			for _, err := range []error{err, g.Snapshot().Parts()[0].View(0, 4, func([]int8) { t.Error("served") })} {
				var damage *DamageError
				if !errors.As(err, &damage) || !slices.Equal(damage.Seqs, []int64{seq}) {
					t.Fatalf("byte %d, of entry %d's signature: %v", i, seq, err)
				}
			}
		case i < int(f.nameAt(4)):
			losses := slices.Concat(report.Lost, report.Torn)
			if len(losses) != 1 || losses[0].Count != 1 || g.Snapshot().Len() != 3 || g.Snapshot().Has(all[(i-pageBytes)/nameBytes]) {
				t.Fatalf("byte %d, of a name: %v", i, report)
			}
		case len(report.Torn) != 1 || g.Snapshot().Len() != 4:
			t.Fatalf("byte %d, of an empty name: %v", i, report)
		}
		closed(t, g)
		if i%17 == 0 {
			put(t, filepath.Join(dir, firstSegment), flipped(data, i))
			put(t, filepath.Join(dir, manifestName), whole[manifestName])
			heals(t, "a changed bit", dir, all...)
		}
	}
}

// A file that was cut short costs the entries that are no longer in it.
func TestAFileThatWasCutShort(t *testing.T) {
	t.Parallel() // it waits for the disk
	all := []int64{3, 4, 8, 9}
	whole := after(t, all)
	f, data := format8(), whole[firstSegment]
	for n := 0; n < len(data); n += 1 + n/pageBytes%2*160 {
		if n > 64 && n < pageBytes-2 || n > int(f.nameAt(4)) && n < int(f.signatureAt(0))-2 {
			continue
		}
		dir := whole.with(firstSegment, data[:n]).folder(t)
		g, report := opened(t, dir, 8)
		kept := max(n-int(f.signatureAt(0)), 0) / f.class.Layout.Bytes()
		exactly(t, g.Snapshot(), all[:kept]...)
		for _, seq := range all[kept:] {
			if !isNamed(report, seq) {
				t.Fatalf("cut at %d: entry %d is not named: %v", n, seq, report)
			}
		}
		closed(t, g)
		if n%5 == 0 {
			heals(t, "cut short", whole.with(firstSegment, data[:n]).folder(t), all...)
		}
	}
}

func TestSeveralLossesAreNamed(t *testing.T) {
	all := []int64{10, 20, 30, 40, 50, 60}
	whole, f := after(t, all), format8()
	data := slices.Clone(whole[firstSegment])
	data[f.nameAt(0)]++          // the name of 10
	data[f.nameAt(2)]++          // those of 30 and 40
	data[f.nameAt(3)+50]++       //
	data[f.signatureAt(4)]++     // the signature of 50, which is found in the rewriting
	data[f.nameAt(5)+nameBody]++ // the name of 60
	dir := whole.with(firstSegment, data).folder(t)
	g, report := opened(t, dir, 8)
	want := "1 entries; " +
		"damaged: 1 of the entries 1 to 19 of 00000001.segment; damaged: 2 of the entries 21 to 49 of 00000001.segment; " +
		"damaged: entry 50 of 00000001.segment; " +
		"not completed: 1 of the entries from 51 on of 00000001.segment"
	if report.String() != want {
		t.Errorf("got  %v\nwant %v", report, want)
	}
	exactly(t, g.Snapshot(), 20)
	closed(t, g)
	put(t, filepath.Join(dir, firstSegment), data)
	put(t, filepath.Join(dir, manifestName), whole[manifestName])
	heals(t, "several", dir, all...)
}

func TestLossesForPeople(t *testing.T) {
	for want, l := range map[string]Loss{
		"all entries of x":                {Segment: "x", From: 1, To: math.MaxInt64},
		"entry 7 of x":                    {Segment: "x", From: 7, To: 7, Count: 1},
		"1 of the entries from 8 on of x": {Segment: "x", From: 8, To: math.MaxInt64, Count: 1},
		"2 of the entries 8 to 12 of x":   {Segment: "x", From: 8, To: 12, Count: 2},
	} {
		if l.String() != want {
			t.Errorf("got %q, want %q", l, want)
		}
	}
	many := &Report{Entries: 1, Lost: make([]Loss, 25), Manifest: true}
	if s := many.String(); !strings.HasSuffix(s, "; damaged: 5 more places; damaged: the list of segments") {
		t.Error(s)
	}
	damage := &DamageError{[]int64{4, 5}}
	if !strings.Contains(damage.Error(), "4, 5: mend") {
		t.Error(damage)
	}
}

// An entry of another class or another file does not pass for one of this, even
// though it is sound there; one that does not ascend has no place either.
func TestMisplacedNamesAreNoticed(t *testing.T) {
	whole, f := after(t, []int64{1, 2, 3}), format8()
	class, _ := tiny()
	class.Engine = "2"
	other, _ := newFormat(class, 8)
	mine := whole[firstSegment]
	_, two := tiny(2)
	for name, middle := range map[string][]byte{
		"of another class": other.appendName(nil, 2, &two[0].Template, two[0].Signature),
		"a second time":    mine[f.nameAt(0):f.nameAt(1)],
	} {
		data := slices.Clone(mine)
		copy(data[f.nameAt(1):], middle)
		dir := whole.with(firstSegment, data).folder(t)
		g, report := opened(t, dir, 8)
		if len(report.Lost) != 1 || report.Lost[0].From != 2 || report.Lost[0].To != 2 {
			t.Errorf("%s: %v", name, report)
		}
		exactly(t, g.Snapshot(), 1, 3)
		closed(t, g)
		heals(t, name, whole.with(firstSegment, data).folder(t), 1, 2, 3)
	}
	// A sound name over another's signature.
	data := slices.Clone(mine)
	copy(data[f.signatureAt(1):], data[f.signatureAt(0):f.signatureAt(1)])
	heals(t, "another's signature", whole.with(firstSegment, data).folder(t), 1, 2, 3)
}

func TestASegmentThatIsListedAndGone(t *testing.T) {
	whole := after(t, []int64{5, 6}, []int64{1, 2})
	const second = "00000002" + segmentEnd
	delete(whole, second)
	dir := whole.folder(t)
	g, report := opened(t, dir, 8)
	if report.String() != "2 entries; damaged: all entries of "+second {
		t.Errorf("%v", report)
	}
	exactly(t, g.Snapshot(), 5, 6)
	closed(t, g)
	heals(t, "gone", whole.folder(t), 1, 2, 5, 6)
}

func TestForeignFilesStay(t *testing.T) {
	dir := image{"notes.txt": []byte("of somebody"), "00000003.segment.new": []byte("CTJ"), "1.segment": nil}.folder(t)
	opened(t, dir, 8)
	left := imageOf(t, dir)
	if _, there := left["00000003.segment.new"]; there || string(left["notes.txt"]) != "of somebody" || len(left) != 3 {
		t.Errorf("left %v", left)
	}
}

func flipped(data []byte, i int) []byte {
	data = slices.Clone(data)
	data[i] ^= 1 << (i % 8)
	return data
}
