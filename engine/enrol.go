package engine

import (
	"context"
	"encoding/hex"
	"fmt"

	"cotejo/engine/extract"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/trace"
)

// template makes the template of one mark of a scan whose pitch is known. The
// error is a *prepare.Unusable when there is nothing to compare.
func (e *Engine) template(ctx context.Context, kind mark.Kind, from portion, sink trace.Sink) (*feature.Template, error) {
	t := &feature.Template{Kind: kind, Engine: Version, Params: e.prints.template}
	if n, err := hex.Decode(t.Source[:], []byte(from.scan.SHA256)); err != nil || n != len(t.Source) {
		return nil, fmt.Errorf("enrol: the scan's hash %q is no SHA-256", from.scan.SHA256)
	}
	prepared, err := prepareMark(t, from, e.prepareParams(kind))
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	prepared.Centre.XUm += from.offsetUm[0]
	prepared.Centre.YUm += from.offsetUm[1]
	t.CentreUm = [2]float64{prepared.Centre.XUm, prepared.Centre.YUm}
	t.CentreFrom = centreMethods[prepared.Centre.Method]
	showPrepared(sink, prepared)
	if kind == mark.ApertureShear {
		err = extract.Striae(t, prepared, e.params.Shear.Extract, sink)
	} else {
		err = extract.Features(t, prepared, e.params.surface(kind).Extract, sink)
	}
	if err != nil {
		return nil, err
	}
	return t, t.Check()
}

var centreMethods = map[prepare.CentreMethod]feature.CentreMethod{
	prepare.CentreHole:  feature.CentreHole,
	prepare.CentreRim:   feature.CentreRim,
	prepare.CentreFrame: feature.CentreFrame,
}

func prepareMark(t *feature.Template, from portion, p prepare.Params) (*prepare.Prepared, error) {
	s := from.scan
	if s.Surface != nil {
		t.Modality = feature.Topography
		t.PitchUm = [2]float64{s.Surface.PitchX * 1e6, s.Surface.PitchY * 1e6}
		return prepare.Surface(s.Surface, from.region, p)
	}
	t.Modality = feature.Reflectance
	t.PitchUm = [2]float64{s.Image.PitchX * 1e6, s.Image.PitchY * 1e6}
	return prepare.Image(s.Image, from.region, from.lit, p)
}

func showPrepared(sink trace.Sink, p *prepare.Prepared) {
	if !sink.Enabled() {
		return
	}
	sink.Put("centre", trace.JSON{Value: p.Centre})
	r := p.Relief
	if pic, err := trace.ReliefPicture(r.Side, r.Side, r.Z, func(i int) bool { return r.M[i] > 0 }, 3*deviation(r)); err == nil {
		sink.Put("levelled", pic)
	}
}

// deviation is the root mean square of a relief, at least a nanometre.
func deviation(r *prepare.Relief) float32 {
	return float32(max(1e-3, r.Deviation()))
}
