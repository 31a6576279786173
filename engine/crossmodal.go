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
// known is what is known of each of the two. The result is told from a's side. The
// error is as for Enrol. sink may be nil.
func (e *Engine) CompareAcross(ctx context.Context, a, b *scan.Scan, known [2]Known, sink trace.Sink) (Across, error) {
	if !Mixed(a, b) {
		return Across{}, fmt.Errorf("compare across: one of the two must be a topography and the other a picture")
	}
	both := [2]*scan.Scan{a, b}
	picture := 0
	if b.Image != nil {
		picture = 1
	}
	var regions [2]*mark.Mask
	for i := range both {
		var err error
		if both[i], regions[i], err = e.breechFace(both[i], known[i]); err != nil {
			return Across{}, err
		}
	}
	sink = trace.OrDiscard(sink)
	shown, estimate, err := e.enrolLit(ctx, both[picture], regions[picture], trace.Under(sink, sideNames[picture]))
	if err != nil {
		return Across{}, err
	}
	under := func(l light.Light, sink trace.Sink) (compare.Result, error) {
		t, err := e.enrolUnder(ctx, both[1-picture], regions[1-picture], l, trace.Under(sink, sideNames[1-picture]))
		if err != nil {
			return compare.Result{}, err
		}
		var pair [2]*feature.Template
		pair[picture], pair[1-picture] = shown, t
		return e.Compare(ctx, e.Subject(pair[0]), e.Subject(pair[1]), sink)
	}
	var best Across
	for i, l := range estimate.Candidates() {
		r, err := under(l, trace.Discard)
		if err != nil {
			return Across{}, err
		}
		if i == 0 || r.Score > best.Score {
			best = Across{Result: r, Lit: l, Picture: estimate}
		}
	}
	if !sink.Enabled() {
		return best, nil
	}
	// Who asks for the intermediates is shown those of the light that counts.
	sink.Put("light", trace.JSON{Value: best.Picture})
	_, err = under(best.Lit, sink)
	return best, err
}

// sideNames are those under which the intermediates of two exhibits stand.
var sideNames = [2]string{"a", "b"}

// EnrolUnder makes the template that the breech face impression of a topography
// would have as a picture under a light, so that it compares with pictures. The
// error is as for Enrol. sink may be nil.
func (e *Engine) EnrolUnder(ctx context.Context, s *scan.Scan, k Known, l light.Light, sink trace.Sink) (*feature.Template, error) {
	if s.Surface == nil {
		return nil, fmt.Errorf("enrol under a light: the scan holds no surface")
	}
	s, region, err := e.breechFace(s, k)
	if err != nil {
		return nil, err
	}
	return e.enrolUnder(ctx, s, region, l, trace.OrDiscard(sink))
}

// enrolUnder is EnrolUnder of a mark whose mask is known.
func (e *Engine) enrolUnder(ctx context.Context, s *scan.Scan, region *mark.Mask, l light.Light, sink trace.Sink) (*feature.Template, error) {
	img, seen, err := light.Shade(s.Surface, l)
	if err != nil {
		return nil, err
	}
	if region.Width != seen.Width || region.Height != seen.Height || len(region.In) != len(seen.In) {
		return nil, fmt.Errorf("region of %d x %d points for a scan of %d x %d", region.Width, region.Height, seen.Width, seen.Height)
	}
	for i, in := range region.In {
		seen.In[i] = seen.In[i] && in
	}
	lit := *s
	lit.Surface, lit.Image, lit.Region = nil, img, nil
	return e.template(ctx, mark.BreechFace, portion{scan: &lit, region: seen}, sink)
}

// enrolLit makes the template of a picture's breech face impression and tells its
// light.
func (e *Engine) enrolLit(ctx context.Context, s *scan.Scan, region *mark.Mask, sink trace.Sink) (*feature.Template, light.Estimate, error) {
	t, err := e.template(ctx, mark.BreechFace, portion{scan: s, region: region}, sink)
	if err != nil {
		return nil, light.Estimate{}, err
	}
	p, err := prepare.Image(s.Image, region, nil, e.params.Prepare)
	if err != nil {
		return nil, light.Estimate{}, err
	}
	return t, *p.Light, nil
}

// breechFace returns the mask of the breech face impression, drawn or found, and
// the scan with its pitch.
func (e *Engine) breechFace(s *scan.Scan, k Known) (*scan.Scan, *mark.Mask, error) {
	found, err := e.Segment(s, k)
	region := k.regions(s, found, err != nil)[mark.BreechFace]
	switch {
	case region == nil && err != nil:
		return nil, nil, err
	case region == nil:
		return nil, nil, &segment.Refusal{Finding: segment.Finding{Code: segment.NoImpression}}
	}
	s, err = scaled(s, found)
	return s, region, err
}
