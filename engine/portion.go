package engine

import (
	"math"

	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// portion is what a template is made of: a scan, the mask of one mark on it, and
// the light of a photograph, nil when it is not known. Where the scan was cut down to the mark,
// offsetUm is how far its middle lies from that of the whole frame.
type portion struct {
	scan     *scan.Scan
	region   *mark.Mask
	lit      *light.Light
	offsetUm [2]float64
}

// portion is that of one mark. A photograph of a whole case head is cut down to it,
// and of its breech face a margin is left out.
func (e *Engine) portion(s *scan.Scan, kind mark.Kind, region *mark.Mask, found *segment.Found) portion {
	p := portion{scan: s, region: region}
	if found == nil || found.Extent != segment.Whole || s.Image == nil || !sized(region, s.Image) {
		return p
	}
	lit := light.NewRing()
	if found.Lamp != nil {
		lit = light.NewSide(math.Mod(found.Lamp.AzimuthDeg+360, 360))
	}
	p.lit = &lit
	if kind != mark.BreechFace {
		return p.cutDown(0)
	}
	x, y := points(e.params.ImageMarginUm, s.Image.PitchX), points(e.params.ImageMarginUm, s.Image.PitchY)
	p = p.cutDown(max(x, y) + 1)
	p.region = withoutMargin(p.region, x, y)
	return p
}

// sized says whether a mask has the size of an image.
func sized(m *mark.Mask, i *mark.Image) bool {
	return m.Width == i.Width && m.Height == i.Height && len(m.In) == m.Width*m.Height
}

// cutDown keeps the part of a photograph that lies around the mark: its pixels are
// many, and most of them show the rest of the case head. pad is in points.
func (p portion) cutDown(pad int) portion {
	img := p.scan.Image
	x0, y0, x1, y1 := p.region.Bounds()
	if x1 <= x0 {
		return p
	}
	x0, y0 = max(x0-pad, 0), max(y0-pad, 0)
	x1, y1 = min(x1+pad, img.Width), min(y1+pad, img.Height)
	part := *img
	part.Width, part.Height = x1-x0, y1-y0
	part.Pix = make([]uint16, 0, part.Width*part.Height)
	region := &mark.Mask{Width: part.Width, Height: part.Height, In: make([]bool, 0, part.Width*part.Height)}
	for y := y0; y < y1; y++ {
		row := y * img.Width
		part.Pix = append(part.Pix, img.Pix[row+x0:row+x1]...)
		region.In = append(region.In, p.region.In[row+x0:row+x1]...)
	}
	s := *p.scan
	s.Image = &part
	p.offsetUm[0] += (float64(x0+x1-img.Width) / 2) * img.PitchX * 1e6
	p.offsetUm[1] += (float64(y0+y1-img.Height) / 2) * img.PitchY * 1e6
	p.scan, p.region = &s, region
	return p
}
