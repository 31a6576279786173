package catalog

import (
	"errors"
	"time"
)

// errStuck: bleve's writer can end without a word, as damaged files have made it
// do; whoever then waits for a change to be on disk waits for ever.
var errStuck = errors.New("the index takes no more changes: end the process, the next start mends it")

// patience is far above the time of any change.
const patience = 30 * time.Second

// within waits for a change so long and no longer. What it waited for goes on,
// and the index must then be neither used nor closed.
func within(change func() error) error {
	done := make(chan error, 1)
	go func() { done <- change() }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return errStuck
	}
}
