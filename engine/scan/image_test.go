package scan_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"cotejo/engine/scan"
)

func encode(t testing.TB, f scan.Format, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch f {
	case scan.PNG:
		err = png.Encode(&b, img)
	case scan.TIFF:
		err = tiff.Encode(&b, img, &tiff.Options{Compression: tiff.Deflate, Predictor: true})
	case scan.JPEG:
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 100})
	case scan.BMP:
		err = bmp.Encode(&b, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fill paints all of an image of 5 x 3 in one colour but the first point, which
// is black, so that a turned image is noticed.
func fill[T interface {
	image.Image
	Set(x, y int, c color.Color)
}](img T, c color.Color) T {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			img.Set(x, y, c)
		}
	}
	img.Set(0, 0, color.Black)
	return img
}

// A colour of 8 bit red 200, green 100, blue 50 has the luminance
// 0.299*200 + 0.587*100 + 0.114*50 = 124.2 of 255 (ITU-R BT.601).
func TestImageLuminance(t *testing.T) {
	r := image.Rect(0, 0, 5, 3)
	rgb := color.NRGBA{200, 100, 50, 255}
	const luma = 124.2 * 257
	half := color.NRGBA{200, 100, 50, 128}
	deep := color.NRGBA64{200 * 257, 100 * 257, 50*257 + 3, 0xffff}
	palette := color.Palette{color.Black, color.White, rgb}
	tile := fill(image.NewGray(image.Rect(0, 0, 16, 16)), color.Gray{90})
	for name, c := range map[string]struct {
		img     image.Image
		formats []scan.Format
		depth   int
		want    float64
		tol     float64
	}{
		"grey":        {fill(image.NewGray(r), color.Gray{90}), []scan.Format{scan.PNG, scan.TIFF, scan.BMP}, 8, 90 * 257, 0},
		"grey 16":     {fill(image.NewGray16(r), color.Gray16{12345}), []scan.Format{scan.PNG, scan.TIFF}, 16, 12345, 0},
		"colour":      {fill(image.NewNRGBA(r), rgb), []scan.Format{scan.PNG, scan.TIFF, scan.BMP}, 8, luma, 20},
		"colour 16":   {fill(image.NewNRGBA64(r), deep), []scan.Format{scan.PNG, scan.TIFF}, 16, luma, 20},
		"half clear":  {fill(image.NewNRGBA(r), half), []scan.Format{scan.PNG, scan.TIFF}, 8, luma * 128 / 255, 20},
		"palette":     {fill(image.NewPaletted(r, palette), rgb), []scan.Format{scan.PNG, scan.TIFF, scan.BMP}, 8, luma, 20},
		"grey JPEG":   {tile, []scan.Format{scan.JPEG}, 8, 90 * 257, 3 * 257},
		"colour JPEG": {fill(image.NewNRGBA(image.Rect(0, 0, 16, 16)), rgb), []scan.Format{scan.JPEG}, 8, luma, 3 * 257},
	} {
		for _, f := range c.formats {
			t.Run(name+" "+string(f), func(t *testing.T) {
				s := readBytes(t, encode(t, f, c.img))
				m := s.Image
				if s.Format != f || s.Surface != nil || m.Depth != c.depth || m.PitchX != 0 || m.PitchY != 0 {
					t.Fatalf("%s, depth %d, pitch %g", s.Format, m.Depth, m.PitchX)
				}
				if err := m.Check(); err != nil {
					t.Fatal(err)
				}
				if got := float64(m.Pix[len(m.Pix)-1]); math.Abs(got-c.want) > c.tol {
					t.Errorf("last point %g, want %g", got, c.want)
				}
				if got := float64(m.Pix[0]); got > 20*257 {
					t.Errorf("first point %g, want black", got)
				}
			})
		}
	}
}

// pngWith puts a pHYs chunk behind the header of a PNG.
func pngWith(data []byte, x, y uint32, unit byte) []byte {
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, x)
	chunk = binary.BigEndian.AppendUint32(chunk, y)
	chunk = append(chunk, unit)
	out := bytes.Clone(data[:33]) // signature and IHDR
	out = binary.BigEndian.AppendUint32(out, 9)
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, data[33:]...)
}

