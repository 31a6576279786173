package eval

import (
	"errors"

	"cotejo/bench/damage"
	"cotejo/bench/folder"
	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
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
	// Known says what is known of a scan besides its file; nil: nothing.
	Known func(s *scan.Scan) (engine.Known, error)
	// Masks is a folder of true masks, NAME/KIND.png, white on black, that are taken
	// instead of what is found, for the scan NAME with any extension; a kind without
	// a mask is not there. Empty: the marks are found.
	Masks string
	// Kind is the only kind of mark that is compared, 0 for all.
	Kind mark.Kind
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
	if o.Masks != "" && (o.Rotate || o.Damage != nil) {
		return errors.New("masks do not fit scans that are turned or damaged: leave one of them out")
	}
	return nil
}

func (o *Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
