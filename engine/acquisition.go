package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/picture"
	"cotejo/engine/prepare"
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
	// Drawn are the kinds of mark whose masks a person drew.
	Drawn []mark.Kind
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

// Enrol makes the template of the breech face impression on a scan: of the mask in
// its file if it has one, else of what is found. The error is a *segment.Refusal or
// a *prepare.Unusable when there is none to compare. sink may be nil.
func (e *Engine) Enrol(ctx context.Context, s *scan.Scan, sink trace.Sink) (*feature.Template, error) {
	out, err := e.enrol(ctx, s, Known{}, []mark.Kind{mark.BreechFace}, trace.OrDiscard(sink))
	if err != nil {
		return nil, err
	}
	return out.Templates[0], nil
}

// EnrolMarks makes the templates of all marks of an acquisition. The mask in the
// scan's file counts as a breech face impression drawn by a person, unless Known
// says otherwise. The error is a *segment.Refusal or a *prepare.Unusable when no
// mark is left to compare; the result then still says what was found and why. sink
// may be nil: the breech face's intermediates stand in it as those of Enrol do,
// other marks' under their kind.
func (e *Engine) EnrolMarks(ctx context.Context, s *scan.Scan, k Known, sink trace.Sink) (*Enrolment, error) {
	return e.enrol(ctx, s, k, mark.Kinds(), trace.OrDiscard(sink))
}

// enrol is the table of contents.
func (e *Engine) enrol(ctx context.Context, s *scan.Scan, k Known, kinds []mark.Kind, sink trace.Sink) (*Enrolment, error) {
	found, err := e.Segment(s, k)
	var refused *segment.Refusal
	if err != nil && !errors.As(err, &refused) {
		return nil, err
	}
	out := &Enrolment{Found: found}
	showFound(sink, s, found)
	regions := k.regions(s, found, refused != nil)
	out.Drawn = k.drawn(s)
	switch {
	case len(regions) == 0 && refused != nil:
		return out, refused
	case len(regions) == 0:
		return out, k.nothing()
	}
	if s, err = scaled(s, found); err != nil {
		return out, err
	}
	for _, kind := range kinds {
		region, has := regions[kind]
		if !has {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		shown := sink
		if kind != mark.BreechFace {
			shown = trace.Under(sink, kind.String())
		}
		var t *feature.Template
		if err = e.sure(out, kind); err == nil {
			t, err = e.template(ctx, kind, e.portion(s, kind, region, found), shown)
		}
		var unusable *prepare.Unusable
		switch {
		case errors.As(err, &unusable):
			out.Left = append(out.Left, Left{kind, err})
		case err != nil:
			return nil, err
		default:
			out.Templates = append(out.Templates, t)
		}
	}
	switch {
	case len(out.Templates) > 0:
		return out, nil
	case len(out.Left) > 0:
		return out, out.Left[0].Err
	}
	return out, k.nothing()
}

// sure reports a mark that was found with so little confidence that its outline
// would say more about the finder than about the mark. The breech face is always
// tried, and what a person drew is sure.
func (e *Engine) sure(out *Enrolment, kind mark.Kind) error {
	if kind == mark.BreechFace || out.Found == nil || slices.Contains(out.Drawn, kind) {
		return nil
	}
	m, least := out.Found.Of(kind), e.params.MinConfidence
	if m == nil || m.Confidence >= least {
		return nil
	}
	return &prepare.Unusable{
		What:   fmt.Sprintf("the %s was found with a confidence of %.2f only, at least %.2f is needed", strings.ReplaceAll(kind.String(), "_", " "), m.Confidence, least),
		Remedy: "draw its region by hand",
	}
}

// nothing is the error for an acquisition on which no mark was found that was
// asked for.
func (k Known) nothing() error {
	if len(k.Regions) > 0 {
		return &prepare.Unusable{What: "none of the marks that were asked for was found", Remedy: "mark their regions by hand, or compare other marks"}
	}
	return &segment.Refusal{Finding: segment.Finding{Code: segment.NoImpression}}
}

// regions are the masks of the marks: what a person drew, and, of other kinds, what
// was found. Who draws a mark on an acquisition that was refused knows better than
// the finder, for that mark alone.
func (k Known) regions(s *scan.Scan, found *segment.Found, refused bool) map[mark.Kind]*mark.Mask {
	out := map[mark.Kind]*mark.Mask{}
	if found != nil && !refused {
		for _, m := range found.Marks {
			out[m.Kind] = m.Mask
		}
	}
	if s.Region != nil {
		out[mark.BreechFace] = s.Region
	}
	for kind, drawn := range k.Regions {
		if out[kind] = drawn; drawn == nil || drawn.Count() == 0 {
			delete(out, kind)
		}
	}
	return out
}

// drawn are the kinds of mark that a person drew on a scan.
func (k Known) drawn(s *scan.Scan) []mark.Kind {
	var out []mark.Kind
	for _, kind := range mark.Kinds() {
		region, spoken := k.Regions[kind]
		if !spoken && kind == mark.BreechFace {
			region = s.Region
		}
		if region != nil && region.Count() > 0 {
			out = append(out, kind)
		}
	}
	return out
}

// scaled gives an image without a pitch the one that was found on it.
func scaled(s *scan.Scan, found *segment.Found) (*scan.Scan, error) {
	if s.Image == nil || s.Image.PitchX > 0 {
		return s, nil
	}
	if found == nil || found.PitchFrom == segment.PitchUnknown || found.PitchFrom == "" {
		return nil, &segment.Refusal{Finding: segment.Finding{Code: segment.NoScale}}
	}
	known, image := *s, *s.Image
	image.PitchX, image.PitchY = found.PitchUm[0]*1e-6, found.PitchUm[1]*1e-6
	known.Image = &image
	return &known, nil
}

func showFound(sink trace.Sink, s *scan.Scan, found *segment.Found) {
	if sink.Enabled() && found != nil && found.Extent == segment.Whole {
		sink.Put("marks", drawn{s, found})
	}
}

// drawn is the scan with its marks, drawn when it is written: sinks that keep other
// artefacts only do not wait for it.
type drawn struct {
	scan  *scan.Scan
	found *segment.Found
}

// Ext returns ".png".
func (drawn) Ext() string { return ".png" }

// Write draws the picture and encodes it.
func (d drawn) Write(w io.Writer) error {
	return trace.Picture{Image: picture.Found(d.scan, d.found)}.Write(w)
}
