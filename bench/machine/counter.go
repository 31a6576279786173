package machine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// ErrNotOffered is what a machine says that does not count instructions: many
// virtual ones do not, and containers forbid it.
var ErrNotOffered = errors.New("this machine does not offer instruction counts")

// errShared: the counter stood still for a while, because others wanted it too.
var errShared = fmt.Errorf("%w while another program counts, too", ErrNotOffered)

// Counter counts the instructions that a thread spends in the program itself, the
// system's left out. It belongs to the thread that opened it (OnThread).
type Counter struct{ fd int }

// OpenCounter opens a counter of the calling thread's instructions. The error is
// ErrNotOffered where the machine has none.
func OpenCounter() (*Counter, error) {
	attr := unix.PerfEventAttr{
		Type:        unix.PERF_TYPE_HARDWARE,
		Config:      unix.PERF_COUNT_HW_INSTRUCTIONS,
		Size:        uint32(unsafe.Sizeof(unix.PerfEventAttr{})),
		Read_format: unix.PERF_FORMAT_TOTAL_TIME_ENABLED | unix.PERF_FORMAT_TOTAL_TIME_RUNNING,
		Bits:        unix.PerfBitExcludeKernel | unix.PerfBitExcludeHv,
	}
	fd, err := unix.PerfEventOpen(&attr, 0, -1, -1, unix.PERF_FLAG_FD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrNotOffered, err)
	}
	c := &Counter{fd: fd}
	// Some machines open it and count nothing.
	if n, err := c.Count(func() { keep(1) }); err == nil && n == 0 {
		c.Close()
		return nil, fmt.Errorf("%w (it stands still)", ErrNotOffered)
	}
	return c, nil
}

// Close gives the counter back.
func (c *Counter) Close() { _ = unix.Close(c.fd) }

// Count is how many instructions work takes on this thread. The error is
// ErrNotOffered when another program had the counter meanwhile.
func (c *Counter) Count(work func()) (int64, error) {
	before, err := c.read()
	if err != nil {
		return 0, err
	}
	work()
	after, err := c.read()
	if err != nil {
		return 0, err
	}
	if after.running-before.running != after.enabled-before.enabled {
		return 0, errShared
	}
	return after.count - before.count, nil
}

type reading struct{ count, enabled, running int64 }

func (c *Counter) read() (reading, error) {
	var b [24]byte
	n, err := unix.Read(c.fd, b[:])
	if err == nil && n != len(b) {
		err = fmt.Errorf("%d bytes instead of %d", n, len(b))
	}
	if err != nil {
		return reading{}, fmt.Errorf("instruction counter: %w", err)
	}
	at := func(i int) int64 { return int64(binary.NativeEndian.Uint64(b[8*i:])) }
	return reading{at(0), at(1), at(2)}, nil
}
