package eval

import (
	"errors"

	"cotejo/bench/damage"
	"cotejo/bench/folder"
)

// Options say what is evaluated.
type Options struct {
	// Dirs are folders of scans with a truth file each.
	Dirs []string
	// TruthName is the truth file's name inside each folder.
	TruthName string
	// Reader reads the scans.
	Reader folder.Reader
	// Rotate turns every scan by a random angle and shifts it by up to 0.3 mm.
	Rotate bool
	// Damage spoils every scan, after turning it; nil leaves it whole.
	Damage *damage.Spec
	// Seed decides angles and damage: the same seed, the same surfaces.
	Seed uint64
	// SharedFirearms says that the folders name firearms in common; otherwise a
	// name is valid inside its own folder only.
	SharedFirearms bool
	// Version is what the report says made it.
	Version string
	// Progress, if set, is told what is done of a stage. Calls do not overlap.
	Progress func(stage string, done, total int)
}

func (o *Options) check() error {
	if len(o.Dirs) == 0 {
		return errors.New("no folder to evaluate: name at least one")
	}
	if o.TruthName == "" {
		return errors.New("the name of the truth file is empty")
	}
	return nil
}

func (o *Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
