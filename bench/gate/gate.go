// Package gate holds the hot loops to what is recorded of them, such that noise
// cannot fool it: processor time as a ratio to a reference that runs between the
// slices of the thing measured, instructions where the machine counts them,
// allocations exactly. docs/design/bench.md says why so. Linux only; not for
// concurrent use with other work in the process.
package gate

import (
	"context"
	"runtime"
	"runtime/debug"

	"cotejo/bench/gate/frozen"
	"cotejo/bench/machine"
)

// Options say what is measured.
type Options struct {
	// Only names the things; none means all.
	Only []string
	// Slow is the share of work that is done besides and not counted: 0.15 is a
	// deliberate slowdown of 15 %.
	Slow float64
	// SlowThing is the one that Slow concerns; empty means all.
	SlowThing string
}

// Measured is what a thing needs, an operation.
type Measured struct {
	Thing string `json:"thing"`
	// Ratio is the processor time of an operation over that of the reference, with
	// an interval that holds it 99 times of 100, as far as noise within the run goes.
	Ratio Interval `json:"ratio"`
	// Instructions is zero where the machine counts none.
	Instructions int64 `json:"instructions,omitempty"`
	Allocations  int64 `json:"allocations"`
}

// Bench is the things to be measured and what they are held against.
type Bench struct {
	options Options
	things  []*thing
	work    *frozen.Work
}

// New makes the data and checks the names.
func New(o Options) (*Bench, error) {
	work := frozen.New()
	things, err := things(work)
	if err != nil {
		return nil, err
	}
	chosen, err := choose(things, o)
	if err != nil {
		return nil, err
	}
	return &Bench{options: o, things: chosen, work: work}, nil
}

// Names lists the things.
func (b *Bench) Names() []string {
	var out []string
	for _, t := range b.things {
		out = append(out, t.name)
	}
	return out
}

// Here says where the program runs and what built it.
func Here() Machine {
	return Machine{CPU: machine.CPU(), Arch: runtime.GOARCH, AVX2: frozen.AVX2(), Go: runtime.Version(), C: frozen.Compiler()}
}

// Measure measures the named thing, in some seconds, on one thread with the
// garbage collector held back to the pauses between slices.
func (b *Bench) Measure(ctx context.Context, name string) (Measured, error) {
	var m Measured
	t, err := find(b.things, name)
	if err != nil {
		return m, err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	err = machine.OnThread(func() error {
		slow := 0.0
		if b.options.SlowThing == "" || b.options.SlowThing == name {
			slow = b.options.Slow
		}
		op, err := t.slowed(slow)
		if err != nil {
			return err
		}
		m, err = measure(ctx, op, t.reference)
		m.Thing = name
		return err
	})
	return m, err
}
