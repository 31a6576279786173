package machine

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// alone is the core's number for work that runs on one core only.
const alone = -1

// rate measures a load on one core and on all.
func (l load) rate(ctx context.Context, cores int) (Rate, error) {
	var r Rate
	err := OnThread(func() error {
		w := l(alone)
		n := rounds(w)
		for range repeats {
			if err := ctx.Err(); err != nil {
				return err
			}
			from := ThreadTime()
			done := w(n)
			r.One = max(r.One, done/(ThreadTime()-from).Seconds())
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	works, n := []work{}, 0
	for core := range cores {
		works = append(works, l(core))
		n = max(n, rounds(works[core]))
	}
	for range repeats {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		r.All = max(r.All, together(works, n))
	}
	return r, nil
}

// rounds is how many make a piece long.
func rounds(w work) int {
	for n := 1; ; n *= 2 {
		from := time.Now()
		w(n)
		if time.Since(from) > piece/2 {
			return n
		}
	}
}

// together does every work once, all at the same time, and returns how much was
// done a second from the common start until the last ended.
func together(works []work, n int) float64 {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	amounts := make([]float64, len(works))
	for i, w := range works {
		ready.Add(1)
		done.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			ready.Done()
			<-start
			amounts[i] = w(n)
		})
	}
	ready.Wait()
	from := time.Now()
	close(start)
	done.Wait()
	took, sum := time.Since(from), 0.0
	for _, a := range amounts {
		sum += a
	}
	return sum / took.Seconds()
}

// OnThread runs work on one thread of the system, which it alone has: ThreadTime
// and Counter are of it.
func OnThread(work func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return work()
}

// ThreadTime is the processor time that the calling thread has used. Only
// differences mean something, and only within OnThread.
func ThreadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(fmt.Sprintf("machine: the thread's clock: %v", err)) // Linux has had it since 2.6.12
	}
	return time.Duration(t.Nano())
}
