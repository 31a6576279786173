package main

import (
	"context"
	"fmt"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/trace"
)

// holdAcross compares the breech face impressions of a topography and a picture,
// and says that it did.
func (c *compareCmd) holdAcross(ctx context.Context, a *app, eng *engine.Engine, scans [2]*scan.Scan, out *comparison, sink trace.Sink) (compare.Fused, error) {
	var known [2]engine.Known
	for i, s := range scans {
		k, err := c.known(s)
		if err == nil {
			k, err = c.drawn(i).into(k, s)
		}
		if err != nil {
			return compare.Fused{}, err
		}
		known[i] = k
	}
	r, err := eng.CompareAcross(ctx, scans[0], scans[1], known, sink)
	if err != nil {
		return compare.Fused{}, fmt.Errorf("%s and %s: %w", c.A, c.B, err)
	}
	a.note("a topography is compared with a picture: it was rendered under %s; only breech face impressions are compared", lightName(r.Lit))
	out.RenderedUnder = &r.Lit
	one := []compare.MarkResult{{Kind: mark.BreechFace, Result: r.Result}}
	return compare.Fuse(one, eng.Params().Fuse), nil
}

func lightName(l light.Light) string {
	if l.Kind == light.Ring {
		return "a ring light"
	}
	return fmt.Sprintf("a side light at %.0f degrees", l.AzimuthDeg)
}
