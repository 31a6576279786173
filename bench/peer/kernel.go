package peer

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	"cotejo/bench/machine"
	"cotejo/engine/kernel"
)

// ours is Cotejo's kernel on random signatures, in the memory that a gallery would
// have.
type ours struct {
	shape  Shape
	scan   *kernel.Scan
	bytes  int
	stored []int8
}

func newOurs(s Shape) (*ours, error) {
	layout := kernel.Layout{Rings: s.Rings, Harmonics: s.Harmonics, First: kernel.Angles/2 - 2 - s.Harmonics}
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []int8 {
		v := make([]int8, n)
		for i := range v {
			v[i] = int8(r.IntN(255) - 127)
		}
		return v
	}
	var shifted [][]int8
	for range s.Shifts {
		shifted = append(shifted, random(layout.Bytes()))
	}
	scan, err := kernel.NewScan(layout, shifted)
	if err != nil {
		return nil, err
	}
	return &ours{shape: s, scan: scan, bytes: layout.Bytes(), stored: random(s.Vectors * layout.Bytes())}, nil
}

// sums does the dense part.
func (o *ours) sums(from, to int) { o.scan.Spectra(o.stored[from*o.bytes : to*o.bytes]) }

// whole does the whole scan: the sums, their transforms and the peaks.
func (o *ours) whole(from, to int) {
	o.scan.Peaks(o.stored[from*o.bytes:to*o.bytes], make([]float32, to-from))
}

// seconds is the time that all signatures take: processor time on one thread, wall
// time on more.
func (o *ours) seconds(work func(from, to int), threads int) float64 {
	if threads == 1 {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		from := machine.ThreadTime()
		work(0, o.shape.Vectors)
		return (machine.ThreadTime() - from).Seconds()
	}
	var done sync.WaitGroup
	from := time.Now()
	for t := range threads {
		done.Go(func() { work(t*o.shape.Vectors/threads, (t+1)*o.shape.Vectors/threads) })
	}
	done.Wait()
	return time.Since(from).Seconds()
}
