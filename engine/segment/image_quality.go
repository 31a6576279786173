package segment

import (
	"fmt"
	"math"
	"slices"

	"cotejo/engine/mark"
)

// QualityParams say when an image is of no use. Of each pair the first refuses and
// the second warns.
type QualityParams struct {
	// Points is the least diameter of a primer's face in points.
	Points [2]float64 `json:"points"`
	// Shown is the least share of the face, in percent, that lies within the frame.
	Shown [2]float64 `json:"shown"`
	// Dark is the least grey, of 255, of the brightest twentieth of the face.
	Dark [2]float64 `json:"dark"`
	// Saturated is the greatest share of the face, in percent, at full white.
	Saturated [2]float64 `json:"saturated"`
	// Detail is the least mean difference of grey over a hundredth of the face's
	// radius, in percent of the face's grey.
	Detail [2]float64 `json:"detail"`
	// Edges is the least score of the edges of a primer, Aperture that of the
	// aperture's rim, and Score that of both with the dent.
	Edges    float64 `json:"edges"`
	Aperture float64 `json:"aperture"`
	Score    float64 `json:"score"`
}

func defaultQualityParams() QualityParams {
	return QualityParams{
		Points: [2]float64{100, 200}, Shown: [2]float64{60, 95}, Dark: [2]float64{25, 60},
		Saturated: [2]float64{50, 20}, Detail: [2]float64{0.8, 2},
		Edges: 0.22, Aperture: 0.2, Score: 0.74,
	}
}

func (q QualityParams) validate() error {
	rising := map[string][2]float64{"points": q.Points, "shown": q.Shown, "dark": q.Dark, "detail": q.Detail}
	for _, name := range []string{"points", "shown", "dark", "detail"} {
		if v := rising[name]; !(v[0] > 0 && v[1] >= v[0]) {
			return fmt.Errorf("image.quality.%s %v: must be positive and rise", name, v)
		}
	}
	if v := q.Saturated; !(v[1] > 0 && v[0] >= v[1] && v[0] <= 100) {
		return fmt.Errorf("image.quality.saturated %v: must fall within 0 to 100", v)
	}
	if !(q.Edges > 0 && q.Aperture > 0 && q.Score > 0) {
		return fmt.Errorf("image.quality.edges %g, aperture %g and score %g: must be positive", q.Edges, q.Aperture, q.Score)
	}
	return nil
}

// quality is what an image shows of a primer's face.
type quality struct {
	shown, bright, saturated, detail float64
}

// qualityOf looks at the face outside of the aperture.
func (h *caseHead) qualityOf(m *mark.Image, p *plane) quality {
	const angles, radii = 360, 24
	var grey []uint16
	var level, difference, n, all float64
	step := float64(p.step)
	apart := max(0.012*h.face.R, 1.5*step) / step
	for i := range angles {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / angles)
		for k := range radii {
			r := h.face.R * (0.3 + 0.65*(float64(k)+0.5)/radii)
			x, y := h.face.X+r*cos, h.face.Y+r*sin
			if math.Hypot(x-h.hole.X, y-h.hole.Y) < 1.05*h.hole.R {
				continue
			}
			all += r
			if x < 0 || y < 0 || x >= float64(m.Width) || y >= float64(m.Height) {
				continue
			}
			grey = append(grey, m.Pix[int(y)*m.Width+int(x)])
			// Along the turn, so that the light's trend across the face counts little.
			u, v := x/step-0.5, y/step-0.5
			here, a := p.at(u, v)
			one, b := p.at(u-apart*sin, v+apart*cos)
			other, c := p.at(u+apart*sin, v-apart*cos)
			if a && b && c {
				level += float64(here)
				difference += math.Abs(float64(here - (one+other)/2))
			}
			n += r
		}
	}
	if len(grey) == 0 {
		return quality{}
	}
	slices.Sort(grey)
	white := len(grey) - firstWhite(grey)
	return quality{
		shown: 100 * n / all, bright: float64(grey[len(grey)*95/100]) / 257,
		saturated: 100 * float64(white) / float64(len(grey)),
		detail:    100 * 2 * difference / max(level, 1e-9), // values are square roots of grey
	}
}

// firstWhite is the index of the first sample within 2 of 255 levels of white.
func firstWhite(sorted []uint16) int {
	at, _ := slices.BinarySearch(sorted, 65535-2*257)
	return at
}

// judge refuses an image, or warns of what makes it poorer.
func (f *Found) judge(h *caseHead, k quality, q QualityParams) error {
	across := 2 * h.face.R
	for _, g := range []struct {
		code  Code
		value float64
		limit [2]float64
		most  bool
	}{
		{TooSmall, across, q.Points, false},
		{CutOff, k.shown, q.Shown, false},
		{TooDark, k.bright, q.Dark, false},
		{Saturated, k.saturated, q.Saturated, true},
		{OutOfFocus, k.detail, q.Detail, false},
	} {
		bad := func(limit float64) bool { return g.value < limit && !g.most || g.value > limit && g.most }
		switch {
		case bad(g.limit[0]):
			return refuse(g.code, g.value, g.limit[0])
		case bad(g.limit[1]):
			f.warn(g.code, g.value, g.limit[1])
		}
	}
	return nil
}

// spoiled is why no primer was found: the exposure if that explains it, else that
// there is none.
func spoiled(m *mark.Image, q QualityParams) *Refusal {
	const most = 5000 // samples looked at
	var grey []uint16
	for i := 0; i < len(m.Pix); i += 1 + len(m.Pix)/most {
		grey = append(grey, m.Pix[i])
	}
	slices.Sort(grey)
	bright := float64(grey[len(grey)*99/100]) / 257
	white := 100 * float64(len(grey)-firstWhite(grey)) / float64(len(grey))
	spread := float64(grey[len(grey)*95/100]-grey[len(grey)*5/100]) / 257
	const flat = 12 // levels of 255: what noise alone makes
	switch {
	case bright < q.Dark[0]:
		return refuse(TooDark, bright, q.Dark[0])
	case white > q.Saturated[0]:
		return refuse(Saturated, white, q.Saturated[0])
	case spread < flat:
		return refuse(LowContrast, spread, flat)
	}
	return refuse(NotACaseHead, 0, 0)
}
