package gallery

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"cotejo/engine/kernel"
)

// harmed asserts what is said of damaged entries by all who read them.
func harmed(t *testing.T, what string, s *Snapshot, seqs ...int64) {
	t.Helper()
	var damage *DamageError
	for _, seq := range seqs {
		if _, err := s.Entry(seq); !errors.As(err, &damage) || !slices.Equal(damage.Seqs, []int64{seq}) {
			t.Errorf("%s: entry %d: %v", what, seq, err)
		}
	}
	var got []int64
	for _, p := range s.Parts() {
		err := p.View(0, len(p.Seqs()), func([]int8) {})
		if errors.As(err, &damage) {
			got = append(got, damage.Seqs...)
		} else if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if !slices.Equal(got, seqs) {
		t.Errorf("%s: damaged are %v, want %v", what, got, seqs)
	}
}

// What someone does to the files of an open gallery is an error of whoever first
// reads it, is found by Verify, and is mended without losing anything else.
func TestDamageToAnOpenGallery(t *testing.T) {
	all := []int64{2, 3, 5}
	for name, c := range map[string]struct {
		harm func(path string, data []byte) error
		lost []int64 // of what is in memory
	}{
		"a signature":  {func(path string, data []byte) error { return overwrite(path, flipped(data, len(data)-1)) }, []int64{5}},
		"a name":       {func(path string, data []byte) error { return overwrite(path, flipped(data, pageBytes+nameBytes+20)) }, []int64{3}},
		"the header":   {func(path string, data []byte) error { return overwrite(path, flipped(data, 30)) }, nil},
		"cut short":    {func(path string, data []byte) error { return os.Truncate(path, int64(len(data)-1)) }, []int64{5}},
		"cut to names": {func(path string, _ []byte) error { return os.Truncate(path, 2*pageBytes) }, all},
		"emptied":      {func(path string, _ []byte) error { return os.Truncate(path, 0) }, all},
		"removed":      {func(path string, _ []byte) error { return os.Remove(path) }, nil},
		"replaced": {func(path string, data []byte) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, data, 0o600))
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			g, _ := opened(t, dir, 8)
			appended(t, g, all...)
			path := filepath.Join(dir, firstSegment)
			data, err := os.ReadFile(path)
			if err == nil {
				err = c.harm(path, data)
			}
			if err != nil {
				t.Fatal(err)
			}
			harmed(t, name, g.Snapshot(), c.lost...)
			if report, err := g.Verify(); err != nil || len(report.Lost) == 0 {
				t.Errorf("verified %v, %v", report, err)
			}
			report, err := g.Mend()
			if err != nil || report.Entries != len(all)-len(c.lost) {
				t.Fatalf("mended %v, %v", report, err)
			}
			for _, seq := range all {
				if is := slices.Contains(c.lost, seq); is != isNamed(report, seq) || is == g.Snapshot().Has(seq) {
					t.Errorf("entry %d: %v", seq, report)
				}
			}
			appended(t, g, c.lost...)
			exactly(t, g.Snapshot(), all...)
			if report, err := g.Verify(); err != nil || !report.Whole() {
				t.Errorf("verified %v, %v", report, err)
			}
			closed(t, g)
			g, report = opened(t, dir, 8)
			if !report.Whole() {
				t.Error(report)
			}
			exactly(t, g.Snapshot(), all...)
		})
	}
}

// overwrite changes a file in place.
func overwrite(path string, data []byte) error {
	return change(path, os.O_WRONLY, func(f *os.File) error {
		_, err := f.WriteAt(data, 0)
		return err
	})
}

// An entry is looked at once: what was found sound is not read again.
func TestAnEntryIsCheckedOnce(t *testing.T) {
	dir := t.TempDir()
	g, _ := opened(t, dir, 200)
	var seqs []int64
	for seq := range int64(150) {
		seqs = append(seqs, seq+1)
	}
	appended(t, g, seqs...)
	p := g.Snapshot().Parts()[0]
	views := func(from, to int) (served bool) {
		err := p.View(from, to, func([]int8) { served = true })
		var damage *DamageError
		if served != (err == nil) || !served && !errors.As(err, &damage) {
			t.Errorf("%d to %d: %v", from, to, err)
		}
		return served
	}
	if !views(60, 70) || !views(127, 129) {
		t.Fatal("sound entries were not served")
	}
	if err := os.Truncate(filepath.Join(dir, firstSegment), pageBytes); err != nil { // names are looked at with their signatures
		t.Fatal(err)
	}
	for i := range 150 {
		was := i >= 60 && i < 70 || i == 127 || i == 128
		if f := p.file; f.checked[i/64].Load()>>(i%64)&1 == 1 != was {
			t.Errorf("entry %d: noted %v", i, !was)
		}
		if !was && views(i, i+1) {
			t.Errorf("entry %d was served", i)
		}
	}
}

