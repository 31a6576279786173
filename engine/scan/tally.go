package scan

import (
	"image"
	"image/color"

	"cotejo/engine/mark"
)

// tally counts the pixels of a mask picture by what they may mean.
type tally struct {
	img        image.Image
	background rgb
	named      []rgb // colours that annotations call a mark

	light   int // grey and lighter than half
	colours int // not grey
	plain   int // background, or transparent
	painted int // neither
	marked  int // of a colour in named
}

func (t *tally) count() {
	t.each(func(_ int, c rgb, clear bool) {
		switch {
		case clear:
			t.plain++
			return
		case t.isNamed(c):
			t.marked++
			t.painted++
		case c.near(t.background):
			t.plain++
		default:
			t.painted++
		}
		if !c.grey() {
			t.colours++
		} else if c[1] >= 128 {
			t.light++
		}
	})
}

func (t *tally) isNamed(c rgb) bool {
	for _, n := range t.named {
		if c.near(n) {
			return true
		}
	}
	return false
}

// mask returns the points for which in holds.
func (t *tally) mask(in func(c rgb, clear bool) bool) *mark.Mask {
	b := t.img.Bounds()
	m := mark.NewMask(b.Dx(), b.Dy())
	t.each(func(i int, c rgb, clear bool) { m.In[i] = in(c, clear) })
	return m
}

// each calls do for every pixel, row by row. clear means more than half
// transparent.
func (t *tally) each(do func(i int, c rgb, clear bool)) {
	b := t.img.Bounds()
	i := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(t.img.At(x, y)).(color.NRGBA)
			do(i, rgb{c.R, c.G, c.B}, c.A < 128)
			i++
		}
	}
}
