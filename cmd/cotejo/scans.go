package main

import (
	"maps"

	"cotejo/bench/folder"
	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// scanFlags are shared by all commands that read scans.
type scanFlags struct {
	PitchUm float64 `placeholder:"P" help:"Pitch of images whose file does not say it, in micrometres a pixel."`
	Calibre string  `placeholder:"NAME" help:"Calibre, such as 9x19 or .45 ACP: the nominal diameter of its primer is the scale of images without a pitch."`
	Primer  string  `placeholder:"SIZE" enum:",small,large" default:"" help:"Size of the primer, small or large, where the calibre is not known."`
}

// reader checks the flags.
func (f scanFlags) reader() (folder.Reader, error) {
	if f.PitchUm != 0 && !(f.PitchUm > 0.01 && f.PitchUm < 1000) {
		return folder.Reader{}, misused("--pitch-um %g: the pitch must be between 0.01 and 1000 micrometres a pixel", f.PitchUm)
	}
	if _, err := f.primer(); err != nil {
		return folder.Reader{}, err
	}
	return folder.Reader{Limits: scan.DefaultLimits(), PitchMetres: f.PitchUm * 1e-6}, nil
}

// primer is the size of the primer as the flags say it.
func (f scanFlags) primer() (mark.PrimerSize, error) {
	if f.Calibre == "" {
		return mark.PrimerSize(f.Primer), nil
	}
	size, err := mark.PrimerOfCalibre(f.Calibre)
	switch {
	case err != nil:
		return "", misused("--calibre: %v", err)
	case f.Primer != "" && f.Primer != string(size):
		return "", misused("--calibre %s has a %s primer, --primer says %s: give one of them", f.Calibre, size, f.Primer)
	}
	return size, nil
}

// known is what the flags say of a scan that reader read.
func (f scanFlags) known(s *scan.Scan) (engine.Known, error) {
	size, err := f.primer()
	return engine.Known{
		Primer:     size,
		PitchGiven: s.Image != nil && f.PitchUm > 0 && s.Image.PitchX == f.PitchUm*1e-6,
	}, err
}

// noteAssumptions tells what a reader had to assume about a file.
func (a *app) noteAssumptions(path string, s *scan.Scan) {
	for _, as := range s.Assumptions {
		a.note("%s: %s", path, as.Text)
	}
}

// markFlag chooses one kind of mark.
type markFlag struct {
	Mark string `placeholder:"KIND" enum:",breech_face,firing_pin,aperture_shear,ejector" default:"" help:"Compare this kind of mark only: breech_face, firing_pin, aperture_shear or ejector (default: all that are found)."`
}

// kind is the kind of mark that was chosen, 0 for all.
func (f markFlag) kind() mark.Kind {
	for _, k := range mark.Kinds() {
		if k.String() == f.Mark {
			return k
		}
	}
	return 0
}

// only says that no other kind of mark is there than the one that was chosen.
func (f markFlag) only(k engine.Known) engine.Known {
	if f.kind() == 0 {
		return k
	}
	k.Regions = maps.Clone(k.Regions)
	if k.Regions == nil {
		k.Regions = map[mark.Kind]*mark.Mask{}
	}
	for _, other := range mark.Kinds() {
		if other != f.kind() {
			k.Regions[other] = nil
		}
	}
	return k
}
