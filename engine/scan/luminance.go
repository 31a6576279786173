package scan

import (
	"image"
	"image/color"

	"cotejo/engine/mark"
)

// luminance turns a picture into grey samples of 0..65535. The usual forms have
// a loop of their own: the general one calls through an interface for every
// pixel.
func luminance(img image.Image) *mark.Image {
	b := img.Bounds()
	out := &mark.Image{Width: b.Dx(), Height: b.Dy(), Depth: depth(img), Pix: make([]uint16, b.Dx()*b.Dy())}
	for y := 0; y < out.Height; y++ {
		row := out.Pix[y*out.Width : (y+1)*out.Width]
		switch m := img.(type) {
		case *image.Gray:
			for x, v := range m.Pix[y*m.Stride : y*m.Stride+out.Width] {
				row[x] = uint16(v) * 257
			}
		case *image.Gray16:
			src := m.Pix[y*m.Stride : y*m.Stride+2*out.Width]
			for x := range row {
				row[x] = uint16(src[2*x])<<8 | uint16(src[2*x+1])
			}
		case *image.YCbCr:
			for x := range row {
				row[x] = uint16(m.Y[m.YOffset(b.Min.X+x, b.Min.Y+y)]) * 257
			}
		case *image.Paletted:
			greyPalette(m, y, row)
		case image.RGBA64Image:
			for x := range row {
				c := m.RGBA64At(b.Min.X+x, b.Min.Y+y)
				row[x] = grey(uint32(c.R), uint32(c.G), uint32(c.B))
			}
		default:
			for x := range row {
				r, g, bl, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
				row[x] = grey(r, g, bl)
			}
		}
	}
	return out
}

// greyPalette looks colours up. An index beyond the palette, which a damaged
// file can have, is black.
func greyPalette(m *image.Paletted, y int, row []uint16) {
	for x, i := range m.Pix[y*m.Stride : y*m.Stride+len(row)] {
		if int(i) < len(m.Palette) {
			r, g, b, _ := m.Palette[i].RGBA()
			row[x] = grey(r, g, b)
		}
	}
}

// grey weighs 16 bit channels as ITU-R BT.601 does, in 16 bit fixed point.
func grey(r, g, b uint32) uint16 {
	return uint16((19595*r + 38470*g + 7471*b + 1<<15) >> 16)
}

// depth returns the significant bits of a sample.
func depth(img image.Image) int {
	switch img.ColorModel() {
	case color.Gray16Model, color.RGBA64Model, color.NRGBA64Model:
		return 16
	}
	return 8
}
