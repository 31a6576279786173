package engine

import (
	"context"
	"fmt"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
	"cotejo/engine/trace"
)

// Across is a comparison of a topography with a picture.
type Across struct {
	compare.Result
	// Lit is the light under which the topography was rendered for the result.
	Lit light.Light
	// Picture is what the picture says of its light.
	Picture light.Estimate
}

// Mixed says whether one of two scans is a topography and the other a picture, so
// that CompareAcross is the way to compare them.
func Mixed(a, b *scan.Scan) bool {
	return (a.Surface != nil) != (b.Surface != nil)
}

// CompareAcross holds the breech face impressions of a topography and of a picture
// against each other, in either order: the topography is rendered under the lights
// that the picture may have been taken under, and the one that agrees best counts.
// The result is told from a's side. It tells less than two scans or two pictures
// do. The error is as for Enrol. sink may be nil.
func (e *Engine) CompareAcross(ctx context.Context, a, b *scan.Scan, sink trace.Sink) (Across, error) {
	if !Mixed(a, b) {
		return Across{}, fmt.Errorf("compare across: one of the two must be a topography and the other a picture")
	}
	sink = trace.OrDiscard(sink)
	picture, surface, nameOf := a, b, [2]string{"a", "b"}
	if a.Surface != nil {
		picture, surface, nameOf = b, a, [2]string{"b", "a"}
	}
	shown, estimate, err := e.enrolLit(ctx, picture, trace.Under(sink, nameOf[0]))
	if err != nil {
		return Across{}, err
	}
	var best Across
	for i, l := range estimate.Candidates() {
		t, err := e.EnrolUnder(ctx, surface, l, trace.Under(sink, nameOf[1]))
		if err != nil {
			return Across{}, err
		}
		pair := [2]*feature.Template{shown, t}
		if picture == b {
			pair = [2]*feature.Template{t, shown}
		}
		r, err := e.Compare(ctx, e.Subject(pair[0]), e.Subject(pair[1]), nil)
		if err != nil {
			return Across{}, err
		}
		if i == 0 || r.Score > best.Score {
			best = Across{Result: r, Lit: l, Picture: estimate}
		}
	}
	return best, nil
}

// EnrolUnder makes the template that the breech face impression of a topography
// would have as a picture under a light, so that it compares with pictures. The
// error is as for Enrol. sink may be nil.
func (e *Engine) EnrolUnder(ctx context.Context, s *scan.Scan, l light.Light, sink trace.Sink) (*feature.Template, error) {
	if s.Surface == nil {
		return nil, fmt.Errorf("enrol under a light: the scan holds no surface")
	}
	_, region, err := e.breechFace(s)
	if err != nil {
		return nil, err
	}
	img, seen, err := light.Shade(s.Surface, l)
	if err != nil {
		return nil, err
	}
	for i, in := range region.In {
		seen.In[i] = seen.In[i] && in
	}
	lit := *s
	lit.Surface, lit.Image, lit.Region = nil, img, nil
	return e.template(ctx, &lit, mark.BreechFace, seen, trace.OrDiscard(sink))
}

// enrolLit makes the template of a picture's breech face impression and tells its
// light.
func (e *Engine) enrolLit(ctx context.Context, s *scan.Scan, sink trace.Sink) (*feature.Template, light.Estimate, error) {
	s, region, err := e.breechFace(s)
	if err != nil {
		return nil, light.Estimate{}, err
	}
	t, err := e.template(ctx, s, mark.BreechFace, region, sink)
	if err != nil {
		return nil, light.Estimate{}, err
	}
	p, err := prepare.Image(s.Image, region, e.params.Prepare)
	if err != nil {
		return nil, light.Estimate{}, err
	}
	return t, *p.Light, nil
}

// breechFace returns the mask of the breech face impression, drawn or found, and
// the scan with its pitch.
func (e *Engine) breechFace(s *scan.Scan) (*scan.Scan, *mark.Mask, error) {
	found, err := e.Segment(s, Known{})
	if err != nil && s.Region == nil {
		return nil, nil, err
	}
	region := Known{}.regions(s, found, err != nil)[mark.BreechFace]
	if region == nil {
		return nil, nil, &segment.Refusal{Finding: segment.Finding{Code: segment.NoImpression}}
	}
	s, err = scaled(s, found)
	return s, region, err
}
