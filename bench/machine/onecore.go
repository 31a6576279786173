package machine

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"golang.org/x/sys/unix"
)

// OnOneCore runs work while all threads of the process, those of Go's runtime too,
// may use one core only, the first that they may use now. Nothing else of the process
// may set what its threads may use meanwhile.
func OnOneCore(work func() error) (err error) {
	var all, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return fmt.Errorf("ask for the cores of this process: %w", err)
	}
	for core := 0; one.Count() == 0; core++ {
		if all.IsSet(core) {
			one.Set(core)
		}
	}
	defer func() { err = errors.Join(err, confine(&all)) }()
	if err := confine(&one); err != nil {
		return err
	}
	return work()
}

// confine sets the cores of every thread. A thread has those of the one that began it,
// so it goes on until there are no new ones.
func confine(to *unix.CPUSet) error {
	var done []int
	for fresh := true; fresh; {
		fresh = false
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil {
			return fmt.Errorf("list the threads of this process: %w", err)
		}
		for _, t := range threads {
			id, err := strconv.Atoi(t.Name())
			if err != nil || slices.Contains(done, id) {
				continue
			}
			if err := unix.SchedSetaffinity(id, to); err != nil && !errors.Is(err, unix.ESRCH) { // it has ended
				return fmt.Errorf("set the cores of a thread: %w", err)
			}
			done, fresh = append(done, id), true
		}
	}
	return nil
}
