package jobs_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/jobs"
)

func logger(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), nil))
}

func open(t *testing.T, c jobs.Config) *jobs.Queue {
	t.Helper()
	q, err := jobs.Open(t.Context(), c, logger(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	return q
}

func TestEmbedded(t *testing.T) {
	testQueue(t, func(t *testing.T) jobs.Config { return jobs.Config{Dir: t.TempDir()} })
}

// testQueue is what every queue must do; place gives where an empty one is.
func testQueue(t *testing.T, place func(*testing.T) jobs.Config) {
	for name, test := range map[string]func(*testing.T, jobs.Config){
		"offered again":           testOfferedAgain,
		"interactive first":       testInteractiveFirst,
		"a worker is kept free":   testWorkerKeptFree,
		"again":                   testAgain,
		"panic":                   testPanic,
		"signs of life":           testSignsOfLife,
		"cancelled":               testCancelled,
		"many":                    testMany,
		"identifiers":             testIdentifiers,
		"closed":                  testClosed,
		"closed and opened":       testReopened,
		"a worker that is killed": testKilledWorker,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, place(t))
		})
	}
}

// run runs workers until the test ends or stop is called, which waits for them.
func run(t *testing.T, q *jobs.Queue, workers int, work casework.Work) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx, workers, work) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func offer(t *testing.T, q *jobs.Queue, batch bool, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := q.Offer(t.Context(), name, batch); err != nil {
			t.Fatal(err)
		}
	}
}

func wantDepth(t *testing.T, q *jobs.Queue, interactive, batch int) {
	t.Helper()
	i, b, err := q.Depth(t.Context())
	if err != nil || i != interactive || b != batch {
		t.Errorf("Depth is %d and %d (%v), want %d and %d", i, b, err, interactive, batch)
	}
}

func testOfferedAgain(t *testing.T, c jobs.Config) {
	q := open(t, c)
	offer(t, q, false, "a", "a", "b", "a")
	wantDepth(t, q, 2, 0)
	begun, end := make(chan string), make(chan bool)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		begun <- job
		<-end
		return casework.Worked{}
	})
	for _, want := range []string{"a", "b"} {
		if got := <-begun; got != want {
			t.Errorf("the job is %s, want %s", got, want)
		}
		offer(t, q, false, want) // while it is being worked on
		end <- true
	}
	// When b's end is known to the queue, it is taken anew. The worker takes only
	// one job, so c tells.
	offer(t, q, false, "c")
	<-begun
	wantDepth(t, q, 1, 0)
	offer(t, q, false, "b")
	end <- true
	if got := <-begun; got != "b" {
		t.Errorf("the job is %s, want b again", got)
	}
	end <- true
	stop()
	wantDepth(t, q, 0, 0)
}

func testInteractiveFirst(t *testing.T, c jobs.Config) {
	q := open(t, c)
	offer(t, q, true, "b1", "b2", "b3")
	offer(t, q, false, "i1", "i2")
	wantDepth(t, q, 2, 3)
	var order []string
	done := make(chan bool)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		order = append(order, job)
		switch job {
		case "b1": // what comes while batch work is done is next
			offer(t, q, false, "i3", "i4")
		case "b3":
			close(done)
		}
		return casework.Worked{}
	})
	<-done
	stop()
	if want := []string{"i1", "i2", "b1", "i3", "i4", "b2", "b3"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func testWorkerKeptFree(t *testing.T, c jobs.Config) {
	const workers = 3
	q := open(t, c)
	for i := range 3 * workers {
		offer(t, q, true, fmt.Sprint("b", i))
	}
	var running atomic.Int32
	begun, end := make(chan string, 100), make(chan bool)
	stop := run(t, q, workers, func(_ context.Context, job string) casework.Worked {
		begun <- job
		if job[0] == 'b' {
			if running.Add(1) >= workers {
				t.Error("batch jobs run on all workers")
			}
			<-end
			running.Add(-1)
		}
		return casework.Worked{}
	})
	for range workers - 1 {
		<-begun
	}
	// All others are busy: one interactive job after another is done all the same.
	for i := range 5 {
		name := fmt.Sprint("i", i)
		offer(t, q, false, name)
		if got := <-begun; got != name {
			t.Errorf("the job is %s, want %s", got, name)
		}
	}
	close(end)
	for range 2*workers + 1 {
		<-begun
	}
	stop()
	wantDepth(t, q, 0, 0)
}

func testAgain(t *testing.T, c jobs.Config) {
	const pause = 300 * time.Millisecond
	q := open(t, c)
	offer(t, q, false, "a")
	var last time.Time
	taken, done := 0, make(chan bool)
	stop := run(t, q, 1, func(context.Context, string) casework.Worked {
		taken++
		switch taken {
		case 1:
			return casework.Worked{Again: true}
		case 2:
			last = time.Now()
			return casework.Worked{Again: true, After: pause}
		}
		if since := time.Since(last); since < pause {
			t.Errorf("offered again after %v, not %v", since, pause)
		}
		wantDepth(t, q, 1, 0)
		close(done)
		return casework.Worked{}
	})
	<-done
	stop()
	wantDepth(t, q, 0, 0)
}

func testPanic(t *testing.T, c jobs.Config) {
	q := open(t, c)
	offer(t, q, true, "a")
	offer(t, q, false, "b")
	taken, done := map[string]int{}, make(chan bool)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		if taken[job]++; job == "a" {
			if taken[job] == 1 {
				panic("no such pose")
			}
			close(done)
		}
		return casework.Worked{}
	})
	<-done
	stop()
	if taken["a"] != 2 || taken["b"] != 1 {
		t.Errorf("taken %v times, want a twice and b once", taken)
	}
	wantDepth(t, q, 0, 0)
}

