package scale

import (
	"context"
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
	// denseTime is how long each repeat takes, about, and denseRepeats how many there
	// are: the best counts, as it does for the machine's own limits.
	denseTime    = 40 * time.Millisecond
	denseRepeats = 8
)

// dense measures the coarse search's loops on one core, by processor time, and
// holds their multiply-adds against what the machine can do.
func (r *run) dense(ctx context.Context, limits *machine.Limits) error {
	scan, err := r.widest()
	if err != nil {
		return err
	}
	l := r.people.class.Layout
	stored, best := make([]int8, denseBlock*l.Bytes()), make([]float32, denseBlock)
	for i := range denseBlock {
		l.Pack(stored[i*l.Bytes():][:l.Bytes()], r.people.signature(int64(i+1)))
	}
	out := Dense{Shifts: scan.Shifts(), MultiplyAdds: scan.MACs()}
	spectra, err := perSecond(ctx, func() { scan.Spectra(stored) })
	if err != nil {
		return err
	}
	whole, err := perSecond(ctx, func() { scan.Peaks(stored, best) })
	if err != nil {
		return err
	}
	perBlock := float64(denseBlock * scan.MACs())
	out.PerS, out.WholePerS, out.BytesPerS = perBlock*spectra, perBlock*whole, float64(len(stored))*whole
	r.report.Efficiency = out.PerS / limits.MultiplyAdds.One
	out.Done = done * r.report.Efficiency
	r.report.Dense = out
	r.report.Reference = Reference{
		What: "multiply-adds of 16-bit integers summed in 32 bits, in registers alone, on one core, measured in this run; the scan reads " +
			"so little memory for each that bandwidth does not bind",
		Unit: "multiply-adds a second", Value: limits.MultiplyAdds.One,
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

// perSecond is how often work can be done in a second of a thread's processor time,
// at best.
func perSecond(ctx context.Context, work func()) (float64, error) {
	best := 0.0
	err := machine.OnThread(func() error {
		for range denseRepeats {
			if err := ctx.Err(); err != nil {
				return err
			}
			n, from := 0, machine.ThreadTime()
			for machine.ThreadTime()-from < denseTime {
				work()
				n++
			}
			best = max(best, float64(n)/(machine.ThreadTime()-from).Seconds())
		}
		return nil
	})
	return best, err
}
