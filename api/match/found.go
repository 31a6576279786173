package match

import (
	"errors"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// simpler is by how many points an outline that is shown may leave the mask's.
const simpler = 0.7

// found is what an acquisition shows by itself, as it is kept. Where nothing was
// found, the frame alone lets people draw.
func (m *Matcher) found(s *scan.Scan, known engine.Known, e *engine.Enrolment, refused error) (*casework.Segmentation, error) {
	var f *segment.Found
	if e != nil {
		f = e.Found
	}
	if f == nil {
		var refusal *segment.Refusal
		var err error
		if f, err = m.engine.Segment(s, known); err != nil && !errors.As(err, &refusal) && refused == nil {
			return nil, err
		}
	}
	width, height := frameOf(s)
	version, params, _ := m.Engine()
	out := &casework.Segmentation{
		Engine: version, Params: params, Width: width, Height: height, PitchFrom: string(segment.PitchUnknown),
		Marks: []casework.FoundMark{},
	}
	if r, ok := errors.AsType[*casework.Refusal](refused); ok {
		out.Refusal = casework.Remark{Code: r.Code, Value: r.Value, Limit: r.Limit}
	}
	if f == nil {
		return out, nil
	}
	out.Extent, out.PitchFrom = string(f.Extent), string(f.PitchFrom)
	scale := [2]float64{}
	if f.PitchFrom != segment.PitchUnknown {
		scale = f.PitchUm
	}
	out.PitchXUm, out.PitchYUm = scale[0], scale[1]
	if f.Primer != nil {
		out.Primer = circle(f.Primer.Edge, f.Primer.Confidence)
	}
	if f.Aperture != nil {
		out.Aperture = circle(*f.Aperture, 0)
	}
	for i := range f.Marks {
		k := &f.Marks[i]
		out.Marks = append(out.Marks, casework.FoundMark{
			MarkKind: k.Kind.String(), Outline: kept(mark.OutlineOf(k.Mask, simpler)), Confidence: k.Confidence,
			AreaMM2: float64(k.Mask.Count()) * scale[0] * scale[1] / 1e6,
		})
	}
	out.Warnings = remarks(f.Warnings)
	return out, nil
}

func circle(c segment.Circle, confidence float64) casework.FoundCircle {
	return casework.FoundCircle{XUm: c.X, YUm: c.Y, DiameterUm: 2 * c.R, Confidence: confidence}
}

func remarks(all []segment.Finding) []casework.Remark {
	var out []casework.Remark
	for _, f := range all {
		out = append(out, casework.Remark{Code: string(f.Code), Value: f.Value, Limit: f.Limit})
	}
	return out
}

// warnings are what was found wrong, and the marks without a template.
func warnings(f *casework.Segmentation, left []engine.Left) []casework.Remark {
	out := append([]casework.Remark(nil), f.Warnings...)
	for _, l := range left {
		out = append(out, casework.Remark{Code: leftCode + l.Kind.String()})
	}
	return out
}

// nothing is the refusal of an acquisition of whose marks none gave a template.
func nothing(left []engine.Left) error {
	if len(left) == 0 {
		return &casework.Refusal{Code: string(segment.NoImpression), Reason: "no mark is left to compare"}
	}
	return refuse(left[0].Err)
}

func frameOf(s *scan.Scan) (width, height int) {
	if s.Surface != nil {
		return s.Surface.Width, s.Surface.Height
	}
	return s.Image.Width, s.Image.Height
}