var limited = flag.Bool("limited", false, "of the program that TestADiskThatIsFull starts")

// An error of the disk says what to do, changes nothing, and the gallery goes on
// when the reason is gone.
func TestADiskThatIsFull(t *testing.T) {
	if !*limited { // the limit is one of the whole program
		again := exec.CommandContext(t.Context(), os.Args[0], "-limited", "-test.run=^TestADiskThatIsFull$")
		if out, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	dir := t.TempDir()
	g, _ := opened(t, dir, 64)
	appended(t, g, 1, 2, 3)
	f := g.segments[0].format
	_, four := tiny(4, 5)
	_, low := tiny(0x10, 0x11)
	low[0].Class.Layout = kernel.Layout{Rings: 2, Harmonics: 8, First: 1}
	low[0].Signature = make([]int8, 32)
	for room := uint64(0); room < uint64(f.signatureAt(5)); room += 13 {
		if room > 64 && room < uint64(f.signatureAt(0)) && room%169 != 0 {
			continue
		}
		for name, attempt := range map[string]func() error{
			"append": func() error { return g.Append(four...) },
			"begin":  func() error { return g.Append(low[0]) },
		} {
			if name == "begin" && room >= uint64(f.signatureAt(0))+32 {
				continue
			}
			if err := under(t, room, attempt); err == nil || !strings.Contains(err.Error(), "raise the limit") || !strings.Contains(err.Error(), dir) {
				t.Fatalf("%s with room for %d bytes: %v", name, room, err)
			}
			exactly(t, g.Snapshot(), 1, 2, 3)
		}
	}
	appended(t, g, 6)
	closed(t, g)
	g, report := opened(t, dir, 64)
	if !report.Whole() {
		t.Errorf("what was not appended was left in the files: %v", report)
	}
	exactly(t, g.Snapshot(), 1, 2, 3, 6)
	// A compaction and a mending that find no room change nothing either.
	_, one := tiny(5)
	if err := g.Append(one...); err != nil {
		t.Fatal(err)
	}
	for name, attempt := range map[string]func() error{
		"compact": func() error { _, err := g.Compact(t.Context()); return err },
		"reset":   func() error { return g.Reset() },
	} {
		if err := under(t, 8, attempt); err == nil || !strings.Contains(err.Error(), "raise the limit") {
			t.Errorf("%s: %v", name, err)
		}
		exactly(t, g.Snapshot(), 1, 2, 3, 5, 6)
	}
	if changed, err := g.Compact(t.Context()); err != nil || !changed {
		t.Errorf("%v, %v", changed, err)
	}
	exactly(t, g.Snapshot(), 1, 2, 3, 5, 6)
	closed(t, g)
	g, report = opened(t, dir, 64)
	if !report.Whole() || len(imageOf(t, dir)) != 2 {
		t.Errorf("%v", report)
	}
	exactly(t, g.Snapshot(), 1, 2, 3, 5, 6)
}

// under calls f while no file may be longer than so many bytes.
func under(t *testing.T, bytes uint64, f func() error) error {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	err := f()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	return err
}

func TestErrorsOfTheDiskNameTheRemedy(t *testing.T) {
	g := &Gallery{dir: "the/folder"}
	for cause, want := range map[error]string{
		syscall.ENOSPC: "make room", syscall.EDQUOT: "quota", syscall.EFBIG: "ulimit", syscall.EROFS: "mount it for writing",
		syscall.EACCES: "give its account the folder", syscall.EIO: "replace it", syscall.ENOMEM: "max_map_count",
	} {
		err := g.failed("append", &os.PathError{Op: "write", Path: "x", Err: cause})
		if !errors.Is(err, cause) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "the/folder") {
			t.Errorf("%v: %v", cause, err)
		}
	}
	if err := g.failed("append", errBeyond); !errors.Is(err, errBeyond) || err.Error() != "append: beyond" {
		t.Error(err)
	}
}

var errBeyond = errors.New("beyond")