func TestPNGPitch(t *testing.T) {
	plain := encode(t, scan.PNG, fill(image.NewGray(image.Rect(0, 0, 5, 3)), color.White))
	for name, c := range map[string]struct {
		x, y   uint32 // pixels a metre
		unit   byte
		px, py float64
		codes  string
	}{
		"microscope":     {200_000, 160_000, 1, 5e-6, 6.25e-6, ""},
		"unit unknown":   {200_000, 200_000, 0, 0, 0, ""},
		"72 a inch":      {2835, 2835, 1, 0, 0, "pitch-implausible"},
		"300 a inch":     {11811, 11811, 1, 0, 0, "pitch-print-resolution"},
		"just too wide":  {10_000, 10_000, 1, 0, 0, "pitch-implausible"},
		"atoms":          {math.MaxUint32, math.MaxUint32, 1, 0, 0, "pitch-implausible"},
		"zero":           {0, 200_000, 1, 0, 0, ""},
		"a few hundreds": {12_000, 12_000, 1, 1.0 / 12_000, 1.0 / 12_000, ""},
	} {
		s := readBytes(t, pngWith(plain, c.x, c.y, c.unit))
		if s.Image.PitchX != c.px || s.Image.PitchY != c.py || codes(s) != c.codes {
			t.Errorf("%s: pitch %g x %g, %s", name, s.Image.PitchX, s.Image.PitchY, codes(s))
		}
	}
}

// tiffOf builds an uncompressed grey TIFF of 2 x 2 by hand, with entries added.
func tiffOf(order binary.AppendByteOrder, x, y [2]uint32, unit, orientation uint16) []byte {
	entries := []struct {
		tag, kind uint16
		value     uint32
	}{
		{256, 4, 2}, {257, 4, 2}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1}, {273, 4, 8},
		{274, 3, uint32(orientation)}, {278, 4, 2}, {279, 4, 4}, {282, 5, 12}, {283, 5, 20}, {296, 3, uint32(unit)},
	}
	b := []byte("II*\x00")
	if order.String() == "BigEndian" {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 28)
	b = append(b, 10, 20, 30, 40) // the pixels, at 8
	for _, v := range []uint32{x[0], x[1], y[0], y[1]} {
		b = order.AppendUint32(b, v) // the fractions, at 12 and 20
	}
	b = order.AppendUint16(b, uint16(len(entries)))
	for _, e := range entries {
		b = order.AppendUint16(b, e.tag)
		b = order.AppendUint16(b, e.kind)
		b = order.AppendUint32(b, 1)
		if e.kind == 3 {
			b = order.AppendUint16(b, uint16(e.value))
			b = order.AppendUint16(b, 0)
		} else {
			b = order.AppendUint32(b, e.value)
		}
	}
	return order.AppendUint32(b, 0)
}

