package jobs_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/jobs"
)

func TestEmbeddedIsOfOneProcess(t *testing.T) {
	dir := t.TempDir()
	open(t, jobs.Config{Dir: dir})
	_, err := jobs.Open(t.Context(), jobs.Config{Dir: dir}, logger(t))
	if err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("opened twice: %v", err)
	}
}

func TestEmbeddedCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := jobs.Open(t.Context(), jobs.Config{Dir: filepath.Join(file, "queue")}, logger(t)); err == nil {
		t.Error("opened below a file")
	}
}

// TestEmbeddedDamaged damages each file of a store in several ways. The queue must
// start and work each time; whether it keeps its jobs is the server's affair.
func TestEmbeddedDamaged(t *testing.T) {
	whole := t.TempDir()
	q, err := jobs.Open(t.Context(), jobs.Config{Dir: whole}, logger(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		offer(t, q, i%2 == 0, fmt.Sprint("j", i))
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	source := rand.NewChaCha8([32]byte{1})
	garbage := make([]byte, 500)
	_, _ = source.Read(garbage)
	damages := map[string]func([]byte) []byte{
		"empty":   func([]byte) []byte { return nil },
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"garbage": func([]byte) []byte { return garbage },
		"gone":    nil,
	}
	cases, setAside := 0, atomic.Int32{}
	t.Run("one file", func(t *testing.T) {
		for _, name := range filesOf(t, whole) {
			for how, damage := range damages {
				cases++
				t.Run(how+" "+name, func(t *testing.T) {
					t.Parallel()
					dir := t.TempDir()
					if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
						t.Fatal(err)
					}
					damageFile(t, filepath.Join(dir, name), damage)
					if startsAndWorks(t, dir) {
						setAside.Add(1)
					}
				})
			}
		}
	})
	t.Run("a file in place of the store", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "jetstream"), garbage, 0o600); err != nil {
			t.Fatal(err)
		}
		if !startsAndWorks(t, dir) {
			t.Error("it was not set aside")
		}
	})
	if cases < 4*14 || setAside.Load() == 0 {
		t.Errorf("%d cases, in %d of which the store was set aside", cases, setAside.Load())
	}
}

func filesOf(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && name != "lock" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func damageFile(t *testing.T, name string, damage func([]byte) []byte) {
	t.Helper()
	if damage == nil {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, damage(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// startsAndWorks opens a queue and does a new job of each kind. It tells whether
// the store was set aside.
func startsAndWorks(t *testing.T, dir string) (setAside bool) {
	t.Helper()
	q := open(t, jobs.Config{Dir: dir})
	offer(t, q, false, "new1")
	offer(t, q, true, "new2")
	done := make(chan bool, 1)
	left := map[string]bool{"new1": true, "new2": true}
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		if left[job] {
			if delete(left, job); len(left) == 0 {
				done <- true
			}
		}
		return casework.Worked{}
	})
	<-done
	stop()
	_, err := os.Stat(filepath.Join(dir, "damaged"))
	return err == nil
}

// TestEmbeddedUnfinishedStart: the last process died while it started, perhaps of
// its store.
func TestEmbeddedUnfinishedStart(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		q, err := jobs.Open(t.Context(), jobs.Config{Dir: dir}, logger(t))
		if err != nil {
			t.Fatal(err)
		}
		wantDepth(t, q, 0, 0)
		offer(t, q, false, "a")
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "starting"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if !startsAndWorks(t, dir) {
		t.Error("the store was not set aside")
	}
	if _, err := os.Stat(filepath.Join(dir, "starting")); !os.IsNotExist(err) {
		t.Errorf("a finished start is not noted: %v", err)
	}
}

// TestEmbeddedFull: with a full disk the queue says so, at once from the second
// time on, and works again when there is space.
func TestEmbeddedFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	q := open(t, jobs.Config{Dir: filepath.Join(dir, "queue")})
	offer(t, q, false, "before")
	fill(t, filepath.Join(dir, "other"))
	failed := false
	for i := 0; i < 1000 && !failed; i++ {
		failed = q.Offer(t.Context(), fmt.Sprint("j", i), true) != nil
	}
	for _, err := range []error{q.Offer(t.Context(), "a", false), q.Ping(t.Context())} {
		if casework.CodeOf(err) != casework.CodeStorage {
			t.Errorf("on a full disk: %v", err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "other")); err != nil {
		t.Fatal(err)
	}
	if err := q.Ping(t.Context()); err != nil {
		t.Errorf("with space again: %v", err)
	}
	offer(t, q, false, "after")
	got := make(chan string, 2000)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		got <- job
		return casework.Worked{}
	})
	if first, second := <-got, <-got; first != "before" || second != "after" {
		t.Errorf("then %s and %s were done", first, second)
	}
	stop()
}

// fill writes a file until the disk is full.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for piece := make([]byte, 4096); err == nil; {
		_, err = f.Write(piece)
	}
}
