package peer

import (
	"context"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"cotejo/bench/machine"
)

// Contender is what one of the contenders reached: the best of all rounds.
type Contender struct {
	Name string `json:"name"`
	// What it does, in a few words.
	What string `json:"what"`
	// Seconds for all vectors, multiply-adds and vectors a second: on one thread of
	// processor time, on all of wall time.
	Seconds      machine.Rate `json:"seconds"`
	MultiplyAdds machine.Rate `json:"multiply_adds_per_s"`
	Vectors      machine.Rate `json:"vectors_per_s"`
}

// Result is a run.
type Result struct {
	Shape      Shape          `json:"shape"`
	Versions   string         `json:"versions"`
	Rounds     int            `json:"rounds"`
	Machine    machine.Limits `json:"machine"`
	Contenders []Contender    `json:"contenders"`
}

// Run measures the contenders in turn, so many rounds of each on one thread and on
// all, then the machine. It tells of its progress on log.
func Run(ctx context.Context, program string, s Shape, rounds int, log io.Writer) (Result, error) {
	r := Result{Shape: s, Rounds: rounds}
	if s.Vectors < 1 || s.Shifts < 1 || rounds < 1 {
		return r, fmt.Errorf("%d vectors, %d shifts, %d rounds: each must be positive", s.Vectors, s.Shifts, rounds)
	}
	o, err := newOurs(s)
	if err != nil {
		return r, err
	}
	p, err := Start(ctx, program, s)
	if err != nil {
		return r, err
	}
	defer p.Close()
	r.Versions = p.Versions
	all := []contender{
		{"cotejo sums", "the dense part: complex sums of each harmonic apart", func(n int) (float64, error) { return o.seconds(o.sums, n), nil }},
		{"cotejo scan", "the whole: sums, transforms, best direction and shift", func(n int) (float64, error) { return o.seconds(o.whole, n), nil }},
		{"faiss flat", "IndexFlatIP, 32-bit floats, the best vector of each query", func(n int) (float64, error) { return p.Run("faiss", n) }},
		{"sgemm", "OpenBLAS, all vectors by all queries at once", func(n int) (float64, error) { return p.Run("gemm", n) }},
		{"sgemm by harmonic", "OpenBLAS, each harmonic apart, as the dense part does", func(n int) (float64, error) { return p.Run("harmonics", n) }},
	}
	r.Contenders = make([]Contender, len(all))
	if r.Machine, err = machine.Measure(ctx); err != nil {
		return r, err
	}
	for round := range rounds {
		fmt.Fprintf(log, "round %d of %d\n", round+1, rounds)
		for i, c := range all {
			if err := c.round(ctx, &r.Contenders[i], r.Machine.Cores); err != nil {
				return r, fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	for i := range r.Contenders {
		r.Contenders[i].rates(s)
	}
	return r, nil
}

type contender struct {
	name, what string
	seconds    func(threads int) (float64, error)
}

func (c contender) round(ctx context.Context, best *Contender, cores int) error {
	best.Name, best.What = c.name, c.what
	for _, t := range []struct {
		threads int
		best    *float64
	}{{1, &best.Seconds.One}, {cores, &best.Seconds.All}} {
		if err := ctx.Err(); err != nil {
			return err
		}
		took, err := c.seconds(t.threads)
		if err != nil {
			return err
		}
		if *t.best == 0 {
			*t.best = math.Inf(1)
		}
		*t.best = min(*t.best, took)
	}
	return nil
}

func (c *Contender) rates(s Shape) {
	each := func(n float64) machine.Rate { return machine.Rate{One: n / c.Seconds.One, All: n / c.Seconds.All} }
	c.MultiplyAdds, c.Vectors = each(s.MultiplyAdds()), each(float64(s.Vectors))
}

// Write writes the run as a table for people.
func (r Result) Write(w io.Writer) error {
	fmt.Fprintf(w, "%d signatures of %d values; %d queries, which are the real and imaginary parts of %d shifted probes.\n", r.Shape.Vectors, r.Shape.Dimension(), r.Shape.Queries(), r.Shape.Shifts)
	fmt.Fprintf(w, "Multiply-adds are counted as four of a complex product for all: %.2f billion a pass. Best of %d rounds in turn.\n%s\n\n", r.Shape.MultiplyAdds()/1e9, r.Rounds, r.Versions)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tone thread\tG/s\tmicroseconds a vector\tto faiss\tall threads\tG/s\tto faiss\t")
	faiss := r.find("faiss flat")
	for _, c := range r.Contenders {
		fmt.Fprintf(t, "%s\t%.3f s\t%.1f\t%.2f\t%.2f\t%.3f s\t%.1f\t%.2f\t\n", c.Name, c.Seconds.One, c.MultiplyAdds.One/1e9, 1e6/c.Vectors.One, faiss.Seconds.One/c.Seconds.One, c.Seconds.All, c.MultiplyAdds.All/1e9, faiss.Seconds.All/c.Seconds.All)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	m := r.Machine
	fmt.Fprintf(w, "\nThe machine (%s, %d cores): reads %.1f GB/s on one core, %.1f on all; multiply-adds in registers: %.1f and %.1f G/s of 16-bit integers, %.1f and %.1f of 32-bit floats.\n",
		m.CPU, m.Cores, m.ReadBytes.One/1e9, m.ReadBytes.All/1e9, m.MultiplyAdds.One/1e9, m.MultiplyAdds.All/1e9, m.FMAs.One/1e9, m.FMAs.All/1e9)
	sums := r.find("cotejo sums")
	fmt.Fprintf(w, "The dense part reaches %.0f %% of the integer multiply-adds on one thread (each complex product counted as four; the kernel needs three) and reads %.1f %% of what memory gives.\n",
		100*sums.MultiplyAdds.One/m.MultiplyAdds.One, 100*sums.Vectors.One*float64(r.Shape.Dimension())/m.ReadBytes.One)
	return nil
}

func (r Result) find(name string) Contender {
	for _, c := range r.Contenders {
		if c.Name == name {
			return c
		}
	}
	return Contender{}
}
