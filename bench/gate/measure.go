package gate

import (
	"context"
	"errors"
	"math"
	"runtime"
	"time"

	"cotejo/bench/machine"
)

const (
	// A measurement of time lasts at least so many rounds and so long, and goes on
	// until the interval is narrow or the time is up.
	leastRounds = 40
	shortest    = 1500 * time.Millisecond
	longest     = 5 * time.Second
	narrow      = 0.015
	// counted is how often instructions and allocations are counted; the least counts,
	// since what the runtime slips in only adds.
	counted = 9
)

// measure measures an operation on the calling thread, which must be locked.
func measure(ctx context.Context, op func() error, reference func()) (Measured, error) {
	var m Measured
	var err error
	for range 2 { // what is made once is made, caches are warm
		if err := op(); err != nil {
			return m, err
		}
	}
	if m.Allocations, err = allocations(op); err != nil {
		return m, err
	}
	if m.Instructions, err = instructions(op); err != nil && !errors.Is(err, machine.ErrNotOffered) {
		return m, err
	}
	m.Ratio, err = ratio(ctx, op, reference)
	return m, err
}

// ratio runs the reference, the operation, the reference, the operation and so on;
// each operation is held against the mean of the references beside it, so that what
// changes slowly cancels.
func ratio(ctx context.Context, op func() error, reference func()) (Interval, error) {
	var ratios []float64
	var result Interval
	from := time.Now()
	reference()
	before := timed(reference)
	for {
		if err := ctx.Err(); err != nil {
			return result, err
		}
		var err error
		took := timed(func() { err = op() })
		if err != nil {
			return result, err
		}
		after := timed(reference)
		ratios = append(ratios, took/((before+after)/2))
		before = after
		if len(ratios)%8 == 0 {
			runtime.GC() // not within a slice
			before = timed(reference)
		}
		spent := time.Since(from)
		if len(ratios) < least || (spent < shortest || len(ratios) < leastRounds) && spent < longest {
			continue
		}
		if result = medianOf(ratios); result.width() < narrow || spent >= longest {
			return result, nil
		}
	}
}

func timed(work func()) float64 {
	from := machine.ThreadTime()
	work()
	return (machine.ThreadTime() - from).Seconds()
}

// allocations counts what one operation allocates.
func allocations(op func() error) (int64, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	fewest := int64(math.MaxInt64)
	var before, after runtime.MemStats
	for range counted {
		runtime.ReadMemStats(&before)
		if err := op(); err != nil {
			return 0, err
		}
		runtime.ReadMemStats(&after)
		fewest = min(fewest, int64(after.Mallocs-before.Mallocs))
	}
	return fewest, nil
}

// instructions counts what one operation takes in the program itself.
func instructions(op func() error) (int64, error) {
	counter, err := machine.OpenCounter()
	if err != nil {
		return 0, err
	}
	defer counter.Close()
	fewest := int64(math.MaxInt64)
	for range counted {
		var failed error
		n, err := counter.Count(func() { failed = op() })
		if err := errors.Join(failed, err); err != nil {
			return 0, err
		}
		fewest = min(fewest, n)
	}
	return fewest, nil
}
