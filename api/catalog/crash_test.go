package catalog

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"cotejo/api/casework"
)

// crashDir tells a run of this test binary that it is the child to be killed.
const crashDir = "CATALOG_CRASH_DIR"

// batchOf are the entries of one Apply of the child: all are found by its word.
func batchOf(n int64) []casework.Entry {
	var entries []casework.Entry
	for i := range 40 {
		entries = append(entries, casework.Entry{
			// Half of them replace those of the batch before.
			ID: fmt.Sprintf("%06d", n*20+int64(i)), Lab: labA, Kind: casework.KindCase, Version: int(n), Title: fmt.Sprintf("batch%d", n),
			Text: strings.Repeat(fmt.Sprintf("palabra%d ", i), 20),
		})
	}
	return entries
}

// TestCrashChild applies batches until it is killed.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		t.Skip("only a child of TestKilled runs this")
	}
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := c.Applied() + 1; ; n++ {
		fmt.Println("begin", n)
		if err := c.Apply(t.Context(), n, batchOf(n)); err != nil {
			t.Fatal(err)
		}
		fmt.Println("done", n)
	}
}

// TestKilled kills a process at its work, again and again. What it was told to
// be applied is there afterwards, and no more is claimed than can be found.
func TestKilled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	for round := range 12 {
		began, done := killed(t, dir, round)
		c, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		applied := c.Applied()
		if c.Damaged() != "" {
			t.Fatalf("round %d: the index is damaged", round)
		}
		if applied < done || applied > began {
			t.Errorf("round %d: %d was done, %d begun, and %d is said to be applied", round, done, began, applied)
		}
		for _, n := range []int64{applied - 1, applied, applied + 1} {
			page, err := c.Find(t.Context(), casework.TextQuery{Text: fmt.Sprintf("batch%d", n), Labs: []string{labA}})
			if err != nil {
				t.Fatal(err)
			}
			want := 20 // the other half was replaced
			if n == applied {
				want = 40
			}
			if n > applied || n < 1 {
				want = 0
			}
			if page.Total != want {
				t.Errorf("round %d: batch %d of %d has %d entries, want %d", round, n, applied, page.Total, want)
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killed runs a child and kills it in the midst of a batch; it returns which one
// was begun last, and which done.
func killed(t *testing.T, dir string, round int) (began, done int64) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrashChild$")
	child.Env = append(os.Environ(), crashDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for batches := 0; lines.Scan(); {
		word, number, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.ParseInt(number, 10, 64)
		switch {
		case err != nil:
			t.Fatalf("the child says %q", lines.Text())
		case word == "done":
			done = n
		case word == "begin":
			began = n
			batches++
		}
		// At the begin of a batch, or after some more lines than rounds: each round another place.
		if batches == 2+round && word == "begin" {
			break
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(out) // what it still said
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(rest)) {
		word, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil && word == "done" {
			done = n
		} else if err == nil && word == "begin" {
			began = n
		}
	}
	_ = child.Wait() // it was killed
	return began, done
}
