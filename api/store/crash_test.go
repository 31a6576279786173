package store_test

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
)

// The flags by which a test runs its own binary as a process that it then kills.
var (
	childDSN = flag.String("child", "", "database of a child process")
	childWay = flag.String("childway", "", "what the child process does")
)

// TestChild is no test: it is the process that killed tests kill.
func TestChild(t *testing.T) {
	if *childDSN == "" {
		t.Skip("runs within the tests that kill a process")
	}
	s, err := store.Open(t.Context(), *childDSN, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		err := s.Update(t.Context(), func(tx casework.Tx) error {
			// Both or none; with enough text that pages leave the memory before the commit.
			c := newCase(fmt.Sprint("case", n), "lab")
			i := &casework.Instrument{Head: casework.Head{ID: fmt.Sprint("instrument", n), Lab: "lab", Version: 1}}
			for range 2000 {
				c.Comment += "0123456789"
			}
			if err := errors.Join(tx.Insert(t.Context(), c), tx.Insert(t.Context(), i)); err != nil {
				return err
			}
			if *childWay == "hang" && n == 5 {
				fmt.Println(n)
				_, err := io.Copy(io.Discard, os.Stdin) // until killed
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if *childWay == "run" {
			fmt.Println(n)
		}
	}
}

// kill runs a child until it has told of update n, kills it, and returns the last
// update of which it told.
func kill(t *testing.T, dsn, way string, n int) int {
	t.Helper()
	s := open(t, dsn)
	lab(t, s, "lab")
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestChild$", "-child="+dsn, "-childway="+way)
	stdin, err := cmd.StdinPipe() // open until the end
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stdin.Close() }()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := -1
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if told, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatalf("child: %s", lines.Text())
		}
		if told == n {
			if err := cmd.Process.Kill(); err != nil { // SIGKILL
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || told < n {
		t.Fatalf("the child ended by itself after %d: %v", told, err)
	}
	return told
}

// survivors asserts that all updates are there whole or not at all, and returns how
// many are.
func survivors(t *testing.T, dsn string) int {
	t.Helper()
	s := open(t, dsn)
	// An update waits until the database has noticed the death, so that what is counted then does not change.
	update(t, s, func(casework.Tx) {})
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	var cases, instruments int
	view(t, s, func(tx casework.Tx) {
		var one, two error
		cases, one = tx.Count(t.Context(), casework.KindCase, casework.Query{})
		instruments, two = tx.Count(t.Context(), casework.KindInstrument, casework.Query{})
		last, three := tx.LastChange(t.Context())
		if err := errors.Join(one, two, three); err != nil {
			t.Fatal(err)
		}
		if cases != instruments || last != int64(1+2*cases) {
			t.Errorf("%d cases, %d instruments, %d changes", cases, instruments, last)
		}
	})
	if err := insert(t.Context(), s, newCase("after", "lab")); err != nil {
		t.Error(err)
	}
	return cases
}

func killedInAnUpdate(t *testing.T, dsn string) {
	kill(t, dsn, "hang", 5)
	if n := survivors(t, dsn); n != 5 {
		t.Errorf("%d updates, want 5", n)
	}
}

func killedAmongUpdates(t *testing.T, dsn string) {
	told := kill(t, dsn, "run", 30)
	// One that it has not told of may be there.
	if n := survivors(t, dsn); n < told+1 || n > told+2 {
		t.Errorf("%d updates, the child told of %d", n, told+1)
	}
}

func reopen(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	open(t, dsn) // while it is open
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dsn)
	view(t, again, func(tx casework.Tx) { get(t, tx, &casework.Laboratory{}, "lab") })
	if err := s.Ping(t.Context()); err == nil {
		t.Error("a closed store answers")
	}
}

// openAtOnce: processes that start together on an empty database.
func openAtOnce(t *testing.T, dsn string) {
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			s, err := store.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Errorf("opening: %v", err)
				return
			}
			id := fmt.Sprint("lab", n)
			err = insert(t.Context(), s, &casework.Laboratory{Head: casework.Head{ID: id, Lab: id, Version: 1}, Code: id})
			if err := errors.Join(err, s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	view(t, open(t, dsn), func(tx casework.Tx) {
		if n, err := tx.Count(t.Context(), casework.KindLaboratory, casework.Query{}); n != 4 || err != nil {
			t.Errorf("%d laboratories, %v", n, err)
		}
	})
}
