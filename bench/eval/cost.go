package eval

import (
	"fmt"
	"syscall"
	"time"
)

// userCPU returns the user CPU time of this process so far, all threads and the
// garbage collector included (getrusage, RUSAGE_SELF).
func userCPU() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the CPU time of this process: %w", err)
	}
	return time.Duration(u.Utime.Nano()), nil
}

// meter adds up the CPU time of stages. Stages must not overlap in time, since
// the process's time cannot be told apart.
type meter struct{ spent map[string]time.Duration }

func newMeter() *meter { return &meter{spent: map[string]time.Duration{}} }

// measure runs f and adds its CPU time to a stage.
func (m *meter) measure(stage string, f func() error) error {
	before, err := userCPU()
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	after, err := userCPU()
	m.spent[stage] += after - before
	return err
}

// each is a stage's time over n things, in the given unit.
func (m *meter) each(stage string, n int, unit time.Duration) float64 {
	return float64(m.spent[stage]) / float64(unit) / float64(n)
}
