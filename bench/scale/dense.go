package scale

import (
	"cmp"
	"context"
	"slices"
	"time"

	"cotejo/bench/machine"
	"cotejo/engine/kernel"
)

const (
	// done is the share of the multiply-adds that the kernel needs: it does a product
	// of complex numbers with three instead of four.
	done = 0.75
	// denseBlock of signatures stay in the processor's second cache.
	denseBlock = 64
	// denseTime is how long each piece of a round takes, about.
	denseTime = 30 * time.Millisecond
	// denseRounds: in each the machine's limit is measured anew right before the loops,
	// since its speed changes while this program runs.
	denseRounds = 15
)

// dense measures the coarse search's loops on one core, by processor time, and
// holds their multiply-adds against what the machine can do.
func (r *run) dense(ctx context.Context) error {
	scan, err := r.widest()
	if err != nil {
		return err
	}
	l := r.people.class.Layout
	stored, best := make([]int8, denseBlock*l.Bytes()), make([]float32, denseBlock)
	for i := range denseBlock {
		l.Pack(stored[i*l.Bytes():][:l.Bytes()], r.people.signature(int64(i+1)))
	}
	const pieces = 100 // of the machine's limit, so that calling it costs nothing
	of := Dense{Shifts: scan.Shifts(), MultiplyAdds: scan.MACs()}
	perBlock := float64(denseBlock * scan.MACs())
	all := make([]denseRound, denseRounds)
	err = machine.OnThread(func() error {
		for i := range all {
			if err := ctx.Err(); err != nil {
				return err
			}
			all[i] = denseRound{
				limit: perSecond(func() { machine.MultiplyAdds(pieces) }) * machine.MultiplyAdds(pieces),
				dense: perSecond(func() { scan.Spectra(stored) }) * perBlock,
				whole: perSecond(func() { scan.Peaks(stored, best) }) * perBlock,
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b denseRound) int { return cmp.Compare(a.efficiency(), b.efficiency()) })
	middle := all[len(all)/2]
	of.PerS, of.WholePerS = middle.dense, middle.whole
	of.BytesPerS = middle.whole * float64(len(stored)) / perBlock
	of.Done = done * middle.efficiency()
	r.report.Dense, r.report.Efficiency = of, middle.efficiency()
	r.report.Reference = Reference{
		What: "multiply-adds of 16-bit integers summed in 32 bits, in registers alone, on one core, measured beside it; the scan reads " +
			"so little memory for each that bandwidth does not bind",
		Unit: "multiply-adds a second", Value: middle.limit,
	}
	return nil
}

// widest is the scan with the most shifted centres of the timed probes: those of
// few leave a part of the loops' width empty.
func (r *run) widest() (*kernel.Scan, error) {
	var out *kernel.Scan
	for _, i := range r.timed() {
		scan, err := r.subject(i).Scan()
		if err != nil {
			return nil, err
		}
		if out == nil || scan.Shifts() > out.Shifts() {
			out = scan
		}
	}
	return out, nil
}

// denseRound is multiply-adds a second of one core's processor time.
type denseRound struct{ limit, dense, whole float64 }

func (d denseRound) efficiency() float64 { return d.dense / d.limit }

// perSecond is how often work can be done in a second of this thread's processor
// time.
func perSecond(work func()) float64 {
	n, from := 0, machine.ThreadTime()
	for machine.ThreadTime()-from < denseTime {
		work()
		n++
	}
	return float64(n) / (machine.ThreadTime() - from).Seconds()
}
