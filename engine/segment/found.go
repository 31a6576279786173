// Package segment finds the marks on a whole acquisition: a scan or a photograph
// of a case head with its primer, headstamp, dent and dust. It says where each
// mark lies, how sure it is, and why an acquisition is of no use. It knows pixels
// and heights, and no templates, files or people.
package segment

import "cotejo/engine/mark"

// Found is what an acquisition shows. It is owned by whoever receives it.
//
// Lengths and places are micrometres from the top left corner of the frame, x to
// the right and y down: the middle of point (i, j) lies at ((i+0.5)·PitchUm[0],
// (j+0.5)·PitchUm[1]). While the pitch is not known (PitchFrom is PitchUnknown)
// PitchUm is 1 and they are points.
type Found struct {
	Width, Height int
	PitchUm       [2]float64
	PitchFrom     PitchSource
	Extent        Extent
	// Primer and Aperture are nil where they were not found or, on a mark that was
	// cropped before, not looked for.
	Primer   *Primer
	Aperture *Circle
	// Lamp is the light at the side of a photograph, nil under a ring of light, on a
	// mark that was cropped before and on a topography.
	Lamp *Lamp
	// Marks holds at most one of a kind, in the order of their kinds.
	Marks []Mark
	// Warnings are what makes the acquisition poorer than it could be.
	Warnings []Finding
}

// Mark is one mark that was found.
type Mark struct {
	Kind mark.Kind
	// Mask has the size of the acquisition.
	Mask *mark.Mask
	// Confidence runs from 0 to 1: how well the outline agrees with what the kind
	// of mark must look like.
	Confidence float64
}

// Of returns the mark of a kind, nil when there is none.
func (f *Found) Of(k mark.Kind) *Mark {
	for i := range f.Marks {
		if f.Marks[i].Kind == k {
			return &f.Marks[i]
		}
	}
	return nil
}

// Circle is a circle, or what comes nearest to the outline that was found.
type Circle struct{ X, Y, R float64 }

// Primer is the primer's outline.
type Primer struct {
	// Edge is the edge of the cup: the bottom of the groove between primer and
	// case. Its diameter is the nominal one.
	Edge Circle
	// Face is the edge of the primer's flat face, where a person draws the bright
	// disc of a photograph; Pocket is the edge of the case head around the groove.
	Face, Pocket Circle
	Confidence   float64
}

// Lamp is a light at the side: where it stands, in degrees anticlockwise from the
// right of the picture. Unlike the mark alone, the primer's round edges tell on
// which of two opposite sides that is.
type Lamp struct{ AzimuthDeg float64 }

// Extent says how much of a case head an acquisition shows.
type Extent string

// The extents.
const (
	Whole   Extent = "whole"   // a primer with what is around it
	Cropped Extent = "cropped" // one mark, cut out before
)

// PitchSource says where the pitch was taken from.
type PitchSource string

// The sources of a pitch, best first.
const (
	PitchFile    PitchSource = "file"    // what the file says
	PitchGiven   PitchSource = "given"   // what a person said at upload
	PitchPrimer  PitchSource = "primer"  // the primer's nominal diameter
	PitchUnknown PitchSource = "unknown" // no source: nothing can be compared
)

// Options say what is known of an acquisition besides its values.
type Options struct {
	// PitchFrom says where the pitch of the surface or image came from: PitchFile
	// or PitchGiven. It is ignored where there is no pitch.
	PitchFrom PitchSource
	// Primer is the size of the primer, "" when not known.
	Primer mark.PrimerSize
}
