package main

import (
	"context"
	"slices"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
	"cotejo/engine/trace"
)

// enrolMarks makes the templates of a scan's marks, of one kind if the flags say so.
func enrolMarks(ctx context.Context, eng *engine.Engine, s *scan.Scan, f scanFlags, m markFlag, drawn regionsFlag, sink trace.Sink) (*engine.Enrolment, error) {
	known, err := f.known(s)
	if err == nil {
		known, err = drawn.into(known, s)
	}
	if err != nil {
		return nil, err
	}
	return eng.EnrolMarks(ctx, s, m.only(known), sink)
}

// markOutcome is the result of one kind of mark.
type markOutcome struct {
	Kind string `json:"kind"`
	compare.Outcome
}

// outcomes are the result that leads, with the fused score, and those of each kind.
func outcomes(f compare.Fused) (lead compare.Outcome, marks []markOutcome) {
	for _, m := range f.Marks {
		marks = append(marks, markOutcome{m.Kind.String(), m.Result.Outcome()})
	}
	return f.Lead().Outcome(), marks
}

// enrolled is what was found on an acquisition, in short.
type enrolled struct {
	Extent    segment.Extent      `json:"extent,omitempty"`
	PitchFrom segment.PitchSource `json:"pitch_from,omitempty"`
	Marks     []enrolledMark      `json:"marks"`
	Left      []leftMark          `json:"left,omitempty"`
	Warnings  []told              `json:"warnings,omitempty"`
}

type enrolledMark struct {
	Kind string `json:"kind"`
	// Confidence is that of the outline, nil where a person drew it.
	Confidence *float64 `json:"confidence,omitempty"`
}

// leftMark is a mark that cannot be compared.
type leftMark struct {
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// summarise tells what was found; drawn says that the file brought the outline of
// its breech face impression.
func summarise(e *engine.Enrolment) *enrolled {
	out := &enrolled{Marks: []enrolledMark{}}
	for _, t := range e.Templates {
		m := enrolledMark{Kind: t.Kind.String()}
		if e.Found != nil && !slices.Contains(e.Drawn, t.Kind) {
			if found := e.Found.Of(t.Kind); found != nil {
				m.Confidence = &found.Confidence
			}
		}
		out.Marks = append(out.Marks, m)
	}
	for _, l := range e.Left {
		out.Left = append(out.Left, leftMark{l.Kind.String(), l.Err.Error()})
	}
	if e.Found != nil {
		out.Extent, out.PitchFrom = e.Found.Extent, e.Found.PitchFrom
		for _, w := range e.Found.Warnings {
			out.Warnings = append(out.Warnings, tell(w, "en"))
		}
	}
	return out
}