func testSignsOfLife(t *testing.T, c jobs.Config) {
	c.Silence = 3 * time.Second // a busy machine may be late by two thirds of it
	q := open(t, c)
	offer(t, q, false, "long", "clock")
	var long, clock atomic.Int32
	done := make(chan bool)
	stop := run(t, q, 3, func(_ context.Context, job string) casework.Worked {
		if job == "long" {
			long.Add(1)
			<-done
			return casework.Worked{}
		}
		// The queue's own delays tell the time: twice as long as a worker may be
		// silent.
		if clock.Add(1) == 1 {
			return casework.Worked{Again: true, After: 2 * c.Silence}
		}
		close(done)
		return casework.Worked{}
	})
	<-done
	stop()
	if long.Load() != 1 {
		t.Errorf("the long job was given to %d workers", long.Load())
	}
	wantDepth(t, q, 0, 0)
}

func testCancelled(t *testing.T, c jobs.Config) {
	q := open(t, c)
	offer(t, q, false, "a", "b", "c")
	ctx, cancel := context.WithCancel(t.Context())
	var ended atomic.Bool
	err := q.Run(ctx, 1, func(ctx context.Context, job string) casework.Worked {
		if job == "a" {
			return casework.Worked{}
		}
		cancel()
		<-ctx.Done() // the work is told
		ended.Store(true)
		return casework.Worked{Again: true}
	})
	if err != nil || !ended.Load() {
		t.Errorf("Run returned %v; the work had ended: %v", err, ended.Load())
	}
	wantDepth(t, q, 2, 0)
	// What was given back is there at once for the next.
	got := make(chan string, 2)
	run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		got <- job
		return casework.Worked{}
	})
	all := []string{<-got, <-got}
	slices.Sort(all)
	if !slices.Equal(all, []string{"b", "c"}) {
		t.Errorf("then %v were done, want b and c", all)
	}
}

func testMany(t *testing.T, c jobs.Config) {
	const n = 200
	q := open(t, c)
	var offering sync.WaitGroup
	for i := range 4 {
		offering.Go(func() {
			for k := range n { // each is offered four times, at most one after another taken
				offer(t, q, k%2 == i%2, fmt.Sprint("j", k))
			}
		})
	}
	var mu sync.Mutex
	done, all := map[string]bool{}, make(chan bool)
	work := func(_ context.Context, job string) casework.Worked {
		mu.Lock()
		defer mu.Unlock()
		if done[job] = true; len(done) == n && all != nil {
			close(all)
			all = nil
		}
		return casework.Worked{}
	}
	end := all
	stop1, stop2 := run(t, q, 3, work), run(t, q, 2, work)
	<-end
	offering.Wait()
	stop1()
	stop2()
}

func testIdentifiers(t *testing.T, c jobs.Config) {
	q := open(t, c)
	for _, wrong := range []string{"", "a.b", "a b", "*", ">", "a\n", "é", string(make([]byte, 65))} {
		if err := q.Offer(t.Context(), wrong, false); err == nil {
			t.Errorf("%q was taken", wrong)
		}
	}
	offer(t, q, false, "0199d2a4-1c3b-7def-8123-456789abcdef")
	wantDepth(t, q, 1, 0)
	if err := q.Run(t.Context(), 0, nil); err == nil {
		t.Error("Run with no workers")
	}
}

func testClosed(t *testing.T, c jobs.Config) {
	q, err := jobs.Open(t.Context(), c, logger(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	begun, end := make(chan bool), make(chan bool)
	ended := make(chan error)
	offer(t, q, false, "a")
	go func() {
		ended <- q.Run(t.Context(), 1, func(context.Context, string) casework.Worked {
			begun <- true
			<-end
			return casework.Worked{}
		})
	}()
	<-begun
	if err := q.Close(); err != nil {
		t.Error(err)
	}
	close(end)
	if err := <-ended; err == nil {
		t.Error("Run on a closed queue returned nil")
	}
	_, _, depth := q.Depth(t.Context())
	for _, err := range []error{q.Offer(t.Context(), "b", false), q.Ping(t.Context()), depth} {
		if casework.CodeOf(err) != casework.CodeStorage {
			t.Errorf("error of a closed queue: %v", err)
		}
	}
}

func testReopened(t *testing.T, c jobs.Config) {
	q, err := jobs.Open(t.Context(), c, logger(t))
	if err != nil {
		t.Fatal(err)
	}
	offer(t, q, false, "a", "b")
	offer(t, q, true, "c")
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	q = open(t, c)
	wantDepth(t, q, 2, 1)
	offer(t, q, false, "a")
	wantDepth(t, q, 2, 1)
}
