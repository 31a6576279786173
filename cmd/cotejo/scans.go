package main

import (
	"cotejo/bench/folder"
	"cotejo/engine/scan"
)

// scanFlags are shared by all commands that read scans.
type scanFlags struct {
	PitchUm float64 `placeholder:"P" help:"Pitch of images whose file does not say it, in micrometres a pixel."`
}

// reader checks the flags.
func (f scanFlags) reader() (folder.Reader, error) {
	if f.PitchUm != 0 && !(f.PitchUm > 0.01 && f.PitchUm < 1000) {
		return folder.Reader{}, misused("--pitch-um %g: the pitch must be between 0.01 and 1000 micrometres a pixel", f.PitchUm)
	}
	return folder.Reader{Limits: scan.DefaultLimits(), PitchMetres: f.PitchUm * 1e-6}, nil
}

// noteAssumptions tells what a reader had to assume about a file.
func (a *app) noteAssumptions(path string, s *scan.Scan) {
	for _, as := range s.Assumptions {
		a.note("%s: %s", path, as.Text)
	}
}
