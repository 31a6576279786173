package machine

import (
	"errors"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// coresOfThreads is how many cores each of a few threads may use.
func coresOfThreads(t *testing.T, n int) []int {
	t.Helper()
	counts := make([]int, n)
	var all sync.WaitGroup
	begun := make(chan struct{})
	for i := range n {
		all.Go(func() {
			if err := OnThread(func() error {
				begun <- struct{}{} // no two of them on one thread
				var set unix.CPUSet
				err := unix.SchedGetaffinity(0, &set)
				counts[i] = set.Count()
				return err
			}); err != nil {
				t.Error(err)
			}
		})
	}
	for range n {
		<-begun
	}
	all.Wait()
	return counts
}

func TestOnOneCoreHoldsEveryThread(t *testing.T) {
	before := coresOfThreads(t, 8)
	wanted := errors.New("as the test wants it")
	err := OnOneCore(func() error {
		for i, n := range coresOfThreads(t, 16) { // some of them new
			if n != 1 {
				t.Errorf("thread %d may use %d cores", i, n)
			}
		}
		return wanted
	})
	if !errors.Is(err, wanted) {
		t.Errorf("the work's error is %v", err)
	}
	for i, n := range coresOfThreads(t, 8) {
		if n != before[i] {
			t.Errorf("thread %d may use %d cores afterwards, %d before", i, n, before[i])
		}
	}
}
