// Package feature is what the engine keeps of a mark: the template. A template
// holds everything that a comparison needs, so that originals are not read
// again. The package knows its binary form and its checks, and no algorithm.
package feature

import (
	"encoding/hex"
	"fmt"
	"math"

	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// Modality says what a mark's values were measured from. Marks of different
// modality are not comparable.
type Modality uint8

// The values are stored in templates: never renumber them.
const (
	Topography  Modality = 1 // heights
	Reflectance Modality = 2 // brightness of an image
)

// String names the modality in messages and JSON.
func (m Modality) String() string {
	switch m {
	case Topography:
		return "topography"
	case Reflectance:
		return "reflectance"
	}
	return "unknown"
}

// CentreMethod says what the mark's centre was taken from; the values are
// stored.
type CentreMethod uint8

// The ways to find a centre.
const (
	CentreHole  CentreMethod = 1
	CentreRim   CentreMethod = 2
	CentreFrame CentreMethod = 3
)

// String names the method in messages and records.
func (m CentreMethod) String() string {
	switch m {
	case CentreHole:
		return "hole"
	case CentreRim:
		return "rim"
	case CentreFrame:
		return "frame"
	}
	return "unknown"
}

// The levels of a template, from fine to coarse.
const (
	Fine = iota
	Middle
	Coarse
	Levels
)

// UnitsPerDeviation is the quantisation of a level: a value of 32 is one
// standard deviation of the level.
const UnitsPerDeviation = 32

// Level is one band of the mark at one pitch: Side x Side values in 1/32
// standard deviations, row by row from the top left, zero where the mask is
// unset. The mark's centre lies in the middle.
type Level struct {
	Side    int
	PitchUm float64
	Values  []int8
	Mask    Bits
}

// Template is one mark, ready to compare. It is not changed after it was made
// and safe for concurrent use.
type Template struct {
	Kind     mark.Kind
	Modality Modality
	// Engine is the version of the engine that made the template, Params the
	// fingerprint of its parameters: templates compare only when both agree.
	Engine, Params string
	// Source is the SHA-256 of the original's bytes.
	Source [32]byte
	// Pitch of the original in micrometres, along x and y.
	PitchUm [2]float64
	// CentreUm is the mark's centre from the middle of the original's frame, x to
	// the right and y down; CentreFrom says how it was found.
	CentreUm   [2]float64
	CentreFrom CentreMethod
	// Levels are those of a mark that is compared as a surface. A striated mark
	// has a Profile instead, and no level has a point.
	Levels  [Levels]Level
	Profile *Profile
	// Signature is the coarse part, laid out as kernel.Layout says.
	Layout    kernel.Layout
	Signature []int8
}

// What a template from elsewhere may say of its geometry. The pitch of a level
// decides how many points a filter of so many micrometres reaches over: one that
// is far too small would keep a processor busy for hours.
const (
	minPitchUm, maxPitchUm = 1.0, 1000.0
	maxCentreUm            = 1e6 // a metre
)

// ID names the template by its original's hash.
func (t *Template) ID() string { return hex.EncodeToString(t.Source[:]) }

// Check reports the first thing that makes a template unusable. Decode calls it.
func (t *Template) Check() error {
	if t.Kind.String() == "unknown" || t.Modality.String() == "unknown" {
		return fmt.Errorf("template of kind %d and modality %d: not known to this version", t.Kind, t.Modality)
	}
	for _, v := range []float64{t.PitchUm[0], t.PitchUm[1]} {
		if !(v > 0) || math.IsInf(v, 0) {
			return fmt.Errorf("template with a pitch of %g um", v)
		}
	}
	for _, v := range t.CentreUm {
		if !(math.Abs(v) <= maxCentreUm) {
			return fmt.Errorf("template with a centre at %g um", v)
		}
	}
	if err := t.checkShape(); err != nil {
		return err
	}
	if err := t.Layout.Check(); err != nil {
		return err
	}
	if len(t.Signature) != t.Layout.Bytes() {
		return fmt.Errorf("signature of %d values, its layout needs %d", len(t.Signature), t.Layout.Bytes())
	}
	return nil
}

// checkShape checks the levels, or the profile that stands in their place.
func (t *Template) checkShape() error {
	for i := range t.Levels {
		l := &t.Levels[i]
		if t.Profile == nil {
			if err := l.check(); err != nil {
				return fmt.Errorf("level %d: %w", i, err)
			}
		} else if l.Side != 0 || len(l.Values) != 0 || l.Mask.Len() != 0 {
			return fmt.Errorf("level %d of a mark that has a profile", i)
		}
	}
	if t.Profile == nil {
		return nil
	}
	return t.Profile.check()
}

// AreaMM2 is what the finest level covers in square millimetres, 0 for a profile.
func (t *Template) AreaMM2() float64 {
	l := &t.Levels[Fine]
	return float64(l.Mask.Count()) * l.PitchUm * l.PitchUm / 1e6
}

func (l *Level) check() error {
	switch {
	case l.Side < 1 || l.Side > kernel.MaxSide:
		return fmt.Errorf("side %d is not within 1 to %d", l.Side, kernel.MaxSide)
	case !(l.PitchUm >= minPitchUm && l.PitchUm <= maxPitchUm):
		return fmt.Errorf("pitch %g um is not within %g to %g", l.PitchUm, minPitchUm, maxPitchUm)
	case len(l.Values) != l.Side*l.Side || l.Mask.Len() != l.Side*l.Side:
		return fmt.Errorf("side %d with %d values and %d mask bits", l.Side, len(l.Values), l.Mask.Len())
	}
	return nil
}

// Plane lays a level out for the matching loops.
func (l *Level) Plane() *kernel.Plane { return kernel.FillPlane(l.Side, l.Values, l.Mask.Words()) }

// LayOut makes of p what Plane returns, as kernel.Plane.Refill does.
func (l *Level) LayOut(p *kernel.Plane) { p.Refill(l.Side, l.Values, l.Mask.Words()) }
