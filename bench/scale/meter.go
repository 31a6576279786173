package scale

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Cost is what a piece of work took.
type Cost struct {
	// WallS is by the clock; CPUS is the process's own processor time, system
	// included, which other programs disturb less.
	WallS float64 `json:"wall_s"`
	CPUS  float64 `json:"cpu_s"`
}

// cost measures a piece of work. Nothing else of the process may run beside it.
func cost(work func() error) (Cost, error) {
	before, err := cpu()
	if err != nil {
		return Cost{}, err
	}
	start := time.Now()
	if err := work(); err != nil {
		return Cost{}, err
	}
	wall := time.Since(start)
	after, err := cpu()
	return Cost{wall.Seconds(), (after - before).Seconds()}, err
}

// cpu is the processor time of this process so far.
func cpu() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the CPU time of this process: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

// median takes wall and processor time apart.
func median(all []Cost) Cost {
	if len(all) == 0 {
		return Cost{}
	}
	middle := func(of func(Cost) float64) float64 {
		v := make([]float64, len(all))
		for i, c := range all {
			v[i] = of(c)
		}
		slices.Sort(v)
		return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	}
	return Cost{middle(func(c Cost) float64 { return c.WallS }), middle(func(c Cost) float64 { return c.CPUS })}
}

// load is the machine's load average of the last minute, -1 where it is not told.
func load() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return -1
	}
	first, _, _ := strings.Cut(string(text), " ")
	v, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return -1
	}
	return v
}

// Memory is the process's resident memory at its highest, in bytes. Pages of the
// mapped gallery are the system's to take back.
type Memory struct {
	Resident int64 `json:"resident"`
	// Anonymous and Mapped are the highest of each, which need not be at one time.
	Anonymous int64 `json:"anonymous"`
	Mapped    int64 `json:"mapped"`
}

// watch samples memory until stop is called, which returns the highest.
func watch() (stop func() Memory) {
	// The system then counts its own high water mark from here on.
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	var top Memory
	end, ended := make(chan struct{}), make(chan struct{})
	sample := func() {
		now := memory()
		top = Memory{max(top.Resident, now.Resident), max(top.Anonymous, now.Anonymous), max(top.Mapped, now.Mapped)}
	}
	go func() {
		defer close(ended)
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			sample()
			select {
			case <-end:
				sample()
				return
			case <-tick.C:
			}
		}
	}()
	return func() Memory {
		close(end)
		<-ended
		return top
	}
}

// memory reads what is resident. Resident is the high water mark since watch began
// where the system allows to set it back, else what is resident now.
func memory() Memory {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return Memory{}
	}
	var m Memory
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			continue
		}
		switch name {
		case "VmRSS", "VmHWM":
			m.Resident = max(m.Resident, kb<<10)
		case "RssAnon":
			m.Anonymous = kb << 10
		case "RssFile":
			m.Mapped = kb << 10
		}
	}
	return m
}
