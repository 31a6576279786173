package engine

import (
	"context"
	"fmt"

	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
	"cotejo/engine/trace"
)

// Known is what is known of an acquisition besides its file. The zero value knows
// nothing.
type Known struct {
	// PitchGiven says that the pitch of the scan came from a person, not from its
	// file.
	PitchGiven bool
	// Primer is the size of the primer, "" when not known: the scale of an image
	// without a pitch.
	Primer mark.PrimerSize
	// Regions are the marks as a person drew them. Each goes before what is found
	// of its kind; an empty one says that there is no such mark.
	Regions map[mark.Kind]*mark.Mask
}

func (k Known) options() segment.Options {
	o := segment.Options{PitchFrom: segment.PitchFile, Primer: k.Primer}
	if k.PitchGiven {
		o.PitchFrom = segment.PitchGiven
	}
	return o
}

// Enrolment is an acquisition with what was made of it.
type Enrolment struct {
	// Found is what the acquisition shows by itself, without what a person drew.
	Found *segment.Found
	// Templates are those of its marks, in the order of their kinds.
	Templates []*feature.Template
	// Left are the marks of which no template could be made, with the reasons.
	Left []Left
}

// Left is a mark without a template.
type Left struct {
	Kind mark.Kind
	Err  error
}

// Segment finds the marks of a scan. The error is a *segment.Refusal when it is of
// no use; the result then still holds what was found. The scan's own mask is not
// looked at.
func (e *Engine) Segment(s *scan.Scan, k Known) (*segment.Found, error) {
	switch {
	case s.Surface != nil:
		return segment.Surface(s.Surface, k.options(), e.params.Segment)
	case s.Image != nil:
		return segment.Image(s.Image, k.options(), e.params.Segment)
	}
	return nil, fmt.Errorf("segment: the scan holds neither a surface nor an image")
}

// EnrolMarks makes the templates of all marks of an acquisition. The mask in the
// scan's file counts as drawn by a person, unless Known says otherwise.
func (e *Engine) EnrolMarks(ctx context.Context, s *scan.Scan, _ Known, sink trace.Sink) (*Enrolment, error) {
	t, err := e.Enrol(ctx, s, sink)
	if err != nil {
		return nil, err
	}
	return &Enrolment{Templates: []*feature.Template{t}}, nil
}
