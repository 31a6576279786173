package segment

import (
	"slices"

	"cotejo/engine/mark"
)

// judgeCropped refuses a mark that was cut out before, or warns, when its picture is of
// no use: too small, overexposed, dark or without structure.
func (f *Found) judgeCropped(m *mark.Image, mask *mark.Mask, q ImageParams) error {
	var grey []uint16
	for i, in := range mask.In {
		if in {
			grey = append(grey, m.Pix[i])
		}
	}
	if len(grey) == 0 {
		return refuse(TooFewPoints, 0, 1)
	}
	x0, y0, x1, y1 := mask.Bounds()
	if across := float64(max(x1-x0, y1-y0)); across < q.Quality.Points[0] {
		return refuse(TooSmall, across, q.Quality.Points[0])
	}
	slices.Sort(grey)
	saturated := q.Quality.Saturated
	if b, ok := borderGrey(m, q.Cropped); ok && b.has(65535) {
		// Most of what is white went with the ground.
		saturated = q.Cropped.Saturated
	}
	bright := float64(grey[len(grey)*95/100]) / 257
	spread := bright - float64(grey[len(grey)*5/100])/257
	white := 100 * float64(len(grey)-firstWhite(grey)) / float64(len(grey))
	for _, g := range []struct {
		code         Code
		value, limit float64
		most         bool
	}{
		{TooDark, bright, q.Quality.Dark[0], false},
		{Saturated, white, saturated[0], true},
		{LowContrast, spread, q.Cropped.MinSpread, false},
	} {
		if g.value < g.limit && !g.most || g.value > g.limit && g.most {
			return refuse(g.code, g.value, g.limit)
		}
	}
	if bright < q.Quality.Dark[1] {
		f.warn(TooDark, bright, q.Quality.Dark[1])
	}
	if white > saturated[1] {
		f.warn(Saturated, white, saturated[1])
	}
	return nil
}
