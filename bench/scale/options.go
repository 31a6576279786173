package scale

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"cotejo/bench/folder"
	"cotejo/engine/rank"
)

// Options say what is measured.
type Options struct {
	// Size is how many entries the gallery has, hidden ones included.
	Size int
	// Hide are folders of scans with a truth file each; none: generated ones.
	Hide      []string
	TruthName string
	Reader    folder.Reader
	// Seed decides the crowd and what is generated.
	Seed uint64
	// Dir is the folder in which the gallery is made; it must be new or empty.
	Dir string
	// Probes is how many of the hidden scans are timed, at most; all of them are
	// searched for.
	Probes int
	// Rank are the engine's numbers of a search.
	Rank rank.Params
	// Version is what the report says made it.
	Version string
	// Progress, if set, is told what is done of a stage. Calls do not overlap.
	Progress func(stage string, done, total int)
	// Note, if set, is told what a reader of the figures should know.
	Note func(text string)
}

// The sizes that are possible: fewer hide nothing, more need other machines.
const (
	MinSize = 1000
	MaxSize = 100_000_000
)

// Validate reports the first option that cannot work.
func (o *Options) Validate() error {
	switch {
	case o.Size < MinSize || o.Size > MaxSize:
		return fmt.Errorf("a gallery of %d: %d to %d are possible", o.Size, MinSize, MaxSize)
	case o.Probes < 1:
		return fmt.Errorf("%d timed probes: give at least one", o.Probes)
	case o.Dir == "":
		return errors.New("no folder for the gallery")
	}
	return o.Rank.Validate()
}

func (o *Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}

func (o *Options) note(format string, args ...any) {
	if o.Note != nil {
		o.Note(fmt.Sprintf(format, args...))
	}
}

// fresh refuses a folder that holds anything.
func fresh(dir string) error {
	all, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if len(all) > 0 {
		return fmt.Errorf("%s is not empty: name a new folder for the gallery", filepath.Clean(dir))
	}
	return nil
}