func TestTIFFPitch(t *testing.T) {
	for name, c := range map[string]struct {
		x, y              [2]uint32
		unit, orientation uint16
		px, py            float64
		codes             string
	}{
		"centimetres":  {[2]uint32{2000, 1}, [2]uint32{4000, 2}, 3, 1, 5e-6, 5e-6, ""},
		"inches":       {[2]uint32{25400, 10}, [2]uint32{5080, 1}, 2, 1, 1e-5, 5e-6, ""},
		"no unit":      {[2]uint32{2000, 1}, [2]uint32{2000, 1}, 1, 1, 0, 0, ""},
		"for paper":    {[2]uint32{600, 1}, [2]uint32{600, 1}, 2, 1, 0, 0, "pitch-print-resolution"},
		"for a screen": {[2]uint32{96, 1}, [2]uint32{96, 1}, 2, 1, 0, 0, "pitch-implausible"},
		"by zero":      {[2]uint32{2000, 0}, [2]uint32{2000, 1}, 3, 1, 0, 0, ""},
		"turned":       {[2]uint32{2000, 1}, [2]uint32{2000, 1}, 3, 6, 5e-6, 5e-6, "orientation-ignored"},
	} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			s := readBytes(t, tiffOf(order, c.x, c.y, c.unit, c.orientation))
			if math.Abs(s.Image.PitchX-c.px) > 1e-12 || math.Abs(s.Image.PitchY-c.py) > 1e-12 || codes(s) != c.codes {
				t.Errorf("%s, %s: pitch %g x %g, %s", name, order, s.Image.PitchX, s.Image.PitchY, codes(s))
			}
			if got := fmt.Sprint(s.Image.Pix); got != fmt.Sprint([]int{10 * 257, 20 * 257, 30 * 257, 40 * 257}) {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

// pngSized is the head of a PNG that declares a size.
func pngSized(width, height uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, width)
	chunk = binary.BigEndian.AppendUint32(chunk, height)
	chunk = append(chunk, 8, 0, 0, 0, 0)
	b := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13)
	b = append(b, chunk...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
	return append(b, "\x00\x00\x00\x00IDAT5\xaf\x06\x1e"...)
}

func TestImageDefects(t *testing.T) {
	img := fill(image.NewGray(image.Rect(0, 0, 64, 64)), color.Gray{77})
	for i := range img.Pix {
		img.Pix[i] = uint8(i * i / 7)
	}
	whole := map[scan.Format][]byte{}
	for _, f := range []scan.Format{scan.PNG, scan.TIFF, scan.JPEG, scan.BMP} {
		whole[f] = encode(t, f, img)
	}
	// patched overwrites bytes at an offset.
	patched := func(f scan.Format, off int, b ...byte) []byte {
		data := bytes.Clone(whole[f])
		copy(data[off:], b)
		return data
	}
	sof := bytes.Index(whole[scan.JPEG], []byte{0xff, 0xc0}) // the size stands 5 bytes on
	bigTIFF := tiffOf(binary.LittleEndian, [2]uint32{}, [2]uint32{}, 1, 1)
	binary.LittleEndian.PutUint32(bigTIFF[28+2+8:], 60000)
	binary.LittleEndian.PutUint32(bigTIFF[28+2+12+8:], 60000)
	for name, c := range map[string]struct {
		data  []byte
		kind  scan.ErrorKind
		words string
	}{
		"png cut":               {whole[scan.PNG][:len(whole[scan.PNG])/2], scan.ErrTruncated, "png|early"},
		"png head":              {whole[scan.PNG][:10], scan.ErrTruncated, "png|early"},
		"png damaged":           {patched(scan.PNG, len(whole[scan.PNG])/2, 1, 2, 3, 4), scan.ErrMalformed, "png|damaged"},
		"png huge":              {pngSized(60000, 60000), scan.ErrTooLarge, "60000 x 60000"},
		"png beyond 32 bits":    {pngSized(math.MaxUint32, 1), scan.ErrMalformed, "png|damaged"},
		"png of nothing":        {pngSized(6000, 6000), scan.ErrTruncated, "cannot hold 6000 x 6000"},
		"png no width":          {pngSized(0, 5), scan.ErrMalformed, "png"},
		"png bit depth":         {patched(scan.PNG, 24, 3), scan.ErrUnsupported, "png|bit depth"},
		"tiff cut":              {whole[scan.TIFF][:len(whole[scan.TIFF])-30], scan.ErrTruncated, "tiff|early"},
		"tiff head":             {whole[scan.TIFF][:6], scan.ErrTruncated, "tiff|early"},
		"tiff huge":             {bigTIFF, scan.ErrTooLarge, "60000 x 60000"},
		"jpeg cut":              {whole[scan.JPEG][:len(whole[scan.JPEG])/2], scan.ErrTruncated, "jpeg|early"},
		"jpeg head":             {whole[scan.JPEG][:4], scan.ErrTruncated, "jpeg|early"},
		"jpeg huge":             {patched(scan.JPEG, sof+5, 0xea, 0x60, 0xea, 0x60), scan.ErrTooLarge, "60000 x 60000"},
		"jpeg of nothing":       {patched(scan.JPEG, sof+5, 0x17, 0x70, 0x17, 0x70), scan.ErrTruncated, "cannot hold 6000 x 6000"},
		"jpeg of too many scan": {append(bytes.Clone(whole[scan.JPEG]), bytes.Repeat([]byte{0xff, 0xda}, 200)...), scan.ErrTooLarge, "201 scans"},
		"bmp cut":               {whole[scan.BMP][:len(whole[scan.BMP])-10], scan.ErrTruncated, "bmp|early"},
		"bmp head":              {whole[scan.BMP][:10], scan.ErrTruncated, "bmp|early"},
		"bmp huge":              {patched(scan.BMP, 18, 0x60, 0xea, 0, 0, 0x60, 0xea, 0, 0), scan.ErrTooLarge, "60000 x 60000"},
		"bmp of nothing":        {patched(scan.BMP, 18, 0x70, 0x17, 0, 0, 0x70, 0x17, 0, 0), scan.ErrTruncated, "cannot hold 6000 x 6000"},
		"bmp negative":          {patched(scan.BMP, 18, 0xff, 0xff, 0xff, 0xff), scan.ErrUnsupported, "bmp|PNG"},
		"bmp packed":            {patched(scan.BMP, 30, 1), scan.ErrUnsupported, "bmp|PNG"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := readWith(c.data, scan.DefaultLimits())
			checkDefect(t, s, err, c.kind, strings.Split(c.words, "|")...)
		})
	}
}
