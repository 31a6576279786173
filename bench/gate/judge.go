package gate

import "fmt"

// Limits are how far above the record a figure may lie.
type Limits struct {
	// Time is of the ratio to the reference, which must lie above with all of its
	// interval. Between runs of one program the ratio moved by up to 14 %, by where
	// its memory came to lie; beside instructions, time is there for what they do
	// not see, and for little else.
	Time float64
	// TimeAlone is Time where instructions are not held.
	TimeAlone float64
	// Instructions: the same compilers make the same code, and the things are
	// deterministic; what is left is the runtime's.
	Instructions float64
	// OtherCPU is for instructions on a processor that the record is not of: the C
	// library chooses its loops by it.
	OtherCPU float64
}

// DefaultLimits are the gate's.
func DefaultLimits() Limits {
	return Limits{Time: 0.25, TimeAlone: 0.1, Instructions: 0.02, OtherCPU: 0.05}
}

// The figures of a thing.
const (
	Time         = "time"
	Instructions = "instructions"
	Allocations  = "allocations"
)

// Finding is what the gate says about one figure of one thing.
type Finding struct {
	Thing    string   `json:"thing"`
	Figure   string   `json:"figure"`
	Recorded float64  `json:"recorded"`
	Measured float64  `json:"measured"`
	Interval Interval `json:"interval"` // of time alone
	// Limit is the highest value that passes.
	Limit float64 `json:"limit"`
	Fails bool    `json:"fails"`
	// Better: it is so far below the record that a new one is due.
	Better bool `json:"better"`
	// NotHeld is why the figure was not compared, empty when it was.
	NotHeld string `json:"not_held,omitempty"`
}

// Change is the measured over the recorded value, less one.
func (f Finding) Change() float64 { return f.Measured/f.Recorded - 1 }

// judge holds what was measured against the records.
func judge(m Measured, all []Record, here Machine, limits Limits) []Finding {
	time := Finding{Thing: m.Thing, Figure: Time, Measured: m.Ratio.Median, Interval: m.Ratio}
	instructions := Finding{Thing: m.Thing, Figure: Instructions, Measured: float64(m.Instructions)}
	allocations := Finding{Thing: m.Thing, Figure: Allocations, Measured: float64(m.Allocations)}
	record, how, found := newest(all, here)
	was, known := record.of(m.Thing)
	if !found || !known {
		why := "no record has it: make bench-record"
		time.NotHeld, instructions.NotHeld, allocations.NotHeld = why, why, why
		return []Finding{time, instructions, allocations}
	}
	where := fmt.Sprintf("record %04d is of %q with Go %s and C %s", record.Number, record.Machine.CPU, record.Machine.Go, record.Machine.C)
	if how < sameMachines {
		time.NotHeld = where
	}
	switch {
	case m.Instructions == 0:
		instructions.NotHeld = "this machine does not count them"
	case was.Instructions == 0:
		instructions.NotHeld = fmt.Sprintf("record %04d has none", record.Number)
	case how < sameCode:
		instructions.NotHeld = where
	}
	share := limits.Instructions
	if how < sameMachines {
		share = limits.OtherCPU
	}
	slower := limits.Time
	if instructions.NotHeld != "" {
		slower = limits.TimeAlone
	}
	time.against(was.Ratio.Median, slower, m.Ratio.Low, m.Ratio.High)
	instructions.against(float64(was.Instructions), share, instructions.Measured, instructions.Measured)
	allocations.against(float64(was.Allocations), 0, allocations.Measured, allocations.Measured)
	return []Finding{time, instructions, allocations}
}

// against fills in the verdict on a value that lies between low and high.
func (f *Finding) against(recorded, share, low, high float64) {
	f.Recorded, f.Limit = recorded, recorded*(1+share)
	f.Fails = f.NotHeld == "" && low > f.Limit
	f.Better = f.NotHeld == "" && high < recorded*(1-share)
}

func (r Record) of(thing string) (Measured, bool) {
	for _, m := range r.Things {
		if m.Thing == thing {
			return m, true
		}
	}
	return Measured{}, false
}
