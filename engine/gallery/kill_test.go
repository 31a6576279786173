package gallery

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// kills is how often each of the two programs is killed.
var kills = flag.Int("kills", 20, "how often TestKilled kills a program in the middle of its work")

// victim is the folder in which the test binary, started again, works until it is
// killed; compacting tells whether it compacts as well.
var (
	victim     = flag.String("victim", "", "folder; of the program that TestKilled kills")
	compacting = flag.Bool("compacting", false, "of the program that TestKilled kills")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if *victim != "" {
		if err := work(*victim, *compacting); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// work appends to a gallery without end, in batches some of which do not ascend,
// and says of each entry that it is there.
func work(dir string, compacting bool) error {
	g, report, err := openWith(dir, 16)
	if err != nil {
		return err
	}
	if len(report.Lost) > 0 || report.Manifest {
		return fmt.Errorf("a crash cost entries: %v", report)
	}
	failed := make(chan error)
	if compacting {
		go func() {
			for {
				if _, err := g.Compact(context.Background()); err != nil {
					failed <- err
				}
			}
		}()
	}
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	for next := g.Snapshot().Last() + 1; ; {
		select {
		case err := <-failed:
			return err
		default:
		}
		seqs := []int64{next, next + 1, next + 2}[:1+r.IntN(3)]
		if len(seqs) == 3 && r.IntN(2) == 0 {
			seqs[0], seqs[2] = seqs[2], seqs[0]
		}
		next += int64(len(seqs))
		_, all := tiny(seqs...)
		if err := g.Append(all...); err != nil {
			return err
		}
		for _, seq := range seqs {
			fmt.Println(seq)
		}
	}
}

// A program that is killed at any moment of appending and compacting loses no
// entry that was acknowledged, and leaves nothing unsound and no file behind.
func TestKilled(t *testing.T) {
	for name, args := range map[string][]string{"appending": nil, "compacting": {"-compacting"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var acknowledged []int64
			r := rand.New(rand.NewPCG(1, 1))
			for range *kills {
				acknowledged = append(acknowledged, killed(t, 1+r.IntN(60), append(args, "-victim", dir)...)...)
				g, report := opened(t, dir, 16)
				if len(report.Lost) > 0 || report.Manifest {
					t.Fatalf("after %d entries: %v", len(acknowledged), report)
				}
				s := g.Snapshot()
				for _, seq := range acknowledged {
					if !s.Has(seq) {
						t.Fatalf("entry %d was acknowledged and is gone", seq)
					}
				}
				var there []int64
				for _, p := range s.Parts() {
					there = append(there, p.Seqs()...)
				}
				exactly(t, s, there...)
				if verified, err := g.Verify(); err != nil || !verified.Whole() {
					t.Fatalf("%v, %v", verified, err)
				}
				if files := imageOf(t, dir); len(files) != len(s.Parts())+1 {
					t.Fatalf("%d files for %d segments", len(files), len(s.Parts()))
				}
				closed(t, g)
			}
			t.Logf("%d kills, %d entries", *kills, len(acknowledged))
		})
	}
}

// killed starts this program again, kills it when it has acknowledged a number of
// entries, and returns all that it acknowledged.
func killed(t *testing.T, after int, args ...string) (seqs []int64) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line without an end was not said in full
			break
		}
		seq, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if err != nil {
			t.Fatalf("%q", line)
		}
		if seqs = append(seqs, seq); len(seqs) == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("it was not killed: %v; %s", err, complaints.String())
	}
	return seqs
}
